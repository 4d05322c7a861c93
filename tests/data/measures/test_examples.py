"""Every measure's worked example, as the definitions page shows it, run through its SQL."""

from __future__ import annotations

import pytest

from data.measures.calculate import calculate
from data.measures.catalogue import read_catalogue
from data.measures.examples import NOT_KNOWN, examples
from tests.data.measures.worked import AUTHORITY

CATALOGUE = read_catalogue()
EXAMPLES = examples()


def test_every_measure_has_a_worked_example_and_every_example_a_measure() -> None:
    assert set(EXAMPLES) == set(CATALOGUE)


@pytest.mark.parametrize("measure", EXAMPLES)
def test_the_worked_example_comes_out_as_the_definitions_page_says(measure: str) -> None:
    example = EXAMPLES[measure]
    extract = example.extract()
    done = calculate(
        extract, as_at=example.as_at, authority=AUTHORITY,
        catalogue={measure: CATALOGUE[measure]})
    found = {case["person"] or case["case"]: case["value"] for case in done.cases.to_pylist()}
    expected = {name: None if value == NOT_KNOWN else value
                for name, value in example.cases.items()}
    assert found == expected
    assert not set(example.left_out) & set(found)
    mentioned = {str(value) for rows in example.tables.values() for row in rows
                 for value in row.values()}
    assert set(example.left_out) <= mentioned, "who is left out is in the rows"
    (row,) = [r for r in done.figures.to_pylist()
              if (r["place"], r["period"]) == (AUTHORITY.id, example.period)]
    assert row["numerator"] == pytest.approx(example.numerator)
    assert row["unknown"] == example.unknown
    if CATALOGUE[measure].unit not in ("rate", "count"):
        assert row["denominator"] == pytest.approx(example.denominator)


@pytest.mark.parametrize("measure", EXAMPLES)
def test_an_example_is_a_handful_of_rows_in_a_sentence(measure: str) -> None:
    example = EXAMPLES[measure]
    assert 1 <= len(example.cases) <= 8
    assert sum(map(len, example.tables.values())) <= 20
    assert example.words.rstrip().endswith(".")
    assert example.period in CATALOGUE[measure].period
