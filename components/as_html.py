"""A page as HTML, made here: what answers a form that was not kept, before any script has run."""

from __future__ import annotations

from html import escape
from typing import Any

from dash.development.base_component import Component

from components.control import Control

_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "colSpan": "colspan",
          "rowSpan": "rowspan", "autoComplete": "autocomplete", "open": "open"}
_EMPTY = frozenset({"input", "br", "hr", "img"})
"""Elements that have no end."""
_INITIAL = ("defaultValue", "defaultChecked")


def as_html(part: Any) -> str:
    """The HTML of a tree of ``dash.html`` parts, links and controls; all text is escaped.

    Other parts of dash.dcc, such as charts, have no HTML of their own: raises TypeError.
    """
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join(map(as_html, part))
    if not isinstance(part, Component):
        return escape(str(part))
    if isinstance(part, Control):
        return _control(part)
    if part._namespace != "dash_html_components" and part._type != "Link":
        raise TypeError(f"{part._type} has no HTML of its own")
    own = {name: value for name, value in vars(part).items()
           if name[0] != "_" and name not in ("children", "available_properties",
                                              "available_wildcard_properties")}
    element = "a" if part._type == "Link" else part._type.lower()
    return _element(element, own, as_html(getattr(part, "children", None)))


def _control(control: Control) -> str:
    given = {name: value for name, value in control.given.items() if name not in _INITIAL}
    value = control.given.get("defaultValue", "")
    if control.element == "textarea":
        return _element("textarea", given, f"\n{escape(value)}")  # the first new line is dropped
    if control.element == "select":
        return _element("select", given, "".join(
            _group(heading, "".join(_option(v, words, v == value) for v, words in offered))
            for heading, offered in control.options or ()))
    if control.given.get("defaultChecked"):
        given["checked"] = True
    return _element("input", {"value": value, **given}, "")


def _group(heading: str, options: str) -> str:
    return _element("optgroup", {"label": heading}, options) if heading else options


def _option(value: str, words: str, chosen: bool) -> str:
    return _element("option", {"value": value, "selected": chosen}, escape(words))


def _element(name: str, attributes: dict[str, Any], inside: str) -> str:
    said = "".join(
        _attribute(_NAMES.get(key, key), value) for key, value in sorted(attributes.items())
        if value is not None and value is not False)
    return f"<{name}{said}>" if name in _EMPTY else f"<{name}{said}>{inside}</{name}>"


def _attribute(name: str, value: Any) -> str:
    if value is True:
        return f" {name}"
    if isinstance(value, dict):  # a style
        value = "; ".join(f"{key}: {of}" for key, of in value.items())
    return f' {name}="{escape(str(value))}"'
