"""Every kind of input that must not be published: one clear report, and where the fault is."""

import datetime as dt
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.sources.read import read
from data.sources.rules import RULES
from tests.data.sources.making import (
    AS_AT,
    CARE,
    CHILD,
    LEAVER,
    PLAN,
    TODAY,
    folder,
    headers,
    sheet_workbook,
    workbook,
)
from tests.data.sources.test_ssd import PERSON, VISIT

CONTACT = {**CHILD, "Date of Contact": "01/02/2021", "Contact Source": "6"}


def load(path, as_at=AS_AT):
    return read([str(path)], as_at=as_at, today=TODAY)


def errors(extract):
    return [(p.rule, p.file, p.sheet, p.row, p.column, p.value) for p in extract.report.errors]


def warnings(extract, rule):
    return [(p.sheet, p.row, p.column, p.value) for p in extract.report.warnings if p.rule == rule]


@pytest.mark.parametrize(("content", "rule"), [
    (b"Child Unique ID,Gender\n1,M\n", "not-a-workbook"), (b"", "not-a-workbook"),
    (b"%PDF-1.7 ...", "not-a-workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted-workbook"),
    (b"PK\x03\x04" + b"\x00" * 600, "unreadable-file")])
def test_a_file_that_is_no_workbook_is_one_error(tmp_path, content, rule):
    path = tmp_path / "annex.xlsx"
    path.write_bytes(content)
    extract = load(path)
    assert errors(extract) == [(rule, "annex.xlsx", "", None, "", "")]
    assert not extract.report.warnings
    assert not extract.report.may_be_published()


def test_the_report_says_that_a_csv_is_called_xlsx(tmp_path):
    (tmp_path / "a.xlsx").write_text("Child Unique ID,Gender\n")
    assert "The file is called .xlsx but holds text, perhaps CSV" in load(
        tmp_path / "a.xlsx").report.text()


def test_an_archive_that_is_no_workbook_and_a_workbook_cut_in_half_are_errors(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert [e[0] for e in errors(load(tmp_path / "a.xlsx"))] == ["not-a-workbook"]
    whole = workbook(tmp_path / "b.xlsx", {1: [CONTACT]}).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(whole[:len(whole) // 2])
    assert [e[0] for e in errors(load(tmp_path / "b.xlsx"))] == ["unreadable-file"]


def test_a_workbook_whose_sheet_is_damaged_is_an_error_that_names_the_sheet(tmp_path):
    good, bad = workbook(tmp_path / "a.xlsx", {1: [CONTACT], 7: [PLAN]}), tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:300] if name.endswith("sheet1.xml") else content)
    extract = load(bad)
    assert [e[:3] for e in errors(extract)] == [("unreadable-file", "b.xlsx", "List_1")]
    assert extract.tables["cp_plans"].num_rows == 1


def test_what_is_not_there_or_no_source_at_all_is_an_error(tmp_path):
    assert [e[0] for e in errors(load(tmp_path / "none.xlsx"))] == ["unreadable-file"]
    (tmp_path / "x.csv").write_text("a\n1\n")
    assert [e[0] for e in errors(load(tmp_path / "x.csv"))] == ["not-a-source"]


def test_a_workbook_without_lists_is_an_error(tmp_path):
    path = sheet_workbook(tmp_path / "a.xlsx", {"Sheet1": [["hello"]], "List 12": [["x"]]})
    assert [e[0] for e in errors(load(path))] == ["no-lists"]


def test_a_list_without_a_header_and_a_list_on_two_sheets_are_errors(tmp_path):
    path = sheet_workbook(tmp_path / "a.xlsx", {
        "List 1": [["C1", "F"]], "List 7": [headers(7)], "List_7 (2)": [headers(7)], "List 8": []})
    assert [e[:3] for e in errors(load(path))] == [
        ("list-twice", "a.xlsx", "List_7 (2)"), ("no-header", "a.xlsx", "List 1"),
        ("no-header", "a.xlsx", "List 8")]


def test_a_sheet_of_a_million_blank_rows_is_no_problem(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [CONTACT], 7: [PLAN]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 1_000_000))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", blank + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    extract = load(path)
    assert not extract.report.errors
    assert extract.tables["contacts"].num_rows == extract.tables["cp_plans"].num_rows == 1


