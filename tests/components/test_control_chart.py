"""The control chart: what it draws, what it says, and when it keeps silent."""

from __future__ import annotations

import datetime as dt

import pytest

from components.control_chart import control_chart, why_no_chart
from components.control_chart_figure import control_figure
from data.signals.example import VALUES, average_move, example
from tests.components.charted import charted
from tests.components.made import NAN, every, measure, text

PEP = measure()
VISITS = measure(id="visits", kind="flow", period=("month",))
QUIET = [80, 84, 80, 76]


def said(component: object) -> str:
    return text(component).replace("\u202f", " ")


def drawn(component: object) -> dict:
    return every(component, "Graph")[0].figure


def test_a_month_within_its_range_is_said_to_be_no_more_than_chance() -> None:
    words = said(control_chart(VISITS, charted(QUIET * 3), name="Norwich"))
    # Average 80, every move 4: 80 ± 10.64.
    assert "March 2016 is within its usual range, 69 % to 91 %: no more than chance explains." in (
        words)
    assert "Concern" not in words


def test_what_the_range_means_for_the_target_is_said_in_plain_words() -> None:
    chart = charted(QUIET * 3)
    for assurance, words in (
            ("consistently fail", "It will not reach the target of 95 % unless something changes."),
            ("hit or miss", "Chance decides whether a month meets the target of 95 %"),
            ("consistently pass", "The whole of that meets the target of 95 %.")):
        assert words in said(control_chart(VISITS, chart, name="N", assurance=assurance))


def test_a_target_of_none_is_told_by_the_months_that_had_none() -> None:
    none = measure(kind="level", unit="count", target=0, better="lower")
    for months, words in (
            ([0, 4, 0, 4] * 3, "The target is none: 6 of 12 months met it, and chance decides "
             "which. The way of working must change, not the people."),
            ([2, 8, 2, 8] * 3, "The target is none, and not one of 12 months met it: the way of "
             "working must change, not the people.")):
        chart = charted(months)
        assert chart.lower[0] < 0
        assert words in said(control_chart(none, chart, name="N", assurance="hit or miss"))


def test_a_month_below_its_range_is_marked_by_shape_and_named() -> None:
    chart = control_chart(VISITS, charted([*QUIET * 3, 66]), name="Norwich")
    assert ("March 2016: below its usual range. That is a concern, more than chance explains; "
            "usual is 67 % to 91 %.") in said(chart)
    marks = {t["name"]: t for t in drawn(chart)["data"]}
    assert marks["Concern"]["y"] == [66]
    assert marks["Concern"]["marker"]["symbol"] == "diamond"
    assert "Improvement" not in marks
    assert "Concern March 2016: below its usual range" in said(every(chart, "Ul")[0])


def test_shares_are_drawn_within_nought_and_a_hundred_and_tested_without() -> None:
    chart = charted([96, 100, 96, 100] * 3)  # 98 ± 10.64
    assert chart.upper[0] > 108
    traces = {t["name"]: t["y"] for t in control_figure(VISITS, chart)["data"]}
    assert traces["Top of the usual range"] == [100, 100]
    assert traces["Bottom of the usual range"] == [87.36, 87.36]
    assert control_figure(VISITS, chart)["layout"]["yaxis"]["range"] == [80, 102]


def test_limits_that_differ_by_month_are_drawn_for_each_month() -> None:
    chart = charted([80, 84, 80, 76] * 3, kind="binomial")
    chart.lower[3] = 60.0
    lower = control_figure(PEP, chart)["data"][0]
    assert len(lower["y"]) == len(lower["x"]) == 12
    assert lower["y"][3] == 60


def test_stock_figures_say_why_a_row_of_months_is_no_signal() -> None:
    chart = control_chart(PEP, charted(QUIET * 3, kind="binomial"), name="Norwich")
    assert "a row of months on one side is not" in said(chart)
    assert [a.href for a in every(chart, "Link")] == ["/methods"]


def test_months_without_a_figure_leave_no_gap_in_the_tint() -> None:
    chart = charted([80, 84, 80, 76] * 3, kind="binomial")
    chart.lower[3] = 60.0
    for n in (1, 5, 11):
        chart.values[n] = chart.lower[n] = chart.upper[n] = chart.centre[n] = NAN
    bottom, top = control_figure(PEP, chart)["data"][:2]
    assert len(bottom["x"]) == len(top["x"]) == 9
    assert None not in [*bottom["y"], *top["y"]]


def test_a_figure_of_how_much_there_is_says_why_its_range_is_wider() -> None:
    level = measure(id="agency", kind="level", unit="count", target=None)
    words = "Much of a month is carried over from the month before"
    assert words in said(control_chart(level, charted(QUIET * 3), name="Norwich"))
    assert words not in said(control_chart(VISITS, charted(QUIET * 3), name="Norwich"))


