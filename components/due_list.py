"""What is undone, child by child, what hurts most first: the work of a morning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.case_list import child
from components.kinds import Measure, Workload
from components.link import link
from components.numbers import day_words, missing, plural, time_words
from components.panel import panel
from components.quick import quick
from components.region import scrolling

LONG_UNVISITED = 28
"""Days without a visit that are worth a word whatever the interval is."""
HEADS = ("Child", "Why now", "What", "Worker")


class Entry(Protocol):
    """One child, or one thing of no child, as the query of a morning gives it."""

    @property
    def group(self) -> str: ...
    @property
    def person(self) -> str | None: ...
    @property
    def worker(self) -> str | None: ...
    @property
    def on_plan(self) -> bool: ...
    @property
    def nobody(self) -> bool: ...
    @property
    def late(self) -> int: ...
    @property
    def age(self) -> int | None: ...
    @property
    def unborn(self) -> bool: ...
    @property
    def unvisited(self) -> int | None: ...
    @property
    def told(self) -> bool: ...
    @property
    def things(self) -> list[dict[str, Any]]: ...


class Morning(Protocol):
    """One page of a morning's list, as the query gives it."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def groups(self) -> Mapping[str, int]: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def workload(self) -> Workload: ...
    @property
    def week(self) -> dt.date: ...
    @property
    def surgery(self) -> bool: ...


def due_sentence(
    name: str, found: Morning, *, all_of_it: bool = True, own: bool = False,
) -> str:
    """How much is overdue, and how much falls due by when. ``all_of_it`` is false where the reader
    may see only some of the place's work, ``own`` true where that is the reader's own. Without a
    ``name`` it begins with the number.
    """
    yours = "" if all_of_it else " of yours" if own else " that you may see"
    said = _due_words(found, yours)
    return f"{name}: {said}" if name else said[:1].upper() + said[1:]


def _due_words(found: Morning, yours: str) -> str:
    work = found.workload
    if not work.overdue and not work.due:
        return f"nothing{yours} is overdue or falls due by {until_words(found)}."
    late = (f"{plural(work.overdue, 'thing')}{yours} {'is' if work.overdue == 1 else 'are'} "
            f"overdue, for {plural(work.children, 'child', 'children')}"
            if work.overdue else f"nothing{yours} is overdue")
    week = found.counts["week"]
    return (f"{late}. {plural(work.due, 'thing')} {_falls(work.due)} due by "
            f"{until_words(found)}, {week or 'none'} of them this week.")


def until_words(found: Morning) -> str:
    """ "14 April 2016, the next surgery" """
    day = day_words(found.workload.until)
    return f"{day}, the next surgery" if found.surgery else day


def when_words(found: Morning) -> dict[str, str]:
    """What each narrowing of the list is called, and how many things it holds."""
    words = {"": "Everything", "overdue": "Overdue", "week": "Due this week",
             "due": f"Due by {day_words(found.workload.until, short=True)}"}
    return {when: f"{said} {found.counts[when]:,}" for when, said in words.items()}


def due_panels(
    found: Morning, *, measures: Mapping[str, Measure], name: str,
    href: Callable[[str], str], child_href: Callable[[str], str],
) -> list[Component]:
    """The entries of a page in their groups, a table each; ``href`` makes the address of a
    measure's list.
    """
    headings = {
        "overdue": ("Overdue", "what hurts most first"),
        "week": ("Due this week", f"nothing overdue; by {day_words(found.week)}"),
        "later": ("Due later", f"by {until_words(found)}")}
    panels = []
    for group, entries in groupby(found.entries, key=lambda entry: entry.group):
        heading, note = headings[group]
        panels.append(panel(
            heading, due_table(list(entries), measures=measures, caption=f"{heading}, {name}",
                               href=href, child_href=child_href),
            note=f"{found.groups[group]:,} in all, {note}"))
    return panels or [html.P("Nothing.", className="empty")]


