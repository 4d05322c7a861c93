"""The pace: the month, its range, and how many more close the gap."""

from __future__ import annotations

import datetime as dt

import pytest

from components.chart_kinds import SignalCount as Counted
from components.pace_fan import pace_fan
from components.sentence_of_signal import count_sentence, pace_sentence
from data.signals.schema import SignalCount
from tests.components.charted import charted, signal
from tests.components.made import every, measure, text

PEP = measure()
FLOW = measure(kind="flow", period=("month",))
OCTOBER, AUGUST, MARCH = dt.date(2016, 10, 1), dt.date(2016, 8, 1), dt.date(2017, 3, 1)
FAN = [v for n in range(12) for v in (80 + n, 78 + n, 82 + n)]


def said(component: object) -> str:
    return text(component).replace("\u202f", " ")


@pytest.mark.parametrize(("given", "words"), [
    ({"pace": "on course", "pace_month": OCTOBER, "pace_early": AUGUST, "pace_late": MARCH,
      "gap": 7},
     "At this pace 95 % is reached in October 2016 (between August 2016 and March 2017, four "
     "times in five). 7 more would reach it now."),
    ({"pace": "on course", "pace_month": OCTOBER, "pace_early": AUGUST, "pace_late": None},
     "At this pace 95 % is reached in October 2016 (August 2016 at the earliest, four times in "
     "five)."),
    ({"pace": "not at this pace", "gap": 12},
     "At this pace 95 % is not reached within two years. 12 more would reach it now."),
    ({"pace": "too few months", "gap": 1},
     "Too few months to tell at what pace 95 % is reached. 1 more would reach it now."),
    ({"pace": "reached"}, "The target of 95 % is reached."),
    ({}, ""),
])
def test_the_pace_is_said_with_the_month_its_range_and_the_gap(
    given: dict[str, object], words: str,
) -> None:
    assert pace_sentence(PEP, signal(**given)).replace("\u202f", " ") == words


def test_a_flow_would_have_reached_its_target_and_fewer_are_wanted_where_less_is_better() -> None:
    fewer = measure(kind="flow", period=("month",), better="lower", target=20)
    assert "3 fewer would have reached it this month." in pace_sentence(
        fewer, signal(pace="not at this pace", gap=3))


def test_the_fan_is_drawn_from_the_last_month_on_with_the_line_that_led_there() -> None:
    chart = charted([70 + n for n in range(12)], kind="binomial")
    drawn = pace_fan(PEP, chart, signal(pace="not at this pace", pace_fan=FAN), name="Norwich")
    traces = {t["name"]: t for t in every(drawn, "Graph")[0].figure["data"]}
    assert traces["Range, upper"]["x"][0] == "2016-04-01"
    assert traces["Range, upper"]["y"][:2] == [82, 83]
    assert len(traces["Fitted line"]["y"]) == 24
    # Log-odds of 80 and 81 per cent are 1.386 and 1.450: one month back is 1.322, 79 per cent.
    assert traces["Fitted line"]["y"][11] == pytest.approx(78.96, abs=0.01)
    rows = [said(row) for row in every(drawn, "Tr")]
    assert rows[12] == "March 2016 81 % – –"
    assert rows[13] == "April 2016 – 80 % 78 % to 82 %"
    assert len(rows) == 25


def test_without_a_line_there_is_the_sentence_alone() -> None:
    chart = charted([70, 71, 72])
    shown = pace_fan(PEP, chart, signal(pace="too few months"), name="N")
    assert every(shown, "Graph") == []
    assert said(shown).startswith("Too few months to tell")
    assert pace_fan(PEP, chart, signal(), name="N") is None


@pytest.mark.parametrize(("count", "words"), [
    (SignalCount(84, 5, 1.4),
     "84 charts: 5 signals at this date, where chance alone would show about 1.4."),
    (SignalCount(12, 1, 0.2),
     "12 charts: 1 signal at this date, where chance alone would show less than one."),
    (SignalCount(1, 0, 0.02),
     "1 chart: no signal at this date, where chance alone would show less than one."),
    (SignalCount(0, 0, 0.0),
     "No chart here has enough cases and months to tell a signal from chance."),
])
def test_signals_stand_beside_those_that_chance_alone_would_show(
    count: Counted, words: str,
) -> None:
    assert count_sentence(count) == words
