"""One line of the three-monthly monitoring: what was found then, and how it has gone since."""

from __future__ import annotations

from typing import Any

import dash

from pages._web.page import Shown
from pages._web.summaries import summary_page

dash.register_page(
    __name__, path_template="/summaries/monitoring/<line>", title="Monitoring · Surgery")


def layout(line: str = "", **address: Any) -> Shown:
    return summary_page("monitoring", f"/summaries/monitoring/{line}", address, line=line)
