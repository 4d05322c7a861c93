"""Rows and values that are read and cannot be right: a warning each, and no measure counts them."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from data.cli import cli
from data.sources.left_out import KEPT, left_out
from data.sources.read import read
from data.sources.rules import RULES
from data.sources.tables import TABLES
from tests.data.sources.making import AS_AT, CHILD, PLAN, TODAY, folder, workbook

VISIT = {"cp_visit_id": "V1", "person_id": "C1", "cp_plan_id": "P1", "visit_date": "2021-02-01"}
ON_PLAN = {"cp_plan_id": "P1", "person_id": "C1", "start_date": "2021-02-01", "end_date": ""}
CARE = {"cla_episode_id": "E1", "person_id": "C1", "cla_id": "A1", "start_date": "2020-06-01",
        "ceased_date": ""}
PLACED = {"placement_id": "S1", "person_id": "C1", "type": "U6", "start_date": "2020-06-01",
          "end_date": ""}
REVIEW = {"cla_review_id": "R1", "person_id": "C1", "review_date": "2020-06-20", "cancelled": "N"}


def load(tmp_path, **tables):
    return read([str(folder(tmp_path / "s", tables))], as_at=AS_AT, today=TODAY)


def found(extract):
    """Where each warning is. There is no error."""
    assert extract.report.errors == []
    return [(p.rule, p.file, p.sheet, p.row, p.column, p.value) for p in extract.report.warnings]


def at(rule, table, row, column, value):
    return (rule, f"{table}.csv", table, row, column, value)


def values(extract, table, column):
    return extract.tables[table][column].to_pylist()


# Values of the wrong kind ------

def test_a_grade_that_is_not_in_the_list_counts_as_not_known(tmp_path):
    extract = load(tmp_path, education_plans=[
        {"pep_id": 1, "person_id": "C1", "grade": "Good"},
        {"pep_id": 2, "person_id": "C1", "grade": "Fairly good"}])
    assert found(extract) == [at("unknown-code", "education_plans", 3, "grade", "Fairly good")]
    assert values(extract, "education_plans", "grade") == ["good", None]


@pytest.mark.parametrize(("heading", "near"), [
    ("date of review", "If it is “review_date”, correct its name"),
    ("reveiw_date", "If it is “review_date”, correct its name"),
    ("colour", "If it is one that is used, correct its name")])
def test_a_wrong_heading_in_a_local_table_is_named_with_the_nearest_that_is_used(
        tmp_path, heading, near):
    extract = load(tmp_path, education_plans=[{"pep_id": 1, "person_id": "C1", heading: "x"}])
    assert found(extract) == [at("unknown-column", "education_plans", None, heading, "")]
    assert near in extract.report.warnings[0].todo
    assert "education_plans.review_date" not in extract.provided


def test_a_wrong_heading_of_a_column_that_must_be_there_is_an_error_beside_its_right_name(
        tmp_path):
    extract = load(tmp_path, case_audits=[
        {"audit_id": 1, "person_id": "C1", "audit date": "2021-01-01"}])
    assert [(p.severity, p.rule, p.column) for p in extract.report.problems] == [
        ("warning", "unknown-column", "audit date"), ("error", "column-missing", "audited_date")]
    assert "“audited_date”" in extract.report.warnings[0].todo


def test_a_wrong_heading_of_a_list_and_a_wrong_table_name_are_named_with_the_nearest(tmp_path):
    path = folder(tmp_path / "s", {"supervisions": [{"a": 1}], "supervision": [
        {"supervision_id": 1, "professional_id": "W1", "session_date": "2021-01-01"}]})
    (warning,) = read([str(path)], as_at=AS_AT, today=TODAY).report.warnings
    assert (warning.rule, warning.file) == ("unknown-table", "supervisions.csv")
    assert "“supervision”" in warning.todo


# Numbers ------

@pytest.mark.parametrize(("number", "kept"), [
    ("0", None), ("0.0", None), ("3.0", None), ("-1", None), ("0.1", 0.1), ("1", 1.0), ("", None)])
def test_a_worker_works_more_than_nothing_and_no_more_than_a_full_week(tmp_path, number, kept):
    extract = load(tmp_path, professionals=[
        {"professional_id": "W1", "full_time_equivalent": number}])
    wrong = number != "" and kept is None
    assert found(extract) == [
        at("number-out-of-range", "professionals", 2, "full_time_equivalent",
           number.removesuffix(".0"))] * wrong
    assert values(extract, "professionals", "full_time_equivalent") == [kept]


@pytest.mark.parametrize(("table", "column", "number"), [
    ("feedback", "rating", 6), ("feedback", "rating", 0), ("sdq_scores", "score", 41),
    ("school_attendance", "percent_attended", 101.5), ("complaints", "stage", 4),
    ("cla_placement", "distance_miles", 9999), ("missing", "interview_hours", -2),
    ("posts", "full_time_equivalent", 37), ("cp_plans", "previous_plans", 99)])
def test_a_number_that_cannot_be_counts_as_not_known(tmp_path, table, column, number):
    row = {c.name: "2021-01-01" if c.type == "date" else "1"
           for c in TABLES[table].columns if c.required}
    extract = load(tmp_path, **{table: [{**row, column: number}]})
    assert found(extract) == [at("number-out-of-range", table, 2, column, str(number))]
    lowest, highest = TABLES[table].column(column).between
    assert f"less than {lowest:g} or more than {highest:g}" in extract.report.warnings[0].message
    assert values(extract, table, column) == [None]


def test_a_number_in_a_list_of_annex_a_is_held_to_its_bounds_too(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {7: [
        {**PLAN, "Number of Previous Child Protection Plans": 2021}]})
    extract = read([str(path)], as_at=AS_AT, today=TODAY)
    assert [f for f in found(extract) if f[0] != "blank-value"] == [
        ("number-out-of-range", "a.xlsx", "List_7", 2,
         "Number of Previous Child Protection Plans", "2021")]


def test_sessions_missed_are_no_more_than_were_possible(tmp_path):
    month = {"person_id": "C1", "period_end": "2021-01-31", "sessions_possible": 40}
    extract = load(tmp_path, school_attendance=[
        {**month, "period_start": "2021-01-01", "sessions_missed": 40},
        {**month, "period_start": "2021-01-02", "sessions_missed": 41},
        {**month, "period_start": "2021-01-03", "sessions_missed": 141}])
    assert found(extract) == [
        at("number-out-of-range", "school_attendance", 4, "sessions_missed", "141"),
        at("number-above-another", "school_attendance", 3, "sessions_missed", "41")]
    assert "more than sessions_possible (40)" in extract.report.warnings[1].message
    assert values(extract, "school_attendance", "sessions_missed") == [40, None, None]


def test_a_month_of_a_pupil_twice_is_an_error(tmp_path):
    month = {"person_id": "C1", "period_start": "2021-01-01", "period_end": "2021-01-31"}
    (error,) = load(tmp_path, school_attendance=[month, month]).report.errors
    assert (error.rule, error.row, error.column, error.value) == (
        "duplicate-id", 3, "person_id", "C1")
    assert "The same person_id and period_start is on" in error.message


def test_a_number_that_pandas_left_empty_is_empty(tmp_path):
    pq.write_table(pa.table({"professional_id": ["W1"], "full_time_equivalent": [float("nan")]}),
                   tmp_path / "professionals.parquet")
    extract = read([str(tmp_path)], as_at=AS_AT, today=TODAY)
    assert found(extract) == []
    assert values(extract, "professionals", "full_time_equivalent") == [None]


# Dates ------

@pytest.mark.parametrize(("table", "first", "second"), [
    (table.name, column.not_before, column.name)
    for table in TABLES.values() for column in table.columns if column.not_before])
def test_a_date_before_the_one_it_follows_counts_as_not_known(tmp_path, table, first, second):
    row = {c.name: "2021-01-05" if c.type == "date" else "1"
           for c in TABLES[table].columns if c.required}
    extract = load(tmp_path, **{table: [
        {**row, first: "2021-01-05", second: "2021-01-05"},
        {**row, TABLES[table].key[0]: "2", first: "2021-01-05", second: "2021-01-04"},
        {**row, TABLES[table].key[0]: "3", second: "2021-01-04",
         first: row.get(first, "")}]})
    warnings = found(extract)
    assert warnings[0] == at("date-before-another", table, 3, second, "2021-01-04")
    assert f"{second} is before {first} (2021-01-05)" in extract.report.warnings[0].message
    assert values(extract, table, second)[:2] == [dt.date(2021, 1, 5), None]
    # The third row has no first date, unless the row could not be used without one.
    assert len(warnings) == (2 if first in row else 1)


def test_the_declared_dates_hold_an_interview_after_the_return_and_moderation_after_the_audit():
    assert TABLES["missing"].column("interview_date").not_before == "end_date"
    assert TABLES["case_audits"].column("moderated_date").not_before == "audited_date"


def test_an_outcome_before_its_referral_is_an_error(tmp_path):
    (error,) = load(tmp_path, allegations=[
        {"allegation_id": 1, "referred_date": "2021-02-01", "outcome_date": "2021-01-31"},
    ]).report.errors
    assert (error.rule, error.row, error.column, error.value) == (
        "ends-before-start", 2, "outcome_date", "2021-01-31")


def test_early_help_assessed_before_it_began_is_known_by_its_list_row_and_column(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {2: [
        {**CHILD, "Assessment start date": "11/01/2021",
         "Assessment completion date": "10/01/2021"}]})
    extract = read([str(path)], as_at=AS_AT, today=TODAY)
    assert [f for f in found(extract) if f[0] != "blank-value"] == [
        ("date-before-another", "a.xlsx", "List_2", 2, "Assessment completion date", "2021-01-10")]


# Visits and reviews ------

def test_a_visit_before_its_plan_began_is_not_counted(tmp_path):
    extract = load(tmp_path, cp_plans=[ON_PLAN], cp_visits=[
        VISIT, {**VISIT, "cp_visit_id": "V2", "visit_date": "2021-01-31"}])
    assert found(extract) == [at("visit-before-start", "cp_visits", 3, "visit_date", "2021-01-31")]
    assert "before the plan began (2021-02-01)" in extract.report.warnings[0].message
    assert values(extract, "cp_visits", "cp_visit_id") == ["V1"]


def test_a_visit_that_names_no_plan_is_set_beside_the_first_of_the_childs_plans(tmp_path):
    visit = {**VISIT, "cp_plan_id": ""}
    extract = load(
        tmp_path,
        cp_plans=[{**ON_PLAN, "cp_plan_id": "P0", "start_date": "2020-01-01",
                   "end_date": "2020-02-01"}, ON_PLAN],
        cp_visits=[{**visit, "cp_visit_id": "V1", "visit_date": "2020-03-01"},
                   {**visit, "cp_visit_id": "V2", "visit_date": "2019-12-31"},
                   {**visit, "cp_visit_id": "V3", "person_id": "C2"}])
    assert found(extract) == [at("visit-before-start", "cp_visits", 3, "visit_date", "2019-12-31")]
    assert values(extract, "cp_visits", "cp_visit_id") == ["V1", "V3"]


def test_a_visit_of_a_plan_that_the_extract_lacks_is_left_alone(tmp_path):
    extract = load(tmp_path, cp_plans=[ON_PLAN], cp_visits=[
        {**VISIT, "cp_plan_id": "P0", "visit_date": "2020-01-01"}])
    assert found(extract) == []


@pytest.mark.parametrize(("visits", "visit", "owners"), [
    ("cla_visits", {"cla_visit_id": "V1", "cla_id": "A1"}, {"cla_episodes": CARE}),
    ("cla_visits", {"cla_visit_id": "V1"}, {"cla_episodes": CARE}),
    ("cin_visits", {"cin_visit_id": "V1"}, {
        "cin_episodes": {"referral_id": "R1", "person_id": "C1", "referral_date": "2020-06-01"},
        "cin_plans": {"cin_plan_id": "P1", "person_id": "C1", "start_date": "2020-07-01"}}),
    ("private_fostering_visits", {"visit_id": "V1"}, {"private_fostering": {
        "arrangement_id": "F1", "person_id": "C1", "notified_date": "2020-06-01"}})])
def test_a_visit_before_the_period_or_case_it_belongs_to_is_not_counted(
        tmp_path, visits, visit, owners):
    key = TABLES[visits].key[0]
    rows = [{**visit, key: "V1", "person_id": "C1", "visit_date": "2020-06-01"},
            {**visit, key: "V2", "person_id": "C1", "visit_date": "2020-05-31"}]
    extract = load(tmp_path, **{visits: rows}, **{name: [row] for name, row in owners.items()})
    assert found(extract) == [at("visit-before-start", visits, 3, "visit_date", "2020-05-31")]
    assert values(extract, visits, key) == ["V1"]


def test_an_episode_that_goes_on_from_an_earlier_one_keeps_the_visits_since_the_child_came(
        tmp_path):
    extract = load(
        tmp_path, cla_episodes=[{**CARE, "entered_care_date": "2020-01-01"}],
        cla_visits=[{"cla_visit_id": "V1", "person_id": "C1", "cla_id": "A1",
                     "visit_date": "2020-01-01"}])
    assert found(extract) == []


def test_a_review_both_cancelled_and_held_counts_as_cancelled(tmp_path):
    extract = load(tmp_path, cla_reviews=[
        REVIEW, {**REVIEW, "cla_review_id": "R2", "cancelled": "Y"},
        {**REVIEW, "cla_review_id": "R3", "cancelled": "Y", "review_date": ""}])
    assert found(extract) == [
        at("review-cancelled-and-held", "cla_reviews", 3, "review_date", "2020-06-20")]
    assert values(extract, "cla_reviews", "review_date") == [dt.date(2020, 6, 20), None, None]
    assert values(extract, "cla_reviews", "cancelled") == [False, True, True]


# Placements and plans ------

def placements(tmp_path, *rows, care=CARE):
    return load(tmp_path, cla_episodes=[care], cla_placement=[
        {**PLACED, "placement_id": f"S{n}", **row} for n, row in enumerate(rows)])


@pytest.mark.parametrize(("next_start", "gap"), [
    ("2020-09-01", False), ("2020-09-02", False), ("2020-09-03", True)])
def test_more_than_a_day_between_two_placements_of_a_child_in_care_is_a_gap(
        tmp_path, next_start, gap):
    extract = placements(tmp_path, {"end_date": "2020-09-01"}, {"start_date": next_start})
    assert found(extract) == [
        at("placement-gap", "cla_placement", 3, "start_date", next_start)] * gap
    if gap:
        assert "2 days before this one, from 2020-09-01" in extract.report.warnings[0].message
    assert extract.tables["cla_placement"].num_rows == 2


def test_a_temporary_placement_in_between_leaves_no_gap(tmp_path):
    extract = placements(
        tmp_path, {"end_date": "2020-09-01"}, {"start_date": "2020-09-08"},
        {"type": "T3", "start_date": "2020-09-01", "end_date": "2020-09-08"})
    assert found(extract) == []


def test_the_days_between_two_periods_of_care_are_no_gap(tmp_path):
    extract = load(
        tmp_path,
        cla_episodes=[{**CARE, "ceased_date": "2020-09-01"},
                      {**CARE, "cla_episode_id": "E2", "cla_id": "A2", "start_date": "2020-12-01"}],
        cla_placement=[{**PLACED, "end_date": "2020-09-01"},
                       {**PLACED, "placement_id": "S2", "start_date": "2020-12-01"}])
    assert found(extract) == []


def test_of_two_open_placements_the_one_that_began_last_counts(tmp_path):
    extract = placements(tmp_path, {"start_date": "2020-08-01"}, {}, {
        "type": "T3", "start_date": "2021-03-30"})
    assert found(extract) == [
        at("two-open-at-once", "cla_placement", 3, "start_date", "2020-06-01")]
    assert "another open placement, begun on 2020-08-01 (row 2)" in (
        extract.report.warnings[0].message)


def test_a_placement_that_ends_after_the_report_date_is_open_and_one_that_ended_before_is_not(
        tmp_path):
    assert len(found(placements(
        tmp_path, {"end_date": "2021-04-01"}, {"start_date": "2021-01-01"}))) == 1
    assert found(placements(
        tmp_path, {"end_date": "2021-03-31"}, {"start_date": "2021-01-01"})) == []


@pytest.mark.parametrize("table", ["cp_plans", "cin_plans"])
def test_of_two_open_plans_of_a_child_the_one_that_began_last_counts(tmp_path, table):
    key = TABLES[table].key[0]
    rows = [{key: "P1", "person_id": "C1", "start_date": "2021-02-01"},
            {key: "P2", "person_id": "C1", "start_date": "2021-01-01"},
            {key: "P3", "person_id": "C2", "start_date": "2021-01-01"},
            {key: "P4", "person_id": "C1", "start_date": "2021-04-01"}]
    warnings = found(load(tmp_path, **{table: rows}))
    assert [w for w in warnings if w[0] == "two-open-at-once"] == [
        at("two-open-at-once", table, 3, "start_date", "2021-01-01")]


def test_a_plan_held_for_another_authority_may_stand_beside_our_own(tmp_path):
    assert found(load(tmp_path, cp_plans=[
        {**ON_PLAN, "held_for_another_authority": "N"},
        {**ON_PLAN, "cp_plan_id": "P2", "held_for_another_authority": "Y"}])) == []


# What is kept of it ------

def test_what_was_left_out_is_kept_by_rule_and_by_what_it_concerns(tmp_path):
    extract = load(tmp_path, cp_plans=[ON_PLAN], cp_visits=[
        {**VISIT, "cp_visit_id": n, "visit_date": "2021-01-01", "seen": "perhaps"}
        for n in range(KEPT + 3)])
    codes, early = left_out(extract.report)
    assert (codes["rule"], codes["concerns"], codes["count"]) == (
        "unknown-code", ["cp_visits.seen"], KEPT + 3)
    assert (early["rule"], early["concerns"], early["count"], len(early["first"])) == (
        "visit-before-start", ["cp_visits.visit_date"], KEPT + 3, KEPT)
    assert early["first"][0] == {
        "file": "cp_visits.csv", "sheet": "cp_visits", "row": 2, "column": "visit_date",
        "value": "2021-01-01",
        "message": "The visit was before the plan began (2021-02-01); it is not counted"}


def test_the_text_of_a_row_that_could_not_be_read_is_not_kept(tmp_path):
    (tmp_path / "ssd_person.csv").write_text("pers_person_id,pers_forename\nC1,Somebody,else\n")
    (kept,) = left_out(read([str(tmp_path)], as_at=AS_AT, today=TODAY).report)
    assert (kept["rule"], kept["concerns"], kept["count"]) == ("unreadable-row", ["person"], 1)
    assert "Somebody" not in str(kept)


def test_a_cell_of_a_list_concerns_the_columns_it_ends_in(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [
        {**CHILD, "Date of Contact": "01/02/2021", "Contact Source": "z) 99"}]})
    (kept,) = left_out(read([str(path)], as_at=AS_AT, today=TODAY).report)
    assert (kept["rule"], kept["concerns"]) == ("unknown-code", ["contacts.source_code"])


def test_every_rule_that_empties_or_drops_says_so_of_one_and_of_many():
    named = {rule.id for rule in RULES.values() if rule.left_out}
    assert {"visit-before-start", "number-out-of-range", "event-after-as-at", "unknown-code",
            "missing-required-value"} <= named
    assert "unknown-column" not in named
    assert all(len(set(rule.left_out)) == 2 for rule in RULES.values() if rule.left_out)


def test_checking_a_folder_with_all_of_it_names_each_row_and_lets_it_be_published(tmp_path):
    path = folder(tmp_path / "s", {
        "education_plans": [{"pep_id": 1, "person_id": "C1", "grade": "Fair", "reviewed": ""}],
        "professionals": [{"professional_id": "W1", "full_time_equivalent": 3.0}],
        "cp_plans": [ON_PLAN], "cp_visits": [{**VISIT, "visit_date": "2021-01-31"}],
        "cla_reviews": [{**REVIEW, "cancelled": "Y"}],
        "cla_episodes": [CARE], "cla_placement": [
            {**PLACED, "end_date": "2020-07-01"},
            {**PLACED, "placement_id": "S2", "start_date": "2020-08-01"},
            {**PLACED, "placement_id": "S3", "start_date": "2020-09-01"}],
        "missing": [{"missing_id": 1, "person_id": "C1", "start_date": "2021-01-01",
                     "end_date": "2021-01-03", "interview_date": "2021-01-02"}],
        "case_audits": [{"audit_id": 1, "person_id": "C1", "audited_date": "2021-01-02",
                         "moderated_date": "2021-01-01"}]})
    csv = tmp_path / "report.csv"
    result = CliRunner().invoke(cli, ["check", str(path), "--as-at", "2021-03-31",
                                      "--csv", str(csv)])
    assert result.exit_code == 0, result.stderr
    assert "May be published." in result.stderr
    written = pd.read_csv(csv)
    assert list(zip(written["rule"], written["sheet"], written["row"].fillna(0), strict=True)) == [
        ("unknown-column", "education_plans", 0), ("unknown-code", "education_plans", 2),
        ("date-before-another", "case_audits", 2), ("date-before-another", "missing", 2),
        ("number-out-of-range", "professionals", 2),
        ("review-cancelled-and-held", "cla_reviews", 2),
        ("two-open-at-once", "cla_placement", 3), ("placement-gap", "cla_placement", 3),
        ("visit-before-start", "cp_visits", 2)]
    for sheet, row, column in written[["sheet", "row", "column"]].itertuples(index=False):
        place = f"{sheet}.csv, {sheet}" + (f", row {int(row)}" if row == row else "")
        assert f"warning: {place}, {column}: " in result.stderr
