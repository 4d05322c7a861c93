"""A summary as a document of its own: whole HTML, for paper and PDF, without a script or a server.
"""

from __future__ import annotations

import json
from html import escape

from dash import html

from components.as_html import as_html
from components.numbers import day_words
from components.report import report_lead, report_parts
from components.report_about import MADE_UP
from data.summaries.report import Report


def document_html(report: Report, css: str) -> str:
    """The document, styled by ``css`` (assets/surgery.css). Its language, its title and the marking
    are said once for those who listen; paper has marking, date, title and page number on every
    sheet. Links within Surgery stay where the report's address has a server before it.
    """
    server = report.address.removesuffix(_path(report.address))
    when = f"{report.place_name}, as at {day_words(report.as_at)}"
    body = as_html([
        html.Header([
            html.P(f"{when}, revision {report.revision}", className="when"),
            html.P(MADE_UP, className="made-up") if report.made_up else None,
            html.P(report.marking, className="marking")]),
        html.Main([
            html.H1(report.title), report_lead(report),
            *report_parts(report, href=lambda to: f"{server}{to}" if server else "")]),
        html.Footer(html.P(report.marking, className="marking"))])
    return (
        f'<!doctype html><html lang="en-GB" style="{escape(_on_paper(report))}"><head>'
        f'<meta charset="utf-8"><title>{escape(f"{report.title}: {when}")}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="author" content="{escape(report.authority)}">'
        f"<style>{css}</style></head>"
        f'<body class="document">{body}</body></html>')


def _path(address: str) -> str:
    """An address without its server."""
    after = address.partition("://")[2]
    return f"/{after.partition('/')[2]}" if after else address


def _on_paper(report: Report) -> str:
    """What the style sheet writes on the edges of every sheet."""
    edges = {
        "title": report.title, "marking": report.marking,
        "as-at": f"{report.place_name}, as at {day_words(report.as_at)}, "
                 f"revision {report.revision}",
        "made-up": "  ·  Made up" if report.made_up else ""}
    return ";".join(f"--paper-{name}:{json.dumps(words, ensure_ascii=False)}"
                    for name, words in edges.items())
