"""Each page's answer from the server against its bytes out of memory; its size, its charts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import orjson
from flask import Flask, Response
from flask.testing import FlaskClient

from data.queries import Queries
from tests.benchmarks.addresses import PAGES, addresses, check, kept_minutes, router_body
from tests.benchmarks.report import CannotRun, Row, compared, slowest

T = TypeVar("T")
ROUNDS = 5
MOST_KEPT = 10
MOST_FRESH = 100
MOST_BYTES = 100 * 1024
MOST_CHARTS = 6


def rows(q: Queries) -> list[Row]:
    """Time of every kind of page, kept and fresh; its layout's size; the most charts on one.

    ``q`` must be the queries of this process, over a store in which no page is kept yet.
    """
    from app import server  # reads its settings, and so the store, as it is imported

    client = server.test_client()
    _open(client, "/accessibility")  # Dash and the figures get ready, as in a server that runs
    found: list[Row] = []
    sizes: list[Row] = []
    charts: dict[str, int] = {}
    for page in PAGES:
        if page == "minutes" and not kept_minutes():
            continue  # a store in which no surgery was held
        asked = addresses(q, page)
        bodies: list[bytes] = []
        fresh, beside = _fresh(client, asked, bodies)
        kept, memory = _kept(client, asked, bodies)
        found += [
            slowest(f"{page}, kept: p50 / p95", kept, memory, MOST_KEPT),
            slowest(f"{page}, fresh: p50 / p95", fresh, beside, MOST_FRESH)]
        sizes.append(compared(f"{page}: largest layout", max(map(len, bodies)), MOST_BYTES,
                              "KiB", 1))
        charts[page] = max(graphs(orjson.loads(body)) for body in bodies)
    most = max(charts, key=lambda page: charts[page])
    return [*found, *sizes, Row(f"most charts on a page ({most})", str(charts[most]),
                                str(MOST_CHARTS), charts[most] / MOST_CHARTS, 1)]


def graphs(layout: object) -> int:
    """How many charts a layout holds."""
    if isinstance(layout, dict):
        own = layout.get("type") == "Graph" and layout.get("namespace") == "dash_core_components"
        return own + sum(map(graphs, layout.values()))
    return sum(map(graphs, layout)) if isinstance(layout, list) else 0


def _open(client: FlaskClient, address: str) -> tuple[float, bytes]:
    """The seconds and the bytes of a page. Raises CannotRun when it is not the page."""
    asked = router_body(address)
    seconds, response = _timed(lambda: client.post(
        "/_dash-update-component", data=asked, content_type="application/json"))
    body = response.get_data()
    check(address, response.status_code, body)
    return seconds, body


def _fresh(
    client: FlaskClient, asked: list[str], bodies: list[bytes],
) -> tuple[list[float], list[float]]:
    """Seconds of pages made afresh, and of their bytes out of memory, turn and turn about: a
    processor that changes its speed changes it for both. The bytes are left in ``bodies``.
    """
    memory = _out_of_memory(bodies)
    ours, theirs = [], []
    for n, address in enumerate(asked):
        seconds, body = _open(client, address)
        bodies.append(body)
        ours.append(seconds)
        theirs += [_given(memory, n, bodies) for _ in range(ROUNDS)]
    return ours, theirs


def _kept(
    client: FlaskClient, asked: list[str], bodies: list[bytes],
) -> tuple[list[float], list[float]]:
    """Seconds of pages opened again, and of their bytes out of memory, turn and turn about."""
    memory = _out_of_memory(bodies)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        for n, address in enumerate(asked):
            seconds, body = _open(client, address)
            if _without_tokens(body) != _without_tokens(bodies[n]):
                raise CannotRun(f"{address} came out of the cache other than it went in")
            ours.append(seconds)
            theirs.append(_given(memory, n, bodies))
    return ours, theirs


def _given(memory: FlaskClient, n: int, bodies: list[bytes]) -> float:
    """The seconds that a page's bytes take out of memory."""
    seconds, response = _timed(partial(memory.post, f"/{n}", data=b"{}"))
    if response.get_data() != bodies[n]:
        raise CannotRun("memory gave other bytes")
    return seconds


def _without_tokens(body: bytes) -> bytes:
    """A page without the tokens of its forms, which are new each time it is handed out."""
    return re.sub(rb'(?<="name":"token","defaultValue":")[0-9a-f-]+', b"", body)


def _out_of_memory(bodies: list[bytes]) -> FlaskClient:
    bare = Flask("memory")

    @bare.post("/<int:n>")
    def give(n: int) -> Response:
        return Response(bodies[n], mimetype="application/json")

    return bare.test_client()


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = call()
    return time.perf_counter() - began, result