def test_a_sheet_named_after_a_list_that_does_not_exist_is_not_passed_over_in_silence(tmp_path):
    path = sheet_workbook(tmp_path / "a.xlsx", {"List 1": [headers(1)], "LIST 41": [headers(4)]})
    assert warnings(load(path), "unknown-list") == [("LIST 41", None, "", "")]


def test_rows_far_below_blank_ones_stop_publication_instead_of_being_lost(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [CONTACT], 7: [PLAN]})
    book = openpyxl.load_workbook(path)
    book["List_1"].cell(row=900, column=1, value="C9")
    book.save(path)
    (found,) = load(path).report.errors
    assert (found.rule, found.sheet, found.row) == ("blank-rows", "List_1", 253)
    assert "row 900" in found.message


def test_formula_errors_are_reported_cell_by_cell_and_count_as_blank(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {7: [
        {**PLAN, "Allocated Worker": "#N/A", "Was the Child Seen Alone?": "#REF!",
         "Date of the Last Statutory Visit": "#VALUE!"}]}))
    assert errors(extract) == []
    assert warnings(extract, "formula-error") == [
        ("List_7", 2, "Date of the Last Statutory Visit", "#VALUE!"),
        ("List_7", 2, "Was the Child Seen Alone?", "#REF!"),
        ("List_7", 2, "Allocated Worker", "#N/A")]
    assert extract.tables["cp_visits"].num_rows == 0
    assert extract.tables["involvements"]["professional_id"].to_pylist() == [None]


def test_formulas_that_were_never_worked_out_are_reported(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {7: [
        {**PLAN, "Date of latest review conference": "=1/0"}]}))
    assert warnings(extract, "formula-without-result") == [("List_7", 2, "L", "")]


def test_the_same_child_twice_in_a_list_of_children_is_an_error(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        7: [PLAN, {**PLAN, "Child Unique ID": "C2"}, PLAN], 9: [LEAVER, LEAVER]}))
    assert [e for e in errors(extract) if e[0] == "duplicate-id"] == [
        ("duplicate-id", "a.xlsx", "List_7", 4, "Child Unique ID", "C1"),
        ("duplicate-id", "a.xlsx", "List_9", 3, "Child Unique ID", "C1")]


def test_the_same_id_twice_in_a_table_is_an_error(tmp_path):
    extract = load(folder(tmp_path / "s", {"ssd_cp_visits": [VISIT, VISIT]}))
    assert errors(extract) == [
        ("duplicate-id", "ssd_cp_visits.csv", "cp_visits", 3, "cppv_cp_visit_id", "V1")]


@pytest.mark.parametrize("day", ["01/01/1900", "13/05/2087", dt.datetime(1900, 1, 1)])
def test_a_day_nobody_can_have_meant_is_one_error(tmp_path, day):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [
        {**CARE, "Date of Last Social Work Visit": day}], 1: [CONTACT]}))
    iso = "2087-05-13" if "2087" in str(day) else "1900-01-01"
    assert errors(extract) == [("date-out-of-range", "a.xlsx", "List_8", 2,
                                "Date of Last Social Work Visit", iso)]
    assert "before 1925-01-01 or after 2023-03-31" in extract.report.errors[0].message


def test_a_date_of_birth_in_1900_is_one_error_and_not_also_too_old(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [{**CONTACT, "Date of Birth": "01/01/1900"}]}))
    assert errors(extract) == [
        ("date-out-of-range", "a.xlsx", "List_1", 2, "Date of Birth", "1900-01-01")]


