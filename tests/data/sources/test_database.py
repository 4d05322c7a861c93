import sqlite3
from contextlib import closing

from data.sources.read import read
from tests.data.sources.making import AS_AT, TODAY, folder
from tests.data.sources.test_ssd import EPISODE, PERSON, REVIEW, VISIT

TABLES = {"ssd_person": [PERSON], "ssd_cla_episodes": [EPISODE], "ssd_cp_visits": [VISIT],
          "ssd_cla_reviews": [REVIEW], "ssd_mother": [{"moth_table_id": "1"}]}


def database(path, tables):
    with closing(sqlite3.connect(path)) as connection, connection:
        for name, rows in tables.items():
            columns = ", ".join(f'"{column}"' for column in rows[0])
            connection.execute(f'create table "{name}" ({columns})')
            for row in rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f'insert into "{name}" values ({marks})', list(row.values()))
    return f"sqlite:///{path}"


def load(source):
    return read([str(source)], as_at=AS_AT, today=TODAY)


def test_a_database_gives_the_same_extract_as_a_folder_of_the_same_tables(tmp_path):
    one = load(database(tmp_path / "ssd.db", TABLES))
    other = load(folder(tmp_path / "s", TABLES))
    assert one.tables == other.tables
    assert one.provided == other.provided
    assert [p.rule for p in one.report.problems] == ["unused-tables"]
    assert one.sources[0].kind == "database"
    assert one.sources[0].rows == 4


def test_the_hash_of_a_database_is_of_what_was_read(tmp_path):
    one = load(database(tmp_path / "1.db", TABLES))
    same = load(database(tmp_path / "2.db", TABLES))
    other = load(database(tmp_path / "3.db", {**TABLES, "ssd_person": [
        {**PERSON, "pers_sex": "M"}]}))
    assert one.sources[0].sha256 == same.sources[0].sha256 != other.sources[0].sha256


def test_tables_that_are_not_ssd_are_left_alone(tmp_path):
    extract = load(database(tmp_path / "a.db", {"ssd_person": [PERSON], "payroll": [{"a": 1}]}))
    assert set(extract.tables) == {"person"}
    assert not extract.report.problems


def test_values_of_several_kinds_in_one_column_are_read_as_text(tmp_path):
    extract = load(database(tmp_path / "a.db", {"ssd_person": [
        {**PERSON, "pers_person_id": 1}, {**PERSON, "pers_person_id": "C2"}]}))
    assert extract.table("person")["person_id"].to_pylist() == ["1", "C2"]


def test_a_cell_that_cannot_be_read_says_its_table_row_and_column(tmp_path):
    extract = load(database(tmp_path / "a.db", {"ssd_person": [{**PERSON, "pers_dob": "soon"}]}))
    assert [(p.rule, p.sheet, p.row, p.column, p.value) for p in extract.report.errors] == [
        ("not-a-date", "main.ssd_person", 1, "pers_dob", "soon")]


def test_an_empty_database_is_an_error(tmp_path):
    extract = load(database(tmp_path / "a.db", {"payroll": [{"a": 1}]}))
    assert [p.rule for p in extract.report.errors] == ["empty-database"]


def test_a_database_file_that_is_not_there_is_an_error_and_is_not_made(tmp_path):
    extract = load(f"sqlite:///{tmp_path / 'missing.db'}")
    assert [p.rule for p in extract.report.errors] == ["unreachable-database"]
    assert not list(tmp_path.iterdir())


def test_an_address_nobody_answers_is_one_error_and_the_password_is_not_in_it():
    for address in ("mssql+nothing://user:s3cret@nowhere/db", "://", "nothing://s3cret"):
        extract = load(address)
        assert [p.rule for p in extract.report.errors] == ["unreachable-database"]
        assert "s3cret@" not in extract.report.text() + str(extract.sources)
