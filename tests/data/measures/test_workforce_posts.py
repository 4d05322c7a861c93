"""Posts and the people in them: vacancies, agency workers, leavers, sickness."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, reason, run, values

AT = "31 Mar 2016"
VACANCY, AGENCY, TURNOVER, SICK = (
    "vacancy-rate", "agency-rate", "turnover-rate", "sickness-rate")
TEAM = "norwich-looked-after"


def worker(name: str, time: float | None = 1.0, agency: bool | None = False,
           title: str = "Social Worker") -> dict[str, Any]:
    return {"professional_id": name, "full_time_equivalent": time, "agency": agency,
            "job_title": title, "department": TEAM}


def listed(name: str, since: str | None = "1 Jan 2014", left: str | None = None) -> dict[str, Any]:
    return {"professional_id": name, "started_on": since, "left_on": left}


def post(name: str, holder: str | None = None, time: float | None = 1.0, **more: Any,
         ) -> dict[str, Any]:
    return {"post_id": name, "team": TEAM, "full_time_equivalent": time, "professional_id": holder,
            "start_date": "1 Jan 2015", **more}


def by_case(measure: str, **tables: Any) -> dict[str, float | None]:
    return {c["case"]: c["value"] for c in run(measure, AT, **tables).cases.to_pylist()}


# Vacancies

@pytest.mark.parametrize(("holder", "value", "words"), [
    ("own", 0, "Filled since 1 Jan 2015"),
    (None, 0.6, "Empty since 1 Jan 2015"),
    (" ", 0.6, "Empty since 1 Jan 2015"),
    ("gone", 0.6, "Empty since 1 Jan 2015"),
    ("agent", 0.6, "Covered by an agency worker since 1 Jan 2015"),
])
def test_a_post_is_vacant_without_a_permanent_worker(
    holder: str | None, value: float, words: str,
) -> None:
    tables: dict[str, Any] = {
        "posts": [post("p", holder, 0.6)], "workforce": [listed("gone", left=AT)],
        "professionals": [worker("own"), worker("gone"), worker("agent", agency=True)]}
    assert by_case(VACANCY, **tables) == {"p": value}
    assert reason(VACANCY, AT, **tables) == words


def test_vacancies_are_a_share_of_full_time_equivalents_and_not_of_posts() -> None:
    row = figure(VACANCY, AT, TEAM, posts=[post("a", "w"), post("b", None, 0.5)],
                 professionals=[worker("w")])
    assert (row["numerator"], row["denominator"], row["cases"]) == (0.5, 1.5, 2)


def test_only_the_latest_running_row_of_a_post_counts() -> None:
    assert by_case(VACANCY, professionals=[worker("w")], posts=[
        post("a", "w", end_date="1 Feb 2016"), post("a", None, start_date="1 Feb 2016"),
        post("b", None), post("b", "w", start_date="1 Mar 2016"),
        post("old", None, end_date=AT), post("later", None, start_date="1 Apr 2016"),
    ]) == {"a": 1, "b": 0}


def test_a_post_of_no_recorded_size_is_not_known_and_left_out() -> None:
    row = figure(VACANCY, AT, posts=[post("a", None, None), post("b", None)])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (1, 1, 1)


# Agency workers

@pytest.mark.parametrize("known", [[], [worker("w", agency=None)]])
def test_a_post_whose_worker_may_be_from_an_agency_is_not_known_and_left_out(
    known: list[dict[str, Any]],
) -> None:
    row = figure(VACANCY, AT, TEAM, posts=[post("a", "w"), post("b")], professionals=known)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (1, 1, 1)


def test_agency_workers_count_by_the_share_of_a_week_they_work() -> None:
    row = figure(AGENCY, AT, TEAM, professionals=[worker("a", 0.5, True), worker("b")],
                 workforce=[listed("a"), listed("b")])
    assert (row["numerator"], row["denominator"], row["cases"]) == (0.5, 1.5, 2)


@pytest.mark.parametrize(("row", "found"), [
    (listed("a", left="1 Apr 2016"), {"a": 1}), (listed("a", left=AT), {}),
    (listed("a", since=AT), {"a": 1}), (listed("a", since="1 Apr 2016"), {}),
    (listed("somebody else"), {}),
])
def test_only_workers_whom_the_establishment_list_has_in_post_count(
    row: dict[str, Any], found: dict[str, float],
) -> None:
    assert by_case(AGENCY, professionals=[worker("a", agency=True)], workforce=[row]) == found


@pytest.mark.parametrize(("title", "counted"), [
    ("Advanced Practitioner", True), ("Personal Adviser", False), ("Team Manager", False),
])
def test_only_social_workers_by_title_count(title: str, counted: bool) -> None:
    tables: dict[str, Any] = {
        "professionals": [worker("a", title=title)], "workforce": [listed("a")]}
    assert bool(by_case(AGENCY, **tables)) is counted
    assert bool(by_case(TURNOVER, **tables)) is counted


@pytest.mark.parametrize("row", [worker("a", agency=None), worker("a", time=None, agency=True)])
def test_a_worker_of_whom_it_is_not_recorded_is_left_out_of_the_agency_share(
    row: dict[str, Any],
) -> None:
    tables: dict[str, Any] = {
        "professionals": [row, worker("b")], "workforce": [listed("a"), listed("b")]}
    found = figure(AGENCY, AT, **tables)
    assert (found["numerator"], found["denominator"], found["unknown"]) == (0, 1, 1)


# Leavers

def test_leavers_are_set_against_those_in_post_at_the_end() -> None:
    """1.5 of full time left, 4.0 is in post: 37.5 for every hundred, not 1.5 of 5.5."""
    names = ("a", "b", "c", "d")
    row = figure(
        TURNOVER, AT, TEAM,
        professionals=[*map(worker, names), worker("x"), worker("y", 0.5)],
        workforce=[*map(listed, names), listed("x", left="1 Apr 2015"), listed("y", left=AT)])
    assert (row["numerator"], row["denominator"], row["cases"]) == (1.5, 4, 6)


@pytest.mark.parametrize("left", ["31 Mar 2015", "1 Jan 2010"])
def test_who_left_before_the_twelve_months_is_no_leaver(left: str) -> None:
    assert by_case(TURNOVER, professionals=[worker("a")], workforce=[listed("a", left=left)]) == {}


def test_who_leaves_after_the_date_is_in_post_and_nothing_has_happened_yet() -> None:
    (case,) = run(TURNOVER, AT, professionals=[worker("w")],
                  workforce=[listed("w", left="1 Apr 2016")]).cases.to_pylist()
    assert (case["value"], case["reason"][:7], case["happened_on"]) == (0, "In post", None)


def test_agency_workers_are_neither_leavers_nor_in_post() -> None:
    assert by_case(
        TURNOVER, professionals=[worker("a", agency=True), worker("b", agency=True)],
        workforce=[listed("a"), listed("b", left="1 Mar 2016")]) == {}


def test_a_leaver_without_a_full_time_equivalent_is_not_known() -> None:
    assert by_case(TURNOVER, professionals=[worker("a", None)],
                   workforce=[listed("a", left="1 Mar 2016")]) == {"a": None}


# Sickness

def month(name: str, start: str, end: str, lost: float, days: float = 20, team: str | None = TEAM,
          ) -> dict[str, Any]:
    return {"professional_id": name, "period_start": start, "period_end": end, "team": team,
            "days_lost": lost, "days_available": days}


MARCH = ("1 Mar 2016", "31 Mar 2016")


def test_sickness_is_shown_for_a_team_and_month_and_never_for_a_worker() -> None:
    tables: dict[str, Any] = {
        "professionals": [worker("a"), worker("b")],
        "sickness": [month("a", *MARCH, 5), month("b", *MARCH, 0)]}
    (case,) = run(SICK, AT, **tables).cases.to_pylist()
    assert (case["case"], case["team"], case["value"], case["weight"]) == (
        f"{TEAM} 2016-03", TEAM, 5, 40)
    assert (case["person"], case["worker"]) == (None, None)
    assert case["reason"] == "5 of 40 days in Mar 2016"


def test_only_whole_months_of_the_twelve_to_the_date_count() -> None:
    assert by_case(SICK, professionals=[worker("a")], sickness=[
        month("a", "1 Apr 2015", "30 Apr 2015", 1), month("a", "1 Mar 2015", "31 Mar 2015", 9),
        month("a", "1 Apr 2016", "30 Apr 2016", 9)]) == {f"{TEAM} 2015-04": 1}
    assert values(SICK, "30 Mar 2016", professionals=[worker("a")],
                  sickness=[month("a", *MARCH, 1)]) == {}


def test_a_month_with_more_days_lost_than_available_or_none_available_is_left_out() -> None:
    rows = [month("a", *MARCH, 21), {**month("a", *MARCH, 2), "days_available": None}]
    for row in rows:
        assert by_case(SICK, professionals=[worker("a")], sickness=[row]) == {}


def test_only_social_workers_are_in_the_sickness_share_and_in_their_own_team() -> None:
    assert by_case(
        SICK, professionals=[worker("a"), worker("m", title="Team Manager")],
        sickness=[month("a", *MARCH, 1, team=None), month("m", *MARCH, 9)],
    ) == {f"{TEAM} 2016-03": 1}
