"""Official statistics: facts by year, shown only beside what they are comparable with."""

from __future__ import annotations

import csv
import datetime as dt
import math
from pathlib import Path

import pytest

from data.benchmarks.published import (
    COLUMNS,
    HERE,
    BenchmarkFileError,
    Published,
    beside,
    comparisons,
    read_published,
    write_published,
)
from data.measures.catalogue import read_catalogue

NORFOLK = HERE / "norfolk.csv"
REFERENCE = Path(__file__).parents[4] / "shared/reference/official_statistics.csv"
FIGURES = read_published(NORFOLK)


def rows(file: Path, *lines: str) -> Path:
    file.write_text("\n".join((",".join(COLUMNS), *lines)) + "\n", encoding="utf-8")
    return file


def test_every_published_measure_is_in_the_catalogue_and_has_words() -> None:
    published = {figure.measure for figure in FIGURES}
    assert published == set(comparisons())
    assert published <= set(read_catalogue())


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference figures are not beside")
def test_every_figure_is_as_it_was_published() -> None:
    areas = {"Norfolk": "authority", "East of England": "region", "England": "england",
             "Statistical neighbours (mean)": "neighbours"}
    with REFERENCE.open(encoding="utf-8") as file:
        expected = {
            (row["measure_id"], int(row["period"]), areas[row["area"]]): row["value"]
            for row in csv.DictReader(file) if row["measure_id"] in comparisons()}
    found = {(f.measure, f.year, f.area): f.value for f in FIGURES}
    assert set(found) == set(expected)
    for key, text in expected.items():
        assert math.isnan(found[key]) if not text else (
            found[key] == pytest.approx(float(text)))


def test_a_published_share_or_rate_that_is_shown_fits_its_unit() -> None:
    """Reviews on time are published as a number of plans: 378 would be no share."""
    catalogue = read_catalogue()
    for measure, comparison in comparisons().items():
        if comparison.not_comparable or catalogue[measure].unit != "percent":
            continue
        values = [f.value for f in FIGURES if f.measure == measure and not math.isnan(f.value)]
        assert all(0 <= value <= 100 for value in values), measure


@pytest.mark.parametrize(("as_at", "year"), [
    ("2016-03-30", 2016),  # nothing had ended yet: the first there is, with its year
    ("2016-03-31", 2016), ("2017-03-30", 2016), ("2017-03-31", 2017), ("2030-01-01", 2025),
])
def test_the_latest_year_that_had_ended_by_the_date_is_shown(as_at: str, year: int) -> None:
    found = beside(FIGURES, "referrals-rate", dt.date.fromisoformat(as_at))
    assert found is not None
    assert found.year == year


def test_a_workforce_year_ends_in_september_and_a_school_year_in_july() -> None:
    june = dt.date(2018, 6, 30)
    workforce, school = beside(FIGURES, "vacancy-rate", june), beside(
        FIGURES, "lac-overall-absence", june)
    assert workforce is not None
    assert school is not None
    assert (workforce.year, school.year) == (2017, 2017)


def test_figures_of_something_else_are_not_shown_but_said() -> None:
    found = beside(FIGURES, "cl-in-touch", dt.date(2016, 3, 31))
    assert found is not None
    assert found.figures == {}
    assert "not in touch" in found.comparison.not_comparable


def test_a_number_of_children_is_not_set_beside_places_of_another_size() -> None:
    found = beside(FIGURES, "lac-count", dt.date(2016, 3, 31))
    assert found is not None
    assert set(found.figures[2016]) == {"authority"}
    assert found.figures[2016]["authority"].value == 1045


def test_a_measure_of_which_nothing_is_published_has_nothing_beside_it() -> None:
    assert beside(FIGURES, "unallocated", dt.date(2016, 3, 31)) is None


def test_an_authoritys_own_row_stands_in_for_the_one_that_came_with_surgery(
    tmp_path: Path,
) -> None:
    own = rows(tmp_path / "own.csv", "lac-rate,2025,england,71.5,,1", "lac-rate,2026,england,70,,1")
    found = beside(read_published(NORFOLK, own), "lac-rate", dt.date(2026, 3, 31))
    assert found is not None
    assert found.year == 2026
    assert found.figures[2025]["england"].value == 71.5


@pytest.mark.parametrize(("line", "words"), [
    ("lac-rate,next,england,1,,1", "row 2"),
    ("lac-rate,2025,mars,1,,1", "no area called mars"),
    ("lac-rate,2025,england,,,1", "no value and no symbol"),
    ("lac-rate,2025,england,many,,1", "many"),
])
def test_a_wrong_row_is_named(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(BenchmarkFileError, match=words):
        read_published(rows(tmp_path / "own.csv", line))


def test_other_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("year,value\n2025,1\n", encoding="utf-8")
    with pytest.raises(BenchmarkFileError, match="columns are not measure"):
        read_published(tmp_path / "own.csv")


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    figures = [Published("lac-rate", 2026, "england", 70.25, "", 1),
               Published("lac-rate", 2026, "neighbours", 61.5, "", 9)]
    write_published(figures, tmp_path / "own.csv")
    again = read_published(tmp_path / "own.csv")
    assert sorted(again, key=str) == sorted(figures, key=str)
