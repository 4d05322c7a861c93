"""Every measure in words: for anyone who asks what a figure means."""

from __future__ import annotations

from typing import Any

import dash

from components.definition_list import definition_filters, definition_list, matching
from components.filters import search_form
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/definitions", title="Definitions · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    domains = {choice.id: choice for choice in asked.choices.values() if choice.is_domain}
    sought, domain = look.get("search"), look.get("domain", "", domains)
    core = look.get("core") == "yes"
    within = domains[domain].measures if domain else asked.catalogue
    listed = {m.id: m for m in asked.catalogue.values() if m.core or not core}
    found = matching([m for m in listed.values() if m.id in within], sought)

    def address(domain: str, core: bool, search: str = sought) -> str:
        return look.href("/definitions", domain=domain, core="yes" if core else "", search=search)

    kept = address(domain, core, "")
    return Page(
        title="Definitions",
        trail=[(asked.authority.name, look.href("/")), ("Definitions", None)],
        lead="Every figure is the count, share or mean of a list of cases, and opens onto that "
             "list. Here is what each asks, an example worked by hand, and the SQL that ran.",
        body=[
            search_form(action=kept, name="search", label="Search the definitions",
                        value=sought, clear=kept),
            definition_filters(list(domains.values()), listed=listed, domain=domain, core=core,
                               href=address),
            definition_list(found, sought=sought, href=look.href),
        ],
        active="/definitions",
    )
