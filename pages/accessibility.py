"""The accessibility statement: for everyone who uses the site, in the form UK law asks for."""

from __future__ import annotations

from typing import Any

import dash

from components.accessibility_statement import statement
from components.numbers import day_words
from data.accessibility import TESTED_ON
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/accessibility", title="Accessibility statement · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    authority = look.queries.authority
    return Page(
        title="Accessibility statement",
        trail=[(authority.name, look.href("/")), ("Accessibility", None)],
        lead=f"This statement applies to Surgery as {authority.service_name} runs it, and to the "
             f"documents it makes. It is of {day_words(TESTED_ON)}.",
        body=statement(authority),
        active="/accessibility",
    )
