"""Which page of a list this is, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.link import link


def pager(page: int, pages: int, *, href: Callable[[int], str]) -> Component | None:
    """Links to the first, previous, next and last page; nothing when there is one."""
    if pages < 2:
        return None
    steps = [("First", 1, page > 2), ("Previous", page - 1, page > 1),
             ("Next", page + 1, page < pages), ("Last", pages, page < pages - 1)]
    links = [html.Li(link(words, href(number))) for words, number, shown in steps if shown]
    where = html.Li(f"Page {page} of {pages:,}", **aria(current="page"))
    before = sum(shown for _, number, shown in steps if number < page)
    return html.Nav(html.Ul([*links[:before], where, *links[before:]]),
                    className="pager", **aria(label="Pages of the list"))
