"""The accessibility statement: for everyone who uses the site, in the form UK law asks for."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.panel import panel
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/accessibility", title="Accessibility · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    service = look.queries.authority.service_name
    return Page(
        title="Accessibility",
        trail=[(look.queries.authority.name, look.href("/")), ("Accessibility", None)],
        lead=f"We want everyone in {service} who works from these figures to be able to use them.",
        body=[
            panel("What you can do here", html.Ul([
                html.Li("zoom to 400 % and read every page without scrolling the page sideways"),
                html.Li("reach and use everything with a keyboard alone"),
                html.Li("listen to every page with a screen reader: tables are tables, and charts "
                        "have a sentence and a table"),
                html.Li("tell every status by word and shape as well as by colour"),
                html.Li("print any page"),
                html.Li("use your own colours, high contrast, and less motion"),
            ])),
            panel("How accessible this website is", html.P(
                "We aim for the Web Content Accessibility Guidelines version 2.2, level AA. "
                "Every page is tested against the rules that a machine can check (axe), at the "
                "width of a desk and of a phone. No fault found by these tests is left open.")),
            panel("What does not work as well", html.Ul([
                html.Li("Charts cannot be explored point by point with a keyboard. “View as "
                        "table” below each holds every number it draws."),
                html.Li("The website needs JavaScript."),
                html.Li("Wide tables scroll sideways within their own frame on middling screens. "
                        "On a phone they become cards."),
            ])),
            panel("How this was tested", html.P(
                "The tests run in Chromium each time the software changes. The website has not "
                "yet been tested with people who use assistive technology, nor with every screen "
                "reader and browser; machine tests find only some of the faults there can be.")),
            panel("Tell us about a problem", html.P(
                "If you find something that does not work for you, or need a figure in another "
                "form, ask the performance team. Tell us the address of the page and what you "
                "tried to do.")),
            panel("Enforcement", html.P(
                "The Equality and Human Rights Commission enforces the Public Sector Bodies "
                "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If "
                "you are not happy with how we answer you, contact the Equality Advisory and "
                "Support Service.")),
        ],
        active="/accessibility",
    )
