"""Caseloads of places side by side, and of the workers of one team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.caseload_dots import caseload_dots
from components.kinds import Caseload
from components.kinds import CaseloadOfWorker as Worker
from components.link import link
from components.numbers import decimal, whole
from components.region import scrolling


def band_names(bands: Sequence[int], *, reviewing: bool = False) -> list[str]:
    """The bands in words: "up to 12", "over 12 to 18", "over 22"; of reviewing officers below,
    within and above the guidance range.
    """
    if reviewing:
        return [f"Under {bands[0]}", f"{bands[0]} to {bands[1]}", f"Over {bands[1]}"]
    between = [f"Over {low} to {high}" for low, high in pairwise(bands)]
    return [f"Up to {bands[0]}", *between, f"Over {bands[-1]}"]


def caseloads_table(
    loads: Sequence[Caseload], *, bands: Sequence[int], names: Sequence[str], heading: str,
    href: Callable[[str], str], caption: str,
) -> Component:
    """One row a place, the first the whole: a mark for each worker where they may be seen singly,
    then how many workers are in each band (``names``), children, posts and children for a post.
    """
    heads = [*names, *(["Not known"] if any(load.not_known for load in loads) else []),
             "Children", "Full-time posts", "Children a post"]
    dots = any(load.workers for load in loads)
    body = [_place_row(load, bands, heads, dots, href, first=n == 0 and len(loads) > 1)
            for n, load in enumerate(loads)]
    head = html.Thead(html.Tr([
        html.Th(heading, scope="col"),
        html.Th("Each worker, by children a post", scope="col") if dots else None,
        *(html.Th(words, scope="col", className="number") for words in heads)]))
    return scrolling(html.Table(
        [html.Caption(caption, className="unseen"), head, html.Tbody(body)],
        className="caseloads numbers"), label=caption, look="cards")


def _place_row(
    load: Caseload, bands: Sequence[int], heads: Sequence[str], dots: bool,
    href: Callable[[str], str], *, first: bool,
) -> Component:
    to = href(load.place)
    unknown = [str(load.not_known)] if "Not known" in heads else []
    numbers = [*map(str, load.bands), *unknown, whole(load.children),
               decimal(load.full_time_equivalent),
               "–" if load.each is None else decimal(load.each)]
    marks = caseload_dots(load.workers, bands=bands)
    return html.Tr([
        html.Th(link(load.short, to) if to else load.short, scope="row"),
        html.Td("–" if marks is None else marks, className="drawn") if dots else None,
        *(html.Td(words, **data(label=head)) for head, words in zip(heads, numbers, strict=True))],
        className="whole" if first else None)


def dots_key(bands: Sequence[int], *, of_one: bool = False) -> Component:
    """What the marks stand for, and what is tinted; ``of_one`` where the only mark is the
    reader's.
    """
    return html.P([
        html.Span("The mark is yours:" if of_one else "Each mark is a worker:"),
        html.Span("permanent", className="mark"),
        html.Span("agency", className="mark agency"),
        html.Span("newly qualified: hollow", className="mark new"),
        html.Span(f"tinted: more than {bands[-1]}")], className="key")


def team_caseloads(
    load: Caseload, *, most: int, href: Callable[[str], str], caption: str,
) -> Component:
    """The workers of one team, most children for a full-time post first; ``most`` is what a newly
    qualified worker should hold, ``href`` a worker's address.
    """
    heads = ("Children", "Full-time equivalent", "Children a post", "About the worker")
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th("Worker", scope="col"), *(
            html.Th(words, scope="col", className=None if words == heads[-1] else "number")
            for words in heads)])),
        html.Tbody([_worker_row(w, heads, most, href) for w in load.workers])],
        className="holders numbers"), label=caption, look="cards")


def _worker_row(
    worker: Worker, heads: Sequence[str], most: int, href: Callable[[str], str],
) -> Component:
    share, each = worker.full_time_equivalent, worker.each
    about = [words for words, true in (
        ("newly qualified", worker.newly_qualified), ("agency", worker.agency)) if true]
    too_many = worker.newly_qualified and each is not None and each > most
    if too_many:
        about.append(f"should hold {most} at most")
    cells = ("not known" if worker.children is None else str(worker.children),
             "not known" if share is None else f"{share:.2f}",
             "–" if each is None else decimal(each))
    return html.Tr([
        html.Th(link(worker.worker, href(worker.worker)), scope="row"),
        *(html.Td(words, **data(label=head)) for head, words in zip(heads, cells, strict=False)),
        html.Td(", ".join(about) or "–", className="why late" if too_many else "why",
                **data(label=heads[-1]))])
