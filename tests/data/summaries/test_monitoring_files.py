"""The files of lines: what they may say, and how a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.summaries.monitoring_files import MonitoringFileError, read_monitored
from tests.data.county import CATALOGUE

NORFOLK = Path(__file__).parents[3] / "data/authorities/norfolk/monitoring_2015.toml"
FILE = """
id = "2018"
name = "Inspection of 2018"
baseline = 2017-11-30
[[documents]]
id = "report"
name = "The inspection report"
date = 2018-01-31
[[lines]]
id = "visits"
title = "Visits"
kind = "criticism"
said = "Visits came late."
sources = [{ document = "report", where = "paragraph 4" }]
measures = ["lac-visit-timely"]
"""


def written(folder: Path, text: str = FILE, name: str = "2018.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    """What is said of a file that cannot be used, after its name."""
    path = written(folder, text)
    with pytest.raises(MonitoringFileError) as error:
        read_monitored([path], CATALOGUE)
    assert str(error.value).startswith(f"{path}: ")
    return str(error.value).removeprefix(f"{path}: ")


def test_norfolks_file_holds_criticisms_and_the_four_recommendations() -> None:
    (found,) = read_monitored([NORFOLK], CATALOGUE)
    assert [line.title[:2] for line in found.lines if line.kind == "recommendation"] == [
        "1.", "2.", "3.", "4."]
    assert {"education-plans", "health-assessments", "pathway-plans", "in-touch", "data"} <= {
        line.id for line in found.lines if line.kind == "criticism"}


def test_a_line_has_the_files_baseline_unless_it_has_its_own() -> None:
    (found,) = read_monitored([NORFOLK], CATALOGUE)
    lines = {line.id: f"{line.baseline}" for line in found.lines}
    assert (lines["education-plans"], lines["health-assessments"]) == ("2015-07-31", "2015-06-30")


def test_a_second_file_adds_its_own_lines(tmp_path: Path) -> None:
    found = read_monitored([NORFOLK, written(tmp_path)], CATALOGUE)
    assert [one.id for one in found] == ["2015", "2018"]
    assert [line.id for line in found[1].lines] == ["visits"]


def test_two_files_may_not_use_one_id(tmp_path: Path) -> None:
    second = written(tmp_path, FILE.replace('"visits"', '"education-plans"'))
    with pytest.raises(MonitoringFileError) as error:
        read_monitored([NORFOLK, second], CATALOGUE)
    assert str(error.value) == (
        f"{second}: the id education-plans is used in {NORFOLK} already")


def test_no_files_are_no_lines() -> None:
    assert read_monitored([], CATALOGUE) == ()


@pytest.mark.parametrize(("was", "becomes", "says"), [
    ('"criticism"', '"complaint"',
     "lines, visits, kind: Input should be 'criticism' or 'recommendation', not 'complaint'"),
    ("2017-11-30", '"soon"', "baseline: Input should be a valid date"),
    ('"lac-visit-timely"', '"lac-visits"',
     "lines, visits, measures: there is no measure called lac-visits"),
    ('document = "report"', 'document = "letter"',
     "line visits: there is no document called letter"),
    ('id = "visits"', 'id = "Visits late"', "lines, Visits late, id: String should match"),
    ("measures =", "quality =", "lines, visits: quality stands beside measures"),
    ('measures = ["lac-visit-timely"]', 'measures = ["a-b", "a-b"]',
     "lines, visits: a measure is named twice"),
    ('said = "Visits came late."', 'said = " "', "lines, visits, said: String should have"),
    ("measures =", "mesures =", "lines, visits, mesures: Extra inputs are not permitted"),
    ("measures =", 'see = ["reviews"]\nmeasures =',
     "line visits: see names no other line: reviews"),
    ('id = "2018"', 'id = "2018"\nid = "2019"', "is not TOML"),
])
def test_a_wrong_file_is_refused_with_its_key_and_value(
    tmp_path: Path, was: str, becomes: str, says: str,
) -> None:
    assert was in FILE
    assert refused(tmp_path, FILE.replace(was, becomes)).startswith(says)


@pytest.mark.parametrize(("printed", "says"), [
    ('{ measure = "cl-in-touch", date = 2017-11-30, value = 75, ',
     "lines, visits: printed: cl-in-touch is none of the line's measures"),
    ('{ measure = "lac-visit-timely", date = 2017-11-30, ',
     "lines, visits, printed, 0: a printed figure needs a value or words"),
])
def test_a_printed_figure_is_of_the_lines_own_measures_and_says_something(
    tmp_path: Path, printed: str, says: str,
) -> None:
    wrong = FILE + f'printed = [{printed}document = "report", where = "paragraph 4" }}]\n'
    assert refused(tmp_path, wrong).startswith(says)


def test_an_id_that_is_there_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    twice = FILE + FILE[FILE.index("[[lines]]"):]
    assert refused(tmp_path, twice) == "line visits is there twice"


def test_a_file_that_is_not_there_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(MonitoringFileError, match=r"none\.toml: cannot be read: No such file"):
        read_monitored([tmp_path / "none.toml"], CATALOGUE)


def test_a_file_without_lines_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, FILE[:FILE.index("[[lines]]")]).startswith("lines: Field required")
