"""What a chart says: within chance or beyond it, and whether the target can be reached so."""

from __future__ import annotations

from components.chart_kinds import Chart, Signal, SignalCount
from components.kinds import Measure
from components.numbers import (
    amount,
    decimal,
    missing,
    month_words,
    plural,
    target_words,
    unit_words,
)
from components.signal_runs import has_range, months_judged, run_words, runs, verdict
from data.signals.series import FEWEST_OF_A_TEAM
from data.statistics.control_chart import CHANCE, FAIL, FEWEST, PASS, RULES, SHIFTED, TRENDING
from data.status import SMALLEST_SHARE

_MEANING = {"improvement": "an improvement", "concern": "a concern", "change": "a change"}


def chart_sentence(measure: Measure, chart: Chart, *, assurance: str = "") -> str:
    """The last month against its usual range, and what that range means for the target."""
    if not chart.chart:
        return why_no_range(measure, chart)
    said = [_last_month(measure, chart)]
    if has_range(chart) and not missing(chart.values[-1]):
        said.append(_chance_of_none(chart) if assurance == CHANCE and _is_none(measure)
                    else assurance_words(measure, assurance))
    return " ".join(filter(None, said))


def has_too_few(measure: Measure, chart: Chart) -> bool:
    """Whether it is the number of cases that leaves a place without a usual range."""
    counts = [n for n in chart.cases if not missing(n)]
    return chart.level == "team" or (
        measure.unit == "percent" and 2 * sum(n < SMALLEST_SHARE for n in counts) > len(counts))


def why_no_range(measure: Measure, chart: Chart) -> str:
    """Why nothing is told from chance."""
    if has_too_few(measure, chart):
        if chart.level == "team":
            return (f"Fewer than {FEWEST_OF_A_TEAM} a month: chance moves so few too far for a "
                    "usual range.")
        return (f"Most months have fewer than {SMALLEST_SHARE} cases: chance moves so few too far "
                "for a usual range.")
    return "The same are counted month after month, so no month is told from chance."


def _last_month(measure: Measure, chart: Chart) -> str:
    month = month_words(chart.dates[-1])
    if missing(chart.values[-1]):
        return f"There is no figure for {month}."
    if not has_range(chart) or missing(chart.lower[-1]):
        return (f"{plural(months_judged(chart), 'month')} so far: a usual range takes {FEWEST} "
                "at the least.")
    latest = next((run for run in runs(chart) if run.months[-1] == chart.dates[-1]), None)
    between = range_words(measure, chart.lower[-1], chart.upper[-1])
    if not chart.rules[-1] or latest is None:
        return (f"{month} is within its usual range, {between}: "
                "no more than chance explains.")
    words = run_words(latest)
    meaning = _MEANING[verdict(measure, chart.directions[-1])]
    if latest.rule in (RULES[SHIFTED], RULES[TRENDING]):
        words = words[:1].upper() + words[1:]
    return f"{words}. That is {meaning}, more than chance explains; usual is {between}."


def range_words(measure: Measure, lower: float, upper: float) -> str:
    """A usual range: "71 % to 86 %"; of a share no further than 0 and 100."""
    if measure.unit == "percent":
        lower, upper = max(0.0, lower), min(100.0, upper)
    low, high = unit_words(measure, max(0.0, lower)), unit_words(measure, upper)
    return low if low == high else f"{low} to {high}"


def assurance_words(measure: Measure, assurance: str) -> str:
    """Whether the target will be reached as things are; empty where nothing is said of that."""
    target = "none" if _is_none(measure) else target_words(measure)
    return {
        PASS: f"The whole of that meets the target of {target}.",
        CHANCE: f"Chance decides whether a month meets the target of {target}: "
                "the way of working must change, not the people.",
        FAIL: f"It will not reach the target of {target} unless something changes.",
    }.get(assurance, "")


def _is_none(measure: Measure) -> bool:
    """Whether the target is that there are none."""
    return measure.target == 0 and measure.unit == "count"


def _chance_of_none(chart: Chart) -> str:
    """What a range that begins at none says of a target of none. It does so wherever chance moves
    the months by much, so the months that had none are counted, of those of the last baseline.
    """
    since = chart.baselines[-1].since
    judged = [value for day, value in zip(chart.dates, chart.values, strict=True)
              if day >= since and not missing(value)]
    met = sum(value == 0 for value in judged)
    if not met:
        return (f"The target is none, and not one of {plural(len(judged), 'month')} met it: the "
                "way of working must change, not the people.")
    return (f"The target is none: {met} of {plural(len(judged), 'month')} met it, and chance "
            "decides which. The way of working must change, not the people.")


def pace_sentence(measure: Measure, signal: Signal) -> str:
    """When the target is reached at this pace, and what reaches it now; empty without a pace."""
    target, gap = target_words(measure), _gap_words(measure, signal)
    if signal.pace == "reached":
        return f"The target of {target} is reached."
    if signal.pace == "too few months":
        return f"Too few months to tell at what pace {target} is reached.{gap}"
    if signal.pace == "on course" and signal.pace_month:
        return (f"At this pace {target} is reached in {month_words(signal.pace_month)}"
                f"{_between(signal)}.{gap}")
    if signal.pace == "not at this pace":
        return f"At this pace {target} is not reached within two years.{gap}"
    return gap.strip()


def _between(signal: Signal) -> str:
    """ " (between August and December 2016)", four times in five"""
    early, late = signal.pace_early, signal.pace_late
    if early is None:
        return ""
    if late is None:
        return f" ({month_words(early)} at the earliest, four times in five)"
    if (early.year, early.month) == (late.year, late.month):
        return ""
    start = f"{early:%B}" if early.year == late.year else month_words(early)
    return f" (between {start} and {month_words(late)}, four times in five)"


def _gap_words(measure: Measure, signal: Signal) -> str:
    """ " 7 more would reach it now." """
    if not signal.gap:
        return ""
    more = "more" if measure.better == "higher" else "fewer"
    return (f" {amount(signal.gap)} {more} would have reached it this month."
            if measure.kind == "flow" else f" {amount(signal.gap)} {more} would reach it now.")


def count_sentence(count: SignalCount) -> str:
    """How many signals there are beside how many chance alone would show."""
    if not count.charts:
        return "No chart here has enough cases and months to tell a signal from chance."
    by_chance = ("less than one" if count.expected < 0.95 else
                 f"about {decimal(count.expected).removesuffix('.0')}")
    found = plural(count.found, "signal") if count.found else "no signal"
    return (f"{plural(count.charts, 'chart')}: {found} at this date, where chance alone would "
            f"show {by_chance}.")
