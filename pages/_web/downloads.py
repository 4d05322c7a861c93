"""Plain addresses beside the pages: lists and figures as CSV, and whether the server is well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, request, stream_with_context

from components.numbers import day_words
from data.action_lists import SHOWS, action_lines, narrowed
from data.actions import DatabaseUnavailable, actions
from data.exports import case_lines, figure_lines, morning_lines
from data.morning_queries import WHENS
from data.printing import CannotPrint
from data.queries import SORTS, STATUSES, NotAllowed, NotFound, queries
from pages._web.morning import due_by
from pages._web.page import NOT_ALLOWED, Refused
from pages._web.sign_in import viewer
from pages._web.whole import words_page


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
    """The answer, or a page of words as pages give them: that this is not for the viewer, is not
    there (with the nearest dates where it is the date that is not), or cannot be read.
    """

    def view(**parts: str) -> Response:
        try:
            return answer(**parts)
        except Refused as refused:
            return words_page(refused.title, refused.sentence, 404, refused.ways)
        except NotAllowed:
            return words_page(*NOT_ALLOWED, 403)
        except NotFound as missing:
            return words_page("Not found", f"There is {missing}.", 404)
        except DatabaseUnavailable as gone:
            return words_page("Actions cannot be read now", gone.why, 503)
        except CannotPrint as cannot:
            return words_page("Cannot be made now", str(cannot), 503)

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
    """A date of an address; None where it has none. Raises Refused for what is no date, and for one
    without a snapshot, with the way to the same file at the nearest dates.
    """
    if not text:
        return None
    try:
        asked = dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("Not a date", f"“{text}” is not a date. Write it as 2016-03-31.") from None
    dates = queries().dates(viewer())
    if not dates or asked in dates:
        return asked
    nearest = [*[day for day in dates if day < asked][-1:],
               *[day for day in dates if day > asked][:1]]
    raise Refused(
        "No snapshot of that date", f"Nothing was published as at {day_words(asked)}. The nearest "
        f"{'date is' if len(nearest) == 1 else 'dates are'} "
        f"{' and '.join(map(day_words, nearest))}.",
        [(f"The same file as at {day_words(day)}",
          f"{request.path}?{urlencode({**request.args, 'as-at': day.isoformat()})}")
         for day in nearest])


def one_of(value: str | None, allowed: tuple[str, ...], default: str) -> str:
    """A value of an address that is allowed, or the default."""
    return value if value in allowed else default
