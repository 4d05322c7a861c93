"""The tables of a measure's charts as files: its months, its areas, its funnel, its pace."""

from __future__ import annotations

from flask import Flask, Response, request

from data.chart_exports import chart_lines, funnel_lines, pace_lines
from data.months import months_after
from data.queries import queries
from pages._web.downloads import csv_file, date_asked, one_of, refusing
from pages._web.sign_in import viewer


def add_chart_downloads(server: Flask) -> None:
    """Add /chart.csv, /areas.csv, /funnel.csv and /pace.csv: what a page's charts draw, for the
    same eyes.
    """
    server.add_url_rule("/chart.csv", view_func=refusing(_chart), endpoint="chart_csv")
    server.add_url_rule("/areas.csv", view_func=refusing(_areas), endpoint="areas_csv")
    server.add_url_rule("/funnel.csv", view_func=refusing(_funnel), endpoint="funnel_csv")
    server.add_url_rule("/pace.csv", view_func=refusing(_pace), endpoint="pace_csv")


def _chart() -> Response:
    given, q, who = request.args, queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    chart = q.chart(who, given.get("measure", ""), given.get("place", q.authority.id), as_at)
    return csv_file(chart_lines(chart), f"{chart.measure}_{chart.place}_chart_to_{as_at}.csv")


def _areas() -> Response:
    """The months of every area, area by area."""
    given, q, who = request.args, queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    measure = q.measure(who, given.get("measure", "")).id
    return csv_file(
        chart_lines(*(q.chart(who, measure, area.id, as_at) for area in q.places.localities)),
        f"{measure}_areas_chart_to_{as_at}.csv")


def _funnel() -> Response:
    given, q, who = request.args, queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    measure = q.measure(who, given.get("measure", "")).id
    level = one_of(given.get("level"), ("locality", "team"), "locality")
    figures = q.side_by_side(
        who, q.authority.id, as_at, measures=[measure], teams=level == "team")
    return csv_file(
        funnel_lines(as_at, q.signals_across(who, measure, as_at, level=level), figures),
        f"{measure}_{level}_funnel_{as_at}.csv")


def _pace() -> Response:
    given, q, who = request.args, queries(), viewer()
    as_at = q.snapshot(who, date_asked(given.get("as-at"))).as_at
    measure, place = given.get("measure", ""), given.get("place", q.authority.id)
    chart, signal = q.chart(who, measure, place, as_at), q.signal(who, measure, place, as_at)
    fan = signal.pace_fan if signal else []
    return csv_file(
        pace_lines(chart, fan, months_after(as_at, len(fan) // 3)),
        f"{chart.measure}_{chart.place}_pace_{as_at}.csv")
