"""Signals follow every command that changes what is live."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.cli import cli
from data.settings import NORFOLK, settings
from data.snapshots.store import Store
from tests.data.county import write_csv
from tests.data.signals.making import NORFOLK as COUNTY
from tests.data.signals.making import RECEIVED, fill

THREE = {(RECEIVED, COUNTY): [100, 104, 100]}


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def dates(root: Path) -> list[str]:
    return sorted(path.parent.name.removeprefix("as_at=")
                  for path in (root / "signals").glob("as_at=*/*.parquet"))


def test_the_command_works_out_what_is_missing_and_says_so(tmp_path: Path) -> None:
    fill(tmp_path, THREE)
    result = run("signals", "--store", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Worked out the signals of 2016-02-29" in result.stderr
    assert dates(tmp_path) == ["2016-01-31", "2016-02-29", "2016-03-31"]
    again = run("signals", "--store", tmp_path)
    assert (again.exit_code, again.stderr) == (
        0, "The signals of every date, and what is public of it, are worked out.\n")


def test_a_store_without_a_snapshot_is_wrong_usage(tmp_path: Path) -> None:
    result = run("signals", "--store", tmp_path)
    assert result.exit_code == 2
    assert "There is no snapshot in" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_load_and_withdraw_work_out_what_they_changed(tmp_path: Path) -> None:
    fill(tmp_path, THREE)
    extract = write_csv(tmp_path / "extract")
    loaded = run("load", extract, "--as-at", "2016-02-29", "--store", tmp_path)
    assert loaded.exit_code == 0, loaded.stderr
    assert len(dates(tmp_path)) == 3
    withdrawn = run("snapshots", "withdraw", "--as-at", "2016-02-29", "--by", "a", "--why", "b",
                    "--store", tmp_path)
    assert withdrawn.exit_code == 0, withdrawn.stderr
    assert "Worked out the signals of 2016-03-31" in withdrawn.stderr
    assert "2016-01-31" not in withdrawn.stderr
    assert dates(tmp_path) == ["2016-01-31", *["2016-02-29"] * 2, *["2016-03-31"] * 2]


def test_a_rebase_of_a_measure_there_is_none_of_stops_a_load_before_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = NORFOLK.read_text(encoding="utf-8")
    assert 'rebases = ["unallocated"]' in text
    other = tmp_path / "other.toml"
    other.write_text(text.replace('["unallocated"]', '["unalocated"]'), encoding="utf-8")
    monkeypatch.setenv("SURGERY_AUTHORITY", str(other))
    settings.cache_clear()
    try:
        result = run("load", write_csv(tmp_path / "extract"), "--as-at", "2016-02-29",
                     "--store", tmp_path / "store")
    finally:
        settings.cache_clear()
    assert "rebases measures that do not exist: unalocated" in str(result.exception)
    assert Store(tmp_path / "store").entries() == []
