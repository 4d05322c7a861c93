"""A fault in a file that an authority's settings name is refused before anything is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.authority import AuthorityFileError
from data.cli import cli
from data.configuration import read_configuration
from data.settings import NORFOLK, settings

REPOSITORY = Path(__file__).parents[2]
FAULTS = [
    ("committee.toml", 'id = "pep-up-to-date"', 'id = "pep-late"',
     "groups.0.measures.0.id: no measure called pep-late"),
    ("board.toml", "answer_days = 28", "answer_days = 0",
     "answer_days: Input should be greater than 0 (it is 0)"),
    ("board.toml", '"re-referrals-12m"]\ncharts', '"re-referrals"]\ncharts',
     "priorities.0: Value error, charts names what is not among measures: re-referrals-12m"),
    ("monitoring_2015.toml", 'kind = "criticism"', 'kind = "complaint"',
     "lines, education-plans, kind: Input should be 'criticism' or 'recommendation', "
     "not 'complaint'"),
    ("norfolk.toml", "# pep-up-to-date = 95", "pep-late = 95",
     "targets for measures that do not exist: pep-late"),
    ("norfolk.toml", 'rebases = ["unallocated"]', 'rebases = ["pep-late"]',
     "events, New teams of 2015-09-01: rebases measures that do not exist: pep-late"),
    ("norfolk.toml", 'head_of = "norwich"', 'head_of = "ely"',
     "services.0.head_of: no area called ely"),
    ("norfolk.toml", 'place = "kings-lynn-west-norfolk"\n', 'place = "ely"\n',
     "look_as.2.place: no place called ely"),
    ("norfolk.toml", 'place = "kings-lynn-west-norfolk-looked-after"', 'place = "norwich"',
     "look_as.3.place: a manager belongs to a team, not to 'norwich'"),
    ("norfolk.toml", 'service = "looked-after"', 'service = "ely"',
     "look_as.2.service: no service called ely"),
    ("norfolk.toml", "weekday = \"Thursday\"", "weekday = \"Sunday\"",
     "surgeries.weekday: Input should be 'Monday', 'Tuesday', 'Wednesday', 'Thursday' or 'Friday' "
     "(it is 'Sunday')"),
]


def changed(folder: Path, name: str, old: str, new: str) -> tuple[Path, Path]:
    """Norfolk's files with one thing changed in one of them: the authority's, and that one."""
    beside = folder / "norfolk"
    beside.mkdir()
    for file in (NORFOLK, *sorted((NORFOLK.parent / "norfolk").iterdir())):
        to = folder / file.relative_to(NORFOLK.parent)
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert old in text
            text, wrong = text.replace(old, new, 1), to
        to.write_text(text, encoding="utf-8")
    return folder / "norfolk.toml", wrong


def test_norfolks_own_files_are_sound() -> None:
    authority, catalogue = read_configuration(NORFOLK)
    assert authority.id == "norfolk"
    assert "pep-up-to-date" in catalogue


@pytest.mark.parametrize(("name", "old", "new", "why"), FAULTS)
def test_a_fault_is_refused_with_the_file_the_place_in_it_and_why(
    tmp_path: Path, name: str, old: str, new: str, why: str,
) -> None:
    authority, wrong = changed(tmp_path, name, old, new)
    with pytest.raises(AuthorityFileError) as refused:
        read_configuration(authority)
    assert str(refused.value).startswith(f"{wrong}: {why}")


@pytest.mark.parametrize("name", ["committee.toml", "board.toml", "monitoring_2015.toml"])
def test_a_file_that_is_named_and_not_there_is_refused(tmp_path: Path, name: str) -> None:
    authority, wrong = changed(tmp_path, name, "id", "id")
    wrong.unlink()
    with pytest.raises(AuthorityFileError) as refused:
        read_configuration(authority)
    assert str(refused.value) == f"{wrong}: cannot be read: No such file or directory"


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings name an authority whose committee's file has a wrong measure: that file."""
    authority, wrong = changed(tmp_path, *FAULTS[0][:3])
    monkeypatch.setenv("SURGERY_AUTHORITY", str(authority))
    settings.cache_clear()
    yield wrong
    settings.cache_clear()


@pytest.mark.parametrize("words", [
    ["check", "{here}/nowhere"], ["load", "{here}/nowhere", "--as-at", "2016-03-31"], ["signals"],
    ["figures", "--as-at", "2016-03-31"],
    ["cases", "--as-at", "2016-03-31", "--measure", "lac-count"],
    ["export", "committee", "--as-at", "2016-03-31", "--to", "{here}/committee.csv"],
    ["demo", "--no-serve"], ["serve"]])
def test_every_command_that_uses_the_settings_refuses_the_fault_and_does_nothing(
    faulty: Path, county_store: Path, tmp_path: Path, words: list[str],
) -> None:
    before = sorted(county_store.rglob("*"))
    words = [word.format(here=tmp_path) for word in words]
    if words[0] != "check":
        words += ["--store", str(county_store)]
    result = CliRunner().invoke(cli, words)
    assert isinstance(result.exception, AuthorityFileError)
    assert str(result.exception) == f"{faulty}: {FAULTS[0][3]}"
    assert result.stdout == ""
    assert sorted(county_store.rglob("*")) == before
    assert not list(tmp_path.glob("committee.csv*"))


def program(*words: str, authority: Path, store: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=REPOSITORY, text=True, capture_output=True, check=False,
        timeout=120, env={**os.environ, "SURGERY_AUTHORITY": str(authority),
                          "SURGERY_STORE": str(store)})


def test_the_server_does_not_start_and_says_why_in_one_line(tmp_path: Path) -> None:
    authority, wrong = changed(tmp_path, *FAULTS[0][:3])
    done = program("-m", "data.cli", "serve", authority=authority, store=tmp_path / "store")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{wrong}: {FAULTS[0][3]}\n"


def test_the_app_does_not_load_under_any_server(tmp_path: Path) -> None:
    authority, wrong = changed(tmp_path, *FAULTS[0][:3])
    done = program("-c", "import app", authority=authority, store=tmp_path / "store")
    assert done.returncode == 1
    assert f"CommitteeFileError: {wrong}: {FAULTS[0][3]}" in done.stderr