def test_what_is_no_date_is_an_error_and_not_also_missing(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [{**CONTACT, "Date of Contact": "Tuesday"}]}))
    assert errors(extract) == [
        ("not-a-date", "a.xlsx", "List_1", 2, "Date of Contact", "Tuesday")]
    assert extract.tables["contacts"].num_rows == 0


def test_a_date_that_a_row_needs_and_lacks_is_an_error(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        1: [CONTACT, {**CONTACT, "Date of Contact": None}, {**CONTACT, "Child Unique ID": None}]}))
    assert sorted(errors(extract)) == [
        ("missing-required-value", "a.xlsx", "List_1", 3, "Date of Contact", ""),
        ("missing-required-value", "a.xlsx", "List_1", 4, "Child Unique ID", "")]
    assert extract.tables["contacts"].num_rows == 1


@pytest.mark.parametrize(("number", "row", "column"), [
    (7, {**PLAN, "Child Protection Plan End Date": "10/01/2021"}, "Child Protection Plan End Date"),
    (8, {**CARE, "Date Ceased to be Looked After": "10/01/2020"}, "Date Ceased to be Looked After"),
    (11, {"Individual adopter identifier": 1, "Date enquiry received": "11/01/2021",
          "Date of leaving adoption process": "10/01/2021"}, "Date of leaving adoption process")])
def test_what_ends_before_it_starts_is_an_error(tmp_path, number, row, column):
    extract = load(workbook(tmp_path / "a.xlsx", {number: [row]}))
    assert {e[:5] for e in errors(extract)} == {
        ("ends-before-start", "a.xlsx", f"List_{number}", 2, column)}


def test_a_child_older_than_25_is_one_error_however_many_rows_they_have(tmp_path):
    old = dt.datetime(1990, 5, 6)
    extract = load(workbook(tmp_path / "a.xlsx", {
        1: [{**CONTACT, "Date of Birth": old}], 7: [{**PLAN, "Date of Birth": old}],
        9: [{**LEAVER, "Child Unique ID": "C2", "Date of Birth": dt.datetime(1995, 4, 1)}]}))
    assert errors(extract) == [
        ("older-than-25", "a.xlsx", "List_7", 2, "Date of Birth", "1990-05-06")]


def test_an_old_case_of_a_person_grown_up_since_is_no_error_but_an_open_one_is(tmp_path):
    def extract(name, close):
        return load(folder(tmp_path / name, {
            "ssd_person": [{**PERSON, "pers_dob": "1990-05-06"}],
            "ssd_cin_episodes": [{"cine_referral_id": "R1", "cine_person_id": "C1",
                                  "cine_referral_date": "2005-01-01", "cine_close_date": close}]}))

    assert errors(extract("closed", "2006-01-01")) == []
    assert errors(extract("open", "")) == [
        ("older-than-25", "ssd_person.csv", "person", 2, "pers_dob", "1990-05-06")]


def test_unknown_and_ambiguous_codes_count_as_not_known(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [
        {**CONTACT, "Contact Source": "z) 99", "Ethnicity": "s)"}]}))
    assert errors(extract) == []
    assert warnings(extract, "unknown-code") == [("List_1", 2, "Contact Source", "z) 99")]
    assert warnings(extract, "ambiguous-code") == [("List_1", 2, "Ethnicity", "s)")]
    assert extract.tables["contacts"]["source_code"].to_pylist() == [None]
    assert extract.tables["person"]["ethnicity"].to_pylist() == [None]


def test_two_dates_of_birth_for_one_id_are_an_error_that_names_both_places(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {
        1: [{**CONTACT, "Date of Birth": "07/05/2010"}], 7: [PLAN]}))
    assert errors(extract) == [
        ("two-dates-of-birth", "a.xlsx", "List_1", 2, "Date of Birth", "2010-05-07")]
    assert "2010-05-06 at List_7, row 2" in extract.report.errors[0].message


