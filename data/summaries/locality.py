"""An area on two pages, for its head of social work to take to partners: what the public may read.

First every measure in one table, beside the county and England; then what is better and what is
worse, the work behind it, what is not known, and what the council says about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from data.benchmarks.published import SOURCE
from data.places import Place
from data.queries import NotFound
from data.summaries.asked import PUBLIC, Asked
from data.summaries.data import data, datum, number_cell, published_cell, target_cell
from data.summaries.made import made
from data.summaries.moves import difference, moved
from data.summaries.overview import lead, not_known
from data.summaries.pictures import areas_picture, picture
from data.summaries.reading import ABSENT, Reading, read_all
from data.summaries.report import Cell, Column, Item, Report, Section, Table
from data.summaries.saying import joined, month_words
from data.summaries.sentences import headline, verdict
from data.summaries.sentences_beside import areas, county, elsewhere
from data.summaries.sentences_signal import usual

MEASURES = (
    "re-referrals-12m", "assessments-45wd", "cin-visit-timely", "cpp-count-rate",
    "cpp-visit-timely", "cpp-seen-alone", "cpp-reviews-on-time", "lac-count", "lac-visit-timely",
    "lac-review-timely", "lac-rha-up-to-date", "lac-dental", "pep-up-to-date", "placement-3plus",
    "rhi-72h", "cl-pathway-plan", "cl-in-touch", "cl-suitable-accommodation", "cl-eet")
"""How children are doing, in the order of their journey."""
WORK = ("caseload-average", "unallocated", "supervision-timely", "sw-changes", "vacancy-rate",
        "agency-rate")
"""Caseloads and staffing, as far as there are figures of an area."""
MOST = 1
"""So many measures are told of at length each way, the others by name: there are two pages."""
NAMED = 4
AUDIENCE = "For partners and the public: no child, worker or team can be told from it."


def locality(asked: Asked, place: str, as_at: dt.date) -> Report:
    """The summary of an area as the public may see it. Raises NotFound."""
    q = asked.q
    area = q.place(PUBLIC, place)
    if area not in q.places.localities:
        raise NotFound(f"no area called {place}")
    here = read_all(asked, PUBLIC, [*MEASURES, *WORK], area.id, as_at)
    children = [here[name] for name in MEASURES]
    work = [here[name] for name in WORK if here[name].now.symbol != ABSENT]
    better, worse = told(children, "better"), told(children, "worse")
    at_length = [r.measure.id for r in (*worse[:MOST], *better[:MOST])]
    across = read_all(asked, PUBLIC, at_length, q.places.authority.id, as_at)
    sections = [
        Section("measures", f"How children in {area.short} are doing, and the work behind it",
                () if work else ("This extract says nothing of caseloads or staffing.",),
                tables=(_table(area, [*children, *work]),)),
        _story("worse", "What is worse, or behind the other areas", worse, across,
               _none(children, "No measure is worse than six months ago, or behind the other areas "
                     "by more than chance explains.")),
        _story("better", "What is better", better, across,
               _none(children, "No measure is better than six months ago.")),
        Section("not-known", "What is not known", not_known(
            [*children, *work], {r.measure.id: r.measure.name for r in (*children, *work)})),
        Section("council-says", "What the council says", _comments([*children, *work]))]
    return made(
        asked, as_at, path=f"locality/{area.id}", title=f"{area.name}: how children are doing",
        lead=lead(children), place=area, audience=AUDIENCE, sections=sections,
        data=chain(
            (one for reading in (*children, *work) for one in data(reading)),
            (datum(reading, one) for reading in across.values() for one in reading.areas
             if one.place != area)),
        sources=_sources([*children, *work]))


def _behind(reading: Reading) -> bool:
    """Whether the area is on the wrong side of the others by more than chance explains."""
    side = reading.apart.get(reading.place.id)
    return side == {"higher": "low", "lower": "high"}.get(reading.measure.better, "")


def told(readings: Sequence[Reading], way: str) -> list[Reading]:
    """The measures that are worse or behind, or better and not behind: first what is behind, then
    what a chart calls more than chance, then what has moved the furthest.
    """
    signal = {"better": "improvement", "worse": "concern"}[way]

    def rank(reading: Reading) -> tuple[bool, bool, float]:
        shown, then, by = reading.signal, reading.earlier, difference(reading)
        moved_by = abs(by) / (then.value or 1.0) if then and by is not None else 0.0
        return (not _behind(reading),
                shown is None or not shown.variation.startswith(signal), -moved_by)

    found = [r for r in readings if r.measure.better != "neither" and not r.now.symbol and (
        (moved(r) == way and not _behind(r)) or (way == "worse" and _behind(r)))]
    return sorted(found, key=rank)


def _none(readings: Sequence[Reading], words: str) -> str:
    """What is said where no measure went a way; where none can be compared, that."""
    if all(moved(r) == "not known" for r in readings):
        return "No figure may be shown here that can be set beside six months ago."
    return words


def _story(
    id: str, title: str, chosen: Sequence[Reading], across: dict[str, Reading], none: str,
) -> Section:
    """The first MOST at length, the others by name."""
    others = [r.measure.name for r in chosen[MOST:]]
    if len(others) > NAMED:
        others = [*others[:NAMED], f"{len(others) - NAMED} more, in the table"]
    more = (f"Beside the one below: {joined(others)}.",) if others else ()
    return Section(id, title, more if chosen else (none,), tuple(
        _item(reading, across[reading.measure.id]) for reading in chosen[:MOST]))


def _item(reading: Reading, whole: Reading) -> Item:
    measure = reading.measure
    said = (headline(reading), areas(reading), county(reading), usual(reading), elsewhere(reading))
    return Item(
        measure.id, measure.name, tuple(filter(None, said)), verdict(reading),
        tuple(p for p in (picture(reading), areas_picture(whole)) if p),
        href=f"/measures/{measure.id}?place={reading.place.id}")


def _table(area: Place, readings: Sequence[Reading]) -> Table:
    """A row a measure: here now and before, the county, England, the target, and what chance
    leaves unexplained.
    """
    columns = (
        Column("Measure"), Column(area.short, "number"), Column("Six months ago", "number"),
        Column("County", "number"), Column("England", "number"), Column("Target", "number"),
        Column("Since then"), Column("Beside the county"))
    return Table("by-measure", "Measure by measure; caseloads and staffing last", columns,
                 tuple(_row(r) for r in readings), (
        "Since then: better or worse than six months ago. Beside the county: lower or higher than "
        "chance explains, where that can be told.",))


def _row(reading: Reading) -> tuple[Cell, ...]:
    place = reading.place.id
    return (
        Cell(reading.measure.name), number_cell(reading, reading.now),
        number_cell(reading, reading.earlier), number_cell(reading, reading.county),
        _england(reading), target_cell(reading), Cell(_way(reading)),
        Cell({"low": "lower", "high": "higher"}[reading.apart[place]]
             if place in reading.apart else "alike" if place in reading.judged else "[z]",
             symbol="" if place in reading.judged else "z"))


def _way(reading: Reading) -> str:
    if reading.measure.better == "neither":
        by = difference(reading)
        return "not known" if by is None else "same" if by == 0 else (
            "more" if by > 0 else "fewer")
    way = moved(reading)
    return "same" if way == "no change" else way


def _england(reading: Reading) -> Cell:
    for found in reading.elsewhere:
        if found.whose == "England":
            cell = published_cell(reading, found)
            return Cell(f"{cell.text} ({found.year})", cell.number)
    return Cell("[x]", symbol="x")


def _comments(readings: Sequence[Reading]) -> tuple[str, ...]:
    """What was written for publication; or why it cannot be read, or that there is none."""
    if unread := next((r.unread for r in readings if r.unread), ""):
        return (f"What was written cannot be shown here. {unread}",)
    said = [f"{r.measure.name}, {month_words(comment.as_at)}: {comment.text}"
            for r in readings for comment in r.comments if comment.public]
    return tuple(said) or ("Nothing has been written for publication.",)


def _sources(readings: Sequence[Reading]) -> tuple[str, ...]:
    """Whose published figures stand beside, and where they are not quite the same thing."""
    caveats = dict.fromkeys(
        f"{r.measure.name}: {e.caveat}" for r in readings for e in r.elsewhere if e.caveat)
    return (f"England: {SOURCE}, of the years given.", *caveats)
