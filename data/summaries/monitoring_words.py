"""What the overview and the page of a line say in the same words: figures, documents and counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from data.actions import Agreed
from data.measures.catalogue import Measure
from data.summaries.data import number_cell
from data.summaries.monitored import Followed, Standing
from data.summaries.monitoring_files import Document, Evidence, Monitored, Printed
from data.summaries.reading import ABSENT, HIDDEN, LOW, NO_SUCH
from data.summaries.report import Cell, Datum
from data.summaries.saying import THIN, amount, capital, day_words, joined, plural, whole
from data.summaries.verdicts import AT_TARGET, CANNOT, CONCERN, IMPROVED

_NO_FIGURE = {HIDDEN: "hidden", LOW: "next to none", ABSENT: "not known",
              NO_SUCH: "without anybody to count"}
NOTHING = Cell("–")
NO_SNAPSHOT = Cell("[x]", symbol="x")


def verdict_words(standing: Standing) -> str:
    """The word of the line, and which other of its measures have become worse."""
    others = _others_worse(standing)
    worse = f"; worse: {', '.join(others)}" if others else ""
    return f"{capital(standing.verdict.word)}{worse}"


def _others_worse(standing: Standing) -> list[str]:
    """The measures with a signal of getting worse, but for the one that speaks for the line."""
    names = [one.reading.measure.name for one in standing.followed[1:]
             if one.verdict.since_baseline == CONCERN]
    return [f"{name[:1].lower()}{name[1:]}" for name in names]


def others_worse_words(standings: Sequence[Standing]) -> tuple[str, ...]:
    """Which measures have become worse that speak for no line; nothing where none has."""
    names = dict.fromkeys(name for one in standings for name in _others_worse(one))
    if not names:
        return ()
    return (f"A signal of getting worse is among the other measures: {joined(list(names))}.",)


def printed_words(measure: Measure, value: float) -> str:
    """A figure as it was printed: "75 %", "92"."""
    return f"{amount(value)}{THIN}%" if measure.unit == "percent" else amount(value)


def printed_then(standing: Standing, followed: Followed) -> Printed | None:
    """What was printed of a measure at the baseline, with a value; None where nothing was."""
    return next((one for one in followed.printed
                 if one.date == standing.line.baseline and one.value is not None), None)


def printed_cell(standing: Standing, followed: Followed) -> Cell:
    """What was printed of a measure at the baseline."""
    found = printed_then(standing, followed)
    if found is None or found.value is None:
        return NOTHING
    return Cell(printed_words(followed.reading.measure, found.value), found.value)


def then_words(standing: Standing, followed: Followed) -> str:
    """The figure at the baseline as it is known now, and as it was printed where that differs."""
    known, printed = number_cell(followed.reading, followed.then), printed_cell(standing, followed)
    if printed.number is None or (known.number is not None and amount(printed.number) in (
            amount(known.number), whole(known.number))):  # the same, as far as it was printed
        return known.text
    return f"{printed.text} as printed then ({known.text} as known now)"


def now_words(followed: Followed) -> str:
    """The figure now inside a sentence, or why there is none."""
    now = followed.reading.now
    return _NO_FIGURE.get(now.symbol) or number_cell(followed.reading, now).text


def sources_words(standing: Standing) -> str:
    """ "So says Ofsted’s inspection report (19 October 2015, paragraph 55)." """
    of = [f"{document.name} ({document_day(document)}, {one.where})"
          for one in standing.line.sources for document in [standing.file.document(one.document)]]
    return f"So {'says' if len(of) == 1 else 'say'} {joined(of)}."


def where_words(file: Monitored, evidence: Evidence) -> str:
    """Where a piece of evidence was published; empty where it was not."""
    if not evidence.document:
        return ""
    place = f", {evidence.where}" if evidence.where else ""
    return capital(f"{file.document(evidence.document).name}{place}")


def document_day(document: Document) -> str:
    """The day of a document, or the words for it where the day is not known."""
    return document.when or day_words(document.date)


def action_words(actions: Sequence[Agreed], as_at: dt.date) -> str:
    """ "7: 4 done, 2 open (1 overdue), 1 dropped" """
    states: Counter[str] = Counter(action.state for action in actions)
    late = sum(action.overdue_at(as_at) for action in actions)
    words = {"done": "done", "open": f"open ({late} overdue)" if late else "open",
             "dropped": "dropped"}
    parts = [f"{states[state]} {said}" for state, said in words.items() if states[state]]
    return f"{len(actions)}: {', '.join(parts)}"


def next_due(actions: Iterable[Agreed], as_at: dt.date) -> dt.date | None:
    """When the next of the open actions is due; None where none is still to come."""
    ahead = [action.due_on for action in actions
             if action.state == "open" and action.due_on >= as_at]
    return min(ahead, default=None)


def signals_words(standings: Sequence[Standing]) -> tuple[str, ...]:
    """How many lines show a signal since their baseline, and how many chance alone would."""
    judged = [(one.volume[0].verdict, one.volume[0].reading.signal) for one in standings
              if one.volume and one.volume[0].reading.signal]
    chances = [signal.chance for _, signal in judged if signal and signal.variation]
    if not chances:
        return ("No line has a chart that could tell a change from chance at this date.",)
    met = sum(verdict.word == AT_TARGET and verdict.since_baseline == IMPROVED
              for verdict, _ in judged)
    better = sum(verdict.since_baseline == IMPROVED for verdict, _ in judged)
    worse = sum(verdict.since_baseline == CONCERN for verdict, _ in judged)
    expected = sum(chances)
    by_chance = "less than one" if expected < 0.95 else f"about {amount(round(expected, 1))}"
    return (
        f"{plural(len(chances), 'line')} could be told from chance. Since the baseline "
        f"{better or 'none'} {'shows' if better < 2 else 'show'} a signal of improvement"
        f"{f' ({met} at target)' if met else ''} and {worse or 'none'} of getting worse. Had "
        f"nothing changed, chance alone would show {by_chance}, for better or worse.",)


def hidden_words(standings: Sequence[Standing]) -> tuple[str, ...]:
    """How many verdicts cannot be printed for hidden figures, and where they are; nothing where
    all can.
    """
    hidden = sum(
        one.verdict.word == CANNOT and (
            one.volume[0].reading.now.symbol in (HIDDEN, LOW)
            or one.volume[0].reading.signal is None)
        for one in standings if one.volume)
    if not hidden:
        return ()
    return (f"{plural(hidden, 'line')} cannot be judged here because a figure is hidden. The page "
            "of the measure judges it, for those who may see it.",)


def rests_on_words(rests_on: Sequence[Standing]) -> str:
    """ "Of the 6 lines it rests on, 3 show a signal of improvement." """
    better = sum(one.verdict.since_baseline == IMPROVED for one in rests_on)
    shows = "shows" if better < 2 else "show"
    return (f"Of the {plural(len(rests_on), 'line')} it rests on, {better or 'none'} {shows} a "
            "signal of improvement.")


def printed_datum(standing: Standing, followed: Followed, printed: Printed) -> Datum:
    """A figure that a report printed."""
    measure, place = followed.reading.measure, followed.reading.place
    return Datum(
        as_at=printed.date, measure=measure.id, measure_name=measure.name, place=place.id,
        place_name=place.name, period=followed.reading.period, unit=measure.unit,
        value=printed.value, symbol="" if printed.value is not None else "x", numerator=None,
        denominator=None, unknown=None, target=None,
        source=standing.file.document(printed.document).name, year=str(printed.date.year))


