import csv
import datetime as dt

import openpyxl
import pytest

from data.sources.annex_a_lists import annex_a_lists, header_key
from data.sources.codes import code_lists
from data.sources.read import read
from data.sources.tables import TABLES
from tests.data.sources.making import (
    AS_AT,
    CARE,
    CHILD,
    LEAVER,
    PLAN,
    SHARED,
    TODAY,
    filled,
    headers,
    sheet_workbook,
    workbook,
)

REFERENCE = SHARED / "reference" / "annex_a_lists.csv"


def load(path, as_at=AS_AT):
    return read([str(path)], as_at=as_at, today=TODAY)


def rows(extract, table):
    return extract.table(table).to_pylist()


def rules(extract):
    return {p.rule for p in extract.report.problems} - {"blank-value"}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference lists are not here")
def test_all_169_columns_of_2024_and_165_of_2019_are_declared():
    with REFERENCE.open(encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))
    for row in wanted:
        column = annex_a_lists()[int(row["list"])].by_header[header_key(row["column"])]
        assert column.form == (2019 if row["in_2019"] == "yes" else 2024)
        assert column.may_be_blank == (row["blank_allowed_2024_schema"] == "yes")
        assert (column.type == "date") == row["type"].startswith("date")
    lists = annex_a_lists().values()
    assert sum(len(a.columns_of(2024)) for a in lists) == len(wanted) == 169
    assert sum(len(a.columns_of(2019)) for a in lists) == 165


def test_every_column_ends_in_a_column_that_exists_and_has_its_codes():
    for declared in annex_a_lists().values():
        for column in declared.columns:
            assert column.codes is None or column.codes in code_lists()
            for target in column.to:
                table, _, name = target.rpartition(".")
                TABLES[table.partition(":")[0]].column(name)


@pytest.mark.parametrize("name", [
    "List_1", "List 1", "list1", "LIST 1", "List 1 - Contacts", "List_1_Contacts", "List 01",
    " List-1"])
def test_a_list_is_found_under_each_name_its_sheet_may_have(tmp_path, name):
    path = sheet_workbook(tmp_path / "a.xlsx", {
        "Front_Sheet": [["Annex A"]], "Codes_used": [["Gender"], ["a) Male"]],
        name: [headers(1), ["C1", "a) Male", "a) WBRI", None, 3, dt.datetime(2021, 2, 1),
                            "q) 6: Police"]],
        "Guidance": [["Lists 1 to 11"]]})
    extract = load(path)
    assert rows(extract, "contacts")[0]["source_code"] == "6"
    assert not extract.report.problems


def test_a_second_sheet_named_after_a_list_is_passed_over_when_it_only_explains_it(tmp_path):
    path = sheet_workbook(tmp_path / "a.xlsx", {
        "List 7 guidance": [["Child Protection Plan Start Date", "the day of the conference"]],
        "List 7": [headers(7)]})
    extract = load(path)
    assert "cp_plans" in extract.provided
    assert not extract.report.problems


def test_a_header_is_found_below_titles_and_in_other_spellings(tmp_path):
    header = ["CHILD UNIQUE ID ", "gender", "Ethnicity\n", "Date of  Birth\u00a0", "Age",
              "Was the child assessed as requiring LA children's social care support?",
              "Does the child have a\ndisability", "Continuous assessment start date:",
              "Child Seen During Continuous Assessment",
              "Continuous Assessment Date of Authorisation", "Allocated team", "Allocated worker"]
    path = sheet_workbook(tmp_path / "a.xlsx", {"List 4": [
        ["List 4: assessments"], [], ["Made on", dt.datetime(2021, 3, 31)], header,
        [1, "Female", "WBRI", "06/05/2010", 10, "Yes", "N", "2021-02-01", "1",
         dt.datetime(2021, 3, 1), "North", "W1"]]})
    extract = load(path)
    assert rules(extract) == set()
    assert filled(rows(extract, "cin_assessments")) == [{
        "assessment_id": "1-assessment-2021-02-01", "person_id": "1",
        "start_date": dt.date(2021, 2, 1), "child_seen": True,
        "authorised_date": dt.date(2021, 3, 1), "nfa": False, "team": "North",
        "worker_id": "W1"}]
    assert rows(extract, "person")[0]["date_of_birth"] == dt.date(2010, 5, 6)


