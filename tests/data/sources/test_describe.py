"""What is said of the source tables is what they are."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from data.authority import read_authority
from data.places import Places
from data.settings import NORFOLK
from data.sources import describe
from data.sources.codes import code_lists
from data.sources.read import read
from data.sources.tables import TABLES

WRITTEN = Path(describe.__file__).parent / "TABLES.md"
EXAMPLES = WRITTEN.parent / "examples"
WITH_EXAMPLE = {table.name: table for table in TABLES.values()
                if any(column.ssd is None for column in table.columns)}


def test_the_written_description_is_that_of_the_tables() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == describe.describe()


def test_every_table_and_column_is_described() -> None:
    text = describe.describe()
    for table in TABLES.values():
        section = text.split(f"## `{table.name}`")[1].split("\n## ")[0]
        assert table.words in section
        for column in table.columns:
            assert f"| `{column.name}` |" in section


def test_what_a_column_may_hold_is_described() -> None:
    text = describe.describe()
    assert "| `score` | `csdq_sdq_score` | whole number | 0 to 40 |" in text
    assert "not before `end_date`; the day of the return interview" in text
    assert "| `sessions_missed` | local | whole number | 0 to 100; no more than " in text
    assert "| code: [plan_grade](#codes-plan_grade) |" in text
    for table in TABLES.values():
        for column in table.columns:
            if column.codes:
                section = text.split(f"## Codes: {column.codes}\n")[1].split("\n## ")[0]
                for code, label in code_lists()[column.codes].labels.items():
                    assert f"- `{code}` {label}" in section


def test_every_table_with_a_local_column_has_an_example_with_all_its_columns() -> None:
    assert {path.stem for path in EXAMPLES.iterdir()} == set(WITH_EXAMPLE)
    for name, table in WITH_EXAMPLE.items():
        with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert tuple(rows[0]) == table.names, name
        assert 3 <= len(rows) - 1 <= 5, name
        for at, column in enumerate(table.columns):
            assert any(row[at] for row in rows[1:]), f"{name}.{column.name} is never filled in"
        assert f"[An example](examples/{name}.csv)" in describe.describe()


def test_the_examples_are_an_extract_with_nothing_wrong_in_it() -> None:
    extract = read([str(EXAMPLES)], as_at=dt.date(2016, 3, 31),
                   places=Places(read_authority(NORFOLK)))
    assert extract.report.problems == []
    assert set(extract.tables) == set(WITH_EXAMPLE)
    for name, table in extract.tables.items():
        assert {f"{name}.{column}" for column in table.column_names} <= extract.provided
