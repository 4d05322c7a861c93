"""Which measures a page shows: those the commissioner named, a domain's, or all in brief."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.measures.catalogue import Measure

COMMISSIONER = "commissioner"
ALL = "all"
MOST_IN_FULL = 20
"""More measures than this are too long a page with their lines and the places beside."""


@dataclass(frozen=True)
class Choice:
    """Some measures: ``id`` is their word in an address, ``in_brief`` whether there are too many to
    show in full.
    """

    id: str
    name: str
    measures: tuple[str, ...]
    in_brief: bool = False

    @property
    def is_domain(self) -> bool:
        return self.id not in (COMMISSIONER, ALL)


def choices(catalogue: Mapping[str, Measure]) -> dict[str, Choice]:
    """The choices there are among measures, by the word in an address; the first is the one shown
    when none is made. All come first where they are few enough to show in full.
    """
    many = len(catalogue) > MOST_IN_FULL
    every = Choice(ALL, "All measures in brief" if many else "All measures", tuple(catalogue),
                   in_brief=many)
    named = Choice(
        COMMISSIONER, "Named by the commissioner",
        tuple(m.id for m in catalogue.values() if m.commissioner))
    domains: dict[str, list[str]] = {}
    for measure in catalogue.values():
        domains.setdefault(measure.domain, []).append(measure.id)
    by_domain = [Choice(slug(domain), domain, tuple(ids)) for domain, ids in domains.items()]
    first = [named, every] if many else [every, named]
    offered = [*(choice for choice in first if choice is every or choice.measures), *by_domain]
    return {choice.id: choice for choice in offered}


def slug(words: str) -> str:
    """Words as they stand in an address: "Section 47 and conferences" as section-47-and-…"""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