def test_headers_of_lists_8_and_9_are_known_in_the_spellings_met():
    care, leavers = annex_a_lists()[8].by_header, annex_a_lists()[9].by_header
    assert care[header_key("Number of Episodes the Child has been 'Missing' from their Placement "
                           "in the last 12 months")].key == "missing"
    assert care[header_key("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months "
                           "(Y/N))")].key == "unaccompanied"
    assert care[header_key("Child’s Legal Status")].key == "legal_status"
    assert leavers[header_key("LA in Touch")].key == "in_touch"
    assert leavers[header_key("Date of Birth (DD/MM/YYYY)")].key == "date_of_birth"


def test_the_form_of_2024_is_told_by_list_9(tmp_path):
    old = load(workbook(tmp_path / "old.xlsx", {9: [LEAVER]}))
    new = load(workbook(tmp_path / "new.xlsx", {9: [{
        **LEAVER, "Latest Pathway Plan Review Date": "01/02/2021",
        "Latest Date of Contact": "2021-03-01", "Allocated Personal Advisor": "W9"}]}, form=2024))
    assert rules(old) == rules(new) == set()
    assert "care_leavers.pathway_plan_review_date" not in old.provided
    assert "care_leavers.in_touch" in old.provided
    assert {"care_leavers.pathway_plan_review_date", "care_leavers.latest_contact"} <= new.provided
    leaver = rows(new, "care_leavers")[0]
    assert leaver["pathway_plan_review_date"] == dt.date(2021, 2, 1)
    assert leaver["latest_contact"] == dt.date(2021, 3, 1)
    assert leaver["personal_advisor"] == "W9"
    assert (leaver["eligibility"], leaver["in_touch"]) == ("FORMER", "YES")


def test_a_missing_column_of_the_2024_form_is_an_error(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {9: [LEAVER]}, form=2024)
    book = openpyxl.load_workbook(path)
    book["List_9"].delete_cols(headers(9, 2024).index("Latest Date of Contact") + 1)
    book.save(path)
    assert [(p.rule, p.sheet, p.column) for p in load(path).report.errors] == [
        ("column-missing", "List_9", "Latest Date of Contact")]


def test_an_empty_list_is_a_table_without_rows_and_a_missing_one_no_table(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {7: []}))
    assert "cp_plans" in extract.provided
    assert extract.tables["cp_plans"].num_rows == 0
    assert "cla_episodes" not in extract.provided
    assert "cla_episodes" not in extract.tables
    assert not extract.report.problems


def test_a_list_is_complete_from_six_months_before_the_report_date(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [], 3: [], 8: []})
    covers = load(path).covers_from
    assert covers["contacts"] == covers["cin_episodes"] == dt.date(2020, 10, 1)
    assert covers["cla_visits"] == AS_AT
    assert load(path, None).covers_from == {}


def test_the_adoption_lists_are_complete_from_twelve_months_before_the_report_date(tmp_path):
    covers = load(workbook(tmp_path / "a.xlsx", {10: [], 11: []})).covers_from
    assert covers == dict.fromkeys(("permanence", "adopters"), dt.date(2020, 3, 31))


def test_a_child_on_a_plan_fills_the_plan_the_last_visit_and_the_last_review(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {7: [
        {**PLAN, "Date of latest review conference": "01/03/2021"}]}))
    plan = rows(extract, "cp_plans")[0]
    assert (plan["start_date"], plan["end_date"], plan["initial_category"]) == (
        dt.date(2021, 1, 11), None, "NEG")
    visit = rows(extract, "cp_visits")[0]
    assert (visit["cp_plan_id"], visit["visit_date"], visit["seen_alone"]) == (
        plan["cp_plan_id"], dt.date(2021, 3, 22), True)
    assert rows(extract, "cp_last_review")[0]["review_date"] == dt.date(2021, 3, 1)
    assert "cp_reviews" not in extract.provided


