"""The summaries there are: what each is for, and who may have it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.link import link


def summary_list(
    summaries: Sequence[tuple[str, str, str, Sequence[tuple[str, str]]]],
) -> Component:
    """Each as title, purpose, readers and its links (words and address): without a link it is not
    for this reader, and says so.
    """
    return html.Ul([html.Li([
        html.H2(title),
        html.P(purpose),
        html.P(f"Who may have it: {readers}", className="audience"),
        html.Ul([html.Li(link(words, to)) for words, to in links], className="links") if links
        else html.P("Not for this role.", className="empty"),
    ]) for title, purpose, readers, links in summaries], className="summaries")
