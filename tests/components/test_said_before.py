"""What a figure used to be, in words."""

from __future__ import annotations

import datetime as dt

from components.said_before import said_before
from data.snapshots.store import Withdrawal
from tests.components.made import figure, measure, text

TOUCH = measure(id="cl-in-touch", name="Care leavers in touch")
BUILT = "2015-08-03T09:00:00+00:00"
WITHDRAWN = Withdrawal(2, dt.date(2015, 8, 5), "analyst 7", "two extracts were mixed.")


def test_each_earlier_revision_says_its_figure_and_why_it_was_replaced() -> None:
    first = (1, BUILT, "Contacts recorded late", figure(TOUCH, 570, 760), None)
    drawn = said_before(TOUCH, [first], now=figure(TOUCH, 715, 760))
    said = text(drawn).replace("\u202f", "")
    assert "Now: 94% (715 of 760)." in said
    assert ("Revision 1, of 3 August 2015, said 75% (570 of 760). "
            "Replaced because: Contacts recorded late.") in said


def test_without_an_earlier_revision_there_is_nothing_to_say() -> None:
    assert said_before(TOUCH, [], now=figure(TOUCH, 715, 760)) is None


def test_a_revision_taken_back_says_its_figure_when_by_whom_and_why() -> None:
    second = (2, BUILT, "", figure(TOUCH, 715, 760), WITHDRAWN)
    said = text(said_before(TOUCH, [second], now=figure(TOUCH, 570, 760))).replace("\u202f", "")
    assert said == (
        "Now: 75% (570 of 760). Revision 2, of 3 August 2015, said 94% (715 of 760) and was "
        "withdrawn on 5 August 2015 by analyst 7: two extracts were mixed.")


def test_without_its_figure_a_revision_is_said_to_be_withdrawn_and_no_more() -> None:
    told = Withdrawal(2, dt.date(2015, 8, 5))
    said = text(said_before(TOUCH, [(2, "", "", None, told)], now=None))
    assert said == "Now: no figure. Revision 2 of this date was withdrawn on 5 August 2015."
    unread = text(said_before(TOUCH, [(2, "", "", None, Withdrawal(2))], now=None))
    assert unread.endswith("Revision 2 of this date was withdrawn.")
