"""One monitored line on a page: what was said, how it stood then, each quarter since and now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.actions import Agreed, Held
from data.places import Places
from data.quality_queries import PLAN_NAMES, PlanQuality
from data.summaries.asked import UNREAD
from data.summaries.data import number_cell
from data.summaries.monitored import Followed, Standing
from data.summaries.monitoring_files import Printed
from data.summaries.monitoring_words import (
    NO_SNAPSHOT,
    action_words,
    next_due,
    printed_cell,
    printed_then,
    printed_words,
    rests_on_words,
    sources_words,
    verdict_words,
    where_words,
)
from data.summaries.pictures import picture
from data.summaries.reading import Number
from data.summaries.report import Cell, Column, Item, Section, Table
from data.summaries.saying import capital, day_words, joined, month_words, plural
from data.summaries.sentences import headline
from data.summaries.sentences_beside import quality as quality_words
from data.summaries.verdicts import WORDS

COMMENTS = 2
"""So many of the latest comments marked for publication are printed."""
_PERIODS = {"point": "", "month": ", for the month", "year": ", for the year"}
Figures = Mapping[str, Mapping[dt.date, Number | None]]
"""By measure id, the figures of a line's dates."""


def line_sections(
    standing: Standing, rests_on: Sequence[Standing], figures: Figures, held: Sequence[Held],
    places: Places, revisions: dict[dt.date, int],
) -> list[Section]:
    """The parts of a line's page. ``rests_on`` are the lines that it names, ``held`` the surgeries
    with minutes; ``revisions`` says of each date which revision its figures are of.
    """
    sections = [
        Section("said", "What was said", (standing.line.said, sources_words(standing),
                                          *_printed(standing)))]
    if standing.volume:
        sections.append(Section(
            "stands", "How it stands: verdicts compare with the baseline of "
            f"{day_words(standing.line.baseline)}", items=tuple(
                _item(one, small=len(standing.volume) > 1) for one in standing.volume),
            tables=(_quarters(standing, figures, revisions),)))
    else:
        sections.append(Section("stands", "How it stands", (standing.verdict.rule,)))
    if rests_on:
        sections.append(_rests_on(rests_on))
    if standing.quality or standing.plans:
        sections.append(Section(
            "quality", "How good it is, beside how much",
            _plans(standing.plans),
            items=tuple(replace(_item(one), pictures=()) for one in standing.quality)))
    if standing.volume:
        sections.append(_actions(standing, places))
    return [*sections, _evidence(standing, held)]


def _plans(plans: Sequence[PlanQuality]) -> tuple[str, ...]:
    """What audits and families say of each kind of plan, by name where there are several."""
    return tuple(f"{PLAN_NAMES[plan.plan_type]}: {words}" if len(plans) > 1 else words
                 for plan in plans for words in quality_words(plan))


def _printed(standing: Standing) -> tuple[str, ...]:
    """What the reports printed of each of its measures, a sentence a measure."""
    return tuple(
        f"{followed.reading.measure.name}, as printed: "
        f"{'; '.join(_one_printed(followed, one) for one in followed.printed)}."
        for followed in standing.followed if followed.printed)


def _one_printed(followed: Followed, one: Printed) -> str:
    """ "31 July 2015, 75 % (reported to inspectors)" """
    if one.value is None:
        return f"{day_words(one.date)}, {one.words}"
    figure = f"{day_words(one.date)}, {printed_words(followed.reading.measure, one.value)}"
    return f"{figure} ({one.words})" if one.words else figure


def _item(followed: Followed, *, small: bool = False) -> Item:
    """One measure: the figure now, the verdict since the baseline with its rule, and a picture."""
    reading, verdict = followed.reading, followed.verdict
    drawn = picture(reading)
    if drawn:
        drawn = replace(drawn, title=f"By month, to {month_words(reading.now.as_at)}", beside=(),
                        small=small)
    return Item(
        id=reading.measure.id, title=reading.measure.name,
        sentences=(headline(reading), f"{capital(verdict.word)}. {verdict.rule}"),
        verdict=WORDS[verdict.word], pictures=(drawn,) if drawn else (),
        href=f"/measures/{reading.measure.id}")


def _quarters(
    standing: Standing, figures: Figures, revisions: dict[dt.date, int],
) -> Table:
    """Its baseline, the end of every quarter since, and now: a row each, a column a measure."""
    followed = standing.followed
    columns = (Column("Date"), *(
        Column(f"{one.reading.measure.name}{_PERIODS[one.reading.period]}",
               "percent" if one.reading.measure.unit == "percent" else "number")
        for one in followed))
    rows = []
    if any(printed_then(standing, one) for one in followed):
        rows.append((Cell(f"{day_words(standing.line.baseline)}, as printed"),
                     *(printed_cell(standing, one) for one in followed)))
    rows += [(Cell(_row_name(standing, day)), *(
        _cell(standing, one, figures, day) for one in followed)) for day in standing.dates]
    return Table("quarters", "Then, each quarter since, and now", columns, tuple(rows),
                 _notes(standing, revisions))


