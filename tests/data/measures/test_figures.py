"""The calculation as a whole: figures are cases added up, and there is no other way to one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.measures.calculate import (
    CASES,
    FIGURES,
    Calculation,
    MeasureError,
    calculate,
    school_year_eve,
    year_start,
)
from data.measures.catalogue import read_catalogue
from data.places import Places
from tests.data.measures.worked import (
    AUTHORITY,
    day,
    extract_of,
    figure,
    held_by,
    in_care,
    on_plan,
    run,
    values,
)

AT = "31 Mar 2016"
PLACES = Places(AUTHORITY)
CATALOGUE = read_catalogue()


def of(measures: tuple[str, ...], extract: Any, at: str = AT) -> Calculation:
    return calculate(extract, as_at=day(at), authority=AUTHORITY,
                     catalogue={m: CATALOGUE[m] for m in measures})


def added_up(result: Calculation, level: str, measure: str, period: str) -> dict[str, float]:
    """The sums of one level's figures."""
    sums = dict.fromkeys(("numerator", "denominator", "unknown", "cases"), 0.0)
    for row in result.figures.to_pylist():
        if (row["level"], row["measure"], row["period"]) == (level, measure, period):
            for name in ("numerator", "unknown", "cases"):
                sums[name] += row[name]
            sums["denominator"] += row["denominator"] or 0
    return sums


# Parts add up

TEAMS = st.sampled_from([
    None, "norwich-leaving-care", "norwich-looked-after", "breckland-leaving-care",
    "South Norfolk leaving care", "virtual-school", "A team nobody knows"])
WORKERS = st.sampled_from([None, "w1", "w2", "Duty worker"])
LEAVER = st.fixed_dictionaries({
    "eligibility": st.sampled_from(["FORMER", "RELEVANT", "QUALIFYING"]),
    "in_touch": st.sampled_from(["YES", "NO", "REFU", "DIED", None]),
    "latest_contact": st.sampled_from(["30 Mar 2016", "1 Jan 2016", None]),
    "pathway_plan_review_date": st.sampled_from(["1 Mar 2016", "1 Mar 2015", None]),
    "team": TEAMS, "worker_id": WORKERS})
CONFERENCE = st.fixed_dictionaries({
    "conference_date": st.sampled_from(["8 Mar 2016", "31 Mar 2016", "8 Jun 2015"]),
    "s47_enquiry_id": st.sampled_from(["early", "late", None]),
    "team": TEAMS, "worker_id": WORKERS})
CHILD = st.tuples(TEAMS, WORKERS)
MEASURES = ("cl-in-touch", "cl-pathway-plan", "icpc-15wd", "lac-count", "unallocated",
            "caseload-average")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(leavers=st.lists(LEAVER, max_size=8), conferences=st.lists(CONFERENCE, max_size=6),
       children=st.lists(CHILD, max_size=6))
def test_the_parts_of_every_figure_add_up_to_the_authority_and_to_the_cases(
    leavers: list[dict[str, Any]], conferences: list[dict[str, Any]],
    children: list[tuple[str | None, str | None]],
) -> None:
    """With those of no area, no team and no worker among the parts."""
    result = of(MEASURES, extract_of(
        care_leavers=[{"person_id": f"l{n}", **row} for n, row in enumerate(leavers)],
        initial_cp_conference=[{"icpc_id": str(n), "person_id": f"i{n}", **row}
                               for n, row in enumerate(conferences)],
        s47_enquiry=[{"s47_enquiry_id": "early", "person_id": "i", "start_date": "1 Jun 2015"},
                     {"s47_enquiry_id": "late", "person_id": "i", "start_date": "7 Mar 2016"}],
        cla_episodes=[in_care(f"c{n}", "1 Jan 2015") for n in range(len(children))],
        involvements=[held_by(f"c{n}", worker, team) for n, (team, worker) in enumerate(children)],
        professionals=[{"professional_id": "w1", "job_title": "Social worker",
                        "full_time_equivalent": 0.5},
                       {"professional_id": "w2", "job_title": "Social worker"}]))
    cases = result.cases.to_pylist()
    for measure in MEASURES:
        for period in CATALOGUE[measure].period:
            whole = added_up(result, "authority", measure, period)
            for level in ("locality", "team", "worker"):
                assert added_up(result, level, measure, period) == whole, (measure, level)
            if period != "month":   # every case of these is in the point or the year
                of_measure = [c for c in cases if c["measure"] == measure]
                assert whole["cases"] == len(of_measure)
                assert whole["numerator"] == sum(c["value"] or 0 for c in of_measure)
                assert whole["unknown"] == sum(c["value"] is None for c in of_measure)


# Places

