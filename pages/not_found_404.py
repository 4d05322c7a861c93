"""An address that leads nowhere: for whoever followed an old or mistyped link."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.link import link
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, title="Page not found · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    return Page(
        title="Page not found",
        lead="There is no page at this address. It may have been mistyped or cut short.",
        body=[html.P([link("Go to the county page", look.href("/")), " or look through the ",
                      link("definitions", look.href("/definitions")), "."])],
    )
