"""A field of a form: its label, what to write in it, the control, and what was wrong with it.

The control is described by its hint and by the sentence on what was wrong, which is there from the
beginning and empty, so that assets/forms.js can fill it in without drawing the page anew.
"""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.control import Control, Options
from components.quick import quick


def text_field(
    form: str, name: str, label: str, *, value: str = "", hint: str = "", problem: str = "",
    rows: int = 1, kind: str = "text", least: str = "",
) -> Component:
    """A line of text, or ``rows`` of them; a date where ``kind`` says so, from ``least`` on."""
    given = {**_named(form, name, hint, problem), "defaultValue": value, "autoComplete": "off"}
    control = (Control("textarea", {**given, "rows": rows}) if rows > 1 else
               Control("input", {**given, "type": kind, **({"min": least} if least else {})}))
    return _field(form, name, label, control, hint, problem)


def select_field(
    form: str, name: str, label: str, options: Options, *, value: str = "", hint: str = "",
    problem: str = "",
) -> Component:
    """One of several."""
    given = {**_named(form, name, hint, problem), "defaultValue": value}
    return _field(form, name, label, Control("select", given, options), hint, problem)


def tick_field(form: str, name: str, label: str, *, ticked: bool = False) -> Component:
    """Yes or no."""
    return quick(html.Div, [
        Control("input", {"type": "checkbox", "id": f"{form}-{name}", "name": name,
                          "value": "yes", "defaultChecked": ticked}),
        quick(html.Label, label, htmlFor=f"{form}-{name}")], className="tick")


def _named(form: str, name: str, hint: str, problem: str) -> dict[str, Any]:
    field = f"{form}-{name}"
    described = f"{field}-hint {field}-problem" if hint else f"{field}-problem"
    return {"id": field, "name": name, "aria-describedby": described,
            **({"aria-invalid": "true"} if problem else {})}


def _field(
    form: str, name: str, label: str, control: Control, hint: str, problem: str,
) -> Component:
    field = f"{form}-{name}"
    return quick(html.Div, [
        quick(html.Label, label, htmlFor=field),
        quick(html.P, hint, id=f"{field}-hint", className="hint") if hint else None,
        quick(html.P, problem or None, id=f"{field}-problem", className="wrong"),
        control], className="field")
