"""The report to the Children’s Services Committee: how children are doing, in plain words."""

from __future__ import annotations

from typing import Any

import dash

from pages._web.page import Shown
from pages._web.summaries import summary_page

dash.register_page(__name__, path="/summaries/committee", title="Committee · Surgery")


def layout(**address: Any) -> Shown:
    return summary_page("committee", "/summaries/committee", address)