def test_two_dates_of_birth_in_a_table_of_people_are_one_error(tmp_path):
    extract = load(folder(tmp_path / "s", {"ssd_person": [
        PERSON, {**PERSON, "pers_dob": "2010-05-07"}]}))
    assert errors(extract) == [
        ("two-dates-of-birth", "ssd_person.csv", "person", 3, "pers_dob", "2010-05-07")]


def test_a_column_missing_and_a_column_twice_are_errors(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [CONTACT], 7: [PLAN]})
    book = openpyxl.load_workbook(path)
    book["List_1"].delete_cols(7)
    book["List_1"].cell(1, 9, "date of  contact")
    book["List_7"].cell(1, 20, "Favourite colour")
    book.save(path)
    extract = load(path)
    assert errors(extract) == [
        ("column-twice", "a.xlsx", "List_1", None, "date of contact", ""),
        ("column-missing", "a.xlsx", "List_1", None, "Contact Source", "")]
    assert warnings(extract, "unknown-column") == [("List_7", None, "Favourite colour", "")]
    assert "contacts.source_code" not in extract.provided
    assert extract.tables["contacts"]["contact_date"].to_pylist() == [dt.date(2021, 2, 1)]


def test_a_column_missing_and_a_column_twice_in_a_table_are_errors(tmp_path):
    (tmp_path / "ssd_cp_visits.csv").write_text(
        "cppv_cp_visit_id,cppv_person_id,CPPV_PERSON_ID,cppv_cp_visit_seen\nV1,C1,C2,Y\n")
    extract = load(tmp_path)
    assert errors(extract) == [
        ("column-twice", "ssd_cp_visits.csv", "cp_visits", None, "CPPV_PERSON_ID", ""),
        ("column-missing", "ssd_cp_visits.csv", "cp_visits", None, "cppv_cp_visit_date", "")]


def test_an_empty_folder_and_one_without_a_table_are_errors(tmp_path):
    assert [e[:2] for e in errors(load(tmp_path))] == [("empty-folder", str(tmp_path))]
    (tmp_path / "notes.txt").write_text("x")
    assert [e[0] for e in errors(load(tmp_path))] == ["empty-folder"]


def test_a_parquet_file_cut_in_half_is_one_error(tmp_path):
    path = tmp_path / "ssd_cp_visits.parquet"
    pq.write_table(pa.table({"cppv_cp_visit_id": [str(n) for n in range(1000)]}), path)
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])
    extract = load(tmp_path)
    assert errors(extract) == [("damaged-parquet", path.name, "cp_visits", None, "", "")]


def test_a_parquet_file_damaged_inside_is_one_error(tmp_path):
    path = tmp_path / "ssd_cp_visits.parquet"
    pq.write_table(pa.table({"cppv_cp_visit_id": [str(n * n) for n in range(50_000)]}), path)
    content = bytearray(path.read_bytes())
    content[4:2000] = b"\xff" * 1996
    path.write_bytes(bytes(content))
    assert [e[0] for e in errors(load(tmp_path))] == ["damaged-parquet"]


def test_a_csv_row_with_too_many_values_is_an_error_with_its_row(tmp_path):
    (tmp_path / "ssd_person.csv").write_text("pers_person_id,pers_sex\nC1,F\nC2,F,,\nC3,M\n")
    extract = load(tmp_path)
    assert errors(extract) == [
        ("unreadable-row", "ssd_person.csv", "person", 3, "", "C2,F,,")]
    assert extract.tables["person"]["person_id"].to_pylist() == ["C1", "C3"]


def test_an_empty_csv_file_is_an_error(tmp_path):
    (tmp_path / "ssd_person.csv").write_text("")
    assert [e[:2] for e in errors(load(tmp_path))] == [("unreadable-file", "ssd_person.csv")]


