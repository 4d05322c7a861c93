"""The three-monthly monitoring: every line of it, on two pages."""

from __future__ import annotations

from typing import Any

import dash

from pages._web.page import Shown
from pages._web.summaries import summary_page

dash.register_page(__name__, path="/summaries/monitoring", title="Monitoring · Surgery")


def layout(**address: Any) -> Shown:
    return summary_page("monitoring", "/summaries/monitoring", address)
