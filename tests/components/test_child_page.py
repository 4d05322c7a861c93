"""One child: who holds the case, every clock, and the journey as lanes and as a table."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import unquote

import pytest

from components.child_words import holder_words, who_words
from components.clocks import clocks_table, clocks_words, state_words
from components.journey import journey_lanes, journey_table
from tests.components.made import AS_AT, every, measure, text

PEP = measure()
REVIEW = measure(id="review", name="Reviews on time")


def clock(state: str, over: int | None = None, **more: Any) -> dict[str, Any]:
    due = None if over is None else AS_AT - dt.timedelta(days=over)
    return {"measure": "pep", "value": None, "due_on": due, "done_on": None, "reason": None,
            "worker": "w1", "team": "t1", "days_over": over, "state": state, **more}


def step(strand: str, starts: str | None, ends: str | None = None, words: str = "Something",
         detail: str | None = None) -> dict[str, Any]:
    return {"strand": strand, "starts": starts and dt.date.fromisoformat(starts),
            "ends": ends and dt.date.fromisoformat(ends), "words": words, "detail": detail}


def about(**more: Any) -> dict[str, Any]:
    return {"age": 9, "unborn": False, "sex": "Female", "ethnicity": None, "disabled": False,
            "in_area": None, "unaccompanied": False, "locality": "norwich", "team": "t1",
            "worker": "w1", "since": dt.date(2016, 3, 1), "nobody": None, "open": True,
            "last_worker": None, "last_visit": None, "visitors": None, **more}


# Clocks ------

@pytest.mark.parametrize(("given", "words"), [
    (clock("overdue", 1), "Overdue by 1 day"), (clock("overdue", 85), "Overdue by 85 days"),
    (clock("due", 0), "Due today"), (clock("due", -5), "Due in 5 days"),
    (clock("met", -40), "In time, next due in 40 days"), (clock("met", 3), "In time"),
    (clock("met"), "In time"), (clock("unknown"), "Not known"),
    (clock("unknown", -2), "Not known, due in 2 days"), (clock("missed"), "Not met"),
    (clock("counted"), "Counted")])
def test_a_clock_says_how_it_stands(given: dict[str, Any], words: str) -> None:
    assert state_words(given) == words


def test_a_clock_has_its_dates_worker_and_reason_and_opens_its_measure() -> None:
    drawn = clocks_table(
        [clock("overdue", 12, done_on=dt.date(2015, 12, 1), reason="Last reviewed 1 Dec 2015")],
        measures={"pep": PEP}, caption="Clocks", href=lambda m: f"/measures/{m}")
    assert text(drawn).endswith("Plan up to date Overdue by 12 days 19 Mar 2016 1 Dec 2015 "
                                "Last reviewed 1 Dec 2015 w1")
    assert every(drawn, "Link")[0].href == "/measures/pep"
    assert every(drawn, "Td")[0].className == "late"


def test_no_clock_is_said() -> None:
    assert "No clock runs" in text(clocks_table([], measures={}, caption="", href=str))


def test_how_many_things_are_late_together_is_said_with_the_longest() -> None:
    def said(*clocks: dict[str, Any], late: int, due: int = 0) -> str:
        return clocks_words(clocks, late=late, due=due, measures={"pep": PEP, "review": REVIEW})

    assert said(clock("overdue", 40, measure="review"), clock("overdue", 2), late=2, due=1) == (
        "2 things are late: the longest, Reviews on time, by 40 days. 1 falls due in 30 days.")
    assert said(clock("overdue", 1), late=1) == "1 thing is late: Plan up to date, by 1 day."
    assert said(clock("met", -40), late=0, due=2) == "Nothing is late. 2 fall due in 30 days."
    assert said(late=0) == ""


# Who, and whose ------

@pytest.mark.parametrize(("more", "who"), [
    ({}, "Girl of 9"), ({"sex": "Male", "age": 0}, "Boy under one"),
    ({"sex": "Female", "age": 19}, "Woman of 19"), ({"sex": None, "age": None},
                                                    "Child, age not known"),
    ({"unborn": True, "age": None}, "Unborn child"), ({"sex": "Neither", "age": 20},
                                                      "Young person of 20")])
def test_who_a_child_is_in_a_few_words(more: dict[str, Any], who: str) -> None:
    assert who_words(about(**more), []) == f"{who}."


def test_a_child_in_care_is_looked_after_also_while_in_need_and_on_a_plan() -> None:
    journey = [step("care", "2015-09-01"), step("protection-plan", "2015-03-01", "2015-09-10"),
               step("referral", "2014-01-01")]
    assert who_words(about(ethnicity="Caribbean", in_area=False, disabled=True), journey) == (
        "Girl of 9, looked after since 1 September 2015. Ethnicity: Caribbean. Disabled. "
        "Placed outside the county.")
    assert "in need since 1 January 2014" in who_words(about(), journey[1:])


def test_who_holds_the_case_since_when() -> None:
    """From 1 to 31 March 2016 are 30 days."""
    assert holder_words(about(), team="Norwich team", as_at=AS_AT) == (
        "w1, Norwich team, has held the case since 1 March 2016, 30 days.")
    nobody = about(worker=None, nobody="Worker left 1 Mar 2016", last_worker="w7")
    assert holder_words(nobody, team="Norwich team", as_at=AS_AT) == (
        "No worker holds the case: worker left 1 Mar 2016. The last was w7. Team: Norwich team.")
    assert holder_words(about(worker=None, open=False), team="Norwich team", as_at=AS_AT) == (
        "No case is open. Last with Norwich team.")


# The journey ------

JOURNEY = [
    step("health", "2016-02-05", "2016-02-05", "Dental check"),
    step("placement", "2015-09-01", None, "Fostering"),
    step("placement", "2015-03-01", "2015-09-01", "Children's home"),
    step("care", "2015-03-01", None, "Looked after"),
    step("assessment", "2010-01-01", "2010-02-01", "Child and family assessment"),
    step("leaving-care", None, None, "Eligible child"),
]


def lane(drawn: Any, strand: str) -> Any:
    return next(li for li in every(drawn, "Li") if getattr(li, "data-strand") == strand)


def picture(drawn: Any, strand: str) -> str:
    return unquote(every(lane(drawn, strand), "Img")[0].src)


def lanes(years: int | None = 5) -> Any:
    return journey_lanes(JOURNEY, as_at=AS_AT, years=years, name="C1")


def test_each_kind_of_thing_has_a_lane_with_what_goes_on_now() -> None:
    drawn = lanes()
    assert text(lane(drawn, "placement")) == "Placement Fostering since 1 Sep 2015"
    assert text(lane(drawn, "health")) == "Health Dental check, last on 5 Feb 2016"
    assert text(lane(drawn, "leaving-care")) == "Leaving care Eligible child"
    assert len(every(drawn, "Li")) == 5


def test_what_goes_on_is_drawn_dark_to_the_right_edge_and_what_ended_pale() -> None:
    bars = re.findall(r"<rect x='([\d.]+)' y='\d+' width='([\d.]+)' height='12' fill='(#\w+)'",
                      picture(lanes(), "placement"))
    (before, now) = bars
    assert before[2] != now[2]
    assert float(now[0]) + float(now[1]) == pytest.approx(1000, abs=0.2)
    assert float(before[0]) + float(before[1]) == pytest.approx(float(now[0]), abs=0.2)


def test_a_single_day_is_a_mark_and_not_a_bar() -> None:
    drawn = picture(lanes(), "health")
    assert "<rect" not in drawn
    assert "stroke-width='3'" in drawn


def test_what_is_further_back_is_counted_and_drawn_when_everything_is_asked_for() -> None:
    assert "1 thing is further back." in text(lanes())
    assert every(lane(lanes(), "assessment"), "Img")[0].alt == "Nothing in these years"
    assert "further back" not in text(lanes(None))
    assert "<rect x='0'" in picture(lanes(None), "assessment")
    assert "C1 from 1 January 2010 to 31 March 2016" in text(lanes(None))


def test_bars_of_one_lane_that_overlap_do_not_cover_each_other() -> None:
    both = [step("missing", f"2016-01-{day}", None, "Risk") for day in ("10", "01")]
    drawn = journey_lanes(both, as_at=AS_AT, years=2, name="C1")
    assert re.findall(r"<rect x='[\d.]+' y='(\d+)'", picture(drawn, "missing")) == ["4", "20"]


def test_a_picture_tells_those_who_do_not_see_it_how_much_there_is() -> None:
    assert every(lane(lanes(), "placement"), "Img")[0].alt == "2 things in these years, 1 going on"


def test_the_table_has_every_thing_with_its_dates() -> None:
    drawn = journey_table(JOURNEY, caption="What happened")
    rows = [text(row) for row in every(drawn, "Tr")[1:]]
    assert rows[:3] == ["Dental check Health 5 Feb 2016 – –",
                        "Fostering Placement 1 Sep 2015 going on –",
                        "Children's home Placement 1 Mar 2015 1 Sep 2015 –"]
    assert rows[-1] == "Eligible child Leaving care not held going on –"
