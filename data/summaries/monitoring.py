"""The three-monthly line of sight for the department and inspectors: each criticism of an
inspection and each recommendation as a line, on two pages; and each line on a page of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from data.asking import NotFound
from data.quality_queries import PlanQuality
from data.summaries.asked import PUBLIC, Asked
from data.summaries.data import datum, number_cell
from data.summaries.made import made
from data.summaries.monitored import Standing, figures_at, held, monitored, standings
from data.summaries.monitoring_files import Kind, Line, Monitored
from data.summaries.monitoring_line import line_sections
from data.summaries.monitoring_words import (
    NOTHING,
    action_words,
    document_day,
    hidden_words,
    now_words,
    others_worse_words,
    printed_cell,
    printed_datum,
    rests_on_words,
    signals_words,
    then_words,
    verdict_words,
)
from data.summaries.pictures import picture
from data.summaries.report import Cell, Column, Datum, Item, Picture, Report, Section, Table
from data.summaries.saying import capital, day_words, joined, month_words, plural
from data.summaries.verdicts import (
    AT_TARGET,
    CANNOT,
    IMPROVEMENT,
    NO_SIGNAL,
    NOT_MEASURED,
    NOT_REACHED,
    WORSE,
)

TITLE = "Three-monthly monitoring"
AUDIENCE = ("For the Department for Education and inspectors, heads of social work, the director "
            "and analysts. Small numbers are hidden as they are for the public.")
_KINDS: dict[Kind, str] = {"criticism": "What was criticised",
                           "recommendation": "What was recommended"}
_COUNTED = (
    (IMPROVEMENT, "with a signal of improvement"), (AT_TARGET, "at target"),
    (NO_SIGNAL, "with no signal yet"), (NOT_REACHED, "that will not reach the target at this pace"),
    (WORSE, "worse"), (CANNOT, "that cannot be judged"))


def monitoring(asked: Asked, as_at: dt.date, line: str = "") -> Report:
    """The overview, or one line by its id, as the public may see its figures. A line whose baseline
    is still to come says so. Raises NotFound for no such date or line, MonitoringFileError.
    """
    q = asked.q
    q.snapshot(PUBLIC, as_at)
    lines = [(file, one) for file in monitored(asked) for one in file.lines]
    if not line:
        return _overview(asked, as_at, lines)
    for file, one in lines:
        if one.id == line:
            return _page(asked, as_at, file, one)
    raise NotFound(f"no line called {line} in the monitoring")


def _page(asked: Asked, as_at: dt.date, file: Monitored, line: Line) -> Report:
    """One line on a page."""
    q = asked.q
    if line.baseline > as_at:
        found, sections, lead = [], [Section("said", "What was said", (line.said,))], (
            f"This line begins on {day_words(line.baseline)}. Nothing is said of it at "
            f"{day_words(as_at)}: choose that date or a later one.")
    else:
        named = [one for one in file.lines if one.id in line.see and one.baseline <= as_at]
        standing, *rests_on = standings(
            asked, as_at, [(file, one) for one in (line, *named)],
            whole=(*line.measures, *line.quality))
        figures = {followed.reading.measure.id: figures_at(asked, followed.reading, standing.dates)
                   for followed in standing.followed}
        revisions = {day: shown.entry.revision for day, shown in q.edition.snapshots.items()}
        sections = line_sections(
            standing, rests_on, figures, held(asked, as_at), q.places, revisions)
        found, lead = [standing], _lead(standing)
    return made(
        asked, as_at, path=f"monitoring/{line.id}", title=f"Monitoring: {line.title}", lead=lead,
        place=q.places.authority, audience=AUDIENCE, sections=sections, data=_data(asked, found),
        sources=_sources([file], as_at), compared=_dates(found))


def _lead(standing: Standing) -> str:
    """The line in one breath."""
    if not standing.volume:
        return f"{capital(standing.verdict.word)}. {standing.verdict.rule}"
    first = standing.volume[0]
    then = then_words(standing, first)
    return (f"{first.reading.measure.name}: {then} at {day_words(standing.line.baseline)}, and "
            f"{now_words(first)} now. {verdict_words(standing)}.")


def _overview(asked: Asked, as_at: dt.date, lines: Sequence[tuple[Monitored, Line]]) -> Report:
    """Every line in one table, with small pictures."""
    begun = [(file, line) for file, line in lines if line.baseline <= as_at]
    found = standings(asked, as_at, begun) if begun else []
    fault = asked.q.signals_fault(as_at) if found else ""
    files = list({file.id: file for file, _ in lines}.values())
    return made(
        asked, as_at, path="monitoring", title=TITLE, lead=_overview_lead(found, lines, as_at),
        place=asked.q.places.authority, audience=AUDIENCE,
        sections=_overview_sections(found, files, lines, as_at, fault),
        data=_data(asked, found), sources=_sources(files, as_at), compared=_dates(found))


def _overview_lead(
    found: Sequence[Standing], lines: Sequence[tuple[Monitored, Line]], as_at: dt.date,
) -> str:
    if not lines:
        return "No lines are set: the authority’s settings name no file of them."
    if not found:
        first = min(line.baseline for _, line in lines)
        return (f"The lines begin on {day_words(first)}. Nothing is said of them at "
                f"{day_words(as_at)}: choose that date or a later one.")
    counts = Counter(one.verdict.word for one in found)
    followed = len(found) - counts[NOT_MEASURED]
    parts = [f"{counts[word]} {words}" for word, words in _COUNTED if counts[word]]
    measured = f"{plural(followed, 'line')} with a measure: {joined(parts)}." if parts else ""
    rest = f"{plural(counts[NOT_MEASURED], 'line')} without one." if counts[NOT_MEASURED] else ""
    return f"{measured} {rest}".strip()


def _overview_sections(
    found: Sequence[Standing], files: Sequence[Monitored], lines: Sequence[tuple[Monitored, Line]],
    as_at: dt.date, fault: str,
) -> list[Section]:
    if not found:
        return []
    later = [line for _, line in lines if line.baseline > as_at]
    said = [fault] if fault else [
        *signals_words(found), *others_worse_words(found), *hidden_words(found)]
    if later:
        said.append(f"{plural(len(later), 'more line')} {'begins' if len(later) == 1 else 'begin'} "
                    f"later, the first on {day_words(min(line.baseline for line in later))}.")
    sections = [Section("how", "How it stands", tuple(said))]
    for file in files:
        of = [one for one in found if one.file is file]
        by_id = {one.line.id: one for one in of}
        tables = tuple(_table(file, kind, own, by_id) for kind in _KINDS
                       if (own := [one for one in of if one.line.kind == kind]))
        if tables:
            sections.append(Section(f"lines-{file.id}", file.name, tables=tables))
    drawn = tuple(filter(None, map(_picture, found)))
    if drawn:
        sections.append(Section("charts", "The lines that could be judged, as charts", items=(
            Item("line-charts", "What measures each of them", (), pictures=drawn),)))
    return sections


def _table(
    file: Monitored, kind: Kind, found: Sequence[Standing], by_id: Mapping[str, Standing],
) -> Table:
    """A row a line: what it is measured by, then, now, verdict, quality beside it, next step."""
    if not any(one.volume for one in found):  # nothing but evidence
        return Table(f"{kind}-{file.id}", _KINDS[kind], (
            Column("Line"), Column("Verdict"), Column("Latest evidence")), tuple(
            (_named(one), Cell(verdict_words(one)), _latest(one, by_id))
            for one in found))
    columns = (Column("Line, and what measures it"), Column("Printed"), Column("Baseline"),
               Column("Now"), Column("Verdict"), Column("Audited good"),
               Column("Actions agreed"))
    return Table(f"{kind}-{file.id}", _KINDS[kind], columns, tuple(
        _row(one) for one in found), (
        f"Baseline: {day_words(file.baseline)}, or the end of the month given, as known now. "
        "Verdicts compare with it. Printed: what a report said of it at the time.",))


def _row(one: Standing) -> tuple[Cell, ...]:
    if not one.volume:
        return (_named(one), NOTHING, NOTHING, NOTHING, Cell(verdict_words(one)), NOTHING, NOTHING)
    first = one.volume[0]
    name = first.reading.measure.name
    said = "" if name == one.line.title else f": {name[:1].lower()}{name[1:]}"
    then = number_cell(first.reading, first.then)
    if one.line.baseline != one.file.baseline:
        then = replace(then, text=f"{then.text} ({_month(one)})")
    return (_named(one, said), printed_cell(one, first), then,
            number_cell(first.reading, first.reading.now), Cell(verdict_words(one)),
            _quality(one), Cell(action_words(one.actions, one.as_at)) if one.actions else NOTHING)


def _named(one: Standing, said: str = "") -> Cell:
    """The line, which opens its page."""
    return Cell(f"{one.line.title}{said}", href=f"/summaries/monitoring/{one.line.id}")


def _month(one: Standing) -> str:
    """The month of a line's own baseline, with its year where that is another."""
    same = one.line.baseline.year == one.file.baseline.year
    return f"{one.line.baseline:%B}" if same else month_words(one.line.baseline)


