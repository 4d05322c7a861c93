"""Referrals: how many, closed with nothing more, and back within 365 days of one that closed."""

from __future__ import annotations

from typing import Any

import pytest

from data.measures.calculate import calculate
from data.measures.catalogue import read_catalogue
from tests.data.measures.worked import AUTHORITY, day, extract_of, figure, reason, run

MEASURE = "re-referrals-12m"
COUNTED = {"cin_episodes.referrals_before_12m"}


def referral(n: int, on: str, closed: str | None = None, child: str = "a", **more: Any) -> dict:
    return {"referral_id": f"r{n}", "person_id": child, "referral_date": on, "close_date": closed,
            **more}


def by_referral(*rows: dict, as_at: str = "31 Mar 2016", **more: Any) -> dict[str, float | None]:
    cases = run(MEASURE, as_at, cin_episodes=list(rows), **more).cases.to_pylist()
    return {c["case"]: c["value"] for c in cases}


@pytest.mark.parametrize(("earlier", "value"), [
    # 29 February 2016 lies between, so 365 days before 10 March 2016 is 11 March 2015.
    ("11 Mar 2015", 1), ("10 Mar 2015", 0),
])
def test_an_earlier_referral_counts_up_to_365_days_before(earlier: str, value: float) -> None:
    assert by_referral(
        referral(1, earlier, "1 May 2015"), referral(2, "10 Mar 2016"))["r2"] == value


def test_the_day_the_earlier_case_closed_may_be_the_day_of_the_next_referral() -> None:
    assert by_referral(
        referral(1, "1 Jun 2015", "10 Mar 2016"), referral(2, "10 Mar 2016"))["r2"] == 1


@pytest.mark.parametrize("closed", [None, "11 Mar 2016"])
def test_a_referral_while_the_earlier_case_is_open_is_not_a_re_referral(closed: str | None) -> None:
    assert by_referral(
        referral(1, "1 Jun 2015", closed), referral(2, "10 Mar 2016"))["r2"] == 0


def test_an_earlier_referral_with_no_further_action_was_closed_though_no_date_is_held() -> None:
    assert by_referral(
        referral(1, "1 Jun 2015", nfa=True), referral(2, "10 Mar 2016"))["r2"] == 1


def test_another_childs_referral_and_a_second_on_the_same_day_do_not_count() -> None:
    assert by_referral(
        referral(1, "1 Jun 2015", "1 Jul 2015", child="b"),
        referral(2, "10 Mar 2016", "10 Mar 2016"), referral(3, "10 Mar 2016"),
    ) == {"r1": 0, "r2": 0, "r3": 0}


def test_every_referral_counts_so_a_child_referred_twice_counts_twice() -> None:
    rows = [referral(1, "1 Jan 2015", "1 Feb 2015"), referral(2, "5 Jun 2015", "1 Jul 2015"),
            referral(3, "2 Mar 2016")]
    # Year to 31 March 2016: r2 (r1 is 155 days before) and r3 (r2 is 271 days before).
    year = figure(MEASURE, "31 Mar 2016", period="year", cin_episodes=rows)
    assert (year["numerator"], year["denominator"]) == (2, 2)
    month = figure(MEASURE, "31 Mar 2016", period="month", cin_episodes=rows)
    assert (month["numerator"], month["denominator"]) == (1, 1)


def test_a_stated_count_belongs_to_the_latest_referral_only() -> None:
    """A list that repeats the latest count on each row says nothing of the earlier ones."""
    extract = extract_of(lacking=("cin_episodes.close_date",), cin_episodes=[
        referral(1, "5 Jan 2016", referrals_before_12m=2),
        referral(2, "1 Mar 2016", child="b", referrals_before_12m=0),
        referral(3, "10 Mar 2016", referrals_before_12m=2)])
    extract.provided |= COUNTED
    extract.covers_from["cin_episodes"] = day("1 Oct 2015")
    result = calculate(extract, as_at=day("31 Mar 2016"), authority=AUTHORITY,
                       catalogue={MEASURE: read_catalogue()[MEASURE]})
    assert {c["case"]: c["value"] for c in result.cases.to_pylist()} == {
        "r1": None,   # two before the latest one; whether any came before this is not held
        "r2": 0, "r3": 1}


