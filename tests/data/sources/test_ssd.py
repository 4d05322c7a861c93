import csv
import datetime as dt
import hashlib

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from data.sources.extract import Extract
from data.sources.names import columns_named, is_unused_column, is_unused_table, table_named
from data.sources.read import read
from data.sources.tables import TABLES
from tests.data.sources.making import (
    AS_AT,
    CARE,
    CHILD,
    PLAN,
    SHARED,
    TODAY,
    filled,
    folder,
    workbook,
)

REFERENCE = SHARED / "reference" / "ssd_tables.csv"
PERSON = {"pers_person_id": "C1", "pers_sex": "F", "pers_ethnicity": "WBRI",
          "pers_dob": "2010-05-06"}
EPISODE = {"clae_cla_episode_id": "E1", "clae_person_id": "C1", "clae_cla_id": "A1",
           "clae_cla_episode_start_date": "2020-12-01", "clae_entered_care_date": "2020-12-01"}
VISIT = {"cppv_cp_visit_id": "V1", "cppv_person_id": "C1", "cppv_cp_plan_id": "P1",
         "cppv_cp_visit_date": "2021-03-22", "cppv_cp_visit_seen": "Y",
         "cppv_cp_visit_seen_alone": "Y"}
REVIEW = {"clar_cla_review_id": "R1", "clar_cla_id": "A1", "clar_cla_review_date": "15/12/2020",
          "clar_cla_review_cancelled": "N", "clar_cla_review_participation": "PN1"}


def load(path, as_at=AS_AT) -> Extract:
    return read([str(path)], as_at=as_at, today=TODAY)


def rows(extract, table):
    return extract.table(table).to_pylist()


def found(extract):
    return [(p.rule, p.file, p.sheet, p.row, p.column, p.value) for p in extract.report.problems]


@pytest.mark.parametrize("name", [
    "ssd_cp_visits", "SSD_CP_VISITS", "cp_visits", "dbo.ssd_cp_visits"])
def test_a_table_is_known_by_its_ssd_name_or_ours_in_any_capitals(tmp_path, name):
    extract = load(folder(tmp_path / "s", {name: [VISIT]}))
    assert found(extract) == []
    assert filled(rows(extract, "cp_visits")) == [{
        "cp_visit_id": "V1", "person_id": "C1", "cp_plan_id": "P1",
        "visit_date": dt.date(2021, 3, 22), "seen": True, "seen_alone": True}]
    assert {"cp_visits", "cp_visits.seen_alone"} <= extract.provided


def test_our_own_column_names_and_local_tables_are_read(tmp_path):
    extract = load(folder(tmp_path / "s", {
        "education_plans": [{"pep_id": "1", "person_id": "C1", "review_date": "01/02/2021",
                             "grade": "Good"}],
        "workforce": [{"professional_id": "W1", "left_on": "2021-03-01"}],
        "placement_arrangements": [{"person_id": "C1", "arrangement": "Regulation 24",
                                    "start_date": "2021-01-01"}],
        "cp_last_review": [{"person_id": "C1", "review_date": "2021-01-01"}]}))
    assert found(extract) == []
    assert rows(extract, "education_plans")[0]["grade"] == "good"
    assert rows(extract, "placement_arrangements")[0]["arrangement"] == "reg-24"
    assert "education_plans.school" not in extract.provided
    assert extract.covers_from == {}


def test_csv_and_parquet_give_equal_tables(tmp_path):
    source = folder(tmp_path / "csv", {
        "ssd_person": [PERSON], "ssd_cla_episodes": [EPISODE], "ssd_cp_visits": [VISIT],
        "ssd_cla_reviews": [REVIEW]})
    (tmp_path / "parquet").mkdir()
    for path in source.iterdir():
        pq.write_table(pacsv.read_csv(path), tmp_path / "parquet" / f"{path.stem}.parquet")
    one, other = load(source), load(tmp_path / "parquet")
    assert one.tables == other.tables
    assert one.provided == other.provided
    assert found(one) == found(other) == []


def test_typed_parquet_comes_through_as_it_is(tmp_path):
    table = pa.Table.from_pylist([
        {"cp_visit_id": "V1", "person_id": "C1", "cp_plan_id": "P1",
         "visit_date": dt.date(2021, 3, 1), "seen": True}],
        schema=TABLES["cp_visits"].arrow_schema)
    pq.write_table(table, tmp_path / "cp_visits.parquet")
    assert load(tmp_path).tables == {"cp_visits": table}