def test_cases_of_no_team_of_an_unknown_team_and_of_a_county_team_are_in_no_area() -> None:
    result = run("lac-count", AT, cla_episodes=[in_care(c, "1 Jan 2015") for c in "abcd"],
                 involvements=[held_by("b", "w1", "Somewhere else"), held_by("c", "w1", "mash"),
                               held_by("d", "w1", "norwich-looked-after")])
    counts = {(r["level"], r["place"]): r["numerator"]
              for r in result.figures.to_pylist() if r["numerator"]}
    assert counts == {
        ("authority", "norfolk"): 4,
        ("locality", "no-area"): 3, ("locality", "norwich"): 1,
        ("team", "no-team"): 1, ("team", "Somewhere else"): 1, ("team", "mash"): 1,
        ("team", "norwich-looked-after"): 1,
        ("worker", "no-worker"): 1, ("worker", "w1"): 3}


@pytest.mark.parametrize("written", [
    "kings-lynn-west-norfolk-looked-after", "King’s Lynn & West looked-after",
    "KING'S LYNN AND WEST LOOKED AFTER",
])
def test_a_team_given_by_its_name_is_the_team_of_that_id(written: str) -> None:
    (case,) = run("lac-count", AT, cla_episodes=[in_care("a", "1 Jan 2015")],
                  involvements=[held_by("a", "w1", written)]).cases.to_pylist()
    assert (case["team"], case["locality"]) == (
        "kings-lynn-west-norfolk-looked-after", "kings-lynn-west-norfolk")


@pytest.mark.parametrize("at", [AT, "31 Mar 2015"])
def test_every_place_of_the_day_has_a_figure_though_it_has_no_case(at: str) -> None:
    figures = run("lac-count", at).figures.to_pylist()
    assert {r["place"] for r in figures} == {
        "norfolk", *(p.id for p in PLACES.localities),
        *(t.id for t in PLACES.teams if t.open_at(day(at)))}
    assert {(r["numerator"], r["unknown"], r["cases"]) for r in figures} == {(0, 0, 0)}


# Periods

def held_on(*days: str) -> dict[str, Any]:
    return {"initial_cp_conference": [
        {"icpc_id": on, "person_id": on, "conference_date": on} for on in days]}


def test_a_month_is_the_calendar_month_and_a_year_the_twelve_months_to_the_date() -> None:
    rows = held_on("31 Mar 2015", "1 Apr 2015", "29 Feb 2016", "1 Mar 2016", "31 Mar 2016",
                   "1 Apr 2016")
    assert figure("icpc-15wd", AT, period="month", **rows)["cases"] == 2
    assert figure("icpc-15wd", AT, period="year", **rows)["cases"] == 4


def test_a_month_in_progress_ends_at_the_date() -> None:
    rows = held_on("1 Mar 2016", "15 Mar 2016", "16 Mar 2016")
    assert figure("icpc-15wd", "15 Mar 2016", period="month", **rows)["cases"] == 2


@pytest.mark.parametrize(("to", "start"), [
    (dt.date(2016, 3, 31), dt.date(2015, 4, 1)), (dt.date(2016, 2, 29), dt.date(2015, 3, 1)),
    (dt.date(2017, 2, 28), dt.date(2016, 3, 1)), (dt.date(2016, 2, 28), dt.date(2015, 3, 1)),
    (dt.date(2015, 12, 31), dt.date(2015, 1, 1)),
])
def test_the_twelve_months_to_a_day(to: dt.date, start: dt.date) -> None:
    assert year_start(to) == start


@pytest.mark.parametrize(("at", "eve"), [
    (dt.date(2016, 8, 31), dt.date(2015, 8, 31)), (dt.date(2016, 9, 1), dt.date(2016, 8, 31)),
])
def test_a_school_year_begins_on_the_first_of_september(at: dt.date, eve: dt.date) -> None:
    assert school_year_eve(at) == eve


@pytest.mark.parametrize(("covers_from", "periods"), [
    ("1 Apr 2015", {"month", "year"}), ("2 Apr 2015", {"month"}), ("2 Mar 2016", set()),
])
def test_a_period_that_the_extract_does_not_wholly_cover_is_left_out(
    covers_from: str, periods: set[str],
) -> None:
    extract = extract_of(**held_on("30 Mar 2016"))
    extract.covers_from["initial_cp_conference"] = day(covers_from)
    extract.covers_from["cla_visits"] = day(AT)   # another measure's table says nothing here
    result = of(("icpc-15wd",), extract)
    assert {r["period"] for r in result.figures.to_pylist()} == periods
    assert result.cases.num_rows == 1


# Denominators