def test_under_twelve_months_the_limits_are_on_trial_and_under_seven_nothing_is_told() -> None:
    trial = control_chart(VISITS, charted(QUIET * 2, trial=True), name="Norwich")
    assert "Trial limits : fewer than 12 months" in said(trial)
    few = control_chart(VISITS, charted([80, 84, 80]), name="Norwich")
    assert "3 months so far: a usual range takes 7 at the least." in said(few)
    assert [t["name"] for t in drawn(few)["data"]] == [VISITS.name]
    assert "1 month so far: a usual range takes 7 at the least." in said(
        control_chart(VISITS, charted([80]), name="Norwich"))


def test_events_are_lettered_and_actions_numbered() -> None:
    chart = control_chart(
        VISITS, charted(QUIET * 3), name="Norwich",
        events=[(dt.date(2015, 9, 1), "New teams.")],
        marks=[(dt.date(2015, 1, 1), "Long ago."), (dt.date(2016, 1, 14), "Duty visits.")])
    texts = [a["text"] for a in drawn(chart)["layout"]["annotations"]]
    assert {"A", "1"} <= set(texts)
    assert "2" not in texts
    listed = said(chart)
    assert "1 September 2015: New teams." in listed
    assert "14 January 2016: Duty visits." in listed
    assert "Long ago" not in listed


def test_earlier_ranges_are_one_click_away_with_reason_and_author() -> None:
    chart = charted([*QUIET * 3, *[v - 40 for v in QUIET * 3]], breaks=[12], whys=["New teams."])
    latest = control_chart(VISITS, chart, name="N", earlier="/measures/visits?baselines=all")
    assert "The usual range is that since 30 April 2015. New teams. Decided by the director." in (
        said(latest))
    assert next(a.href for a in every(latest, "Link")) == "/measures/visits?baselines=all"
    assert [t["name"] for t in drawn(latest)["data"]].count("Average") == 1
    both = control_chart(VISITS, chart, name="N", earlier="/m", with_earlier=True)
    assert [t["name"] for t in drawn(both)["data"]].count("Average") == 2
    assert "To March 2015: usual was 69 % to 91 %." in said(both)


def test_a_team_of_few_has_no_chart_and_a_way_to_its_children() -> None:
    chart = charted(QUIET * 3, kind="", level="team", cases=10)
    shown = control_chart(VISITS, chart, name="N", cases="/cases?measure=visits")
    assert every(shown, "Graph") == []
    assert said(shown).startswith("Fewer than 20 a month: chance moves so few too far")
    assert [a.href for a in every(shown, "Link")] == ["/cases?measure=visits"]


@pytest.mark.parametrize(("case", "cases"), [
    ("post", "posts"), ("complaint", "complaints"), ("agency", "agencies")])
def test_the_way_to_a_list_and_the_note_name_what_the_measure_counts(
    case: str, cases: str,
) -> None:
    counted = measure(case=case, cases=cases, names_child=False)
    few = control_chart(counted, charted([80] * 12, kind="", level="team"), name="t", cases="/c")
    assert f"Look at the {cases} instead." in said(few)
    binomial = control_chart(counted, charted([97] * 24, kind="binomial"), name="Norwich")
    assert f"The same {cases} are counted month after month" in said(binomial)


def test_months_of_a_handful_have_no_chart() -> None:
    assert why_no_chart(VISITS, charted(QUIET * 3, kind="", cases=4), small_numbers=True) == (
        "Most months have fewer than 6 cases: chance moves so few too far for a usual range.")


def test_who_may_not_see_small_numbers_gets_no_chart_with_a_hidden_month() -> None:
    chart = charted([*QUIET * 3, NAN], kind="")
    assert why_no_chart(VISITS, chart, small_numbers=False).startswith(
        "Some months are not public")
    shown = control_chart(VISITS, chart, name="N", small_numbers=False)
    assert every(shown, "Graph") == []


def test_the_table_holds_every_month_newest_first_and_names_the_rule() -> None:
    chart = control_chart(VISITS, charted([*QUIET * 3, 66]), name="Norwich", download="/chart.csv")
    rows = [said(row) for row in every(chart, "Tr")]
    assert rows[:3] == [
        "Month Figure Signal", "March 2016 66 % (66 of 100) Concern: outside the limits",
        "February 2016 76 % (76 of 100)"]
    assert len(rows) == 14
    assert [a.href for a in every(chart, "A")] == ["/chart.csv"]


def test_the_worked_example_is_as_worked_by_hand() -> None:
    chart = example()
    assert round(chart.centre[-1], 1) == 78.9
    assert round(average_move(), 2) == 4.5
    assert (round(chart.lower[-1], 1), round(chart.upper[-1], 1)) == (67.0, 90.9)
    assert chart.rules == [""] * 12 + ["outside the limits"]
    assert sum(VALUES) == 1026
    assert (chart.dates[0], chart.dates[-1]) == (dt.date(2015, 3, 31), dt.date(2016, 3, 31))