def test_a_looked_after_child_fills_the_period_of_care_and_what_hangs_on_it(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [{
        **CARE, "Date of Latest Statutory Review": "15/12/2020",
        "Date of Last Social Work Visit": "10/03/2021",
        "What is the permanence plan for this child?": "f)",
        "Date of Last Health Assessment": "20/12/2020", "Date of Last Dental Check": "01/02/2021",
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": "a) Yes",
        "Placement Location": "b) Out", "LA of Placement": "Suffolk",
        "Number of Placements in the Last 12 months": 2,
        "Date of Last IRO Visit / Contact to the Child": "09/03/2021",
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 "
        "months": 3,
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": "Yes",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": "No",
        }]}))
    start = dt.date(2020, 12, 1)
    episode = rows(extract, "cla_episodes")[0]
    assert (episode["start_date"], episode["entered_care_date"]) == (start, start)
    assert episode["cla_id"] == rows(extract, "cla_placement")[0]["cla_id"]
    assert rows(extract, "legal_status")[0]["status"] == "C2"
    placement = rows(extract, "cla_placement")[0]
    assert (placement["type"], placement["in_area"], placement["placing_authority"],
            placement["start_date"]) == ("U6", False, "Suffolk", start)
    assert episode["last_iro_contact_date"] == dt.date(2021, 3, 9)
    assert rows(extract, "cla_care_plan")[0]["permanence_plan"] == "LTFOST"
    assert rows(extract, "cla_reviews")[0]["person_id"] == "C1"
    assert rows(extract, "cla_visits")[0]["visit_date"] == dt.date(2021, 3, 10)
    assert [(h["check_type"], h["check_date"]) for h in rows(extract, "cla_health")] == [
        ("initial", dt.date(2020, 12, 20)), ("dental", dt.date(2021, 2, 1))]
    assert rows(extract, "immigration_status")[0]["status"] == "UASC"
    assert filled(rows(extract, "cla_last_year")) == [{
        "person_id": "C1", "placements": 2, "missing_episodes": 3,
        "return_interview_offered": True, "return_interview_accepted": False}]


@pytest.mark.parametrize(("day", "kind"), [
    ("2020-12-01", "initial"), ("2021-06-01", "initial"), ("2021-06-02", "review"),
    ("2020-11-30", "assessment")])
def test_the_last_health_assessment_is_initial_within_six_months_of_coming_into_care(
        tmp_path, day, kind):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [
        {**CARE, "Date of Last Health Assessment": day}]}), dt.date(2021, 9, 30))
    assert [h["check_type"] for h in rows(extract, "cla_health")] == [kind]


def test_what_a_child_has_while_looked_after_ends_with_the_care(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [
        {**CARE, "Date Ceased to be Looked After": dt.datetime(2021, 2, 1),
         "Reason Ceased to be Looked After": "u) X1:CodeError"}]}))
    for table, column in (("cla_episodes", "ceased_date"), ("legal_status", "end_date"),
                          ("cla_placement", "end_date"), ("involvements", "end_date")):
        assert rows(extract, table)[0][column] == dt.date(2021, 2, 1), table


def test_a_referral_takes_the_closure_of_the_episode_it_opened(tmp_path):
    referral = {**CHILD, "Referral Source": "6", "Referral NFA?": "b) No",
                "Number of Referrals in Last 12 Months": 1}
    extract = load(workbook(tmp_path / "a.xlsx", {
        3: [{**referral, "Date of referral": "01/11/2020"},
            {**referral, "Date of referral": "04/01/2021"}],
        6: [{**CHILD, "CIN Start Date": "06/01/2021", "Primary Need Code": "N1",
             "CIN Closure Date": "01/03/2021", "Reason for Closure": "RC7",
             "Case status": "e) Closed episode"},
            {**CHILD, "Child Unique ID": "C2", "CIN Start Date": "01/02/2019",
             "Primary Need Code": "N5", "Case status": "c) Child in need plan"}]}))
    found = [(r["person_id"], r["referral_date"], r["close_date"], r["primary_need_code"])
             for r in rows(extract, "cin_episodes")]
    closed = dt.date(2021, 3, 1)
    assert found == [("C1", dt.date(2020, 11, 1), closed, None),
                     ("C1", dt.date(2021, 1, 4), closed, "N1")]
    assert [(r["person_id"], r["status"], r["start_date"], r["primary_need_code"])
            for r in rows(extract, "open_status")] == [
        ("C1", "closed", dt.date(2021, 1, 6), "N1"), ("C2", "cin", dt.date(2019, 2, 1), "N5")]