def test_a_count_speaks_where_the_earlier_rows_are_not_held() -> None:
    extract = extract_of(cin_episodes=[referral(1, "10 Mar 2016", referrals_before_12m=1)])
    extract.provided |= COUNTED
    extract.covers_from["cin_episodes"] = day("1 Oct 2015")
    result = run(MEASURE, "31 Mar 2016", extract=extract)
    (case,) = result.cases.to_pylist()
    assert case["value"] == 1
    assert case["reason"] == "Referred before, date not in the extract"


@pytest.mark.parametrize(("covers_from", "value"), [("11 Mar 2015", 0), ("12 Mar 2015", None)])
def test_no_earlier_referral_is_known_only_where_the_year_before_is_held(
    covers_from: str, value: float | None,
) -> None:
    extract = extract_of(cin_episodes=[referral(1, "10 Mar 2016")])
    extract.covers_from["cin_episodes"] = day(covers_from)
    (case,) = run(MEASURE, "31 Mar 2016", extract=extract).cases.to_pylist()
    assert case["value"] == value


def test_not_known_leaves_the_share() -> None:
    extract = extract_of(cin_episodes=[
        referral(1, "10 Mar 2016"), referral(2, "11 Mar 2016", child="b")])
    extract.provided |= COUNTED
    extract.covers_from["cin_episodes"] = day("1 Mar 2016")
    rows = run(MEASURE, "31 Mar 2016", extract=extract).figures.to_pylist()
    (month,) = [r for r in rows if r["place"] == "norfolk"]
    assert (month["period"], month["denominator"], month["unknown"], month["cases"]) == (
        "month", 0, 2, 2)


def test_the_reason_names_the_earlier_referral() -> None:
    extract = extract_of(cin_episodes=[
        referral(1, "1 Jun 2014", "1 Jul 2014"), referral(2, "10 Apr 2015")])
    assert reason(MEASURE, "31 Mar 2016", extract=extract) == "Referred before on 1 Jun 2014"


# How many, and how many of them led to nothing more

def test_the_rate_counts_referrals_of_the_year_and_not_children() -> None:
    rows = [referral(1, "1 Apr 2015"), referral(2, "31 Mar 2016"),
            referral(3, "1 Mar 2016", nfa=True), referral(4, "31 Mar 2015"),
            referral(5, "1 Apr 2016")]
    row = figure("referrals-rate", "31 Mar 2016", period="year", cin_episodes=rows)
    # 3 of 166,507 children: 0.18 in 10,000.
    assert (row["numerator"], row["denominator"]) == (3, 166507)


def test_a_localitys_rate_is_over_its_own_children() -> None:
    rows = [referral(1, "1 Mar 2016", team="norwich-assessment"), referral(2, "1 Mar 2016")]
    row = figure("referrals-rate", "31 Mar 2016", "norwich", "year", cin_episodes=rows)
    assert (row["numerator"], row["denominator"]) == (1, 24700)


def test_a_referral_that_does_not_say_what_followed_leaves_the_share() -> None:
    rows = [referral(1, "1 Mar 2016", nfa=True), referral(2, "1 Mar 2016", nfa=False),
            referral(3, "1 Mar 2016"), referral(4, "1 Feb 2016", nfa=True)]
    month = figure("referrals-nfa", "31 Mar 2016", period="month", cin_episodes=rows)
    assert (month["numerator"], month["denominator"], month["unknown"]) == (1, 2, 1)
    year = figure("referrals-nfa", "31 Mar 2016", period="year", cin_episodes=rows)
    assert (year["numerator"], year["denominator"]) == (2, 3)


def test_a_referral_that_does_not_say_but_led_to_an_assessment_was_taken_further() -> None:
    rows = [referral(1, "1 Mar 2016"), referral(2, "1 Mar 2016", child="b"),
            referral(3, "1 Mar 2016", child="c", nfa=True)]
    begun = [{"assessment_id": f"s{n}", "person_id": child, "start_date": on,
              "referral_id": f"r{n}"}
             for n, child, on in ((1, "a", "2 Mar 2016"), (2, "b", "1 Apr 2016"),
                                  (3, "c", "2 Mar 2016"))]
    cases = run("referrals-nfa", "31 Mar 2016", cin_episodes=rows,
                cin_assessments=begun).cases.to_pylist()
    assert {c["case"]: c["value"] for c in cases} == {"r1": 0, "r2": None, "r3": 1}


def test_without_the_flag_no_share_is_given_rather_than_none() -> None:
    extract = extract_of(lacking=("cin_episodes.nfa",), cin_episodes=[referral(1, "1 Mar 2016")])
    assert run("referrals-nfa", "31 Mar 2016", extract=extract).figures.num_rows == 0
