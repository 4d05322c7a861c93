"""Plain addresses beside the pages: lists and figures as CSV, and whether the server is well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from flask import Flask, Response, abort, jsonify, request, stream_with_context

from data.action_lists import SHOWS, action_lines, narrowed
from data.actions import DatabaseUnavailable, actions
from data.exports import case_lines, figure_lines, morning_lines
from data.morning_queries import WHENS
from data.printing import CannotPrint
from data.queries import SORTS, STATUSES, NotAllowed, NotFound, queries
from pages._web.morning import due_by
from pages._web.sign_in import viewer


def add_downloads(server: Flask) -> None:
    """Add /cases.csv, /figures.csv, /morning.csv, /actions.csv and /healthz. Downloads are audited
    where the cache is.
    """
    server.add_url_rule("/cases.csv", view_func=refusing(_cases_csv), endpoint="cases_csv")
    server.add_url_rule("/figures.csv", view_func=refusing(_figures_csv), endpoint="figures_csv")
    server.add_url_rule("/morning.csv", view_func=refusing(_morning_csv), endpoint="morning_csv")
    server.add_url_rule("/actions.csv", view_func=refusing(_actions_csv), endpoint="actions_csv")
    server.add_url_rule("/healthz", view_func=_healthz, endpoint="healthz")


def refusing(answer: Callable[..., Response]) -> Callable[..., Response]:
    """The answer, or the words that this is not for the viewer, is not there, or cannot be read."""

    def view(**parts: str) -> Response:
        try:
            return answer(**parts)
        except NotAllowed:
            abort(403, "What you asked for is outside what this role may see.")
        except NotFound as missing:
            abort(404, f"There is {missing}.")
        except DatabaseUnavailable as gone:
            abort(503, gone.why)
        except CannotPrint as cannot:
            abort(503, str(cannot))

    return view


def _cases_csv() -> Response:
    given = request.args
    q, who = queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    pages = q.case_rows(
        who, given.get("measure", ""), given.get("place", q.authority.id), as_at,
        status=one_of(given.get("status"), STATUSES, "all"),
        worker=given.get("worker", ""), search=given.get("search", ""),
        sort=one_of(given.get("sort", "").lstrip("-"), SORTS, "due_on"),
        descending=given.get("sort", "").startswith("-"),
        period=one_of(given.get("period"), ("month", "year", "point"), ""))
    first = next(pages)
    name = f"{given.get('measure')}_{given.get('place', q.authority.id)}_{as_at}.csv"
    body = stream_with_context(case_lines(given.get("measure", ""), as_at, first, pages))
    return csv_file(body, name)


def _figures_csv() -> Response:
    given = request.args
    q, who = queries(), viewer()
    place = given.get("place", q.authority.id)
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    figures = q.history(
        who, given.get("measure", ""), place, as_at,
        period=one_of(given.get("period"), ("month", "year", "point"), "") or None)
    return csv_file(figure_lines(place, figures), f"{given['measure']}_{place}_to_{as_at}.csv")


def _morning_csv() -> Response:
    given = request.args
    q, who = queries(), viewer()
    place = given.get("place", q.authority.id)
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    pages = list(q.morning_pages(
        who, place, as_at, when=one_of(given.get("when"), WHENS, ""),
        worker=given.get("worker", ""), service=given.get("service", ""),
        until=due_by(given.get("by", ""), as_at)))
    return csv_file(morning_lines(as_at, pages), f"morning_{place}_{as_at}.csv")


def _actions_csv() -> Response:
    given = request.args
    q, who = queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    found = narrowed(
        actions().list(who), show=one_of(given.get("show"), SHOWS, SHOWS[0]),
        place=given.get("place", ""), viewer=who, places=q.places, as_at=as_at)
    return csv_file(action_lines(found.rows, as_at), f"actions_{as_at}.csv")


def _healthz() -> tuple[Response, int]:
    edition = queries().edition
    latest = edition.latest()
    well = latest is not None and not edition.refused
    return jsonify(
        status="ok" if well else "no snapshot" if latest is None else "snapshots refused",
        latest=latest.entry.name if latest else None,
        snapshots=len(edition.snapshots),
        refused=edition.refused,
    ), 200 if latest else 503


def csv_file(body: str | Iterator[str], name: str) -> Response:
    """The answer that is kept as a file of that name."""
    return Response(body, mimetype="text/csv", headers={
        "Content-Disposition": f'attachment; filename="{name}"'})


def date_asked(text: str | None) -> dt.date | None:
    """A date of an address; None where it has none. Aborts with 404 for what is no date."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        abort(404, f"“{text}” is not a date. Write it as 2016-03-31.")


def one_of(value: str | None, allowed: tuple[str, ...], default: str) -> str:
    """A value of an address that is allowed, or the default."""
    return value if value in allowed else default