def test_a_report_date_in_the_future_is_an_error(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {1: [CONTACT]})
    extract = load(path, dt.date(2024, 1, 2))
    assert [e[0] for e in errors(extract)] == ["as-at-in-future"]
    assert errors(load(path, TODAY)) == []


def test_a_report_date_before_every_row_is_one_error(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [CONTACT] * 3}), dt.date(2021, 1, 31))
    assert [e[0] for e in errors(extract)] == ["as-at-before-every-row"]
    assert not extract.report.warnings


def test_a_report_date_years_before_every_row_is_still_one_error(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [CONTACT] * 3}), dt.date(1990, 1, 1))
    assert [e[0] for e in errors(extract)] == ["as-at-before-every-row"]
    assert "error: The report date 1990-01-01 is before" in extract.report.text()


def test_a_report_date_in_the_far_future_makes_nobody_too_old(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {8: [CARE]})
    assert [e[0] for e in errors(load(path, dt.date(2060, 1, 1)))] == ["as-at-in-future"]


def test_a_formula_error_where_a_value_is_required_stops_publication(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {
        8: [{**CARE, "Date Started to be Looked After": "#REF!"}]})
    assert [e[0] for e in errors(load(path))] == ["missing-required-value"]


def test_rows_after_the_report_date_are_warned_of(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {1: [
        CONTACT, {**CONTACT, "Date of Contact": "01/04/2021"}]}))
    assert errors(extract) == []
    assert warnings(extract, "event-after-as-at") == [
        ("List_1", 3, "Date of Contact", "2021-04-01")]


def test_what_began_long_before_birth_is_warned_of(tmp_path):
    born = {"Date of Birth": dt.datetime(2021, 3, 1)}
    extract = load(workbook(tmp_path / "a.xlsx", {
        7: [{**PLAN, **born, "Child Protection Plan Start Date": "01/06/2020"}],
        8: [{**CARE, **born, "Date Started to be Looked After": "31/05/2020"}]}))
    assert errors(extract) == []
    assert warnings(extract, "event-before-birth") == [
        ("List_8", 2, "Date Started to be Looked After", "2020-05-31")]


def test_a_person_looked_after_past_18_is_warned_of(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [
        {**CARE, "Date of Birth": dt.datetime(2003, 3, 31)},
        {**CARE, "Child Unique ID": "C2", "Date of Birth": dt.datetime(2003, 4, 1)}]}))
    assert errors(extract) == []
    assert warnings(extract, "looked-after-over-18") == [
        ("List_8", 2, "Date Ceased to be Looked After", "")]


def test_another_date_of_birth_in_the_adoption_list_is_only_a_warning(tmp_path):
    extract = load(workbook(tmp_path / "a.xlsx", {8: [CARE], 10: [
        {**CHILD, "Date of Birth": "01/01/2011"}]}))
    assert errors(extract) == []
    assert warnings(extract, "adoption-date-of-birth-differs") == [
        ("List_10", 2, "Date of Birth", "2011-01-01")]
    assert extract.tables["person"]["date_of_birth"].to_pylist() == [dt.date(2010, 5, 6)]


def test_every_rule_says_what_is_wrong_and_what_to_do():
    for rule in RULES.values():
        assert rule.message[0].isupper() or rule.message[0] == "{", rule.id
        assert rule.todo.endswith("."), rule.id
        assert not rule.message.endswith("."), rule.id


def test_a_list_with_hardly_any_of_its_columns_is_read_to_its_end(tmp_path):
    rows = [[f"C{n}", "01/02/2021"] for n in range(80)]
    extract = load(sheet_workbook(tmp_path / "a.xlsx", {
        "List 1": [["Child Unique ID", "Date of Contact"], *rows]}))
    assert {e[0] for e in errors(extract)} == {"column-missing"}
    assert len(errors(extract)) == 5
    assert extract.tables["contacts"].num_rows == 80
