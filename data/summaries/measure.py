"""What a measure's page says of a place, to take away: for the eyes of whoever asks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.actions.owners import owner_words
from data.benchmarks.published import SOURCE
from data.measures.catalogue import Measure
from data.minutes_seen import MARKING
from data.queries import BREAKDOWNS
from data.summaries.asked import Asked
from data.summaries.data import (
    areas_table,
    count_cell,
    data,
    number_cell,
)
from data.summaries.made import made
from data.summaries.pictures import pictures
from data.summaries.reading import Number, Reading, number_of, read
from data.summaries.report import Cell, Column, Item, Report, Section, Table
from data.summaries.saying import amount, capital, day_words, month_words, value_words
from data.summaries.sentences import sentences, verdict
from data.viewers import ROLE_NAMES, Viewer

MONTHS = 36
GROUPS = {"age": "Age", "sex": "Sex", "ethnicity": "Ethnic group", "disability": "Disability",
          "county": "In or out of county"}
"""The breakdowns, and what heads each."""


def measure_report(
    asked: Asked, viewer: Viewer, measure: str, place: str, as_at: dt.date,
) -> Report:
    """A measure at a place as the viewer may see it: what is so, the months, the parts of the
    place, groups of children, the definition, and what was written. Raises NotFound, NotAllowed.
    """
    reading = read(asked, viewer, measure, place, as_at)
    of, where = reading.measure, reading.place
    first, *rest = sentences(reading)
    parts = [table for table in (areas_table(reading), *_parts(asked, viewer, reading, as_at))
             if table]
    sections = [
        Section("now", "How it stands", items=(Item(
            of.id, f"{of.name}, {where.name}", (first, *rest), verdict(reading),
            pictures(reading, months=MONTHS), href=f"/measures/{of.id}?place={where.id}"),)),
        Section("parts", "Place by place", () if parts else (
            "There are no parts of this place to show.",), tables=tuple(parts)),
        Section("groups", "By group of children", *_groups(asked, viewer, reading, as_at)),
        Section("months", "Month by month", tables=(_months(reading),)),
        Section("definition", "What is counted", _definition(of)),
        Section("said", "What was written", _comments(asked, reading))]
    public = not viewer.sees_small_numbers
    return made(
        asked, as_at, path=f"/measures/{of.id}", title=f"{of.name}, {where.name}",
        lead=of.plain_english, place=where, viewer=viewer,
        audience="It holds what the public may see." if public else
        f"Made for: {ROLE_NAMES[viewer.role].lower()}. Not for the public: small numbers are in "
        "it, so pass it on only to those who may see them.",
        marking="" if public else MARKING, sections=sections, params={"place": where.id},
        data=data(reading, months=MONTHS),
        filters=(("Measure", of.name), ("Counted", _period(reading))),
        sources=tuple(dict.fromkeys(
            f"{e.whose}, {e.year}: {SOURCE}. {e.caveat}".strip()
            for e in reading.elsewhere)))


def _period(reading: Reading) -> str:
    return {"month": "in the month", "year": "in the twelve months to the date"}.get(
        reading.period, "at the date")


def _months(reading: Reading) -> Table:
    """The latest first, as a reader looks for it."""
    share = reading.measure.unit == "percent"
    columns = [Column("Month"), Column("Figure", "percent" if share else "number")]
    columns += [Column("How many", "number"), Column("Of", "number"),
                Column("Not known", "number")] if share else []
    rows = [(Cell(month_words(n.as_at)), number_cell(reading, n),
             *(_counts(n) if share else ())) for n in reversed(reading.months)]
    return Table("by-month", f"{reading.measure.name}, {reading.place.name}, by month",
                 tuple(columns), tuple(rows))


def _counts(number: Number) -> tuple[Cell, ...]:
    """How many of how many, and of how many nothing is known."""
    hidden = "" if number.symbol == "u" else number.symbol
    return tuple(count_cell(value, hidden)
                 for value in (number.numerator, number.denominator, number.unknown))


def _parts(
    asked: Asked, viewer: Viewer, reading: Reading, as_at: dt.date,
) -> Iterator[Table]:
    """The teams that the viewer may see: of an area its own, of the county all of them."""
    of, where = reading.measure, reading.place
    if where.level not in ("authority", "locality") or not viewer.may_see_children:
        return
    rows = asked.q.figures_beside(
        viewer, where.id, as_at, measures=[of.id], teams=where.level == "authority")
    share = of.unit == "percent"
    columns = [Column("Team"), Column("Figure", "percent" if share else "number")]
    columns += [Column("How many", "number"), Column("Of", "number"),
                Column("Not known", "number")] if share else []
    cells = []
    for row in rows:
        if row.cases == 0:
            continue
        team = asked.q.places.by_id[row.place]
        number = number_of(of, row, team)
        cells.append((Cell(team.name), number_cell(reading, number),
                      *(_counts(number) if share else ())))
    if cells:
        yield Table("by-team", f"{of.name}, teams of {where.name}", tuple(columns), tuple(cells),
                    ("Teams that you may see.",)
                    if viewer.role not in ("analyst", "director") else ())


def _groups(
    asked: Asked, viewer: Viewer, reading: Reading, as_at: dt.date,
) -> tuple[tuple[str, ...], tuple[Item, ...], tuple[Table, ...]]:
    """A table for each way to break the figure down that has enough children to show."""
    of, where = reading.measure, reading.place
    tables = []
    for by in BREAKDOWNS:
        found = asked.q.breakdown(viewer, of.id, where.id, as_at, by=by)
        if not found.why_not:
            tables.append(Table(
                f"by-{by}", f"{of.name}, {where.name}, by {GROUPS[by].lower()}",
                (Column(GROUPS[by]), Column("Figure", "percent"), Column("How many", "number"),
                 Column("Of", "number")),
                tuple(_group(of, row) for row in found.rows.to_dict("records"))))
    none = () if tables else (
        "There are too few children here to show them by group, or the extract does not say who "
        "they are.",)
    return none, (), tuple(tables)


def _group(measure: Measure, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    """A group of fewer than six is hidden whoever looks, as on the measure's page."""
    if row["hidden"]:
        return (Cell(row["group"]), *((Cell("[c]", symbol="c"),) * 3))
    if math.isnan(row["value"]):
        return (Cell(row["group"]), *((Cell("[x]", symbol="x"),) * 3))
    counted = measure.unit in ("count", "rate")
    words = f"{round(row['value'])}\u202f%" if counted else value_words(measure, row["value"])
    return (Cell(row["group"]), Cell(words, row["value"]),
            *(Cell(amount(row[name]), row[name]) for name in ("numerator", "denominator")))


def _definition(measure: Measure) -> tuple[str, ...]:
    """The words of the catalogue."""
    unknown = ("Whose answer is not known counts as not met." if
               measure.unknown == "counts_against" else
               "Whose answer is not known is left out, and counted beside it.")
    target = () if measure.target is None else (
        f"Target: {amount(measure.target)}{_unit(measure)} ({measure.target_source}).",)
    return (measure.plain_english, f"{capital(measure.clock)}.", *target,
            *((unknown,) if measure.unit == "percent" else ()),
            f"Law and guidance: {measure.statute}.", f"When it slips: {measure.what_to_do}")


def _unit(measure: Measure) -> str:
    return "\u202f%" if measure.unit == "percent" else ""


def _comments(asked: Asked, reading: Reading) -> tuple[str, ...]:
    """Each with who wrote it and of when; or why they cannot be read, or that there is none."""
    if reading.unread:
        return (f"What was written cannot be shown here. {reading.unread}",)
    said: Sequence[str] = [
        f"{owner_words(c.by, asked.q.places)}, as at {day_words(c.as_at)}: {c.text}"
        for c in reading.comments]
    return tuple(said) or ("Nothing has been written about it.",)
