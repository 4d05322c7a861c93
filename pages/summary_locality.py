"""An area on two pages: for its head of social work to take to partners."""

from __future__ import annotations

from typing import Any

import dash

from data.queries import queries
from pages._web.page import Shown
from pages._web.summaries import summary_page


def _title(locality: str = "") -> str:
    place = queries().places.by_id.get(locality)
    return f"{place.name if place else 'Not found'}, summary · Surgery"


dash.register_page(__name__, path_template="/summaries/locality/<locality>", title=_title)


def layout(locality: str = "", **address: Any) -> Shown:
    return summary_page(
        "locality", f"/summaries/locality/{locality}", address, place=locality)
