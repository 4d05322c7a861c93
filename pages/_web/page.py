"""A page from its address: who looks, at which date, and what to say when it cannot be shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from dash import html
from dash.development.base_component import Component
from flask import g

from components.done import done_notice
from components.drawn import drawn
from components.quick import IN_ORDER
from components.shell import shell
from data.actions import DatabaseUnavailable
from data.minutes_seen import MARKING
from data.places import REMAINDERS
from data.queries import NotAllowed, NotFound, Queries, queries
from data.snapshots.live import Snapshot
from data.viewers import Viewer
from pages._web.faults import failed
from pages._web.sign_in import viewer, viewers_on_offer

NOT_ALLOWED = ("Not for this role", "What you asked for is outside what this role may see.")
CHOICES = frozenset((
    "all", "baselines", "beside", "by", "chart", "child", "core", "domain", "item", "measure",
    "mode", "period", "place", "search", "service", "show", "sort", "status", "when", "whose",
    "worker", "years"))
"""What an address may choose beside its date and its page: another date keeps it, and only it."""
Shown = orjson.Fragment
"""What a page's layout gives Dash: its tree, as JSON already."""


@dataclass(frozen=True)
class Look:
    """One look at a page: by whom, at which date, with what in the address."""

    viewer: Viewer
    as_at: dt.date
    dates: list[dt.date]
    snapshot: Snapshot
    queries: Queries
    address: dict[str, str]

    @property
    def is_latest(self) -> bool:
        return self.as_at == self.dates[-1]

    def get(self, key: str, default: str = "", allowed: Collection[str] | None = None) -> str:
        """A value of the address; the default when it is missing or not allowed."""
        value = self.address.get(key, default)
        return value if allowed is None or value in allowed else default

    def may_open(self, place: str) -> bool:
        """Whether the viewer may open a place's own page."""
        places = self.queries.places
        return place not in REMAINDERS and self.viewer.may_see_figures_of(
            places.by_id[place], places, None)

    def page_number(self) -> int:
        """The page of a list, from 1."""
        text = self.address.get("page", "1")
        return int(text) if text.isdecimal() and 0 < len(text) < 7 and int(text) else 1

    def href(self, path: str, **query: str | int | None) -> str:
        """An address within Surgery that keeps the date looked at, unless it is the latest."""
        given = {k.replace("_", "-"): v for k, v in query.items() if v not in (None, "")}
        if not self.is_latest and "as-at" not in given:
            given["as-at"] = self.as_at.isoformat()
        return f"{path}?{_encoded(tuple(given.items()))}" if given else path

    def child_href(self, person: str) -> str:
        """The address of a child's own page."""
        return self.href(f"/children/{quote(person, safe='')}")


@lru_cache(4096)
def _encoded(query: tuple[tuple[str, str | int], ...]) -> str:
    return urlencode(query)


@dataclass
class Page:
    """What a page gives: the shell goes round it."""

    title: str
    body: list[Component]
    trail: list[tuple[str, str | None]] = field(default_factory=list)
    lead: str | Component | None = None
    active: str = ""
    marking: str = ""
    """The protective marking on paper; by who looks where the page gives none."""