def test_an_open_case_of_list_6_is_no_referral_when_list_3_is_missing(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        6: [{**CHILD, "CIN Start Date": "06/01/2021", "Case status": "c) Child in need plan"}]}))
    assert "cin_episodes" not in extract.provided
    assert "open_status" in extract.provided


def test_the_list_that_knows_a_child_best_says_who_holds_the_case(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        3: [{**CHILD, "Date of referral": "01/11/2020", "Allocated Worker": "W3"},
            {**CHILD, "Child Unique ID": "C3", "Date of referral": "01/11/2020",
             "Allocated Worker": "W4"},
            {**CHILD, "Child Unique ID": "C3", "Date of referral": "02/11/2020",
             "Allocated Worker": "W5"}],
        7: [{**PLAN, "Allocated Worker": "W7"},
            {**PLAN, "Child Unique ID": "C2", "Allocated Worker": "W8",
             "Child Protection Plan End Date": "01/03/2021"}],
        8: [CARE], 9: [{**LEAVER, "Child Unique ID": "C2", "Date of Birth": None}]}))
    assert {i["person_id"]: i["professional_id"] for i in rows(extract, "involvements")} == {
        "C1": "W1", "C2": "W2", "C3": "W5"}
    assert all(i["start_date"] is None and i["role"] == "allocated"
               for i in rows(extract, "involvements"))
    assert "professionals" not in extract.provided


def test_enquiries_and_conferences_come_from_list_5(tmp_path):
    strategy = "Strategy discussion initiating Section 47 Enquiry Start Date"
    extract = load(workbook(tmp_path / "a.xlsx", {5: [
        {**CHILD, strategy: "01/02/2021", "Date of Initial Child Protection Conference":
         "15/02/2021", "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
         "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a)"},
        {**CHILD, strategy: "01/03/2021", "Was an Initial Child Protection Conference deemed "
         "unnecessary?": "Yes"}]}))
    enquiries, conferences = rows(extract, "s47_enquiry"), rows(extract, "initial_cp_conference")
    assert [e["conference_unnecessary"] for e in enquiries] == [False, True]
    assert [(c["s47_enquiry_id"], c["conference_date"], c["outcome_cp_plan"])
            for c in conferences] == [(enquiries[0]["s47_enquiry_id"], dt.date(2021, 2, 15), True)]


def test_a_person_is_one_row_of_all_lists_and_the_first_known_value_counts(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        1: [{**CHILD, "Date of Contact": "01/02/2021", "Contact Source": "6"}],
        8: [{**CARE, "Ethnicity": None, "Date of Birth": None,
             "Does the Child have a Disability": "a) Yes"}]}))
    assert [(p["person_id"], p["ethnicity"], p["date_of_birth"]) for p in rows(extract, "person")
            ] == [("C1", "WBRI", dt.date(2010, 5, 6))]
    assert rows(extract, "disability") == [{"person_id": "C1", "disability_code": "YES"}]


def test_adopters_and_adoption_decisions_are_read(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        10: [{**CHILD, "Date the Child Entered Care": "01/02/2020", "Family identifier": 7,
              "Date of Decision that Child Should be Placed for Adoption": "01/05/2020",
              "Date of Placement Order": "01/06/2020", "Date Placed for Adoption": "01/08/2020",
              "Date of Matching Child and Prospective Adopters": "01/07/2020",
              "Date of Adoption Order": "01/02/2021",
              "Reason Why Child No Longer Placed for Adoption": "RD2"}],
        11: [{"Individual adopter identifier": 99, "Gender": "c) Neither",
              "Family identifier": 7, "Date application approved": "01/09/2020",
              "Date adopter matched with child(ren)": "01/10/2020",
              "Date of leaving adoption process": "01/03/2021",
              "Date enquiry received": 44000,
              "Is the (prospective) adopter fostering for adoption?": True,
              "Reason for leaving adoption process": 1}]}))
    decision = rows(extract, "permanence")[0]
    assert (decision["family_id"], decision["decision_reversed_reason"]) == ("7", "RD2")
    assert [decision[name] for name in (
        "entered_care_date", "placement_order_date", "matched_date", "placed_date", "order_date",
        "order_type")] == [*(dt.date(2020, month, 1) for month in (2, 6, 7, 8)),
                           dt.date(2021, 2, 1), "adoption"]
    adopter = rows(extract, "adopters")[0]
    assert [adopter[name] for name in (
        "family_id", "approved_date", "matched_date", "left_date")] == [
        "7", dt.date(2020, 9, 1), dt.date(2020, 10, 1), dt.date(2021, 3, 1)]
    assert (adopter["adopter_id"], adopter["sex"], adopter["fostering_for_adoption"]) == (
        "99", "I", True)
    assert (adopter["enquiry_date"], adopter["left_reason"]) == (dt.date(2020, 6, 18), "1")


