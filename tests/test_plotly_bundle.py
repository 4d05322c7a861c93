"""The Plotly that the browser loads is the one the Python package was made for."""

from __future__ import annotations

import re
from pathlib import Path

from plotly.offline import get_plotlyjs_version

BUNDLE = Path(__file__).parent.parent / "assets" / "vendor" / "plotly-basic.min.js"


def _head() -> str:
    with BUNDLE.open(encoding="utf-8") as file:
        return file.read(500)


def test_the_bundle_has_the_version_of_plotly_js_that_the_plotly_package_expects() -> None:
    found = re.search(r"plotly\.js \(basic - minified\) v(\S+)", _head())
    assert found, "the bundle does not begin with its version"
    assert found[1] == get_plotlyjs_version()


def test_the_bundle_keeps_its_licence_note() -> None:
    assert "Licensed under the MIT license" in _head()
    assert (BUNDLE.parent / "plotly-basic.LICENSE.txt").read_text().startswith("MIT License")


def test_every_kind_of_trace_that_components_draw_is_in_the_bundle() -> None:
    bundle = BUNDLE.read_text(encoding="utf-8")
    within = set(re.findall(r'moduleType:"trace",name:"(\w+)"', bundle))
    drawn = {kind for path in (BUNDLE.parent.parent.parent / "components").glob("*_figure.py")
             for kind in re.findall(r'"type": "(\w+)", "', path.read_text(encoding="utf-8"))}
    shapes_and_axes = {"line", "date"}
    assert {"bar", "scatter"} <= drawn - shapes_and_axes <= within