def _quality(one: Standing) -> Cell:
    """The line's own measure of quality, or how many of the audited plans were good."""
    if one.quality:
        first = one.quality[0]
        return number_cell(first.reading, first.reading.now)
    return _audited(one.plans[0]) if one.plans else NOTHING


def _audited(plan: PlanQuality) -> Cell:
    if plan.good is None:
        return Cell("[x]", symbol="x")
    if plan.good.part is None or plan.good.of is None:
        return Cell("[c]", symbol="c")
    return Cell(f"{plan.good.part} of {plan.good.of}") if plan.good.of else Cell("[z]", symbol="z")


def _latest(one: Standing, by_id: Mapping[str, Standing]) -> Cell:
    """How the lines stand that it rests on, or the latest that is known to have been done."""
    if rests_on := [by_id[other] for other in one.line.see if other in by_id]:
        return Cell(rests_on_words(rests_on))
    known = [piece for piece in one.line.evidence if piece.date <= one.as_at]
    if not known:
        return NOTHING
    last = max(known, key=lambda piece: piece.date)
    return Cell(f"{month_words(last.date)}: {last.words}")


def _picture(one: Standing) -> Picture | None:
    """The months of the measure that speaks for a line, under the line's title; None where it is
    not judged.
    """
    if one.verdict.word in (CANNOT, NOT_MEASURED):
        return None
    drawn = picture(one.volume[0].reading)
    return drawn and replace(drawn, id=f"line-{one.line.id}", title=one.line.title, beside=(),
                             small=True)


def _data(asked: Asked, found: Iterable[Standing]) -> Iterator[Datum]:
    """Every figure once: of each measure those of its line's dates, and what was printed."""
    rows: dict[tuple[object, ...], Datum] = {}
    for one in found:
        for followed in one.followed:
            figures = figures_at(asked, followed.reading, one.dates)
            for number in (followed.then, *figures.values()):
                if number is not None:
                    row = datum(followed.reading, number)
                    rows[row.measure, row.as_at] = row
            for printed in followed.printed:
                row = printed_datum(one, followed, printed)
                rows[row.measure, row.as_at, row.source] = row
    yield from rows.values()


def _dates(found: Iterable[Standing]) -> set[dt.date]:
    """Every date that the lines with a measure are compared at: baselines as set and as taken, and
    quarters.
    """
    return {day for one in found if one.followed
            for day in (*one.dates, one.baseline) if day is not None}


def _sources(files: Iterable[Monitored], as_at: dt.date) -> tuple[str, ...]:
    return tuple(f"{capital(one.name)}, {document_day(one)}."
                 for file in files for one in file.documents if one.date <= as_at)
