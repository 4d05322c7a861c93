"""What a signal means for a surgery: a verdict in words, with the shape that goes with it."""

from __future__ import annotations

from components.chart_kinds import Signal
from components.kinds import Measure
from components.numbers import month_words
from data.statistics.control_chart import NEARLY, OUTSIDE, RULES, SHIFTED, TRENDING

WORSE, STEADY, BETTER, OTHER = "triangle", "diamond", "circle", "dash"
_PASS, _CHANCE, _FAIL = "consistently pass", "hit or miss", "consistently fail"
VERDICTS = {
    ("concern", _FAIL): "Worse than usual, and the target is out of reach: act now, take it higher",
    ("concern", _CHANCE): "Worse than usual, and luck decides the target: find the cause and act",
    ("concern", _PASS): "Worse than usual, though on target still: look into it before it slips",
    ("concern", ""): "Worse than usual: look into it",
    ("steady", _FAIL): "Set up to miss its target: change how it is done, take it higher",
    ("steady", _CHANCE): "Steady, and luck decides the target: change the process, not the people",
    ("steady", _PASS): "Steady and on target: look at it less often",
    ("steady", ""): "No signal: one month needs no reason",
    ("behind", _FAIL): "Behind the other areas, and set up to miss its target: see how they do it",
    ("behind", _CHANCE): "Steady behind the other areas: see how they do it",
    ("behind", _PASS): "On target, but behind the other areas: see how they do it",
    ("behind", ""): "Steady behind the other areas: see how they do it",
    ("improvement", _FAIL):
        "Better than usual, but not on the way to its target: agree what must change",
    ("improvement", _CHANCE): "Better than usual: find out what worked and keep at it",
    ("improvement", _PASS): "Better than usual and on target: say so, and ask what is next",
    ("improvement", ""): "Better than usual: note what was done",
    ("neutral", ""): "Not as usual, for better or worse: find out why",
}
"""By what changed and whether the target is met as things are."""
_SHAPES = {"concern": WORSE, "behind": STEADY, "steady": STEADY, "improvement": BETTER,
           "neutral": OTHER}


def verdict(signal: Signal, standing: str, *, behind: bool = False) -> tuple[str, str]:
    """The verdict and its shape. ``standing`` is the chart's assurance, or what the pace comes
    to; a measure of which neither more nor less is better has none. ``behind`` is whether the
    place is worse than the others by more than chance.
    """
    change = signal.variation.partition(" ")[0]
    if change not in _SHAPES:
        change = "behind" if behind else "steady"
    words = VERDICTS[change, "" if change == "neutral" else standing]
    shape = _SHAPES[change]
    return words, OTHER if change == "steady" and standing != _FAIL else shape


def sign_words(signal: Signal) -> str:
    """By what sign it is not as usual: "7 months in a row below its average"; empty for none."""
    up, number = signal.variation.endswith("high"), signal.rule_points
    over, top, rising = (
        ("above", "top", "rising") if up else ("below", "bottom", "falling"))
    return {
        RULES[OUTSIDE]: f"{over} its usual range",
        RULES[TRENDING]: f"{rising} for {number} months in a row",
        RULES[NEARLY]: f"{number} of the last 3 months near the {top} of its usual range",
        RULES[SHIFTED]: f"{number} months in a row {over} its average",
    }.get(signal.rule, "")


def pace_words(signal: Signal) -> str:
    """ "at this pace on target in October 2016"; empty where it is not on course."""
    if signal.pace == "on course" and signal.pace_month:
        return f"at this pace on target in {month_words(signal.pace_month)}"
    return ""


def gap_words(measure: Measure, gap: int | None) -> str:
    """ "8 more", "3 fewer": the whole number that reaches the target; empty for none."""
    return f"{gap:,} {'more' if measure.better == 'higher' else 'fewer'}" if gap else ""