def test_dates_with_times_numbers_for_flags_and_whole_ids_are_read(tmp_path):
    pq.write_table(pa.table({
        "cppv_cp_visit_id": [1.0, 2.0], "cppv_person_id": [7, 7],
        "cppv_cp_visit_date": [dt.datetime(2021, 3, 1, 9, 30), None],
        "cppv_cp_visit_seen": [1, 0]}).slice(0, 1), tmp_path / "ssd_cp_visits.parquet")
    visit = rows(load(tmp_path), "cp_visits")[0]
    assert (visit["cp_visit_id"], visit["person_id"], visit["visit_date"], visit["seen"]) == (
        "1", "7", dt.date(2021, 3, 1), True)


def test_a_review_finds_its_child_through_the_period_of_care(tmp_path):
    extract = load(folder(tmp_path / "s", {
        "ssd_cla_episodes": [EPISODE, {**EPISODE, "clae_cla_episode_id": "E2"}],
        "ssd_cla_reviews": [REVIEW, {**REVIEW, "clar_cla_review_id": "R2", "clar_cla_id": "?"}]}))
    assert [r["person_id"] for r in rows(extract, "cla_reviews")] == ["C1", None]
    assert "cla_reviews.person_id" in extract.provided


def test_the_words_ssd_holds_become_codes(tmp_path):
    extract = load(folder(tmp_path / "s", {
        "ssd_cla_health": [
            {"clah_health_check_id": n, "clah_person_id": "C1", "clah_health_check_type": words,
             "clah_health_check_date": "2021-01-01", "clah_health_check_status": status}
            for n, (words, status) in enumerate([
                ("Initial Health Assessment", "Completed"), ("Dental Check", "Refused")])],
        "ssd_involvements": [
            {"invo_involvements_id": 1, "invo_person_id": "C1", "invo_professional_id": "W1",
             "invo_professional_role_id": "ALLOCATED CASE WORKER"}],
        "ssd_cla_care_plan": [
            {"lacp_person_id": "C1", "lacp_cla_care_plan_json":
             '{"REMAINSUP":"N","ADOPTION":"Y"}', "lacp_table_id": 1}],
        "ssd_care_leavers": [
            {"clea_table_id": 4, "clea_person_id": "C1",
             "clea_care_leaver_eligibility": "Former Relevant", "clea_care_leaver_in_touch": "NREQ",
             "clea_care_leaver_accom_suitable": "2"}]}))
    assert found(extract) == []
    assert [(h["check_type"], h["status"]) for h in rows(extract, "cla_health")] == [
        ("initial", "done"), ("dental", "refused")]
    assert rows(extract, "involvements")[0]["role"] == "allocated"
    assert rows(extract, "cla_care_plan")[0]["permanence_plan"] == "ADOPTION"
    leaver = rows(extract, "care_leavers")[0]
    assert (leaver["eligibility"], leaver["in_touch"], leaver["accommodation_suitable"]) == (
        "FORMER", "NREQ", False)


def test_known_tables_that_nothing_uses_are_named_once_and_strange_ones_each(tmp_path):
    path = folder(tmp_path / "s", {
        "ssd_cp_visits": [{**VISIT, "cppv_cp_visit_bedroom": "Y", "colour": "red"}],
        "ssd_mother": [{"moth_table_id": 1}], "ssd_family": [{"fami_table_id": 1}],
        "ssd_cp_vists": [VISIT]})
    (path / "notes.txt").write_text("hello")
    assert found(load(path)) == [
        ("unknown-table", "notes.txt", "", None, "", ""),
        ("unknown-column", "ssd_cp_visits.csv", "cp_visits", None, "colour", ""),
        ("unknown-table", "ssd_cp_vists.csv", "", None, "", ""),
        ("unused-tables", str(path), "", None, "", "ssd_family, ssd_mother")]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference tables are not here")
