"""``surgery export``: what it writes and where, and what it says when it cannot."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.cli import cli
from data.snapshots.store import Store
from data.summaries.formats import DRAWN, FORMATS
from tests.data.county import MARCH, publish

DATE = "2016-03-31"
AREAS = ("breckland", "great-yarmouth", "kings-lynn-west-norfolk", "north-norfolk-broadland",
         "norwich", "south-norfolk")


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, words)])


@pytest.mark.parametrize(("what", "more"), [
    ("committee", []), ("board", []), ("monitoring", []), ("locality", ["--place", "norwich"]),
    ("measure", ["--measure", "lac-visit-timely", "--place", "norwich"])])
def test_every_summary_is_written_in_every_format_that_takes_no_browser(
    county_store: Path, tmp_path: Path, what: str, more: list[str],
) -> None:
    formats = [one for one in FORMATS if one not in DRAWN]
    if what != "committee":  # a spreadsheet takes a process, which takes a second
        formats = ["csv", "csv-metadata.json"]
    result = run(what, *more, "--as-at", DATE, "--to", tmp_path, "--format", ",".join(formats),
                 "--store", county_store)
    assert result.exit_code == 0, result.stderr
    written = sorted(tmp_path.iterdir())
    assert sorted(result.stdout.split()) == [str(path) for path in written]
    assert {path.name.partition(".")[2] for path in written} == set(formats)
    assert all(path.stat().st_size for path in written)
    assert "1 of 1" in result.stderr


def test_a_format_is_taken_from_the_ending_of_the_file(county_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "for the meeting.xlsx"
    result = run("committee", "--as-at", DATE, "--to", to, "--store", county_store)
    assert (result.exit_code, result.stdout) == (0, f"{to}\n")
    assert to.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.iterdir()] == [to.name]


def test_a_csv_comes_with_what_describes_it_by_the_same_name(
    county_store: Path, tmp_path: Path,
) -> None:
    to = tmp_path / "march.csv"
    result = run("committee", "--as-at", DATE, "--to", to, "--store", county_store)
    about = tmp_path / "march.csv-metadata.json"
    assert (result.exit_code, result.stdout) == (0, f"{to}\n{about}\n")
    assert json.loads(about.read_text(encoding="utf-8"))["url"] == to.name


def test_a_pack_is_the_three_summaries_and_every_area_with_an_index(
    county_store: Path, tmp_path: Path,
) -> None:
    result = run("pack", "--as-at", DATE, "--to", tmp_path / "pack", "--format", "csv",
                 "--store", county_store)
    assert result.exit_code == 0, result.stderr
    index = (tmp_path / "pack" / "index.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(index)))
    assert len(lines) == 2 * (3 + len(AREAS))
    for line in lines:
        body = (tmp_path / "pack" / line["file"]).read_bytes()
        assert (str(len(body)), hashlib.sha256(body).hexdigest()) == (
            line["bytes"], line["sha256"])
        assert (line["as_at"], line["revision"], line["marking"]) == (DATE, "1", "OFFICIAL")
    assert {path.name for path in (tmp_path / "pack").iterdir()} == {
        "index.csv", *(line["file"] for line in lines)}


def test_what_is_not_for_the_public_leaves_a_line_in_the_audit_log(tmp_path: Path) -> None:
    publish(tmp_path)
    for what, more in (("committee", []), ("measure", ["--measure", "lac-visit-timely"])):
        to = tmp_path / f"{what}.csv"
        assert run(what, *more, "--as-at", DATE, "--to", to, "--store", tmp_path).exit_code == 0
    (line,) = [line for path in (tmp_path / "audit").iterdir()
               for line in path.read_text(encoding="utf-8").splitlines()]
    assert '"surgery export measure"' in line


# what cannot be made ------

@pytest.mark.parametrize(("words", "said"), [
    (["nonsense"], "WHAT must be one of"), (["committee", "--place", "norwich"], "--place"),
    (["board", "--line", "1"], "--line"), (["locality", "--measure", "lac-count"], "--measure"),
    (["measure"], "--measure"), (["measure", "--measure", "none"], "no measure called none"),
    (["locality"], "kings-lynn-west-norfolk"),
    (["locality", "--place", "atlantis"], "There is no area called atlantis. There are"),
    (["measure", "--measure", "lac-count", "--place", "atlantis"], "no place called atlantis"),
    (["monitoring", "--line", "none"], "none")])
def test_what_there_is_not_is_wrong_usage_and_writes_nothing(
    county_store: Path, tmp_path: Path, words: list[str], said: str,
) -> None:
    result = run(*words, "--as-at", DATE, "--to", tmp_path / "x.csv", "--store", county_store)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in plain(result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("words", "said"), [
    (["committee", "--to", "x.docx"], "ends in one of .pdf"),
    (["committee", "--to", "x.pdf", "--format", "csv"], "--format is for a folder"),
    (["committee", "--to", "x", "--format", "pdf,odt"], "odt is none of"),
    (["pack", "--to", "x.pdf"], "--to must be a folder"),
    (["committee", "--to", "nowhere/x.pdf"], "There is no folder"),
    (["pack", "--to", "file/pack"], "cannot be made")])
def test_a_place_to_write_that_does_not_fit_is_said_first(
    county_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("in the way", encoding="utf-8")
    result = run(*words, "--as-at", DATE, "--store", county_store)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in plain(result)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(county_store: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run("committee", "--as-at", DATE, "--to", tmp_path / "x.csv", "--store", county_store)
    assert result.exit_code == 2
    assert "Nothing can be written" in result.stderr


def test_a_date_without_a_snapshot_names_the_nearest(county_store: Path, tmp_path: Path) -> None:
    for day, near in (("2016-03-10", "2016-02-29 and 2016-03-31"), ("2016-05-31", "2016-03-31")):
        result = run(
            "committee", "--as-at", day, "--to", tmp_path / "x.csv", "--store", county_store)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"There is no snapshot as at {day}. The nearest: {near}." in result.stderr


def test_a_snapshot_that_was_withdrawn_is_said_to_be(tmp_path: Path) -> None:
    publish(tmp_path)
    Store(tmp_path).withdraw(MARCH, 1, by="analyst 7", why="wrong extract")
    result = run("committee", "--as-at", DATE, "--to", tmp_path / "x.csv", "--store", tmp_path)
    assert result.exit_code == 2
    assert "The snapshot as at 2016-03-31 was withdrawn (revision 1)." in result.stderr


def test_without_chromium_no_pdf_and_no_file_is_left(
    county_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("locality", "--place", "norwich", "--as-at", DATE, "--to", tmp_path / "out",
                 "--format", "csv,pdf", "--store", county_store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "apt-get install chromium" in result.stderr
    assert "Nothing is written." in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


def plain(result: Result) -> str:
    """What was said, without the frame that wrong usage is put in."""
    return " ".join(result.stderr.replace("│", " ").split())
