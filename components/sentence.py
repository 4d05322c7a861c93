"""The one true sentence that opens a page, made by rule from figures.

Only what the figures show is said: how many, against what, and more or fewer than then. Whether a
change is more than chance is not said here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from components.kinds import Figure, Measure
from components.numbers import (
    THIN,
    decimal,
    is_hidden,
    is_share,
    lower_first,
    missing,
    of_words,
    plural,
    target_words,
    unit_words,
    value_words,
    whole,
)

WITH_TARGET = ("on target", "close", "off target")


def place_sentence(
    name: str, rows: Iterable[Figure], measures: Mapping[str, Measure], *,
    shown: Collection[str] | None = None, among: str = "", authority: bool = False,
) -> str:
    """Who the place works with, how many of the measures ``shown`` meet their target, and the
    furthest from it.

    ``rows`` are the place's figures, one a measure; all are shown unless some are given, and then
    ``among`` says which ("in child protection").
    """
    found = {row["measure"]: row for row in rows}
    said = [_children(name, found, authority),
            targets_sentence([r for m, r in found.items() if shown is None or m in shown],
                             measures, among=among)]
    return " ".join(s for s in said if s) or f"{name} has no figures at this date."


def service_sentence(
    name: str, county: str, rows: Sequence[Figure], measures: Mapping[str, Measure], *,
    among: str = "",
) -> str:
    """How many of a service's measures, those of ``rows``, meet their target across the county,
    and the furthest from it. ``among`` is as in ``place_sentence``.
    """
    said = targets_sentence(rows, measures, among=among)
    return f"{name} across {county}: {lower_first(said) or 'no measure shown has a target.'}"


def _children(name: str, rows: Mapping[str, Figure], authority: bool) -> str:
    """How many are looked after and on a plan, where that is known and not nothing."""
    looked_after, on_plan = (_count(rows.get(m)) for m in ("lac-count", "cpp-count-rate"))
    if looked_after:
        said = (f"{name} looks after {plural(looked_after, 'child', 'children')}" if authority
                else f"{name} has {_looked_after(looked_after)}")
        if on_plan and authority:
            said += f"; {whole(on_plan)} {'is' if on_plan == 1 else 'are'} on a protection plan"
        elif on_plan:
            said += f" and {plural(on_plan, 'child', 'children')} on a protection plan"
        return f"{said}."
    if on_plan:
        return f"{name} has {plural(on_plan, 'child', 'children')} on a protection plan."
    return ""


def _looked_after(count: float) -> str:
    return plural(count, "looked-after child", "looked-after children")


def _count(row: Figure | None) -> float:
    return 0 if row is None or missing(row["numerator"]) else row["numerator"]


def targets_sentence(
    rows: Sequence[Figure], measures: Mapping[str, Measure], *, among: str = "",
) -> str:
    """How many measures meet their target, and which is furthest from it; empty where none has
    one. ``among`` opens the sentence: "in child protection".
    """
    with_target = [r for r in rows if r["status"] in WITH_TARGET]
    if not with_target:
        return ""
    met = sum(r["status"] == "on target" for r in with_target)
    number = len(with_target)
    some_suppressed = any(is_hidden(r) and measures[r["measure"]].target is not None for r in rows)
    target = "a target that are not suppressed" if some_suppressed else "a target"
    if number == 1:
        said = f"The one measure with a target {'meets' if met else 'does not meet'} it"
    elif met == number:
        said = f"All {number} measures with {target} meet it"
    elif met:
        said = f"{met} of {number} measures with {target} {'meets' if met == 1 else 'meet'} it"
    else:
        said = f"None of the {number} measures with {target} meets it"
    if among:
        said = f"{among[0].upper()}{among[1:]}, {lower_first(said)}"
    behind = [(gap, r) for r in with_target if (gap := _gap(measures[r["measure"]], r)) > 0]
    if not behind:
        return f"{said}."
    furthest = max(behind, key=lambda pair: pair[0])[1]
    measure = measures[furthest["measure"]]
    return (f"{said}; furthest from it: {lower_first(measure.name)}, "
            f"{value_words(measure, furthest)} ({of_words(measure, furthest)}) against "
            f"{target_words(measure)}.")


def _gap(measure: Measure, row: Figure) -> float:
    """How many points a share is from its target on the wrong side; shares of six or more only."""
    if measure.target is None or not is_share(measure, row):
        return 0
    behind = measure.target - row["value"]
    return behind if measure.better == "higher" else -behind


def measure_sentence(
    measure: Measure, name: str, figure: Figure | None, *, earlier: Figure | None = None,
    ago: str = "six months ago",
) -> str:
    """One measure at one place: the figure, what it was, what would reach the target, what is not
    known. ``earlier`` is the figure of ``ago``.
    """
    if figure is None:
        return f"{name}: this extract does not hold what the figure needs."
    if is_hidden(figure):
        return (f"{name}: the number is suppressed, because it is small or would give a small "
                "number away.")
    said = f"{name}: {now_words(measure, figure)}{_change(measure, figure, earlier, ago)}."
    return " ".join(filter(None, (said, _to_target(measure, figure), _unknown(measure, figure))))


def now_words(measure: Measure, figure: Figure) -> str:
    """The figure in a sentence: "79 of every 100 (512 of 648)", "17.8 on average"."""
    words, beside = value_words(measure, figure), of_words(measure, figure)
    if measure.unit == "percent":
        if not is_share(measure, figure):
            return words
        return f"{words.rstrip(f'{THIN}%')} of every 100 ({beside})"
    if measure.unit == "rate":
        if not beside:
            return words
        return (f"{words} in every 10,000 "
                f"({plural(figure['numerator'], measure.case, measure.cases)})")
    if measure.unit == "mean" and beside:
        return f"{words} on average ({beside})"
    return words


def _change(measure: Measure, figure: Figure, earlier: Figure | None, ago: str) -> str:
    """How much more or fewer than then, by the numbers as they are shown."""
    if earlier is None or missing(earlier["value"]) or missing(figure["value"]):
        return ""
    if measure.unit == "percent" and not (
            is_share(measure, figure) and is_share(measure, earlier)):
        return ""
    if measure.unit == "percent" and not measure.share_of:
        change = _round(figure["value"]) - _round(earlier["value"])
        if change == 0:
            return f", as many as {ago}"
        return f", {abs(change)} {'more' if change > 0 else 'fewer'} in 100 than {ago}"
    if measure.unit == "count":
        change = figure["value"] - earlier["value"]
        if change == 0:
            return f", as many as {ago}"
        return f", {whole(abs(change))} {'more' if change > 0 else 'fewer'} than {ago}"
    steps = _round(figure["value"] * 10) - _round(earlier["value"] * 10)
    if steps == 0:
        return f", the same as {ago}"
    far = decimal(abs(steps) / 10)
    if measure.unit == "percent":
        far = plural(float(far), "percentage point")
    return f", {far} {'higher' if steps > 0 else 'lower'} than {ago}"


def _round(value: float) -> int:
    return math.floor(value + 0.5)


def _to_target(measure: Measure, figure: Figure) -> str:
    if measure.target is None or figure["status"] not in WITH_TARGET:
        return ""
    target = target_words(measure)
    if figure["status"] == "on target":
        return f"It meets the target of {target}."
    if measure.unit == "percent" and not measure.share_of:
        if missing(figure["short_by"]):
            return ""
        more = "more" if measure.better == "higher" else "fewer"
        reach = "would have reached" if measure.kind == "flow" else "would reach"
        return f"{whole(figure['short_by'])} {more} {reach} the target of {target}."
    above = figure["value"] - measure.target
    far = (plural(_round(abs(above) * 10) / 10, "percentage point") if measure.unit == "percent"
           else unit_words(measure, abs(above)))
    return (f"That is {far} {'above' if above > 0 else 'below'} "
            f"the target of {target}.")


def _unknown(measure: Measure, figure: Figure) -> str:
    if measure.unit not in ("percent", "mean"):
        return ""
    if missing(figure["unknown"]):
        return "How many are not known is suppressed."
    if not figure["unknown"]:
        return ""
    one = figure["unknown"] == 1
    counts = ("counts as not met" if one else "count as not met") if (
        measure.unknown == "counts_against") else ("is left out" if one else "are left out")
    return f"{whole(figure['unknown'])} {'is' if one else 'are'} not known and {counts}."
