"""A part made quickly is the part."""

from __future__ import annotations

from dash import dcc, html

from components.quick import quick


def test_a_part_made_quickly_is_what_its_kind_makes() -> None:
    for kind, children, properties in (
            (html.Td, "24 %", {"className": "part", "data-label": "Norwich"}),
            (dcc.Link, ["a", html.B("b")], {"href": "/measures/a?place=b", "className": "c"}),
            (html.Td, None, {})):
        made, plain = quick(kind, children, **properties), kind(children, **properties)
        assert type(made) is type(plain)
        assert str(made) == str(plain)
        assert made.to_plotly_json()["props"].items() >= plain.to_plotly_json()["props"].items()


def test_parts_made_quickly_share_nothing() -> None:
    one, other = quick(html.Td, "a"), quick(html.Td, "b")
    one.className = "c"
    assert (one.children, other.children) == ("a", "b")
    assert not hasattr(other, "className")
