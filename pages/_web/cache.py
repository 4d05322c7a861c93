"""Finished pages, kept by snapshot, viewer, address and what made them: a new snapshot, a new
version or a changed target needs no clearing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from flask import Flask, Response, abort, g, request
from flask_caching import Cache

from data import audit
from data.actions import DatabaseUnavailable, actions, asked
from data.logs import log
from data.queries import queries
from data.settings import Settings
from pages._web.sign_in import viewer

ROOT = Path(__file__).parent.parent.parent
_OUTPUT = ".._pages_content.children..._pages_store.data.."
_OUTPUTS = [("_pages_content", "children"), ("_pages_store", "data")]
_TOKEN = b'"name":"token","defaultValue":"%s"'
_NO_TOKEN = _TOKEN % b""
"""How a form's token (components/control.py) stands in the JSON of a page."""
KEPT = "kept "
"""How the endpoint of a document begins, which takes seconds to make: it is kept as pages are."""
_HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control")
"""What is kept of an answer beside its body."""
_INPUTS = [("_pages_location", "pathname"), ("_pages_location", "search")]
"""What Dash's router asks for a page, and the only callback of this server."""


def add_cache(server: Flask, settings: Settings) -> Cache:
    """Answer page requests from the cache where the same page was made before.

    Files in the store, Redis, or none, by one setting. What a page gave out about single children
    is kept with it, so that the audit log has a line for every view, cached or not. A page made of
    the database of actions is kept until the next write there, and not at all while that database
    cannot be read. A cache that fails costs time, never an answer.
    """
    cache = Cache(server, config=_config(settings))
    maker = made_by(settings.authority)

    def answer_from_cache() -> Response | None:
        g.notes = audit.begin()
        g.read = asked.begin()
        g.page_key = g.page = None
        wanted = _document_asked_for() or _page_asked_for()
        if wanted is None:
            return None
        g.pathname, g.page, body = wanted
        g.edition = queries().key
        words = json.dumps((maker, g.edition, viewer().key, body))
        key = f"page-{hashlib.sha256(words.encode()).hexdigest()}"
        found = _or_none(lambda: cache.get(key))
        if found is None or (found[2] and found[2] != [_written()]):
            g.page_key = key
            return None
        answer, g.notes, _, headers = found
        return Response(answer, headers=headers)

    def keep(response: Response) -> Response:
        # A page made while a new snapshot appeared belongs to neither the old edition nor the new.
        if (g.get("page_key") and response.status_code == 200
                and queries().key == g.edition and g.read != [asked.UNREADABLE]):
            headers = [(k, v) for k, v in response.headers if k in _HEADERS]
            kept = response.get_data(), g.notes, g.read, headers
            _or_none(lambda: cache.set(g.page_key, kept))
        if g.get("notes"):
            audit.write(settings.store, viewer(), g.page or request.full_path, g.notes)
        if g.get("page") and _NO_TOKEN in (page := response.get_data()):
            response.set_data(_with_tokens(page))
        return response

    server.before_request(answer_from_cache)
    server.after_request(keep)
    return cache


def made_by(authority: Path) -> str:
    """One hash over the program and the authority's file: other code makes other pages."""
    found = hashlib.sha256(authority.read_bytes())
    for folder in ("assets", "components", "data", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".css", ".py", ".sql", ".toml"):
                found.update(path.read_bytes())
    return found.hexdigest()


def _written() -> str | None:
    """What tells one state of the database of actions from another; None when it cannot be read."""
    try:
        return actions().version()
    except DatabaseUnavailable:
        return None


def _with_tokens(page: bytes) -> bytes:
    """A page of which every form has a token of its own: one is made each time a page is handed
    out, or everyone who was given the kept page would seem to send the same form twice.
    """
    first, *rest = page.split(_NO_TOKEN)
    return first + b"".join(_TOKEN % str(uuid4()).encode() + part for part in rest)


def _or_none(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Exception as fault:  # a damaged file, a Redis that is down: whatever a cache may raise
        log.warning("cache failed", why=f"{type(fault).__name__}: {fault}")
        return None


def _config(settings: Settings) -> dict[str, object]:
    common: dict[str, object] = {"CACHE_DEFAULT_TIMEOUT": settings.cache_seconds}
    if settings.cache == "none":
        return {**common, "CACHE_TYPE": "NullCache", "CACHE_NO_NULL_WARNING": True}
    if settings.cache == "files":
        folder = Path(settings.store) / "cache"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return {**common, "CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(folder),
                "CACHE_THRESHOLD": 20_000}
    return {**common, "CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": settings.cache,
            "CACHE_KEY_PREFIX": "surgery-",
            "CACHE_OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1}}


def _document_asked_for() -> tuple[str, str, list[object]] | None:
    """As ``_page_asked_for``, for a document: it is no page, so the page has no name."""
    if request.method != "GET" or not (request.endpoint or "").startswith(KEPT):
        return None
    return request.path, "", [request.full_path]


def _page_asked_for() -> tuple[str, str, list[object]] | None:
    """The path and the address of the page that this request wants, when it is the router's, and
    all of the request that the answer is made from. Nothing else is answered by a callback here:
    aborts with 400 for any other body, and for one that is not JSON.
    """
    if request.path != "/_dash-update-component" or request.method != "POST":
        return None
    try:
        asked = orjson.loads(request.get_data())
        given = {(i["id"], i["property"]): i.get("value") or "" for i in asked["inputs"]}
        body = [asked.get(key) for key in ("output", "outputs", "inputs", "state")]
        outputs = [(o["id"], o["property"]) for o in asked["outputs"]]
        fits = (asked["output"] == _OUTPUT and outputs == _OUTPUTS
                and list(given) == _INPUTS and not asked.get("state")
                and all(isinstance(value, str) for value in given.values()))
    except (ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        abort(400, "There is nothing here that answers this.")
    path, search = given.values()
    return path, f"{path}{search}", body
