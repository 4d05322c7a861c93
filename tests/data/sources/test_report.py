import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq

from data.authority import read_authority
from data.places import Places
from data.settings import NORFOLK
from data.sources.read import read
from data.sources.report import SHOWN
from data.sources.typed import MOST
from tests.data.sources.making import AS_AT, TODAY, folder
from tests.data.sources.test_ssd import PERSON, VISIT


def bad_visits(path, count):
    return folder(path, {"ssd_cp_visits": [
        {**VISIT, "cppv_cp_visit_id": n, "cppv_cp_visit_seen": "perhaps"} for n in range(count)]})


def load(path, **more):
    return read([str(path)], as_at=AS_AT, today=TODAY, **more)


def test_the_text_shows_the_first_of_each_rule_and_the_csv_all(tmp_path):
    report = load(bad_visits(tmp_path / "s", SHOWN + 7)).report
    lines = report.text().splitlines()
    assert len(lines) == SHOWN + 2
    assert lines[-2:] == ["warning: and 7 more of [unknown-code]", "0 errors, 57 warnings."]
    assert len(list(csv.DictReader(io.StringIO(report.csv())))) == SHOWN + 7


def test_a_column_that_is_wrong_throughout_does_not_fill_the_report(tmp_path):
    table = {"cppv_cp_visit_id": [str(n) for n in range(MOST + 5)],
             "cppv_person_id": ["C1"] * (MOST + 5),
             "cppv_cp_visit_date": ["2021-01-01"] * (MOST + 5),
             "cppv_cp_visit_seen": ["perhaps"] * (MOST + 5)}
    pq.write_table(pa.table(table), tmp_path / "ssd_cp_visits.parquet")
    report = load(tmp_path).report
    assert len(report.warnings) == MOST + 1
    assert report.warnings[-1].message.endswith("and 5 more rows")


def test_errors_come_before_warnings_and_say_where_and_what_to_do(tmp_path):
    path = folder(tmp_path / "s", {"ssd_cp_visits": [
        {**VISIT, "cppv_cp_visit_seen": "perhaps", "cppv_cp_visit_date": "soon"}]})
    assert load(path).report.text().splitlines() == [
        "error: ssd_cp_visits.csv, cp_visits, row 2, cppv_cp_visit_date: The value is not a date "
        "('soon'). Write it as DD/MM/YYYY or YYYY-MM-DD. [not-a-date]",
        "warning: ssd_cp_visits.csv, cp_visits, row 2, cppv_cp_visit_seen: The code is not in the "
        "list “yes no”; it counts as not known ('perhaps'). Use a code from the list, or have "
        "this spelling added to it. [unknown-code]",
        "1 errors, 1 warnings."]


def test_an_error_that_a_person_accepts_does_not_stop_publication(tmp_path):
    report = load(folder(tmp_path / "s", {"ssd_cp_visits": [VISIT, VISIT]})).report
    assert not report.may_be_published()
    assert report.may_be_published(accepted=["duplicate-id"])


def test_teams_the_authority_does_not_know_are_named_once_with_their_rows(tmp_path):
    rows = [{"invo_involvements_id": n, "invo_person_id": "C1", "invo_professional_team": team}
            for n, team in enumerate(["Norwich assessment", "Team X", "Team X", ""])]
    path = folder(tmp_path / "s", {"ssd_involvements": rows, "ssd_person": [PERSON]})
    places = Places(read_authority(NORFOLK))
    found = load(path, places=places).report.problems
    assert [(p.rule, p.row, p.column, p.value) for p in found] == [
        ("team-not-configured", 3, "invo_professional_team", "Team X")]
    assert "(rows: 2)" in found[0].message
    assert not load(path).report.problems


def test_a_column_of_a_kind_nobody_can_read_is_an_error(tmp_path):
    pq.write_table(pa.table({"pers_person_id": ["C1"], "pers_sex": [["F", "M"]]}),
                   tmp_path / "ssd_person.parquet")
    extract = load(tmp_path)
    assert [(p.rule, p.column) for p in extract.report.errors] == [
        ("unreadable-column", "pers_sex")]
    assert extract.table("person")["sex"].to_pylist() == [None]


def test_an_unknown_role_is_said_to_count_as_another(tmp_path):
    report = load(folder(tmp_path / "s", {"ssd_involvements": [
        {"invo_involvements_id": 1, "invo_person_id": "C1",
         "invo_professional_role_id": "Uncle"}]})).report
    assert [p.message for p in report.warnings] == [
        "The code is not in the list “role”; it counts as other"]
