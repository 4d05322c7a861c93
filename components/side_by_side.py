"""Places side by side: one column a place, one row a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.cells import column_labels, figure_cell
from components.kinds import Measure
from components.link import link
from components.numbers import missing
from components.quick import quick
from components.records import records
from components.region import scrolling
from components.repeated_rates import repeated_rates
from components.scorecard import Href, Part


def side_by_side(
    figures: pd.DataFrame, *, measures: Mapping[str, Measure], parts: Sequence[Part], caption: str,
    href: Href, part_path: str,
) -> Component | None:
    """Values of ``parts`` (id and name) for each measure any of them has cases of.

    ``figures`` has one row a measure and part; ``part_path`` is where a part's own page is
    ("/teams"). A rate that only repeats a count is left out. None when there is nothing to show.
    """
    rows = {(r["measure"], r["place"]): r for r in records(figures)}
    repeated = repeated_rates(rows.values(), measures)
    shown = [m for m in measures.values() if m.id not in repeated and any(
        not missing(cases := rows.get((m.id, part), {}).get("cases")) and cases
        for part, _ in parts)]
    if not shown:
        return None
    head = html.Thead(html.Tr([html.Th("Measure", scope="col"), *(
        quick(html.Th, link(words, href(f"{part_path}/{part}")), scope="col",
              className="number part")
        for part, words in parts)]))
    body = html.Tbody([
        quick(html.Tr, [quick(html.Th, measure.name, scope="row"), *(
            figure_cell(measure, rows.get((measure.id, part)),
                        href=href(f"/measures/{measure.id}", place=part))
            for part, _ in parts)])
        for measure in shown])
    table = html.Table([html.Caption(caption, className="unseen"), head, body],
                       className="matrix", style=column_labels(parts))
    return scrolling(table, label=caption, look="cards")
