"""A summary as parts of a page, for councillors, partners and inspectors, and for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.link import link
from components.quick import quick
from components.report_about import about, terms_and_signs
from components.report_picture import picture_part
from components.report_table import report_table
from components.report_words import Explained
from data.summaries.report import VERDICTS, Item, Report, Section, Verdict

MANY = 6
"""A page of more items than this leaves the numbers behind their pictures to its files."""
BEHIND = "The numbers behind every chart are in the Excel, OpenDocument and CSV files."
BRIEF = ("locality", "monitoring")
"""Whose sheets of paper are counted: an area's two, the overview's two, a line's one."""
def report_lead(report: Report) -> Component:
    """What it says in one breath, under the title."""
    return quick(html.P, Explained(report.terms)(report.lead), className="lead")


def report_parts(
    report: Report, *, files: Sequence[tuple[str, str]] = (),
    href: Callable[[str], str] = str,
) -> list[Component]:
    """Everything under the title and the lead. ``files`` are words and addresses of what it is
    taken away as; ``href`` makes of an item's address the one to open, or nothing.
    """
    explained = Explained(report.terms)
    explained(report.lead)  # what stands there is explained there
    numbers = sum(1 for _ in report.items()) <= MANY
    return [quick(html.Div, [
        quick(html.P, report.audience, className="audience"),
        downloads(files) if files else None,
        quick(html.P, BEHIND, className="audience") if files and not numbers else None,
        *(_section(section, explained, href, numbers) for section in report.sections),
        *terms_and_signs(report),
        about(report),
    ], className="report in-brief" if report.id.partition("/")[0] in BRIEF else "report")]


def downloads(files: Sequence[tuple[str, str]]) -> Component:
    """The ways to take something away, as words and addresses: they load no page."""
    return quick(html.Ul, [
        quick(html.Li, quick(html.A, words, href=to, download="")) for words, to in files],
        className="links downloads")


def verdict_part(verdict: Verdict) -> Component | None:
    """The verdict by word, and the shape that the style sheet draws; None where there is none."""
    if not verdict:
        return None
    return quick(html.Span, VERDICTS[verdict], className=f"verdict {verdict.replace(' ', '-')}")


def _section(
    section: Section, explained: Explained, href: Callable[[str], str], numbers: bool,
) -> Component:
    return quick(html.Section, [
        quick(html.H2, section.title),
        *(quick(html.P, explained(words)) for words in section.sentences),
        _items(section.items, explained, href, numbers),
        *(report_table(one, href=href) for one in section.tables),
    ], id=section.id, className="part")


def _items(
    items: Sequence[Item], explained: Explained, href: Callable[[str], str], numbers: bool,
) -> Component | None:
    """The items, two beside each other where none has more than one picture."""
    if not items:
        return None
    beside = len(items) > 1 and all(len(item.pictures) == 1 for item in items)
    return quick(html.Div, [_item(item, explained, href, numbers) for item in items],
                 className="findings two-beside" if beside else "findings")


def _item(
    item: Item, explained: Explained, href: Callable[[str], str], numbers: bool,
) -> Component:
    """A heading with its verdict, sentences, pictures side by side. Tables stand open where there
    is no picture to say the same; behind one they are a click away, where there is room for them.
    """
    to = href(item.href) if item.href else ""
    heading = quick(html.H3, [
        link(item.title, to) if to else item.title, verdict_part(item.verdict)])
    first, *rest = item.sentences or ("",)
    if rest and not item.pictures and not numbers:  # told in brief, as one paragraph
        paragraphs = [quick(html.P, explained(" ".join((first, *rest))))]
    else:
        paragraphs = [quick(html.P, explained(first), className="first")] if first else []
        if rest:
            paragraphs.append(quick(html.P, explained(" ".join(rest))))
    tables = [report_table(one) for one in item.tables] if numbers or not item.pictures else []
    if item.pictures and tables:
        tables = [quick(html.Details, [
            quick(html.Summary, f"The numbers: {item.title}"), *tables])]
    return quick(html.Article, [part for part in (
        heading,
        *paragraphs,
        _pictures(item),
        *tables,
        quick(html.P, " ".join(item.sources), className="source") if item.sources else None,
    ) if part is not None], id=item.id, className="finding")


def _pictures(item: Item) -> Component | None:
    """The pictures beside each other; one alone needs nothing round it."""
    drawn = [picture_part(one) for one in item.pictures]
    return quick(html.Div, drawn, className="pictures") if len(drawn) > 1 else next(
        iter(drawn), None)
