"""The safeguarding board’s data set, by its own priorities."""

from __future__ import annotations

from typing import Any

import dash

from pages._web.page import Shown
from pages._web.summaries import summary_page

dash.register_page(__name__, path="/summaries/board", title="Safeguarding board · Surgery")


def layout(**address: Any) -> Shown:
    return summary_page("board", "/summaries/board", address)
