"""What a reading is as a picture, as a table and as rows of a file."""

from __future__ import annotations

import datetime as dt
import math

from data.summaries.data import areas_table, data, matrix
from data.summaries.pictures import areas_picture, picture, pictures
from data.summaries.reading import Elsewhere
from tests.data.summaries import readings
from tests.data.summaries.readings import PLACES, SEPTEMBER, hidden, number, reading, signal

PEP = "pep-up-to-date"
AUGUST, MARCH = dt.date(2015, 8, 31), dt.date(2016, 3, 31)
ENGLAND = Elsewhere("England", "2014/15", 66.04)
SIX = readings.areas(PEP, (78, 100), (59, 100), (85, 100), (84, 100), (3, 4))


def test_a_picture_of_months_says_where_it_runs_and_what_is_not_drawn() -> None:
    months = (number(PEP, 70, 100, as_at=AUGUST), hidden(as_at=SEPTEMBER),
              number(PEP, 79, 100))
    found = picture(reading(PEP, months[-1], months=months, elsewhere=(ENGLAND,)))
    assert found
    assert found.words == ("August 2015: 70\u202f%. March 2016: 79\u202f%. 1 of 3 months not "
                           "drawn: hidden. Target: 95.")
    assert found.labels == ("2015-08-31", "2015-09-30", "2016-03-31")
    assert found.symbols == ("", "c", "")
    assert math.isnan(found.values[1])
    assert (found.target, found.beside) == (95, (("England, 2014/15", 66.04),))


def test_where_no_month_can_be_drawn_there_is_no_picture() -> None:
    assert pictures(reading(PEP, hidden())) == ()


def test_the_usual_range_runs_beside_from_where_it_holds() -> None:
    asked = "icpc-15wd"
    months = tuple(number(asked, 45, 58, as_at=day) for day in (AUGUST, SEPTEMBER, MARCH))
    found = picture(reading(asked, months[-1], months=months, signal=signal(
        asked, chart="control", since=SEPTEMBER, lower=-3.0, upper=104.0,
        variation="improvement high")))
    assert found
    assert math.isnan(found.lower[0])
    assert (found.lower[1:], found.upper[1:]) == ((0.0, 0.0), (100.0, 100.0))
    assert found.marks == ("", "", "better")


def test_a_picture_of_areas_marks_those_apart_and_says_why_one_is_not_drawn() -> None:
    found = areas_picture(reading(
        PEP, number(PEP, 79, 100), areas=SIX, apart={"great-yarmouth": "low"}))
    assert found
    assert found.marks == ("", "apart", "", "", "")
    assert found.symbols[-1] == "u"
    assert found.words.endswith("Norwich too few. Further apart than chance explains: Great "
                                "Yarmouth.")
    assert found.beside[0] == ("Norfolk", 79)


def test_one_area_alone_is_no_picture() -> None:
    assert areas_picture(reading(PEP, number(PEP, 79, 100), areas=(
        SIX[0], hidden(place=PLACES.localities[1])))) is None


def test_the_table_of_areas_has_the_target_and_england_below_them() -> None:
    found = areas_table(reading(PEP, number(PEP, 79, 100), areas=(
        *SIX, hidden("k", place=PLACES.localities[5])), elsewhere=(ENGLAND,)))
    assert found
    assert [row[0].text for row in found.rows] == [
        "Norfolk", "Breckland", "Great Yarmouth", "King’s Lynn and West Norfolk",
        "North Norfolk and Broadland", "Norwich", "South Norfolk", "Target", "England, 2014/15"]
    few, kept_back, target, england = (found.rows[n][1] for n in (5, 6, 7, 8))
    assert (few.text, few.number, few.symbol) == ("3 of 4 [u]", None, "u")
    assert (kept_back.text, kept_back.number, kept_back.symbol) == ("[k]", None, "k")
    assert (target.text, target.number) == ("95\u202f%", 95)
    assert (england.text, england.number) == ("66.0\u202f%", 66.04)


def test_a_hidden_row_hides_its_counts_by_the_same_letter() -> None:
    found = areas_table(reading(PEP, hidden("k"), areas=SIX))
    assert found
    assert {cell.symbol for cell in found.rows[0][1:]} == {"k"}


def test_the_table_of_measures_has_the_target_the_county_and_the_areas_across() -> None:
    found = matrix([reading(PEP, number(PEP, 79, 100), areas=SIX, elsewhere=(ENGLAND,)),
                    reading("lac-count", number("lac-count", 40), areas=readings.areas(
                        "lac-count", *((n, math.nan) for n in (7, 8, 9, 10, 11))))],
                   id="all", title="All")
    assert [column.name for column in found.columns] == [
        "Measure", "Target", "Norfolk", *(area.place.short for area in SIX)]
    assert [row[1].text for row in found.rows] == ["95\u202f%", "[z]"]


def test_a_file_has_one_row_a_figure_with_its_place_its_target_and_whose_it_is() -> None:
    months = (number(PEP, 70, 100, as_at=AUGUST), number(PEP, 79, 100))
    rows = data(reading(PEP, months[-1], months=months, areas=SIX, elsewhere=(ENGLAND,)))
    assert [(row.place, row.as_at) for row in rows[:3]] == [
        ("norfolk", AUGUST), ("norfolk", MARCH), ("breckland", MARCH)]
    assert (rows[1].value, rows[1].numerator, rows[1].target, rows[1].source) == (79, 79, 95, "own")
    few = next(row for row in rows if row.place == "norwich")
    assert (few.value, few.symbol, few.numerator) == (None, "u", 3)
    assert (rows[-1].source, rows[-1].year, rows[-1].value) == ("England", "2014/15", 66.04)


def test_a_measure_that_the_extract_lacks_is_a_row_that_says_so() -> None:
    rows = data(reading(PEP, hidden("x"), months=()))
    assert [(row.value, row.symbol) for row in rows] == [(None, "x")]
