"""Which measures are shown: links to the commissioner's, to all, and to each domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.kinds import Choice, Figure
from components.link import link
from components.numbers import lower_first, plural, whole
from components.quick import quick

OFF, ABSENT = "off target", "not in this extract"


def measure_choice(
    choices: Iterable[Choice], *, chosen: str, rows: Mapping[str, Figure],
    href: Callable[[str], str],
) -> Component:
    """The choices as lists of links; a domain's says how many of its measures are off target or
    not in the extract. ``rows`` are figures as queries word them, by measure: a choice of which
    none is there is left out. ``href`` gives the address of a choice by its id.
    """
    offered = [choice for choice in choices if any(m in rows for m in choice.measures)]

    def listed(of_domains: bool) -> Component:
        return html.Ul([
            quick(html.Li, [link(choice.name, href(choice.id), current=(
                "true" if choice.id == chosen else "")), _beside(choice, rows)])
            for choice in offered if choice.is_domain == of_domains])

    return html.Nav([listed(False), listed(True)], className="shown",
                    **aria(label="Measures shown"))


def _beside(choice: Choice, rows: Mapping[str, Figure]) -> Component | None:
    held = [rows[m] for m in choice.measures if m in rows]
    if not choice.is_domain:
        return html.Small(whole(len(held)))
    off, absent = (sum(row["status"] == word for row in held) for word in (OFF, ABSENT))
    if absent == len(held):
        return html.Small(ABSENT)
    said = [f"{count} {word}" for count, word in ((off, OFF), (absent, ABSENT)) if count]
    return quick(html.Small, ", ".join(said)) if said else None


def among_words(choice: Choice) -> str:
    """What opens a sentence about these measures only; nothing where they are all."""
    if choice.is_domain:
        return f"in {lower_first(choice.name)}"
    return "of what the commissioner named" if choice.id == "commissioner" else ""


def choice_note(choice: Choice, *, shown: int, total: int, short: bool = False) -> str:
    """What stands beside the heading: "19 of 85 measures: named by the commissioner". ``short``
    says that measures without cases are left out.
    """
    said = plural(total, "measure") if shown == total else f"{shown} of {plural(total, 'measure')}"
    parts = [said]
    if choice.id != "all":
        parts.append(lower_first(choice.name))
    if short and shown < len(choice.measures):
        parts.append("those with cases here")
    return ": ".join((said, ", ".join(parts[1:]))) if parts[1:] else said
