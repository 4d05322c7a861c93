"""Chart tables as files: every month, every place, empty where there is nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pandas as pd

from data.chart_exports import chart_lines, funnel_lines, pace_lines
from data.months import months_after
from tests.components.charted import charted, signal
from tests.components.made import NAN, figure, measure

PEP = measure()
AS_AT = dt.date(2016, 3, 31)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_chart_has_a_line_a_month_with_its_limits_and_rule() -> None:
    found = rows(chart_lines(charted([*[80, 84, 80, 76] * 3, 66])))
    assert len(found) == 13
    assert found[-1] == {
        "as_at": "2016-03-31", "measure": "pep", "place": "norwich", "period": "point",
        "numerator": "66.0", "denominator": "100.0", "unknown": "0.0", "cases": "100.0",
        "value": "66.0", "centre": "78.9231", "lower": "66.9531", "upper": "90.8931",
        "rule": "outside the limits", "direction": "down"}
    assert (found[0]["rule"], found[0]["direction"]) == ("", "")


def test_charts_follow_each_other_each_with_its_months() -> None:
    found = rows(chart_lines(charted([80, 82]), replace(charted([70, 72]), place="breckland")))
    assert [(row["place"], row["value"]) for row in found] == [
        ("norwich", "80.0"), ("norwich", "82.0"), ("breckland", "70.0"), ("breckland", "72.0")]


def test_a_month_without_a_figure_keeps_its_line_and_is_empty() -> None:
    found = rows(chart_lines(charted([80, NAN, 82], kind="")))
    assert [row["value"] for row in found] == ["80.0", "", "82.0"]
    assert {row["lower"] for row in found} == {""}


def test_a_funnel_has_the_places_that_have_a_figure_and_a_reading() -> None:
    figures = pd.DataFrame([{**figure(PEP, 80, 100), "place": "a"},
                            {**figure(PEP, 3, 4), "place": "b"}])
    signals = [signal(measure="pep", place="a", funnel="within", funnel_centre=79.0),
               signal(measure="pep", place="b", funnel=""),
               signal(measure="pep", place="c", funnel="within")]
    (found,) = rows(funnel_lines(AS_AT, signals, figures))
    assert (found["place"], found["value"], found["centre"], found["reading"]) == (
        "a", "80.0", "79.0", "within")


def test_a_pace_has_the_months_behind_and_those_ahead() -> None:
    ahead = months_after(AS_AT, 2)
    found = rows(pace_lines(charted([70, 72]), [74.0, 70.0, 78.0, 76.0, 71.0, 80.0], ahead))
    assert [row["month"] for row in found] == ["2016-02", "2016-03", "2016-04", "2016-05"]
    assert (found[1]["value"], found[1]["at_this_pace"]) == ("72.0", "")
    assert (found[3]["value"], found[3]["at_this_pace"], found[3]["low_80"]) == ("", "76.0", "71.0")


def test_the_months_after_december_are_those_of_the_next_year() -> None:
    assert months_after(dt.date(2015, 12, 31), 2) == [dt.date(2016, 1, 1), dt.date(2016, 2, 1)]
    assert months_after(dt.date(2015, 11, 30), 1) == [dt.date(2015, 12, 1)]
