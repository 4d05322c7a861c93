"""The bar that stands wherever a share is drawn: met, not met, not known."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.kinds import Figure, Measure
from components.numbers import is_hidden, missing, whole
from components.quick import quick


def parts(measure: Measure, figure: Figure) -> dict[str, float] | None:
    """How many of a share's cases are met, not met and not known, by those words.

    For a measure of which less is better the words are "counted" and "not counted". Where small
    numbers are hidden the last two are one part. None when there is nothing to draw, and for a
    share of something else than cases.
    """
    if (measure.unit != "percent" or measure.share_of or is_hidden(figure)
            or missing(figure["cases"]) or missing(figure["numerator"]) or not figure["cases"]):
        return None
    met, not_met = ("counted", "not counted") if measure.better == "lower" else ("met", "not met")
    rest = figure["cases"] - figure["numerator"]
    if missing(figure["unknown"]):
        return {met: figure["numerator"], f"{not_met} or not known": rest}
    return {met: figure["numerator"], not_met: rest - figure["unknown"],
            "not known": figure["unknown"]}


def three_part_bar(
    measure: Measure, figure: Figure, *, whole_value: float | None = None,
) -> Component | None:
    """The bar, told in words to those who do not see it; nothing when there is no share.

    ``whole_value`` (per cent) draws a line across where the whole stands.
    """
    counts = parts(measure, figure)
    if counts is None:
        return None
    words = ", ".join(f"{whole(count)} {word}" for word, count in counts.items())
    style = {"--met": _share(figure["numerator"], figure["cases"])}
    if counts.get("not known"):
        style["--unknown"] = _share(counts["not known"], figure["cases"])
    if whole_value is not None and not missing(whole_value):
        style["--whole"] = f"{whole_value:.4g}%"
    look = "bar lower" if measure.better == "lower" else "bar"
    return quick(
        html.Div, quick(html.I) if "--whole" in style else None,
        className=look, role="img", style=style, **aria(label=words))


def _share(count: float, cases: float) -> str:
    return f"{100 * count / cases:.4g}%"