def test_blank_rows_between_rows_are_passed_over(tmp_path):
    contact = ["C1", "F", "WBRI", None, None, "01/02/2021", "6"]
    path = sheet_workbook(tmp_path / "a.xlsx", {
        "List_1": [headers(1), contact, [None] * 7, [" "] * 7, contact]})
    extract = load(path)
    assert [c["contact_id"] for c in rows(extract, "contacts")] == [
        "C1-contact-2021-02-01", "C1-contact-2021-02-01-2"]


def test_early_help_is_read(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {2: [
        {**CHILD, "Assessment start date": "2021-01-04", "Assessment completion date":
         "2021-02-01", "Organisation completing assessment": "A school"}]}))
    assert filled(rows(extract, "early_help_episodes")) == [{
        "episode_id": "C1-early-help-2021-01-04", "person_id": "C1",
        "start_date": dt.date(2021, 1, 4), "assessment_completed_date": dt.date(2021, 2, 1),
        "organisation": "A school"}]
    assert "early_help_episodes.end_date" not in extract.provided
    assert "involvements" not in extract.provided


CANNOT_SAY = {
    "person": {"expected_date_of_birth", "death_date"},
    "immigration_status": {"start_date", "end_date"},
    "contacts": {"decided_date", "referral_id", "team"},
    "early_help_episodes": {"end_date", "family_id", "team", "worker_id"},
    "cin_assessments": {"referral_id", "checkpoint_date"},
    "s47_enquiry": {"referral_id", "end_date", "nfa"},
    "initial_cp_conference": {"transfer_in"},
    "cp_plans": {"icpc_id", "held_for_another_authority"},
    "cp_visits": {"seen", "alone_reason", "visited_by", "entered_on"},
    "cla_placement": {"distance_miles"},
    "cla_care_plan": {"start_date"},
    "cla_visits": {"seen", "seen_alone", "alone_reason", "visited_by", "entered_on"},
    "cla_reviews": {"due_date", "cancelled", "participation"},
    "cla_health": {"status"},
    "permanence": {"adopted_by_carer", "fostered_date"},
    "involvements": {"start_date", "change_reason"},
}
"""Columns of ours that no list of Annex A speaks of, in the tables that its lists fill."""
WHOLLY_SAID = {
    "disability", "cin_episodes", "open_status", "cp_last_review", "cla_episodes", "legal_status",
    "cla_last_year", "care_leavers", "adopters"}


def test_all_eleven_lists_provide_what_they_say_and_nothing_else(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {n: [] for n in range(1, 12)}, form=2024))
    wanted = {*CANNOT_SAY, *WHOLLY_SAID}
    for name in tuple(wanted):
        columns = set(TABLES[name].names) - CANNOT_SAY.get(name, set())
        wanted |= {f"{name}.{column}" for column in columns}
    assert extract.provided == wanted


def test_the_only_columns_of_the_lists_that_end_nowhere_are_those_no_measure_needs():
    nowhere = {(declared.number, column.key) for declared in annex_a_lists().values()
               for column in declared.columns[1:]
               if not column.to and column.key not in ("age", "disabled")}
    assert nowhere == {(5, "enquiries_12m"), (5, "conferences_12m"), (7, "emergency_protection"),
                       (8, "postcode")}
