"""The county's scorecard as a Streamlit page: the same table, areas side by side, and one chart.

    SURGERY_STORE=DIR streamlit run tests/benchmarks/streamlit_page.py

It asks the same queries as the county page, once for all visitors, and draws the table with
``st.table``, the lighter of Streamlit's two.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.queries import queries
from data.viewers import Viewer


@st.cache_data
def scorecard() -> tuple[str, pd.DataFrame, pd.DataFrame]:
    """The date, the table, and the chart's twelve months."""
    q, analyst = queries(), Viewer("analyst")
    as_at = q.snapshot(analyst).as_at
    county = q.authority.id
    card = q.scorecard(analyst, county, as_at)
    areas = q.side_by_side(analyst, county, as_at).pivot(
        index="measure", columns="short", values="value")
    shown = card[["measure", "value", "numerator", "denominator", "unknown", "status"]].merge(
        areas, left_on="measure", right_index=True, how="left")
    shown.insert(1, "name", [q.catalogue[m].name for m in shown["measure"]])
    history = q.history(analyst, str(card["measure"].iloc[0]), county, as_at, months=12)
    return f"{as_at:%-d %B %Y}", shown, history.set_index("as_at")[["value"]]


st.set_page_config(page_title="County", layout="wide")
date, table, months = scorecard()
st.title("County")
st.write(f"The county at {date}.")
st.table(table)
st.line_chart(months)
