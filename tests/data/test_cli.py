"""The commands: their names and options, what they print where, and what they exit with."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from data.cli import cli
from data.snapshots.store import DATA_FILES
from tests.data.county import CATALOGUE, FORMULA, LYNN, county, publish, write_csv

DATE = "2016-03-31"


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-written county as a folder of CSV files."""
    return write_csv(tmp_path_factory.mktemp("extract"))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, extract: Path) -> Path:
    """A store that the command filled. Tests must not change it."""
    store = tmp_path_factory.mktemp("loaded")
    result = run("load", extract, "--as-at", DATE, "--store", store)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return store


@pytest.fixture
def unsound(tmp_path: Path) -> Path:
    """An extract with a plan that ends before it starts."""
    tables = county()
    tables["cp_plans"][0]["end_date"] = "1 Aug 2015"
    return write_csv(tmp_path / "unsound", tables)


# check and load ------

def test_check_reads_and_publishes_nothing(
    extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check", extract)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "cla_visits: " in result.stderr
    assert "May be published." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_of_an_unsound_extract_prints_the_report_and_exits_1(
    unsound: Path, tmp_path: Path,
) -> None:
    report = tmp_path / "report.csv"
    result = run("check", unsound, "--csv", report)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cp_plans.csv, cp_plans, row 2, end_date" in result.stderr
    written = csv.DictReader(io.StringIO(report.read_text(encoding="utf-8")))
    (line,) = [r for r in written if r["severity"] == "error"]
    assert line["rule"] == "ends-before-start"


@pytest.mark.parametrize("name", ["nowhere", "nowhere.xlsx", "sqlite:///nowhere/none.db"])
def test_a_source_that_is_not_there_is_reported_and_exits_1(tmp_path: Path, name: str) -> None:
    source = name if "://" in name else tmp_path / name
    for command in (["check", source], ["load", source, "--as-at", DATE, "--store", tmp_path]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "1 errors" in result.stderr or "1 error" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_load_publishes_and_says_so_on_stderr(loaded: Path) -> None:
    assert sorted(p.name for p in (loaded / "snapshots" / f"as_at={DATE}" / "revision=1").iterdir(
    )) == sorted((*DATA_FILES, "manifest.json"))


def test_the_manifest_names_the_sources_and_their_hashes(loaded: Path, extract: Path) -> None:
    manifest = json.loads(
        (loaded / f"snapshots/as_at={DATE}/revision=1/manifest.json").read_text("utf-8"))
    (source,) = manifest["sources"]
    assert (source["path"], source["kind"]) == (str(extract), "folder")
    assert len(source["sha256"]) == 64
    assert manifest["built_by"].startswith("surgery ")
    assert manifest["made_up"] is False


def test_an_unsound_extract_is_not_loaded_and_the_store_is_untouched(
    unsound: Path, tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    publish(store)
    before = {p: p.read_bytes() for p in store.rglob("*") if p.is_file()}
    result = run("load", unsound, "--as-at", DATE, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ends-before-start" in result.stderr
    assert "Not published" in result.stderr
    assert {p: p.read_bytes() for p in store.rglob("*") if p.is_file()} == before


def test_somebody_may_accept_a_rules_errors_and_answers_for_it(
    unsound: Path, tmp_path: Path,
) -> None:
    result = run("load", unsound, "--as-at", DATE, "--store", tmp_path,
                 "--accept", "ends-before-start", "--signed-off-by", "analyst 7")
    assert result.exit_code == 0, result.stderr
    (line,) = rows(run("snapshots", "--store", tmp_path))
    assert (line["accepted"], line["signed_off_by"]) == ("ends-before-start", "analyst 7")


def test_a_date_loaded_again_says_why_in_its_manifest_and_in_the_list(
    extract: Path, tmp_path: Path,
) -> None:
    for words in ([], ["--why", "visits recorded late"]):
        result = run("load", extract, "--as-at", DATE, "--store", tmp_path, *words)
        assert result.exit_code == 0, result.stderr
    assert [(r["revision"], r["why"]) for r in rows(run("snapshots", "--store", tmp_path))] == [
        ("1", ""), ("2", "visits recorded late")]


@pytest.mark.parametrize("words", [
    ["--accept", "ends-before-start"], ["--accept", "no-such-rule", "--signed-off-by", "x"]])
def test_accepting_without_a_name_or_a_rule_is_wrong_usage(
    unsound: Path, tmp_path: Path, words: list[str],
) -> None:
    result = run("load", unsound, "--as-at", DATE, "--store", tmp_path, *words)
    assert result.exit_code == 2
    assert not (tmp_path / "snapshots").exists()


def test_history_publishes_the_month_ends_the_extract_can_support(
    extract: Path, tmp_path: Path,
) -> None:
    result = run("load", extract, "--as-at", DATE, "--store", tmp_path, "--history",
                 "--months", "3")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert [r["as_at"] for r in rows(run("snapshots", "--store", tmp_path))] == [
        "2015-12-31", "2016-01-31", "2016-02-29", DATE]
    assert "Worked out what is public" not in result.stderr, "each load has done so"
    assert {file.parent.name for file in (tmp_path / "public").rglob("*.parquet")} == {
        f"as_at={day}" for day in ("2015-12-31", "2016-01-31", "2016-02-29", DATE)}
    past = rows(run("figures", "--as-at", "2015-12-31", "--store", tmp_path, "--place", "norfolk"))
    measures = {r["measure"] for r in past}
    assert "lac-count" in measures
    assert "cl-in-touch" not in measures, "how care leavers are now says nothing of December"


def test_history_stops_before_anything_in_the_extract(extract: Path, tmp_path: Path) -> None:
    """Nothing in it happened before September 2015."""
    result = run("load", extract, "--as-at", "2015-10-31", "--store", tmp_path, "--history")
    assert result.exit_code == 0, result.stderr
    assert [r["as_at"] for r in rows(run("snapshots", "--store", tmp_path))] == [
        "2015-09-30", "2015-10-31"]


# snapshots ------

def test_snapshots_are_listed_with_their_state(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path)
    publish(tmp_path)
    run("snapshots", "withdraw", "--as-at", DATE, "--revision", 2, "--by", "a", "--why", "b",
        "--store", tmp_path)
    (tmp_path / f"snapshots/as_at={DATE}/revision=3/manifest.json").write_text("{")
    listed = run("snapshots", "--store", tmp_path)
    assert listed.exit_code == 0
    assert [(r["as_at"], r["revision"], r["state"]) for r in rows(listed)] == [
        (DATE, "1", "published"), (DATE, "2", "withdrawn"), (DATE, "3", "damaged")]
    as_json = json.loads(run("snapshots", "--store", tmp_path, "--format", "json").stdout)
    assert as_json[0].items() >= {"as_at": DATE, "revision": 1, "made_up": True}.items()


def test_an_empty_store_lists_a_header_and_nothing_else(tmp_path: Path) -> None:
    result = run("snapshots", "--store", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.startswith("as_at,revision,state,")
    assert rows(result) == []


@pytest.mark.parametrize("words", [
    ["snapshots", "verify", "--store"], ["snapshots", "--store"]])
def test_verify_names_what_is_not_as_it_was_published(tmp_path: Path, words: list[str]) -> None:
    publish(tmp_path)
    publish(tmp_path)
    asked = [*words, tmp_path] if "verify" in words else [*words, tmp_path, "verify"]
    sound = run(*asked)
    assert (sound.exit_code, sound.stdout.splitlines()) == (0, [
        f"as_at={DATE}/revision={n}: sound" for n in (1, 2)])
    (tmp_path / f"snapshots/as_at={DATE}/revision=2/cases.parquet").unlink()
    found = run(*asked)
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        f"as_at={DATE}/revision=1: sound",
        f"as_at={DATE}/revision=2: cases.parquet is missing"]


def test_withdraw_brings_the_revision_before_back(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4)

    def looked_after() -> str:
        (row,) = rows(run("figures", "--as-at", DATE, "--place", "norfolk", "--measure",
                          "lac-count", "--store", tmp_path))
        return row["numerator"]

    assert looked_after() == "35"
    result = run("snapshots", "withdraw", "--as-at", DATE, "--by", "analyst 1", "--why",
                 "wrong extract", "--store", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Withdrew as_at=2016-03-31/revision=2" in result.stderr
    assert looked_after() == "31"


@pytest.mark.parametrize("words", [
    ["--as-at", "2015-01-31", "--by", "a", "--why", "b"],
    ["--as-at", DATE, "--revision", "9", "--by", "a", "--why", "b"],
    ["--as-at", DATE, "--why", "b"], ["--as-at", DATE, "--by", "a"], ["--by", "a", "--why", "b"]])
def test_withdraw_needs_a_snapshot_a_name_and_a_reason(loaded: Path, words: list[str]) -> None:
    result = run("snapshots", "withdraw", *words, "--store", loaded)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not list(loaded.rglob("*.withdrawn.json"))


# figures, cases, measures ------

def test_figures_are_the_snapshots_own_columns_and_what_they_are_called(loaded: Path) -> None:
    result = run("figures", "--as-at", DATE, "--store", loaded)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "as_at,measure,place,level,period,numerator,denominator,unknown,cases,value,status")
    found = rows(result)
    assert {r["level"] for r in found} == {"authority", "locality", "team", "worker"}
    assert {r["period"] for r in found} == {"point", "month", "year"}
    assert {r["measure"] for r in found} == set(CATALOGUE)


def test_a_place_and_a_measure_narrow_the_figures(loaded: Path) -> None:
    asked = ("figures", "--as-at", DATE, "--store", loaded, "--place", "norwich", "--measure",
             "lac-visit-timely")
    (row,) = rows(run(*asked))
    expected: dict[str, Any] = {
        "as_at": DATE, "measure": "lac-visit-timely", "place": "norwich", "level": "locality",
        "period": "point", "numerator": 7, "denominator": 13, "unknown": 1, "cases": 13,
        "status": "off target"}
    assert row.items() >= {k: str(v) for k, v in expected.items()}.items()
    (row,) = json.loads(run(*asked, "--format", "json").stdout)
    assert row.items() >= expected.items()
    assert row["value"] == pytest.approx(700 / 13)


def test_a_worker_and_what_is_in_no_area_can_be_asked_for_as_places(loaded: Path) -> None:
    for place in ("worker-lynn-1", "no-area"):
        found = rows(run("figures", "--as-at", DATE, "--store", loaded, "--place", place))
        assert {r["place"] for r in found} == {place}


def test_a_measure_that_the_extract_cannot_give_is_named_on_stderr(tmp_path: Path) -> None:
    write_csv(tmp_path / "extract", {"cin_episodes": county()["cin_episodes"]})
    run("load", tmp_path / "extract", "--as-at", DATE, "--store", tmp_path)
    result = run("figures", "--as-at", DATE, "--store", tmp_path, "--format", "json")
    assert result.exit_code == 0
    assert {r["measure"] for r in json.loads(result.stdout)} == {
        "re-referrals-12m", "referrals-nfa", "referrals-rate"}
    assert "Not in this extract: lac-count (needs cla_episodes" in result.stderr


def test_cases_are_the_snapshots_rows(loaded: Path) -> None:
    asked = ("cases", "--as-at", DATE, "--measure", "lac-visit-timely", "--place", LYNN,
             "--store", loaded)
    result = run(*asked)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "as_at,measure,case,person,worker,team,locality,value,weight,happened_on,due_on,done_on,"
        "reason")
    found = rows(result)
    assert len(found) == 13
    assert {r["team"] for r in found} == {LYNN}
    assert FORMULA in {r["person"] for r in found}
    assert {r["value"] for r in found} == {"0", "1", ""}
    as_json = json.loads(run(*asked, "--format", "json").stdout)
    assert {r["value"] for r in as_json} == {0, 1, None}
    assert all(len(r["due_on"]) == 10 for r in as_json)


def test_an_earlier_revision_still_says_what_it_said(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4)
    asked = ("figures", "--as-at", DATE, "--measure", "lac-count", "--place", "norfolk",
             "--store", tmp_path)
    now, before = (rows(run(*asked, *words)) for words in ((), ("--revision", 1)))
    assert (now[0]["numerator"], before[0]["numerator"]) == ("35", "31")
    none = run(*asked, "--revision", 3)
    assert (none.exit_code, none.stdout) == (2, "")
    assert "no revision 3 of 2016-03-31" in none.stderr


def test_cases_add_up_to_the_figures(loaded: Path) -> None:
    (figure,) = rows(run("figures", "--as-at", DATE, "--measure", "pep-up-to-date", "--place",
                         "norfolk", "--store", loaded))
    found = rows(run("cases", "--as-at", DATE, "--measure", "pep-up-to-date", "--store", loaded))
    assert len(found) == int(figure["cases"])
    assert sum(r["value"] == "1" for r in found) == int(figure["numerator"])
    assert sum(r["value"] == "" for r in found) == int(figure["unknown"])


def test_cases_given_out_are_in_the_audit_log(tmp_path: Path) -> None:
    publish(tmp_path)
    run("cases", "--as-at", DATE, "--measure", "lac-count", "--store", tmp_path)
    (log,) = (tmp_path / "audit").iterdir()
    (line,) = [json.loads(text) for text in log.read_text().splitlines()]
    assert line["address"] == "surgery cases"
    assert line["given"][0].items() >= {"measure": "lac-count", "rows": 31}.items()


def test_every_field_of_every_measure_is_filled_or_marked_not_applicable() -> None:
    listed = rows(run("measures", "--format", "csv"))
    assert len(listed) == 90
    assert [(r["id"], name) for r in listed for name, value in r.items() if not value] == []
    count = next(r for r in listed if r["id"] == "lac-count")
    assert (count["target"], count["core"]) == ("not applicable", "yes")


def test_the_catalogue_is_given_as_csv_json_and_words() -> None:
    assert [r["id"] for r in rows(run("measures", "--format", "csv"))] == list(CATALOGUE)
    listed = json.loads(run("measures", "--format", "json").stdout)
    assert set(listed[0]) >= {
        "id", "name", "domain", "plain_english", "kind", "unit", "better", "target", "tolerance",
        "clock", "basis", "period", "unknown", "sources", "service", "what_to_do", "sql"}
    words = run("measures", "--format", "md").stdout
    for measure in CATALOGUE.values():
        assert f"## {measure.name}" in words
        assert measure.sql.strip() in words


def test_a_damaged_snapshot_is_named_on_stderr_and_stdout_stays_data(tmp_path: Path) -> None:
    publish(tmp_path)
    entry = publish(tmp_path, more=4)
    (entry.path / "figures.parquet").write_bytes(b"PAR1")
    result = run("figures", "--as-at", DATE, "--measure", "lac-count", "--place", "norfolk",
                 "--store", tmp_path, "--format", "json")
    assert result.exit_code == 0
    assert [r["numerator"] for r in json.loads(result.stdout)] == [31]
    assert "revision=2" in result.stderr