def test_a_case_not_known_stays_in_a_share_that_it_counts_against() -> None:
    row = figure("cl-in-touch", AT, care_leavers=[
        {"person_id": "a", "in_touch": "YES"}, {"person_id": "b", "in_touch": "REFU"}])
    assert (row["numerator"], row["denominator"], row["unknown"], row["cases"]) == (1, 2, 1, 2)


def test_a_case_not_known_leaves_a_share_that_leaves_it_out() -> None:
    extract = extract_of(cin_episodes=[
        {"referral_id": "r1", "person_id": "a", "referral_date": "1 Feb 2016",
         "close_date": "2 Feb 2016"},
        {"referral_id": "r2", "person_id": "a", "referral_date": "10 Mar 2016"},
        {"referral_id": "r3", "person_id": "b", "referral_date": "10 Mar 2016"}])
    extract.covers_from["cin_episodes"] = day("1 Feb 2016")
    row = next(r for r in of(("re-referrals-12m",), extract).figures.to_pylist()
               if r["place"] == "norfolk" and r["period"] == "month")
    assert (row["numerator"], row["denominator"], row["unknown"], row["cases"]) == (1, 1, 1, 2)


def test_a_rate_is_over_the_population_of_the_place_and_a_team_has_none() -> None:
    rows = {"cp_plans": [on_plan("a", "1 Feb 2016")],
            "involvements": [held_by("a", "w1", "norwich-family-intervention-1")]}
    denominators = {place: figure("cpp-count-rate", AT, place=place, **rows)["denominator"]
                    for place in ("norfolk", "norwich", "breckland",
                                  "norwich-family-intervention-1")}
    assert denominators == {"norfolk": 166507, "norwich": 24700, "breckland": 27100,
                            "norwich-family-intervention-1": None}


# What an extract lacks

@pytest.mark.parametrize(("measure", "lacks"), [
    ("pep-up-to-date", "education_plans"), ("cpp-seen-alone", "cp_visits.seen_alone"),
    ("caseload-average", "professionals.job_title"),
])
def test_a_measure_whose_source_is_lacking_has_neither_cases_nor_figures(
    measure: str, lacks: str,
) -> None:
    result = of((measure, "lac-count"), extract_of(
        lacking=(lacks,), cla_episodes=[in_care("a", "1 Jan 2015")]))
    assert result.lacking == {measure: (lacks,)}
    assert set(result.cases.column("measure").to_pylist()) == {"lac-count"}
    assert set(result.figures.column("measure").to_pylist()) == {"lac-count"}
    assert set(result.seconds) == {"lac-count"}


# The whole

def test_the_whole_catalogue_runs_over_an_empty_extract_and_keeps_the_contracts_forms() -> None:
    result = calculate(extract_of(), as_at=day(AT), authority=AUTHORITY, catalogue=CATALOGUE)
    assert result.lacking == {}
    assert (result.cases.schema, result.figures.schema) == (CASES, FIGURES)
    assert result.cases.num_rows == 0
    shown = {(r["measure"], r["period"]) for r in result.figures.to_pylist()}
    assert shown == {(m.id, period) for m in CATALOGUE.values() for period in m.period}


def test_the_same_extract_gives_the_same_tables_whatever_the_order_of_its_rows() -> None:
    rows = [in_care(f"c{n}", "1 Jan 2015") for n in range(20)]
    held = [held_by(f"c{n}", f"w{n % 3}", "norwich-looked-after") for n in range(20)]
    one = run("lac-count", AT, cla_episodes=rows, involvements=held)
    two = run("lac-count", AT, cla_episodes=rows[::-1], involvements=held[::-1])
    assert one.cases.equals(two.cases)
    assert one.figures.equals(two.figures)


def test_an_office_closure_day_is_no_working_day() -> None:
    """14 March is eleven working days before 31 March 2016; ten with the office closed on one."""
    closed = AUTHORITY.model_copy(update={"clocks": AUTHORITY.clocks.model_copy(
        update={"closure_days": (dt.date(2016, 3, 18),)})})
    tables = {"cp_plans": [on_plan("a", "1 Jan 2016")], "cp_visits": [
        {"cp_visit_id": "v", "person_id": "a", "visit_date": "14 Mar 2016"}]}
    assert values("cpp-visit-timely", AT, **tables) == {"a": 0}
    result = calculate(extract_of(**tables), as_at=day(AT), authority=closed,
                       catalogue={"cpp-visit-timely": CATALOGUE["cpp-visit-timely"]})
    assert result.cases.column("value").to_pylist() == [1]


def test_sql_that_cannot_run_names_its_measure() -> None:
    broken = CATALOGUE["lac-count"].model_copy(update={"sql": "select nothing from nowhere"})
    with pytest.raises(MeasureError, match=r"lac-count: .*nowhere"):
        calculate(extract_of(), as_at=day(AT), authority=AUTHORITY, catalogue={"lac-count": broken})
