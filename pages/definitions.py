"""Every measure in words: for anyone who asks what a figure means."""

from __future__ import annotations

from typing import Any

import dash

from components.definition_list import definition_list, matching
from components.filters import search_form
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/definitions", title="Definitions · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    sought = look.get("q")
    found = matching(look.queries.catalogue, sought)
    return Page(
        title="Definitions",
        trail=[(look.queries.authority.name, look.href("/")), ("Definitions", None)],
        lead="Every figure is the count, share or mean of a list of cases, and opens onto that "
             "list. Here is what each asks, and the SQL that ran.",
        body=[
            search_form(action=look.href("/definitions"), name="q", label="Search the definitions",
                        value=sought, clear=look.href("/definitions")),
            definition_list(found, sought=sought, href=look.href),
        ],
        active="/definitions",
    )
