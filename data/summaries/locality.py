"""An area on two pages, for its head of social work to take to partners: what the public may read.

First every measure in one table, beside the county and England; then what is better and what is
worse, the work behind it, what is not known, and what the council says about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain
from typing import Literal

from data.benchmarks.published import SOURCE
from data.places import Place
from data.queries import NotFound
from data.statistics.control_chart import VARIATIONS
from data.summaries.asked import PUBLIC, Asked
from data.summaries.data import data, datum, number_cell, published_cell, target_cell
from data.summaries.made import made
from data.summaries.moves import beyond_chance, difference, moved
from data.summaries.overview import lead, not_known
from data.summaries.pictures import areas_picture, picture
from data.summaries.reading import ABSENT, Reading, read_all
from data.summaries.report import Cell, Column, Item, Report, Section, Table, Verdict
from data.summaries.saying import capital, joined, month_words
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
THAN_USUAL: dict[Verdict, str] = {
    "better": "better", "worse": "worse", "no change": "as usual", "not known": "not judged"}
"""VERDICTS in the few letters that a column has on paper."""
AUDIENCE = "For partners and the public: no child, worker or team can be told from it."


def locality(asked: Asked, place: str, as_at: dt.date) -> Report:
    """The summary of an area as the public may see it. Raises NotFound."""
    q = asked.q
    area = q.place(PUBLIC, place)
    if area not in q.places.localities:
        raise NotFound(f"no area called {place}")
    here = read_all(asked, PUBLIC, [*MEASURES, *WORK], area.id, as_at)
    work = [here[name] for name in WORK if here[name].now.symbol != ABSENT]
    everything = [*(here[name] for name in MEASURES), *work]
    better, worse = told(everything, "better"), told(everything, "worse")
    at_length = [r.measure.id for r in (*worse[:MOST], *better[:MOST])]
    across = read_all(asked, PUBLIC, at_length, q.places.authority.id, as_at)
    sections = [
        Section("measures", f"How children in {area.short} are doing, and the work behind it",
                () if work else ("This extract says nothing of caseloads or staffing.",),
                tables=(measures_table(area, everything),)),
        _story("worse", "What is worse, or behind the other areas", worse, across, (
            *_none(worse, "No measure can be told to be worse than usual, or behind the other "
                   "areas, by more than chance explains."), *unjudged(everything, "worse"))),
        _story("better", "What is better", better, across, (
            *_none([*better, *_behind_though_better(everything)], "No measure can be told to be "
                   "better than usual by more than chance explains."),
            *_though_behind(everything), *unjudged(everything, "better"))),
        Section("not-known", "What is not known", not_known(
            everything, {r.measure.id: r.measure.name for r in everything})),
        Section("council-says", "What the council says", _comments(everything))]
    return made(
        asked, as_at, path=f"locality/{area.id}", title=f"{area.name}: how children are doing",
        lead=" ".join((lead(everything), *_how_many_behind(everything))), place=area,
        audience=AUDIENCE, sections=sections,
        data=chain(
            (one for reading in everything for one in data(reading)),
            (datum(reading, one) for reading in across.values() for one in reading.areas
             if one.place != area)),
        sources=_sources(everything))


Way = Literal["better", "worse"]


def _behind(reading: Reading) -> bool:
    """Whether the area is on the wrong side of the others by more than chance explains."""
    side = reading.apart.get(reading.place.id)
    return side == {"higher": "low", "lower": "high"}.get(reading.measure.better, "")


def _how_many_behind(readings: Sequence[Reading]) -> tuple[str, ...]:
    many = sum(map(_behind, readings))
    return (f"{many} {'is' if many == 1 else 'are'} behind the other areas by more than chance "
            "explains.",) if many else ()


def told(readings: Sequence[Reading], way: Way) -> list[Reading]:
    """The measures that are worse by more than chance explains or behind, or better and not behind:
    first what is behind, then what has moved the furthest.
    """
    return _furthest_first([r for r in readings if r.measure.better != "neither" and (
        (beyond_chance(r) == way and not _behind(r)) or (way == "worse" and _behind(r)))])


def _behind_though_better(readings: Sequence[Reading]) -> list[Reading]:
    return [r for r in readings if _behind(r) and beyond_chance(r) == "better"]


def _though_behind(readings: Sequence[Reading]) -> tuple[str, ...]:
    """What is better and behind is told of where it is behind, and counted here."""
    names = _names(_behind_though_better(readings))
    return (f"Better than usual, though still behind the other areas: {names}.",) if names else ()


def unjudged(readings: Sequence[Reading], way: Way) -> tuple[str, ...]:
    """What went a way by the plain numbers where no chart may say whether that is chance."""
    names = _names(_furthest_first([
        r for r in readings if r.measure.better != "neither" and not _behind(r)
        and moved(r) == way and beyond_chance(r) == "not known"]))
    return (f"{capital(way)} than six months ago, but whether by more than chance cannot be told: "
            f"{names}.",) if names else ()


def _furthest_first(readings: Sequence[Reading]) -> list[Reading]:
    def rank(reading: Reading) -> tuple[bool, float]:
        then, by = reading.earlier, difference(reading)
        return not _behind(reading), -abs(by) / (then.value or 1.0) if then and by else 0.0

    return sorted(readings, key=rank)


def _names(readings: Sequence[Reading]) -> str:
    return joined([r.measure.name for r in readings])


def _none(told_of: Sequence[Reading], words: str) -> tuple[str, ...]:
    return () if told_of else (words,)


def _story(
    id: str, title: str, chosen: Sequence[Reading], across: dict[str, Reading],
    said: tuple[str, ...],
) -> Section:
    """The first MOST at length, the others by name."""
    others = _names(chosen[MOST:])
    more = (f"Beside the one below: {others}.",) if others else ()
    return Section(id, title, (*more, *said), tuple(
        _item(reading, across[reading.measure.id]) for reading in chosen[:MOST]))


def _item(reading: Reading, whole: Reading) -> Item:
    measure = reading.measure
    said = (headline(reading), areas(reading), county(reading), usual(reading), elsewhere(reading))
    return Item(
        measure.id, measure.name, tuple(filter(None, said)), verdict(reading),
        tuple(p for p in (picture(reading), areas_picture(whole)) if p),
        href=f"/measures/{measure.id}?place={reading.place.id}")


def measures_table(area: Place, readings: Sequence[Reading]) -> Table:
    """A row a measure: here now and before, the county, England, the target, and what chance
    leaves unexplained.
    """
    columns = (
        Column("Measure"), Column(area.short, "number"), Column("Six months ago", "number"),
        Column("County", "number"), Column("England", "number"), Column("Target", "number"),
        Column("Than usual"), Column("Beside the county"))
    return Table("by-measure", "Measure by measure; caseloads and staffing last", columns,
                 tuple(_row(r) for r in readings), (
        "Than usual: better or worse than its usual range by more than chance explains; within it "
        "there is no clear change, it is as usual. Beside the county: lower or higher than chance "
        "explains. Where a figure is hidden or there are too few, neither can be judged.",))


def _row(reading: Reading) -> tuple[Cell, ...]:
    return (
        Cell(reading.measure.name), number_cell(reading, reading.now),
        number_cell(reading, reading.earlier), number_cell(reading, reading.county),
        _england(reading), target_cell(reading), _than_usual(reading), _beside(reading))


def _than_usual(reading: Reading) -> Cell:
    """By its chart; of what is neither better nor worse, whether it is higher or lower."""
    if reading.measure.better != "neither":
        return Cell(THAN_USUAL[beyond_chance(reading)])
    signal = reading.signal
    if signal is None or not signal.variation or reading.now.symbol:
        return Cell("[z]", symbol="z")
    if signal.variation == VARIATIONS[0]:
        return Cell("as usual")
    return Cell("higher" if signal.variation.endswith("high") else "lower")


def _beside(reading: Reading) -> Cell:
    """By the funnel; without one, why: a figure that is not there, or that it cannot be told; [z]
    where plain numbers of a part and of the whole make no comparison.
    """
    here, county = reading.now, reading.county
    if reading.place.id in reading.judged:
        side = reading.apart.get(reading.place.id)
        return Cell({"low": "lower", "high": "higher"}[side] if side else "alike")
    if reading.measure.unit == "count":
        return Cell("[z]", symbol="z")
    symbol = here.symbol or (county.symbol if county else ABSENT)
    return Cell(f"[{symbol}]", symbol=symbol) if symbol else Cell("not judged")


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