class Refused(Exception):
    """A page or a file cannot be shown; title and sentence say why, and ``ways`` lead on, as words
    and addresses.
    """

    def __init__(
        self, title: str, sentence: str, ways: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(sentence)
        self.title = title
        self.sentence = sentence
        self.ways = ways


def render(build: Callable[[Look], Page], address: dict[str, object]) -> Shown:
    """The page that ``build`` makes of a look, in the shell; a clear message when it cannot."""
    q, who = queries(), viewer()
    words = {k: _one(v) for k, v in address.items()}
    done = done_notice(words.pop("done", ""))
    look = None
    try:
        look = _look(q, who, words)
        page = build(look)
        page.body = drawn(done, *page.body)
    except Refused as refused:
        page = _message(refused.title, refused.sentence)
    except NotAllowed:
        page = _message(*NOT_ALLOWED)
    except NotFound as missing:
        page = _message("Not found", f"There is {missing}.")
    except DatabaseUnavailable as gone:
        page = _message("Actions cannot be read now", gone.why)
    except Exception as fault:  # whatever it is, the reader gets a page and we get the cause
        page = _message("Something went wrong", failed(fault))
    return _as_json(_in_shell(q, who, look, page, words))


def look_at(as_at: str) -> Look:
    """A look outside of a page, such as by a form that is sent. Raises Refused for no such date."""
    return _look(queries(), viewer(), {"as-at": as_at})


def in_shell(look: Look, page: Page) -> Component:
    """A page with the shell round it."""
    return _in_shell(look.queries, look.viewer, look, page, look.address)


def path_before_query(pages: Iterable[dict[str, Any]]) -> None:
    """Let what the path of an address names win over a query value of the same name.

    Dash hands a page both as one dictionary in which the query wins: /teams/a?team=b would show b.
    """
    for page in pages:
        if template := page.get("path_template"):
            pattern = re.compile(re.sub("<(.*?)>", r"(?P<\1>.+)", template))
            page["layout"] = partial(_by_path, page["layout"], pattern)


def _by_path(layout: Callable[..., Shown], pattern: re.Pattern[str], **given: Any) -> Shown:
    found = pattern.fullmatch(g.get("pathname", "").rstrip("/"))
    return layout(**given) if found is None else layout(**{**given, **found.groupdict()})


def _as_json(tree: Component) -> Shown:
    """The page as the JSON that Dash would make of it, in a fraction of the time."""
    return orjson.Fragment(orjson.dumps(tree, default=as_node))


_KINDS_OWN = {"available_properties", "available_wildcard_properties"}
"""What a part carries of its kind beside its properties."""


def as_node(part: Component) -> dict[str, object]:
    """What ``part.to_plotly_json()`` gives, without asking for every property there could be. Parts
    that Dash made hold them in an order that differs from process to process: theirs go by name.
    """
    held = vars(part)
    given = {name: value for name in (held if IN_ORDER in held else sorted(held))
             if (value := held[name]) is not None and name[0] != "_" and name not in _KINDS_OWN}
    return {"props": given, "type": part._type, "namespace": part._namespace}


def _one(value: object) -> str:
    """A query value arrives as text, or as a list when it is repeated: the last one counts."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return str(value)[:200]


def _look(q: Queries, who: Viewer, words: dict[str, str]) -> Look:
    dates = q.dates(who)
    if not dates:
        raise Refused("No snapshot yet", "Load an extract with “surgery load”, or make the demo "
                                          "with “surgery demo”. Then load this page again.")
    asked = words.get("as-at")
    if asked:
        try:
            as_at = dt.date.fromisoformat(asked)
        except ValueError:
            raise Refused(
                "Not a date", f"“{asked}” is not a date. Write it as 2016-03-31.") from None
        if as_at not in dates:
            raise Refused(
                "No snapshot of that date",
                f"Nothing was published as at {as_at:%-d %B %Y}. Choose a date above.")
    else:
        as_at = dates[-1]
    return Look(who, as_at, dates, q.snapshot(who, as_at), q, words)


def _message(title: str, sentence: str) -> Page:
    """A page that only says something; where there is a county page it leads there."""
    there_is_one = bool(queries().edition.snapshots)
    return Page(title, drawn(
        html.P(html.A("Go to the county page", href="/")) if there_is_one else None), lead=sentence)


def _sections(q: Queries, who: Viewer) -> list[tuple[str, list[tuple[str, str]]]]:
    """The navigation: headings, each with words and addresses."""
    held = (*q.places.localities, *q.places.services)
    work = [("Morning list", "/morning")] if who.may_see_children else []
    if any(who.may_see_agenda_of(one.id, q.places) for one in held):
        work.append(("Surgeries", "/surgeries"))
    if who.may_see_children:
        work += [("Three or more late", "/late"), ("Caseloads", "/caseloads")]
    if who.may_see_unallocated:
        work.append(("Unallocated", "/unallocated"))
    if who.may_see_children:
        work.append(("Actions", "/actions"))
    sections = [
        ("Areas", [(p.short, f"/localities/{p.id}") for p in q.places.localities]),
        ("Services", [(s.name, f"/services/{s.id}") for s in q.authority.services]),
        ("Work", work),
        ("Summaries", _summaries(q, who)),
        ("Quality", [("Quality beside volume", "/quality")]),
        ("About", [("Definitions", "/definitions"), ("Methods", "/methods"),
                   ("Accessibility", "/accessibility")])]
    return [(heading, links) for heading, links in sections if links]


def _summaries(q: Queries, who: Viewer) -> list[tuple[str, str]]:
    """The summaries that may be had; those of areas by way of the list of all."""
    return [("All summaries", "/summaries"), *(
        (words, f"/summaries/{name}") for name, words in (
            ("committee", "Committee"), ("board", "Safeguarding board"),
            ("monitoring", "Monitoring")) if who.may_have_summary(name, q.places))]


def _in_shell(
    q: Queries, who: Viewer, look: Look | None, page: Page, words: dict[str, str],
) -> Component:
    edition = q.edition
    latest = edition.latest()
    snapshot = look.snapshot if look else latest
    on_offer = viewers_on_offer(q)
    return shell(
        page.body,
        title=page.title,
        trail=page.trail,
        lead=page.lead,
        active=page.active,
        authority=q.authority.name,
        service_name=q.authority.service_name,
        sections=_sections(q, who),
        dates=list(edition.snapshots),
        as_at=look.as_at if look else None,
        address={k: v for k, v in words.items() if k in CHOICES},
        look_as=[(text, choice == who) for choice, text in on_offer],
        made_up=bool(snapshot and snapshot.made_up),
        built_at=str(snapshot.manifest["built_at"]) if snapshot else "",
        revision=snapshot.entry.revision if snapshot else None,
        withdrawn=[one.revision for one in q.withdrawn(who, snapshot.as_at)] if snapshot else (),
        warnings=sum(snapshot.manifest["validation"]["warning"].values()) if snapshot else 0,
        as_now_known=bool(snapshot and snapshot.manifest.get("as_now_known")),
        marking=page.marking or (MARKING if who.may_see_children else "OFFICIAL"),
    )
