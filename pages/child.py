"""One child: for the allocated worker, the manager and whoever answers for them, on one page."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote, unquote

import dash
from dash import html
from dash.development.base_component import Component

from components.child_words import holder_words, who_words
from components.clocks import clocks_table, clocks_words
from components.drawn import drawn
from components.filters import choices
from components.journey import journey_lanes, journey_table
from components.pager import pager
from components.panel import panel
from components.place_trail import place_trail
from data.queries import Child
from pages._web.agreed import child_panel
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path_template="/children/<child>", title="Child · Surgery")
YEARS = {"2": ("Two years", 2), "5": ("Five years", 5), "all": ("Everything", None)}
ROWS = 40


def layout(child: str = "", **address: Any) -> Shown:
    return render(partial(_build, unquote(child)), address)


def _build(person: str, look: Look) -> Page:
    child = look.queries.child(look.viewer, person, look.as_at)
    return Page(
        title=f"Child {child.person}",
        trail=_trail(look, child),
        lead=html.Div([html.P(words, className=style)
                       for words, style in _lead(look, child) if words]),
        body=drawn(
            _case_link(look, child),
            _clocks(look, child),
            child_panel(look, child.person, _held(look, child)),
            *_journey(look, child)),
    )


def _lead(look: Look, child: Child) -> list[tuple[str, str]]:
    """What is late, who the child is, and who holds the case."""
    asked, about = look.queries, child.about
    late = clocks_words(child.clocks, late=child.late, due=child.due,
                        measures=asked.catalogue)
    if about is None:
        return [(late, "lead")]
    team = asked.places.by_id.get(about["team"])
    return [
        (who_words(about, child.journey), "lead"),
        (" ".join(filter(None, (
            late, holder_words(about, team=team.name if team else about["team"] or "",
                               as_at=look.as_at)))), "lead")]


def _held(look: Look, child: Child) -> str:
    """The child's team, or area; the authority where neither is known."""
    places = look.queries.places
    held = child.about and (child.about["team"] or child.about["locality"])
    return held if held in places.by_id else places.authority.id


def _trail(look: Look, child: Child) -> list[tuple[str, str | None]]:
    return place_trail(
        look.queries.places.trail(_held(look, child)), href=look.href, then=child.person,
        may_open=look.may_open)


def _case_link(look: Look, child: Child) -> Component | None:
    """The way to the case-management system, where the authority has set one."""
    address = look.queries.authority.case_link
    return html.P(html.A(
        "Open in the case-management system",
        href=address.replace("{person}", quote(child.person, safe="")), rel="noreferrer",
    )) if address else None


def _clocks(look: Look, child: Child) -> Component:
    some = None if child.all_of_them else "of cases that you may see"
    return panel("Clocks", clocks_table(
        child.clocks, measures=look.queries.catalogue, caption=f"Clocks of {child.person}",
        href=lambda measure: look.href(f"/measures/{measure}")), note=some)


def _journey(look: Look, child: Child) -> list[Component]:
    """The lanes, and below them the same as a table."""
    if child.journey is None:
        return [panel("Journey", html.P(
            "The snapshot of this date does not hold what happened to each child: it was "
            "published by an earlier version.", className="empty"))]
    if not child.journey:
        return [panel("Journey", html.P("Nothing that happened is recorded.", className="empty"))]
    chosen = look.get("years", "5", YEARS)
    to = partial(look.href, f"/children/{quote(child.person, safe='')}")
    pages = -(-len(child.journey) // ROWS)
    page = min(look.page_number(), pages)
    return [
        panel("Journey",
              choices([(words, to(years="" if key == "5" else key), key == chosen)
                       for key, (words, _) in YEARS.items()], label="How far back"),
              journey_lanes(child.journey, as_at=look.as_at, years=YEARS[chosen][1],
                            name=child.person)),
        panel("What happened",
              journey_table(child.journey[ROWS * (page - 1):ROWS * page],
                            caption=f"What happened to {child.person}, newest first"),
              pager(page, pages, href=lambda number: to(
                  years="" if chosen == "5" else chosen, page=number)),
              note="newest first")]
