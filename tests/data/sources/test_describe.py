"""What is said of the source tables is what they are."""

from __future__ import annotations

from pathlib import Path

from data.sources import describe
from data.sources.tables import TABLES

WRITTEN = Path(describe.__file__).parent / "TABLES.md"


def test_the_written_description_is_that_of_the_tables() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == describe.describe()


def test_every_table_and_column_is_described() -> None:
    text = describe.describe()
    for table in TABLES.values():
        section = text.split(f"## `{table.name}`")[1].split("\n## ")[0]
        assert table.words in section
        for column in table.columns:
            assert f"| `{column.name}` |" in section