def test_every_table_and_field_of_ssd_is_read_or_known_and_passed_over():
    with REFERENCE.open(encoding="utf-8") as file:
        fields = {(row["table"], row["field"]) for row in csv.DictReader(file)}
    read_or_known = set()
    for name in {table for table, _ in fields}:
        table = table_named(name)
        assert (table is None) == is_unused_table(name), name
        if table is None:
            continue
        read_or_known |= {(name, column.ssd) for column in TABLES[table].columns if column.ssd}
        passed_over = {field for at, field in fields if at == name
                       and is_unused_column(table, field)}
        assert passed_over.isdisjoint(columns_named(table)), name
        read_or_known |= {(name, field) for field in passed_over}
    assert read_or_known == {(name, field) for name, field in fields if table_named(name)}
    assert {table.ssd for table in TABLES.values() if table.ssd} <= {name for name, _ in fields}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_in_any_encoding_of_an_office_is_read(tmp_path, encoding):
    (tmp_path / "ssd_professionals.csv").write_text(
        "prof_professional_id;prof_professional_job_title\nW1;“Señor” social worker\n\n",
        encoding=encoding)
    extract = load(tmp_path)
    assert found(extract) == []
    assert rows(extract, "professionals")[0]["job_title"] == "“Señor” social worker"


def test_several_sources_make_one_extract_and_a_table_may_be_in_only_one(tmp_path):
    one = folder(tmp_path / "one", {"ssd_cp_visits": [VISIT]})
    two = folder(tmp_path / "two", {"education_plans": [{"pep_id": "1", "person_id": "C1"}]})
    three = folder(tmp_path / "three", {"cp_visits": [{**VISIT, "cppv_cp_visit_id": "V9"}]})
    extract = read([str(one), str(two), str(three)], as_at=AS_AT, today=TODAY)
    assert set(extract.tables) == {"cp_visits", "education_plans"}
    assert rows(extract, "cp_visits")[0]["cp_visit_id"] == "V1"
    assert [(p.rule, p.file) for p in extract.report.errors] == [("table-twice", "cp_visits.csv")]
    assert [(s.kind, s.rows) for s in extract.sources] == [("folder", 1)] * 3
    assert len({s.sha256 for s in extract.sources}) == 3


def test_the_hash_of_a_folder_is_of_its_files_in_name_order(tmp_path):
    path = folder(tmp_path / "s", {"ssd_cp_visits": [VISIT], "education_plans": [{"pep_id": 1}]})
    whole = b"".join(f.read_bytes() for f in sorted(path.iterdir()))
    assert load(path).sources[0].sha256 == hashlib.sha256(whole).hexdigest()


def test_annex_a_and_ssd_give_equal_rows_of_the_same_child_where_they_overlap(tmp_path):
    annex_a = load(workbook(tmp_path / "a.xlsx", {7: [PLAN], 8: [CARE], 1: [
        {**CHILD, "Date of Contact": dt.datetime(2021, 2, 1), "Contact Source": "q) 6: Police"}]}))
    ssd = load(folder(tmp_path / "s", {
        "ssd_person": [PERSON],
        "ssd_contacts": [{"cont_contact_id": "1", "cont_person_id": "C1", "cont_contact_date":
                          "01/02/2021", "cont_contact_source_code": "6"}],
        "ssd_cp_plans": [{"cppl_cp_plan_id": "P1", "cppl_person_id": "C1",
                          "cppl_cp_plan_start_date": "2021-01-11 00:00:00",
                          "cppl_cp_plan_initial_category": "NEG",
                          "cppl_cp_plan_latest_category": "NEG"}],
        "ssd_cp_visits": [VISIT],
        "ssd_cla_episodes": [{**EPISODE, "clae_cla_primary_need_code": "N1"}],
        "ssd_legal_status": [{"lega_legal_status_id": "L1", "lega_person_id": "C1",
                              "lega_legal_status": "C2",
                              "lega_legal_status_start_date": "2020-12-01"}],
        "ssd_cla_placement": [{"clap_cla_placement_id": "S1", "clap_person_id": "C1",
                               "clap_cla_placement_type": "U6",
                               "clap_cla_placement_start_date": "2020-12-01"}]}))
    for table in ssd.tables:
        ids = {c.name for c in TABLES[table].columns if c.type == "id"} - {"person_id"}
        shared = [c for c in TABLES[table].names if c not in ids
                  and {f"{table}.{c}"} <= annex_a.provided & ssd.provided]
        assert len(shared) >= 2, table
        assert annex_a.table(table).select(shared) == ssd.table(table).select(shared), table
