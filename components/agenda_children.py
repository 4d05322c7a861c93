"""The children: the fourth item of an agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from components.agenda_item import SHORT, Group, Item, Line
from components.kinds import Measure
from components.numbers import day_words, plural, whole
from components.records import records
from data.agenda import (
    AS_USUAL,
    LESS_THAN_USUAL,
    MORE_THAN_BEST,
    MORE_THAN_USUAL,
    Demand,
    Nobody,
)

_SHAPES = {MORE_THAN_BEST: "triangle", MORE_THAN_USUAL: "diamond", AS_USUAL: "circle",
           LESS_THAN_USUAL: "circle"}

NO_WORKER, MUCH_LATE = "no named worker", "three or more things late"
"""What a child on a list of the fourth item has."""


def demand_group(
    demand: Sequence[Demand], *, what: str, href: Callable[[str, str], str],
) -> Group:
    """What is late and what falls due, by team or area; and what of it is to be done within 30
    days, against what was done in a month before.

    ``demand`` begins with the whole; ``href(place, show)`` gives the list of what is "overdue" or
    "due" there.
    """
    whole_of_it, *parts = demand
    shown = parts or [whole_of_it]
    until = day_words(whole_of_it.until, short=True)
    return Group(
        f"{what} by {what.lower()}", tuple(Line(
            one.short, href(one.place, "overdue"), reading=_upper(one.reading),
            shape=_SHAPES.get(one.reading, "dash"), numbers=(
                (whole(one.overdue), href(one.place, "overdue")), whole(one.children),
                (whole(one.due), href(one.place, "due")),
                "–" if one.to_do is None else whole(one.to_do), _usual(one.usual),
                "–" if one.most is None else whole(one.most))) for one in shown),
        what, ("Late now", "Children", f"Due by {until}", "To do in 30 days",
               "Done in a usual month", "In the best"),
        note="to do: what is late or due within 30 days, of visits, reviews, plans and all else "
        "that is done again and again; a usual month: the middle half of "
        f"{plural(whole_of_it.months, 'month')}; –: most work of the "
        f"{what.lower()} is done once, or too few months are known")


def children_sentence(
    demand: Sequence[Demand] | None, *, unallocated: int | None, together: int | None,
    what: str, yours: bool, elsewhere: Sequence[str] = (),
) -> str:
    """How much is late and falls due against what was ever done, and for how many children nobody
    is named or several things are late. None for what the reader may not list or there is none
    of; ``yours`` is whether the reader may see only some. ``elsewhere`` are the lists that stand
    on the agendas of areas alone.
    """
    said = []
    seen = " that you may see" if yours else ""
    if demand:
        first, *parts = demand
        said.append(
            f"{plural(first.overdue, 'thing')} {'is' if first.overdue == 1 else 'are'} late now"
            f"{seen}, for {plural(first.children, 'child', 'children')}; {whole(first.due)} more "
            f"{'falls' if first.due == 1 else 'fall'} due by {day_words(first.until)}"
            f"{', the surgery after this one' if first.surgery else ''}.")
        over = sum(one.reading == MORE_THAN_BEST for one in parts)
        if over:
            said.append(f"In {plural(over, what)} what is late or due within 30 days is more than "
                        "was done in the best month before.")
    else:
        said.append("Nothing here has a day by which it must be done.")
    if unallocated:
        said.append(f"{plural(unallocated, 'child has', 'children have')} {NO_WORKER}.")
    if together:
        said.append(f"{plural(together, 'child has', 'children have')} {MUCH_LATE}.")
    if elsewhere:
        said.append(f"Which children have {' or '.join(elsewhere)} is on the agendas of the areas: "
                    "an area answers for all that a child is owed, a service for its own part.")
    return " ".join(said)


def unallocated_group(
    nobody: Sequence[Nobody], *, team_names: Mapping[str, str], child_href: Callable[[str], str],
    more: str,
) -> Group:
    """Children with nobody named, longest first."""
    return Group(
        "Nobody is named for them", tuple(Line(
            one.person, child_href(one.person), _team(one.team, team_names),
            numbers=("not known" if one.days is None else plural(one.days, "day"),
                     whole(one.overdue)))
            for one in nobody[:SHORT]), "Child", ("Nobody for", "Late"),
        note="longest first", every=len(nobody), more=more,
        empty="Every child has a named worker.")


def together_group(
    rows: pd.DataFrame, *, every: int, measures: Mapping[str, Measure],
    child_href: Callable[[str], str], more: str,
) -> Group:
    """Children with three or more things late, most first; ``rows`` as the query gives them."""
    return Group(
        "Three or more things late", tuple(Line(
            row["person"], child_href(row["person"]),
            "; ".join(measures[thing["measure"]].name for thing in row["things"]),
            numbers=(whole(row["late"]), plural(row["longest"], "day")))
            for row in records(rows.head(SHORT))), "Child", ("Late", "Longest"),
        note="most first", every=every, more=more,
        empty="No child has three or more things late.")


def children_item(sentence: str, *groups: Group | None) -> Item:
    """The item, of the groups there are."""
    return Item(4, sentence, tuple(group for group in groups if group))


def _usual(months: tuple[int, int] | None) -> str:
    """ "12 to 15" """
    if months is None:
        return "–"
    low, high = months
    return whole(low) if low == high else f"{whole(low)} to {whole(high)}"


def _team(team: str | None, names: Mapping[str, str]) -> str:
    return names.get(team, team) if team else "no team"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
