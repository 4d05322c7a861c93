"""What is to be done today: for a team manager and a worker, every morning."""

from __future__ import annotations

from typing import Any

import dash

from pages._web.morning import morning_page
from pages._web.page import Shown, render

dash.register_page(__name__, path="/morning", title="Morning list · Surgery")


def layout(**address: Any) -> Shown:
    return render(morning_page, address)
