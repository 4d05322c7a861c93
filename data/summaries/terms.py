"""The words of the trade and what they mean (``terms.toml``), those that stand in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from data.summaries.report import Term

HERE = Path(__file__).parent
class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str
    also: tuple[str, ...] = ()
    means: str


class _Known(NamedTuple):
    """A term, and its forms in small letters, longest first."""

    term: Term
    forms: tuple[str, ...]


@cache
def _known() -> dict[str, _Known]:
    """Every term, by its word."""
    with (HERE / "terms.toml").open("rb") as file:
        found = [_Entry.model_validate(entry) for entry in tomllib.load(file)["terms"]]
    return {e.word: _Known(Term(e.word, e.means), tuple(sorted(
        (form.lower() for form in (e.word, *e.also)), key=len, reverse=True))) for e in found}


def _searched(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, Term]]:
    """The first of each of these terms in a text, in the longest of its forms that stands there:
    from, to and which.
    """
    small, known = text.lower(), _known()
    for word in words:
        term, forms = known[word]
        first: tuple[int, int] | None = None
        for form in forms:
            if (form in small and (at := _first(small, form)) >= 0
                    and (first is None or at < first[0])):
                first = at, at + len(form)
        if first:
            yield *first, term


def _first(text: str, form: str) -> int:
    """The first place where a form stands that is no part of a longer word; -1 for none."""
    at = text.find(form)
    while at >= 0 and (_goes_on(text[at - 1:at]) or _goes_on(text[at + len(form):][:1])):
        at = text.find(form, at + 1)
    return at


def _goes_on(letter: str) -> bool:
    """Whether a word goes on with this letter, of which there may be none."""
    return letter.isalnum() or letter == "_"


def terms() -> tuple[Term, ...]:
    """All of them, in the order of the alphabet."""
    return tuple(sorted((one.term for one in _known().values()),
                        key=lambda term: term.word.lower()))


def terms_of(texts: Iterable[str]) -> tuple[Term, ...]:
    """Those that occur in some texts in any of their forms, in the order of the alphabet."""
    whole = "\n".join(texts)
    return tuple(sorted((term for *_, term in _searched(whole, _known())),
                        key=lambda term: term.word.lower()))


def spots(text: str, words: Iterable[str] | None = None) -> list[tuple[int, int, Term]]:
    """Where words that are explained (all, or only these) stand in a text: from, to and which; the
    first of each, and none inside another.
    """
    found = sorted(_searched(text, _known() if words is None else words),
                   key=lambda spot: (spot[0], -spot[1]))
    kept: list[tuple[int, int, Term]] = []
    for spot in found:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept
