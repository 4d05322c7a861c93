"""A page speaks of a measure's cases as what they are, and offers only what they have."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visitor

OF_NO_CHILD = (
    "board-attendance", "partner-returns", "sickness-rate", "vacancy-rate", "caseload-average",
    "iro-caseload", "complaints-timescale", "user-feedback", "child-deaths-waiting")
OF_CHILDREN = ("audits-good", "contacts-received", "unallocated")


@pytest.mark.parametrize("measure", OF_NO_CHILD)
def test_what_is_of_no_child_is_not_broken_down_by_age(visitor: Visitor, measure: str) -> None:
    visitor.look_as("analyst")
    for address in (f"/measures/{measure}", f"/measures/{measure}?by=age"):
        page = visitor.page(address)
        assert "Break down by" not in page
        assert "the children instead" not in page


@pytest.mark.parametrize("measure", OF_CHILDREN)
def test_what_leads_to_children_is_broken_down_by_their_age(
    visitor: Visitor, measure: str,
) -> None:
    visitor.look_as("analyst")
    assert "Break down by" in visitor.page(f"/measures/{measure}")
