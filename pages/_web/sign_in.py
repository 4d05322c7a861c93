"""Who is looking: the demo's switch, kept in a signed cookie, for this machine only."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flask import Flask, abort, redirect, request, session
from flask.typing import ResponseReturnValue

from data.authority import LookAs
from data.queries import Queries, queries
from data.viewers import ROLE_NAMES, Viewer


def add_sign_in(server: Flask, store: Path, secret_key: str) -> None:
    """Add the switch at /look-as, and refuse requests that do not come from this machine."""
    server.secret_key = secret_key or _kept_secret(store)
    server.config.update(
        SESSION_COOKIE_NAME="surgery", SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict")
    server.before_request(_this_machine_only)
    server.add_url_rule("/look-as", view_func=_look_as, methods=["POST"])


def _kept_secret(store: Path) -> str:
    """The key that signs cookies: made once, kept in the store, readable by its owner only."""
    path = store / "secret-key"
    store.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host_of(address: str) -> str:
    """The host of "host:port"; empty where it cannot be read."""
    try:
        return urlsplit(f"//{address}").hostname or ""
    except ValueError:
        return ""


def _this_machine_only() -> None:
    """Anyone may look as anyone here, so nobody from elsewhere may ask. Aborts with 403."""
    if not (_is_loopback(request.remote_addr or "") and _is_loopback(_host_of(request.host))):
        abort(403, "Surgery has no sign-in here and answers this machine only.")


def viewers_on_offer(q: Queries) -> list[tuple[Viewer, str]]:
    """Everyone the authority's file lets you look as, with the words for the switch."""
    return [(_viewer(q, choice), _words(q, choice)) for choice in q.authority.look_as]


@cache
def _worker_of(q: Queries, team: str, edition: str) -> str:
    """A worker of the team to look as: the one with most cases at the latest date."""
    latest = q.edition.latest()
    if latest is None:
        return "nobody"
    analyst = Viewer("analyst")
    workers = q.workers(analyst, team, latest.as_at).sort_values("children", ascending=False)
    return str(workers["worker"].iloc[0]) if len(workers) else "nobody"


def _viewer(q: Queries, choice: LookAs) -> Viewer:
    worker = _worker_of(q, choice.place, q.edition.key) if choice.role == "worker" else ""
    trusted = (choice.role in ("committee", "board")
               and choice.role not in q.authority.disclosure.roles)
    return Viewer(choice.role, choice.place, choice.service, worker,  # type: ignore[arg-type]
                  trusted=trusted)


def _words(q: Queries, choice: LookAs) -> str:
    words = [ROLE_NAMES[choice.role]]
    if choice.place:
        place = q.places.by_id[choice.place]
        words.append(place.short if place.level == "locality" else place.name)
    if choice.service:
        words.append("leads " + next(
            s.name for s in q.authority.services if s.id == choice.service))
    return ", ".join(words)


def viewer() -> Viewer:
    """Who is looking now. Comes from the signed cookie only, never from an address or a body."""
    on_offer = viewers_on_offer(queries())
    chosen = session.get("look-as", 0)
    if not isinstance(chosen, int) or not 0 <= chosen < len(on_offer):
        chosen = 0
    return on_offer[chosen][0] if on_offer else Viewer("analyst")


def _look_as() -> ResponseReturnValue:
    """Change who you look as, and go back to the page you were on."""
    refuse_other_sites()
    chosen = request.form.get("as", "")
    if not re.fullmatch("[0-9]{1,3}", chosen) or (
            int(chosen) >= len(queries().authority.look_as)):
        abort(400, "There is nobody of that number to look as.")
    session["look-as"] = int(chosen)
    return redirect(address_here(request.referrer or "/"), code=303)


def refuse_other_sites() -> None:
    """Nobody's form but our own may be sent here. Aborts with 403."""
    origin = request.headers.get("Origin")
    if origin is not None and _parts(origin).netloc != request.host:
        abort(403, "This form was sent from another site.")


def address_here(address: str) -> str:
    """The path and query of an address within Surgery; "/" for any other."""
    parts = _parts(address)
    path = parts.path or "/"
    if parts.netloc not in ("", request.host) or not re.match(r"/(?![/\\])", path):
        return "/"
    return f"{path}?{parts.query}" if parts.query else path


def _parts(address: str) -> SplitResult:
    """An address taken apart; nothing where it cannot be read."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
