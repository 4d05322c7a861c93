"""Workers and cases, and quality beside volume: the fifth and the sixth item of an agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from components.agenda_item import Group, Item, Line
from components.kinds import Caseload, Measure
from components.numbers import decimal, whole
from components.quality_table import AUDITS_OF, LOOKS, PlanQuality, part_of, quality_sentence
from components.sentence_of_caseloads import caseloads_sentence

VERDICTS = ("compliant but poor", "late and poor", "not audited", "too few audited to say",
            "quality not clear yet", "late, quality as wanted", "in place and good",
            "not in this extract")
"""What to talk about first; kinds of plan of which there are none are left out."""


def caseloads_item(
    name: str, loads: Sequence[Caseload], *, bands: Sequence[int], most: int, what: str,
    href: Callable[[str], str], lacking: str = "",
) -> Item:
    """Children for a full-time post, place by place, heaviest first. ``loads`` begin with the
    whole; ``lacking`` says what the extract does not hold.
    """
    if lacking:
        return Item(5, f"{lacking}.")
    parts = sorted(loads[1:] or loads, key=lambda load: -(load.each or 0))
    return Item(5, caseloads_sentence(name, loads[0], bands=bands, reviewing=False, most=most), (
        Group("Heaviest first", tuple(Line(
            load.short, href(load.place), numbers=(
                "–" if load.each is None else decimal(load.each), whole(sum(load.bands)),
                whole(load.bands[-1]),
                f"{load.newly_qualified_over} of {load.newly_qualified}"
                if load.newly_qualified else "–")) for load in parts),
            what, ("Children each", "Workers", f"With more than {bands[-1]}",
                   f"Newly qualified, over {most}")),))


def quality_item(
    name: str, plans: Sequence[PlanQuality] | None, *, names: Mapping[str, str],
    measures: Mapping[str, Measure], href: Callable[[str], str], more: str,
) -> Item:
    """Each kind of plan that there is: in place, audited and good. ``plans`` is None where the
    snapshot does not say what was audited; ``href`` gives the address of a measure.
    """
    if plans is None:
        return Item(6, "The snapshot of this date does not hold what was audited: it was published "
                       "by an earlier version.")
    if not plans:
        return Item(6, f"{name} answers for no kind of plan whose quality is audited.")
    shown = sorted((plan for plan in plans if plan.verdict in VERDICTS),
                   key=lambda plan: VERDICTS.index(plan.verdict))
    return Item(6, quality_sentence(name, plans, names), (Group(
        "In place, and good", tuple(Line(
            names[plan.plan_type], href(plan.measure), _of(measures[plan.measure]),
            f"{plan.verdict[:1].upper()}{plan.verdict[1:]}",
            LOOKS.get(plan.verdict, "dash"),
            numbers=(part_of(plan.in_place), part_of(plan.audited), part_of(plan.good)))
            for plan in shown),
        "Plan", ("In place", "Of the same, audited in a year",
                 "Of every audit in a year, good or better"), note=AUDITS_OF, more=more,
        more_words="place by place, and what families said"),))


def _of(measure: Measure) -> str:
    """The measure's name, and over how long it is counted where that is not the date alone: other
    items give its last month.
    """
    return f"{measure.name}, over twelve months" if measure.kind == "flow" else measure.name
