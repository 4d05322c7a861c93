"""What is said of several measures together: how many meet their target and which way they moved.

They are counted by rule and nothing is weighed: no measure is called more important than another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from data.status import ON_TARGET
from data.summaries.moves import moved
from data.summaries.reading import ABSENT, HIDDEN, LOW, NO_SUCH, Reading
from data.summaries.report import Verdict
from data.summaries.saying import joined, plural, target_words

_WAYS: dict[Verdict, str] = {
    "better": "better than six months ago", "worse": "worse", "no change": "the same"}


def lead(readings: Sequence[Reading]) -> str:
    """How many of the measures are better, worse and the same, and how many meet their target."""
    if not readings:
        return "No measures are chosen for this report."
    return " ".join(filter(None, (_moved(readings), _targets(readings))))


def overview(readings: Sequence[Reading], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Beside the lead: which have moved by more than chance explains, and what that leaves out."""
    return tuple(filter(None, (
        _by_chart(readings, titles, "improvement", "Better"),
        _by_chart(readings, titles, "concern", "Worse"),
        _no_signal(readings), "Small changes come and go. Only a change that is more than chance "
        "explains is likely to be a real one.")))


def _moved(readings: Sequence[Reading]) -> str:
    of = [r for r in readings if r.measure.better != "neither"]
    ways = Counter(moved(r) for r in of)
    if not of:
        return ""
    known = len(of) - ways["not known"]
    if not known:
        return "None of these measures can be set beside six months ago."
    parts = [f"{ways[way] or 'none'} {'is' if ways[way] == 1 else 'are'} {words}"
             for way, words in _WAYS.items() if ways[way] or way != "no change"]
    rest = f" {_number(ways['not known'])} cannot be compared." if ways["not known"] else ""
    return f"Of {plural(len(of), 'measure')}, {joined(parts)}.{rest}"


def _targets(readings: Sequence[Reading]) -> str:
    of = [r for r in readings if target_words(r.measure) and not r.now.symbol]
    if not of:
        return ""
    met = sum(r.now.status == ON_TARGET for r in of)
    if len(of) == 1:
        return f"The one with a target {'meets' if met else 'does not meet'} it."
    if met == len(of):
        return f"All {met} with a target meet it."
    return (f"Of the {len(of)} with a target, {met or 'none'} "
            f"{'meet' if met > 1 else 'meets'} it.")


def _by_chart(
    readings: Sequence[Reading], titles: Mapping[str, str], kind: str, side: str,
) -> str:
    names = [titles[r.measure.id] for r in readings
             if r.signal and r.signal.variation.startswith(kind) and not r.now.symbol]
    return f"{side} by more than chance explains: {_list(names)}." if names else ""


def _no_signal(readings: Sequence[Reading]) -> str:
    """Where no measure stands out at all."""
    judged = [r for r in readings if r.signal and r.signal.variation and not r.now.symbol]
    if not judged:
        return "None of these measures can be told from chance at this date."
    if all(r.signal and r.signal.variation == "common cause" for r in judged):
        return "No measure has moved by more than chance explains."
    return ""


def not_known(readings: Sequence[Reading], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Which figures are not printed and why, and where records do not say."""
    said = []
    for symbols, words in (
            ({HIDDEN}, "Hidden, because a small number could point at someone"),
            ({LOW}, "So few that the number rounds to nothing"),
            ({ABSENT}, "Not in this extract, or not known"),
            ({NO_SUCH}, "There was nothing to count")):
        names = [titles[r.measure.id] for r in readings if r.now.symbol in symbols]
        if names:
            said.append(f"{words}: {_list(names)}.")
    blank = [titles[r.measure.id] for r in readings if r.now.unknown > 0 and not r.now.symbol]
    if blank:
        said.append(f"Some records do not say what is asked: {_list(blank)}. How many, and what "
                    "that can change, stands beside each.")
    masked = [titles[r.measure.id] for r in readings
              if r.now.unknown != r.now.unknown and not r.now.symbol]
    if masked:
        said.append("How many records do not say is itself hidden, because it is small or would "
                    f"give a small number away: {_list(masked)}.")
    areas = [titles[r.measure.id] for r in readings if not r.now.symbol
             and any(n.symbol in (HIDDEN,) for n in r.areas)]
    if areas:
        said.append(f"Some areas’ figures are hidden: {_list(areas)}.")
    return tuple(said) or ("Every figure here could be printed, and every record says what is "
                           "asked of it.",)


def _list(names: Sequence[str]) -> str:
    return joined([name[:1].lower() + name[1:] for name in names])


def _number(count: int) -> str:
    return str(count) if count else "None"
