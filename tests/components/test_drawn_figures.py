"""Bars, lines and charts: what they draw, and what they say to those who do not see them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

from components.bar import parts, three_part_bar
from components.over_time import over_time
from components.over_time_figure import line_figure, share_figure
from components.status import status_badge, status_key
from components.trend import trend
from tests.components.made import COUNT, LOWER, NAN, every, figure, kept_back, measure, text

PEP = measure()
MONTHS = [dt.date(2016, 1, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31)]


def months(of: object, *numbers: tuple[float, float], unknown: float = 0) -> list[Any]:
    return [{**figure(of, *pair, unknown=unknown), "as_at": day}
            for day, pair in zip(MONTHS, numbers, strict=False)]


def test_the_bar_has_three_parts_and_says_them() -> None:
    bar = three_part_bar(PEP, figure(PEP, 512, 648, unknown=22))
    assert bar.to_plotly_json()["props"] == {
        "children": None, "className": "bar", "role": "img",
        "style": {"--met": "79.01%", "--unknown": "3.395%"},
        "aria-label": "512 met, 114 not met, 22 not known"}


def test_where_less_is_better_the_bar_counts_and_does_not_praise() -> None:
    bar = three_part_bar(LOWER, figure(LOWER, 20, 80, unknown=20, cases=100))
    assert bar.className == "bar lower"
    assert getattr(bar, "aria-label") == "20 counted, 60 not counted, 20 not known"


def test_a_hidden_number_has_no_bar_and_hidden_unknowns_are_one_part_with_the_missed() -> None:
    assert three_part_bar(PEP, kept_back(PEP)) is None
    assert three_part_bar(PEP, figure(PEP, 0, 0)) is None
    assert three_part_bar(COUNT, figure(COUNT, 12)) is None
    assert parts(PEP, {**figure(PEP, 90, 100), "unknown": NAN}) == {
        "met": 90, "not met or not known": 10}


def test_the_whole_is_a_line_across_a_part() -> None:
    bar = three_part_bar(PEP, figure(PEP, 9, 10), whole_value=79.5)
    assert bar.style["--whole"] == "79.5%"
    assert len(every(bar, "I")) == 1


def test_a_line_says_first_last_lowest_highest_and_target() -> None:
    image = trend(PEP, [71, 66, 79], dates=MONTHS)
    assert image.alt.replace("\u202f", " ") == (
        "January 2016 71 %, March 2016 79 %; lowest 66 %, highest 79 %. Target 95 %")
    assert unquote(image.src).startswith("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'")
    assert "#" not in image.src
    assert "stroke-dasharray" in unquote(image.src)


def test_a_gap_in_the_values_is_a_gap_in_the_line() -> None:
    image = trend(PEP, [60, 61, NAN, 63, 64], dates=[*MONTHS, *MONTHS[:2]])
    assert unquote(image.src).count("<polyline") == 2


def test_one_known_month_has_no_line() -> None:
    assert trend(PEP, [NAN, 79], dates=MONTHS[:2]) is None
    assert trend(PEP, [], dates=[]) is None


def test_a_line_that_never_moves_stays_within_its_picture() -> None:
    image = trend(COUNT, [7, 7, 7], dates=MONTHS)
    assert "points='3,15 59,15 115,15'" in image.src


def test_status_is_a_word_and_a_shape() -> None:
    badge = status_badge("off target")
    assert (badge.children, badge.className) == ("Off target", "status triangle")
    assert status_badge("suppressed").className == "status dash"
    assert "[c]" not in text(status_key())
    assert "[c]: hidden to protect people" in text(status_key(symbols="c"))


def test_shares_are_stacked_to_a_hundred_with_the_target_and_lettered_events() -> None:
    rows = months(PEP, (60, 100), (70, 100), (75, 100), unknown=5)
    events = [(dt.date(2016, 2, 1), "New teams."), (dt.date(2010, 1, 1), "Long ago.")]
    drawn = share_figure(PEP, rows, as_counts=False, events=events)
    assert [(t["name"], t["y"]) for t in drawn["data"]] == [
        ("Met", [60, 70, 75]), ("Not met", [35, 25, 20]), ("Not known", [5, 5, 5])]
    assert drawn["layout"]["yaxis"]["range"] == [0, 100]
    assert [s["y0"] for s in drawn["layout"]["shapes"]] == [0, 95]
    assert [a["text"].replace("\u202f", " ") for a in drawn["layout"]["annotations"]] == [
        "A", "Target<br>95 %"]


def test_counts_are_a_line_from_nought() -> None:
    rows = months(COUNT, (5,), (6,), (4,))
    drawn = line_figure(COUNT, rows)
    assert drawn["data"][0]["y"] == [5, 6, 4]
    assert drawn["layout"]["yaxis"]["rangemode"] == "tozero"


def test_a_chart_has_its_sentence_its_table_and_what_its_letters_mean() -> None:
    history = months(PEP, (60, 100), (70, 100), (75, 100))
    chart = over_time(PEP, history, name="Norwich", events=[(dt.date(2016, 2, 1), "New teams.")])
    said = text(chart).replace("\u202f", " ")
    assert "Lowest 60 % in January 2016, highest 75 % in March 2016." in said
    assert "A : 1 February 2016" not in said
    assert "1 February 2016: New teams." in said
    assert [text(r).replace("\u202f", " ") for r in every(chart, "Tr")] == [
        "Month Figure Of Not known", "March 2016 75 % 75 of 100 0",
        "February 2016 70 % 70 of 100 0", "January 2016 60 % 60 of 100 0"]


def test_months_of_a_handful_make_the_bars_counts_and_say_so() -> None:
    chart = over_time(PEP, months(PEP, (3, 4), (70, 100)), name="X")
    assert "1 month has fewer than 6 cases, so the bars are counts." in text(chart)
    drawn = every(chart, "Graph")[0].figure
    assert drawn["data"][0]["y"] == [3, 70]
    assert drawn["layout"]["shapes"] == []


def test_hidden_months_are_gaps_and_said_and_no_month_at_all_is_said() -> None:
    hidden = [
        {**kept_back(PEP), "as_at": MONTHS[0]}, {**figure(PEP, 70, 100), "as_at": MONTHS[1]}]
    chart = over_time(PEP, hidden, name="X")
    assert "1 month is suppressed: small numbers." in text(chart)
    assert every(chart, "Graph")[0].figure["data"][0]["y"] == [None, 70]
    nothing = over_time(PEP, hidden[:1], name="X")
    assert text(nothing) == "There is no figure to draw for any month."
