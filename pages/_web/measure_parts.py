"""What lies within a measure at a place: its parts, its groups of children, its first cases."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash.development.base_component import Component

from components.breakdown import breakdown, breakdown_choices
from components.case_list import case_list
from components.link import link
from components.panel import panel
from components.places_table import places_table, with_cases
from data.measures.catalogue import Measure
from data.places import REMAINDERS, Place
from data.queries import BREAKDOWNS, NotAllowed
from pages._web.page import Look

TEAMS = 8
"""So many teams of the county; an area's page of the measure has all of its own."""
FIRST = 5
"""So many cases on the measure's own page; the list is a click away."""


def period_of(look: Look, measure: Measure) -> str:
    """The period looked at: the point, the month or the twelve months to the date."""
    return look.queries.period_of(look.viewer, measure, look.get("period"))


def kept(look: Look, measure: Measure, period: str) -> str:
    """The period for an address: nothing where it is the one shown anyway."""
    return "" if period == look.queries.period_of(look.viewer, measure) else period


def parts_panels(look: Look, measure: Measure, place: Place, figure: Any) -> list[Component]:
    """The areas of the county and all its teams; the teams of an area; the workers of a team.
    Nothing where no case belongs to any of them, as agencies belong to no area.
    """
    asked = look.queries
    if place.level == "team" and not look.viewer.may_see_children:
        return []
    period = period_of(look, measure)
    parts = with_cases(asked.beside(
        look.viewer, place.id, look.as_at, measures=[measure.id], period=period))
    if all(row["place"] in REMAINDERS for row in parts):
        return []
    words = {"authority": "Areas", "locality": "Teams", "team": "Workers"}[place.level]
    first = places_table(
        measure, parts, caption=f"{measure.name}: {words.lower()} of {place.name}",
        heading=words[:-1], href=partial(_part_address, look, measure, place),
        whole_figure=figure, whole_name=place.name)
    tables = [panel(words, first, look="card",
                    note=f"the line is {place.name}" if measure.unit == "percent"
                    and not measure.share_of else None)]
    if first is None:
        return []
    if place.level != "authority":
        return tables
    teams = asked.beside(
        look.viewer, place.id, look.as_at, measures=[measure.id], period=period, teams=True)
    second = places_table(
        measure, with_cases(teams), caption=f"{measure.name}: teams", heading="Team",
        label="name", href=partial(_part_address, look, measure, place), whole_figure=figure,
        whole_name=place.name, most_to_do_first=True, at_most=TEAMS)
    if second is None:
        return tables
    return [*tables, panel(
        "Teams", second, look="card",
        note=_team_note(look, measure))]


def breakdown_panel(
    look: Look, measure: Measure, place: Place, figure: Any,
) -> Component | None:
    """The figure by group of children, where the address asks for one; nothing where a case of the
    measure is of no child, such as a post.
    """
    if not measure.names_child:
        return None
    asked, period = look.queries, period_of(look, measure)
    by = look.get("by", "", BREAKDOWNS)
    ways = breakdown_choices(by, by=BREAKDOWNS, href=lambda way: look.href(
        f"/measures/{measure.id}", place=place.id, period=kept(look, measure, period), by=way))
    if not by:
        return panel("Break down by", ways, look="card")
    found = asked.breakdown(
        look.viewer, measure.id, place.id, look.as_at, by=by, period=period)
    return panel(
        "Break down by", ways,
        breakdown(measure, found.rows, by=by, name=place.name, whole_figure=figure,
                  small_numbers=look.viewer.sees_small_numbers, why_not=found.why_not),
        look="card")


def _team_note(look: Look, measure: Measure) -> str | None:
    """Which teams these are, and in what order: a head's do not add up to the county."""
    yours = "" if look.viewer.role in ("analyst", "director") else "those that you may see"
    counted = measure.unit == "percent" and measure.target is not None and not measure.share_of
    order = "most cases to the target first" if counted else ""
    return ", ".join(filter(None, (yours, order))) or None


def _part_address(look: Look, measure: Measure, place: Place, row: Any) -> str:
    period = kept(look, measure, period_of(look, measure))
    if place.level == "team":
        return look.href("/cases", measure=measure.id, place=place.id, worker=row["place"],
                         period=period)
    return look.href(f"/measures/{measure.id}", place=row["place"], period=period)


def first_cases(
    look: Look, measure: Measure, place: Place, figure: Any,
) -> Component | None:
    """The first FIRST of the list, for those who may open it."""
    asked = look.queries
    status = "all" if measure.unit != "percent" or measure.share_of else (
        "met" if measure.better == "lower" else "missed")
    sort = "-value" if measure.unit == "mean" or measure.share_of else (
        "happened_on" if measure.unit in ("count", "rate") else "due_on")
    try:
        found = asked.cases(
            look.viewer, measure.id, place.id, look.as_at, status=status, size=FIRST,
            sort=sort.lstrip("-"), descending=sort.startswith("-"),
            period=period_of(look, measure))
    except NotAllowed:
        return None
    names = {team.id: team.name for team in asked.places.teams}
    words = {"missed": "Not met or not known", "met": "Counted", "all": "The list"}[status]
    every = figure is not None and found.counts["all"] == figure["cases"]
    yours = "" if every else " that you may see"
    more = link(f"Open all {found.total:,}", look.href(
        "/cases", measure=measure.id, place=place.id, status=status, sort=sort,
        period=kept(look, measure, period_of(look, measure))))
    return panel(
        words,
        case_list(found.records, measure=measure, caption=f"{words}, {place.name}",
                  team_names=names, child_href=look.child_href,
                  leave_out=("value",) if status == "met" else ()),
        note=[f"{found.total:,}{yours} in {place.name} · ", more] if found.total else None)
