"""A page as HTML that is whole by itself: what answers a form or a file, which no script draws."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dash import get_asset_url, html
from dash.development.base_component import Component
from flask import Response

from components.as_html import as_html

ASSETS = Path(__file__).parent.parent.parent / "assets"


def whole_page(title: str, body: Component, status: int, *, script: str = "") -> Response:
    """The page, with the style sheet and, where it needs one, a script of the assets."""
    head = "".join((
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{as_html(title)} · Surgery</title>",
        f'<link rel="stylesheet" href="{_asset("surgery.css")}">',
        f'<script src="{_asset(script)}" defer></script>' if script else ""))
    return Response(
        f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{as_html(body)}</body></html>',
        status, mimetype="text/html")


def words_page(
    title: str, sentence: str, status: int, ways: Sequence[tuple[str, str]] = (),
) -> Response:
    """A page that only says something, with ways on as words and addresses, and the way back."""
    return whole_page(title, html.Div(html.Main([
        html.H1(title), html.P(sentence, className="lead"),
        html.Ul([html.Li(html.A(words, href=to)) for words, to in (
            *ways, ("Go to the county page", "/"))], className="links")]),
        className="document"), status)


def _asset(name: str) -> str:
    """The address of an asset, with a version, since browsers keep assets for long."""
    return f"{get_asset_url(name)}?m={(ASSETS / name).stat().st_mtime_ns}"
