"""A summary in each format people take away, and the addresses of these files. All are made of the
same report, here and nowhere else: the pages' downloads and ``surgery export`` give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from flask import Flask, Response, request

from components.numbers import day_words
from components.report_document import document_html
from components.report_picture import picture_svg
from data import audit
from data.actions import actions
from data.printing import About, CannotPrint, Press
from data.queries import NotFound, queries
from data.settings import settings
from data.summaries.asked import Asked
from data.summaries.formats import APART, CHART_FORMATS, FORMATS
from data.summaries.report import Picture, Report
from data.summaries.reports import MEASURE, report
from data.summaries.tidy import tidy_csv, tidy_metadata
from pages._web.cache import KEPT
from pages._web.downloads import date_asked, refusing
from pages._web.sign_in import viewer

STYLE = Path(__file__).parent.parent.parent / "assets" / "surgery.css"
_SUMMARIES = {
    "/summaries/committee": "committee", "/summaries/board": "board",
    "/summaries/monitoring": "monitoring", "/summaries/monitoring/<line>": "monitoring",
    "/summaries/locality/<place>": "locality", "/measures/<measure>": MEASURE}
"""The pages that can be taken away: their address, and the name of their report."""
_PRINTING = threading.Lock()
_ROOM = threading.BoundedSemaphore(3)
"""In one worker one is made and two wait: the other threads go on answering pages."""
_ZIPPED_ON = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Document:
    """A file to take away."""

    name: str
    mimetype: str
    body: bytes


def made(found: Report, format: str, press: Press, *, picture: str = "") -> Document:
    """A report in one of FORMATS, or with ``picture`` one chart of it in one of CHART_FORMATS.

    ``press`` is asked only for what is made in a process apart. Raises NotFound for a chart that is
    not in it, CannotPrint. What is not for the public is noted for the audit log.
    """
    if not found.public:
        audit.note(document=found.id, place=found.place, as_at=found.as_at, format=format)
    if picture:
        chart = next((one for one in found.pictures() if one.id == picture), None)
        if chart is None:
            raise NotFound(f"no chart called {picture} in this summary")
        return Document(f"{found.file}_{picture}.{format}", CHART_FORMATS[format],
                        _DRAWERS[format](chart, press))
    return Document(f"{found.file}.{format}", FORMATS[format], _MAKERS[format](found, press))


def _pdf(found: Report, press: Press) -> bytes:
    when = f"{found.place_name}, as at {day_words(found.as_at)}"
    return press.pdf(document_html(found, _style()), About(
        title=f"{found.title}: {when}", author=found.authority, made=found.built_at,
        subject=f"{found.marking}. {when}, revision {found.revision}. {found.audience}"))


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def _workbook(found: Report, press: Press) -> bytes:
    return press.workbook(found, "xlsx")


def _opendocument(found: Report, press: Press) -> bytes:
    return press.workbook(found, "ods")


def _csv(found: Report, press: Press) -> bytes:
    return tidy_csv(found).encode("utf-8")


def _metadata(found: Report, press: Press) -> bytes:
    return tidy_metadata(found, f"{found.file}.csv").encode("utf-8")


def _charts(found: Report, press: Press) -> bytes:
    """Every chart, as SVG and as PNG. Raises NotFound where there is none."""
    if not any(True for _ in found.pictures()):
        raise NotFound("no chart in this summary")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for chart in found.pictures():
            for format, draw in _DRAWERS.items():
                about = zipfile.ZipInfo(f"{found.file}_{chart.id}.{format}", _ZIPPED_ON)
                about.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(about, draw(chart, press))
    return out.getvalue()


def _svg(chart: Picture, press: Press) -> bytes:
    return picture_svg(chart).encode("utf-8")


def _png(chart: Picture, press: Press) -> bytes:
    return press.png(picture_svg(chart))


_MAKERS: dict[str, Callable[[Report, Press], bytes]] = {
    "pdf": _pdf, "xlsx": _workbook, "ods": _opendocument, "csv": _csv,
    "csv-metadata.json": _metadata, "charts.zip": _charts}
_DRAWERS: dict[str, Callable[[Picture, Press], bytes]] = {"svg": _svg, "png": _png}


def add_documents(server: Flask) -> None:
    """Add the files of every summary and of a measure's page beside their addresses."""
    for path, name in _SUMMARIES.items():
        for format in FORMATS:
            _add(server, f"{path}.{format}", name, format)
        for format in CHART_FORMATS:
            _add(server, f"{path}/charts/<picture>.{format}", name, format)


def _add(server: Flask, path: str, name: str, format: str) -> None:
    answer = refusing(partial(_answer, name=name, format=format))
    server.add_url_rule(path, KEPT + path.replace(".", " "), view_func=answer)


def _answer(
    *, name: str, format: str, place: str = "", line: str = "", measure: str = "",
    picture: str = "",
) -> Response:
    q, who = queries(), viewer()
    as_at: dt.date = q.snapshot(who, date_asked(request.args.get("as-at"))).as_at
    if name == MEASURE:
        place = request.args.get("place", "")
    found = report(
        Asked(q, actions()), who, name, as_at, place=place, line=line, measure=measure)
    with _press(format) as press:
        document = made(found, format, press, picture=picture)
    return Response(document.body, mimetype=document.mimetype, headers={
        "Content-Disposition": f'attachment; filename="{document.name}"',
        "Cache-Control": "private, no-store"})


@contextmanager
def _press(format: str) -> Iterator[Press]:
    """A press of one's own; for a format that takes a process, when the ones before are done.
    Raises CannotPrint when too many wait already.
    """
    if format not in APART:
        with Press() as press:
            yield press
        return
    if not _ROOM.acquire(blocking=False):
        raise CannotPrint("Other documents are being made just now. Try again in a minute.")
    try:
        with _PRINTING, Press(settings().chromium) as press:
            yield press
    finally:
        _ROOM.release()