def due_table(
    entries: Sequence[Entry], *, measures: Mapping[str, Measure], caption: str,
    href: Callable[[str], str], child_href: Callable[[str], str],
) -> Component:
    """One row an entry, with all its things."""
    if not entries:
        return html.P("Nothing.", className="empty")
    body = [quick(html.Tr, [
        quick(html.Th, child(entry.person, child_href) if entry.person else
              entry.things[0]["case"], scope="row"),
        _td("Why now", why_words(entry), "why"),
        _td("What", quick(html.Ul, [_thing(thing, measures, href) for thing in entry.things]),
            "things"),
        _td("Worker", entry.worker or "none", "day")]) for entry in entries]
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in HEADS])),
        html.Tbody(body)], className="cases due")
    return scrolling(table, label=caption, look="cards")


def why_words(entry: Entry) -> str:
    """ "12 days past the 10 days allowed; under five, on a protection plan; not visited for 31
    days; 3 other things late"
    """
    first = entry.things[0]
    others = entry.late - bool(first["overdue"])
    visit = ""
    if entry.unvisited is not None and entry.unvisited >= LONG_UNVISITED:
        visit = f"not visited for {plural(entry.unvisited, 'day')}"
    elif entry.on_plan and entry.told and entry.unvisited is None:
        visit = "no visit recorded"
    said = "; ".join(_said(
        _how_late(first), _who(entry), "nobody holds the case" if entry.nobody else "", visit,
        f"{plural(others, 'other thing')} late" if others else ""))
    return said[:1].upper() + said[1:]


def _said(*words: str) -> list[str]:
    """The words there are."""
    return [word for word in words if word]


def _how_late(thing: Mapping[str, Any]) -> str:
    days = thing["days_over"]
    if thing["overdue"]:
        if missing(thing["clock"]):
            return f"{plural(days, 'day')} late"
        return f"{plural(days, 'day')} past the {time_words(thing['clock'])} allowed"
    if days > 0:
        return "in time until the next working day"
    return f"due in {plural(-days, 'day')}" if days else "due today"


def _who(entry: Entry) -> str:
    age = "unborn" if entry.unborn else (
        "under five" if entry.age is not None and entry.age < 5 else "")
    return ", ".join(_said(age, "on a protection plan" if entry.on_plan else ""))


def _thing(
    thing: Mapping[str, Any], measures: Mapping[str, Measure], href: Callable[[str], str],
) -> Component:
    days = thing["days_over"]
    late = thing["overdue"]
    return quick(html.Li, [
        link(measures[thing["measure"]].name, href(thing["measure"])), " ",
        quick(html.B, f"{plural(days, 'day')} late" if late else
              f"due {day_words(thing['due_on'], short=True)}", className="late" if late else None),
        quick(html.Small, thing["reason"]) if thing["reason"] else None])


def _falls(many: int) -> str:
    return "falls" if many == 1 else "fall"


def _td(label: str, content: Any, look: str | None = None) -> Component:
    return quick(html.Td, content, className=look, **data(label=label))


def work_by_part(
    parts: Sequence[tuple[str, Workload, str]], *, heading: str, until: dt.date,
) -> Component | None:
    """How much each part of a place has to do: its name, its work and the address of its list."""
    if not parts:
        return None
    heads = (heading, "Overdue", "Children", f"Due by {day_words(until, short=True)}")
    return scrolling(html.Table([
        html.Caption(f"Work, {heading.lower()} by {heading.lower()}", className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col", className="number" if n else None)
                            for n, words in enumerate(heads)])),
        html.Tbody([html.Tr([
            html.Th(link(name, href), scope="row"),
            *(html.Td(f"{number:,}", className="number", **data(label=head))
              for head, number in zip(heads[1:], (work.overdue, work.children, work.due),
                                      strict=True))]) for name, work, href in parts]),
    ], className="numbers"), label="Work by place", look="cards")

