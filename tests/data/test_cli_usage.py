"""The commands used wrongly, and as a program: what they exit with and what they print where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.cli import cli
from tests.data.county import county, write_csv

DATE = "2016-03-31"
REPOSITORY = Path(__file__).parents[2]


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


# wrong usage ------

@pytest.mark.parametrize("words", [
    ["figures", "--as-at", "2016-02-28"], ["figures", "--as-at", DATE, "--place", "atlantis"],
    ["figures", "--as-at", DATE, "--measure", "none"], ["figures", "--as-at", "31/03/2016"],
    ["figures", "--as-at", "2016-02-30"], ["figures"],
    ["figures", "--as-at", DATE, "--format", "xml"],
    ["cases", "--as-at", DATE], ["cases", "--as-at", DATE, "--measure", "none"],
    ["cases", "--as-at", DATE, "--measure", "lac-count", "--place", "atlantis"],
    ["cases", "--as-at", "2016-02-28", "--measure", "lac-count"],
    ["cases", "--as-at", "soon", "--measure", "lac-count"],
    ["cases", "--as-at", DATE, "--measure", "lac-count", "--format", "md"],
    ["snapshots", "--format", "md"], ["serve", "--port", "0"], ["serve", "--workers", "0"],
    ["demo", "--months", "0", "--no-serve"]])
def test_what_does_not_exist_is_wrong_usage(county_store: Path, words: list[str]) -> None:
    result = run(*words, "--store", county_store)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize("words", [
    ["nonsense"], ["check"], ["load", "somewhere"], ["load", "--as-at", DATE],
    ["load", "somewhere", "--as-at", "yesterday"], ["check", "somewhere", "--as-at", "2016-13-01"],
    ["measures", "--format", "xml"], ["snapshots", "nonsense"]])
def test_a_command_that_cannot_be_understood_is_wrong_usage(words: list[str]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", "127.0.0.1.evil"])
def test_only_this_machine_may_be_served(tmp_path: Path, host: str) -> None:
    result = run("serve", "--host", host, "--store", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Refused: {host}" in result.stderr


def options(*words: str) -> set[str]:
    """The long options that a command's help names."""
    text = CliRunner().invoke(cli, [*words, "--help"], env={"COLUMNS": "200"}).stdout
    return {w.strip("│ ") for w in text.replace(",", " ").split() if w.startswith("--")}


@pytest.mark.parametrize(("words", "named"), [
    (["demo"], {"--store", "--months", "--seed", "--no-serve", "--port"}), (["check"], set()),
    (["load"], {"--as-at", "--store", "--history"}), (["snapshots"], {"--store"}),
    (["snapshots", "verify"], {"--store"}), (["snapshots", "withdraw"], {"--store", "--as-at"}),
    (["figures"], {"--as-at", "--place", "--measure", "--store", "--format"}),
    (["cases"], {"--as-at", "--place", "--measure", "--store", "--format"}),
    (["measures"], {"--format"}), (["serve"], {"--store", "--host", "--port", "--workers"})])
def test_every_command_has_the_options_agreed(words: list[str], named: set[str]) -> None:
    assert named <= options(*words)


# as a program ------

def program(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "data.cli", *map(str, words)], cwd=REPOSITORY, text=True,
        capture_output=True, check=False, timeout=120, env={**os.environ, **environment})


def test_the_program_prints_data_on_stdout_and_exits_0(county_store: Path) -> None:
    done = program("figures", "--as-at", DATE, "--measure", "lac-count", "--place", "norfolk",
                   "--format", "json", SURGERY_STORE=str(county_store))
    assert (done.returncode, done.stderr) == (0, "")
    assert [r["numerator"] for r in json.loads(done.stdout)] == [31]


def test_the_program_exits_1_for_what_may_not_be_published(tmp_path: Path) -> None:
    done = program("check", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("words", "environment", "said"), [
    (["serve", "--host", "0.0.0.0"], {}, "Refused"),
    (["measures"], {"SURGERY_AUTHORITY": "nowhere.toml"}, "nowhere.toml: cannot be read"),
    (["snapshots"], {"SURGERY_REFRESH_SECONDS": "soon"}, "refresh_seconds"),
    (["nonsense"], {}, "No such command")])
def test_the_program_exits_2_for_wrong_usage(
    words: list[str], environment: dict[str, str], said: str,
) -> None:
    done = program(*words, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path,
) -> None:
    extract = write_csv(tmp_path / "extract", {"cin_episodes": county()["cin_episodes"]})
    file = tmp_path / "a-file"
    file.write_text("")
    done = program("load", extract, "--as-at", DATE, "--store", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert str(file) in done.stderr
