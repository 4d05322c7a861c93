"""What a figure used to be, in words."""

from __future__ import annotations

from components.said_before import said_before
from tests.components.made import figure, measure, text

TOUCH = measure(id="cl-in-touch", name="Care leavers in touch")


def test_each_earlier_revision_says_its_figure_and_why_it_was_replaced() -> None:
    first = (1, "2015-08-03T09:00:00+00:00", "Contacts recorded late", figure(TOUCH, 570, 760))
    drawn = said_before(TOUCH, [first], now=figure(TOUCH, 715, 760))
    said = text(drawn).replace("\u202f", "")
    assert "Now: 94% (715 of 760)." in said
    assert ("Revision 1, of 3 August 2015, said 75% (570 of 760). "
            "Replaced because: Contacts recorded late.") in said


def test_without_an_earlier_revision_there_is_nothing_to_say() -> None:
    assert said_before(TOUCH, [], now=figure(TOUCH, 715, 760)) is None
