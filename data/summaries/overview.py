"""What is said of several measures together: how many meet their target and which way they moved.

They are counted by rule and nothing is weighed: no measure is called more important than another.
Better and worse are what is more than chance explains, as in the word beside each measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from data.statistics.control_chart import VARIATIONS
from data.status import ON_TARGET
from data.summaries.moves import beyond_chance
from data.summaries.reading import ABSENT, HIDDEN, LOW, NO_SUCH, Reading
from data.summaries.saying import capital, joined, plural, target_words


def lead(readings: Sequence[Reading]) -> str:
    """How many of the measures are better and worse by more than chance explains, how many show no
    clear change or cannot be judged, and how many meet their target.
    """
    if not readings:
        return "No measures are chosen for this report."
    return " ".join(filter(None, (_moved(readings), _targets(readings))))


def overview(readings: Sequence[Reading], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Beside the lead: which have moved by more than chance explains, and what that leaves out."""
    return tuple(filter(None, (
        _named(readings, titles, "better"), _named(readings, titles, "worse"),
        _no_signal(readings), "Small changes come and go. Each measure is compared with its own "
        "usual range: only what is more than chance explains is likely to be a real change.")))


def _moved(readings: Sequence[Reading]) -> str:
    of = [r for r in readings if r.measure.better != "neither"]
    ways = Counter(map(beyond_chance, of))
    if not of:
        return ""
    if ways["not known"] == len(of):
        return "Whether any of these measures has changed by more than chance cannot be told."
    better, worse, same, unknown = (
        ways[way] for way in ("better", "worse", "no change", "not known"))
    parts = [f"{better or 'none'} {'are' if better > 1 else 'is'} better than usual by more than "
             "chance explains", f"{worse or 'none'} {'are' if worse > 1 else 'is'} worse"]
    if same:
        parts.append(f"{same} {'show' if same > 1 else 'shows'} no clear change")
    if unknown:
        parts.append(f"{unknown} cannot be judged")
    which = "" if len(of) == len(readings) else " where more or less is better"
    return f"Of {plural(len(of), 'measure')}{which}, {joined(parts)}."


def _targets(readings: Sequence[Reading]) -> str:
    of = [r for r in readings if target_words(r.measure) and not r.now.symbol]
    if not of:
        return ""
    met = sum(r.now.status == ON_TARGET for r in of)
    if len(of) == 1:
        return f"The one with a figure and a target {'meets' if met else 'does not meet'} it."
    if met == len(of):
        return f"All {met} with a figure and a target meet it."
    return (f"Of the {len(of)} with a figure and a target, {met or 'none'} "
            f"{'meet' if met > 1 else 'meets'} it.")


def _named(
    readings: Sequence[Reading], titles: Mapping[str, str], way: Literal["better", "worse"],
) -> str:
    names = [titles[r.measure.id] for r in readings if beyond_chance(r) == way]
    return (f"{capital(way)} than usual by more than chance explains: {_list(names)}."
            if names else "")


def _no_signal(readings: Sequence[Reading]) -> str:
    """Where no measure stands out at all; the lead says it where none can be judged."""
    judged = [r.signal.variation for r in readings
              if r.signal and r.signal.variation and not r.now.symbol]
    if judged and set(judged) == {VARIATIONS[0]}:
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