def _row_name(standing: Standing, day: dt.date) -> str:
    if day == standing.as_at:
        return f"{day_words(day)}, now"
    if day != standing.line.baseline:
        return day_words(day)
    if standing.baseline in (day, None):
        return f"{day_words(day)}, baseline"
    return f"{day_words(standing.baseline)}, nearest to the baseline"


def _cell(standing: Standing, followed: Followed, figures: Figures, day: dt.date) -> Cell:
    number = (followed.then if day == standing.line.baseline
              else figures[followed.reading.measure.id][day])
    return NO_SNAPSHOT if number is None else number_cell(followed.reading, number)


def _notes(standing: Standing, revisions: dict[dt.date, int]) -> tuple[str, ...]:
    notes = []
    held = {standing.line.baseline: standing.baseline} if standing.baseline else {}
    missing = [day for day in standing.dates if held.get(day, day) not in revisions or (
        day == standing.line.baseline and not held)]
    if missing:
        notes.append(f"No figures are held of {joined([day_words(day) for day in missing])}: "
                     "what is not there is not filled in.")
    again = [day for day in (held.get(day, day) for day in standing.dates)
             if revisions.get(day, 1) > 1]
    if again:
        notes.append(f"The figures of {joined([day_words(day) for day in again])} were loaded "
                     "again: these are known now, and the earlier ones are kept.")
    return tuple(notes)


def _rests_on(rests_on: Sequence[Standing]) -> Section:
    rows = tuple((Cell(one.line.title, href=f"/summaries/monitoring/{one.line.id}"),
                  Cell(verdict_words(one))) for one in rests_on)
    return Section("rests-on", "The lines it rests on", (rests_on_words(rests_on),), tables=(
        Table("rests-on-lines", "The lines it rests on, and how they stand",
              (Column("Line"), Column("Verdict")), rows),))


def _actions(standing: Standing, places: Places) -> Section:
    """Actions as counts alone: their words may name a child or a worker, so none is printed."""
    title, as_at = "What the council is doing", standing.as_at
    comments = _comments(standing)
    if standing.actions is None:
        return Section("doing", title, (
            f"What the surgeries agreed cannot be read now. {UNREAD}", *comments))
    if not standing.actions:
        return Section("doing", title, (
            "No surgery has agreed an action about these measures since the baseline.",
            *comments))
    said = [f"Actions that surgeries have agreed about these measures since the baseline, "
            f"{action_words(standing.actions, as_at)}."]
    if due := next_due(standing.actions, as_at):
        said.append(f"The next open one is due on {day_words(due)}.")
    said.append(_by_area(standing.actions, as_at, places))
    return Section("doing", title, (*said, *comments))


def _by_area(actions: Sequence[Agreed], as_at: dt.date, places: Places) -> str:
    """How many actions each area has agreed, those of its teams among them."""
    whole = f"{places.authority.name} and its services"
    names: dict[str | None, str] = {area.id: area.name for area in places.localities}
    by_area: dict[str, list[Agreed]] = defaultdict(list)
    for action in actions:
        by_area[names.get(action.place) or names.get(
            places.locality_of(action.place), whole)].append(action)
    parts = [f"{name} {action_words(by_area[name], as_at)}"
             for name in (whole, *names.values()) if name in by_area]
    return f"{'; '.join(parts)}."


def _comments(standing: Standing) -> tuple[str, ...]:
    """The latest that was written of its measures for publication."""
    found = sorted(((c.as_at, one.reading.measure.name, c.text) for one in standing.followed
                    for c in one.reading.comments if c.public), reverse=True)
    return tuple(f"{name}, {day_words(day)}: {capital(text)}"
                 for day, name, text in found[:COMMENTS])


def _evidence(standing: Standing, held: Sequence[Held]) -> Section:
    """What can be shown for it, oldest first, and where: never a list of children itself."""
    file, line, as_at = standing.file, standing.line, standing.as_at
    dated = [(one.date, Cell(one.words), Cell(where_words(file, one) or "–"))
             for one in line.evidence if one.date <= as_at]
    rows = [(Cell(day_words(day)), what, where)
            for day, what, where in sorted(dated, key=lambda row: row[0])]
    if standing.followed:
        rows.append((Cell(day_words(as_at)), Cell(
            "What counts in each measure, and its list for those who may see it"),
                     Cell(joined([f"/measures/{one.reading.measure.id}"
                                  for one in standing.followed]))))
    since = [one for one in held if one.as_at >= line.baseline]
    if since:
        rows.append((Cell(f"{day_words(since[0].held)} to {day_words(since[-1].held)}"),
                     Cell(f"Minutes of {plural(len(since), 'surgery', 'surgeries')}, for those who "
                          "may see them"),
                     Cell("/surgeries")))
    return Section("evidence", "Evidence", tables=(Table(
        "evidence-list", "What can be shown", (
            Column("Date"), Column("What"), Column("Where")), tuple(rows)),))
