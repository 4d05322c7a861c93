"""Minutes beside their page: who may have them, and Word and CSV to take away."""

from __future__ import annotations

import datetime as dt

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response

from components.minutes import minutes_list
from components.panel import panel
from data.actions import actions
from data.actions.owners import owner_words
from data.minutes_document import actions_csv, word_document
from data.minutes_seen import MinutesSeen, minutes_seen
from data.queries import NotFound, Queries, queries
from data.viewers import Viewer
from pages._web.downloads import refusing
from pages._web.page import Look
from pages._web.sign_in import viewer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_of(q: Queries, who: Viewer, place: str, held: str) -> MinutesSeen:
    """The minutes of a place by the day written as 2016-03-31. Raises NotFound, NotAllowed,
    DatabaseUnavailable.
    """
    try:
        day = dt.date.fromisoformat(held)
    except ValueError:
        raise NotFound(f"no surgery on “{held}”, which is not a date") from None
    return minutes_seen(actions().minutes(who, place, day), q.places, q.catalogue)


def other_minutes(look: Look, place: str, minutes: MinutesSeen) -> Component | None:
    """The way to the minutes of the place's other surgeries; None where there are no others."""
    q = look.queries
    held = [(one.held, one.as_at, owner_words(one.closed_by, q.places))
            for one in actions().closed(look.viewer, place) if one.held != minutes.held]
    return panel("Other minutes", minutes_list(held, href=lambda day: look.href(
        f"/surgeries/{place}/minutes/{day}"))) if held else None


def downloads_of(place: str, minutes: MinutesSeen) -> Component:
    """The ways to take them away: they load no page."""
    path = f"/surgeries/{place}/minutes/{minutes.held}"
    return html.P([
        html.A("Minutes as a Word document", href=f"{path}.docx", download=""), " ",
        html.A("Actions as CSV", href=f"{path}.csv", download="")], className="links downloads")


def add_minutes(server: Flask) -> None:
    """Add the downloads of minutes. They are audited where the cache is."""

    def word(place: str, held: str) -> Response:
        found = minutes_of(queries(), viewer(), place, held)
        return _file(word_document(found), WORD, f"{_name(place, held)}.docx")

    def csv(place: str, held: str) -> Response:
        found = minutes_of(queries(), viewer(), place, held)
        return _file(actions_csv(found), "text/csv", f"{_name(place, held)}_actions.csv")

    server.add_url_rule(
        "/surgeries/<place>/minutes/<held>.docx", "minutes_word", view_func=refusing(word))
    server.add_url_rule(
        "/surgeries/<place>/minutes/<held>.csv", "minutes_csv", view_func=refusing(csv))


def _name(place: str, held: str) -> str:
    return f"surgery_{place}_{held}"


def _file(body: str | bytes, mimetype: str, name: str) -> Response:
    return Response(body, mimetype=mimetype, headers={
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store"})
