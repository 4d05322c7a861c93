import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from data.sources.cells import as_text, read_column, read_date
from data.sources.tables import Column


def cells(values, type_, *, codes=None, kind=None):
    return read_column(pa.array(values, kind), Column("x", type_, codes=codes))


@pytest.mark.parametrize("text", [
    "06/05/2010", "6/5/2010", "06-05-2010", "06.05.2010", "2010-05-06", "2010-05-06 00:00:00",
    "2010-05-06T13:45:00", "06/05/2010 13:45", "40304", "40304.5"])
def test_a_date_is_read_in_every_way_extracts_write_it(text):
    assert read_date(text) == (dt.date(2010, 5, 6), "")


@pytest.mark.parametrize("text", ["31/02/2010", "May 2010", "05/06/10", "2010", "00:00:00", "12"])
def test_what_is_no_date_is_said_to_be_none(text):
    assert read_date(text) == (None, "not-a-date")


def test_a_time_of_day_is_dropped():
    found = cells([dt.datetime(2010, 5, 6, 23, 59), dt.datetime(1965, 5, 6, 23, 59)], "date")
    assert found.values.to_pylist() == [dt.date(2010, 5, 6), dt.date(1965, 5, 6)]


@pytest.mark.parametrize(("text", "flag"), [
    ("Y", True), ("n", False), ("1", True), ("0", False), ("true", True), ("FALSE", False),
    ("c) Unknown", None), ("", None)])
def test_a_flag_is_true_false_or_not_known(text, flag):
    found = cells([text], "flag")
    assert found.values.to_pylist() == [flag]
    assert not found.wrong


def test_a_flag_of_numbers_is_read():
    assert cells([1, 0, None], "flag").values.to_pylist() == [True, False, None]


def test_suitable_accommodation_is_1_and_unsuitable_2_as_in_the_national_return():
    column = Column("accommodation_suitable", "flag")
    found = read_column(pa.array(["1", "2", "a) Suitable", "Unsuitable"]), column)
    assert found.values.to_pylist() == [True, False, True, False]


def test_an_id_held_as_a_number_with_a_fraction_of_nought_is_the_whole_number():
    assert as_text(pa.array([9212044.0, float("nan"), None])).to_pylist() == [
        "9212044", None, None]
    assert as_text(pa.array([Decimal("12.00")])).to_pylist() == ["12"]
    assert as_text(pa.array([0.5, 2.0])).to_pylist() == ["0.5", "2"]
    assert cells([9212044], "id").values.to_pylist() == ["9212044"]


def test_spaces_around_an_id_are_dropped_and_leading_noughts_kept():
    assert cells([" 0012 ", "\u00a0"], "id").values.to_pylist() == ["0012", None]


def test_a_formula_error_is_blank_and_reported_once_a_distinct_text_with_its_rows():
    found = cells(["#N/A", "W1", "#N/A"], "text")
    assert found.values.to_pylist() == [None, "W1", None]
    assert [(rule, text, list(at)) for rule, text, at in found.wrong] == [
        ("formula-error", "#N/A", [0, 2])]


def test_a_fraction_is_not_a_whole_number():
    found = cells(["1", "2.0", "2.5", "inf", "many"], "whole")
    assert found.values.to_pylist() == [1, 2, None, None, None]
    assert [text for _, text, _ in found.wrong] == ["2.5", "inf", "many"]


@pytest.mark.parametrize(("text", "plan", "rule"), [
    ('{"REMAINSUP": "Y", "ADOPTION": "N"}', "RETURN", ""),
    ('{"RETURN1M": "Y", "RETURN6M": "Y"}', "RETURN", ""),
    ('{"LTRELFR": "1"}', "LTFOST", ""), ('{"LTFOST18": "Y"}', "LTFOST", ""),
    ('{"RESPLMT": "Y"}', "RESPLMT", ""), ('{"SUPPLIV": "Y"}', "SUPPLIV", ""),
    ('{"OTHERPLN": "Y"}', "OTHER", ""), ('{"ADOPTION": "N"}', None, ""),
    ('{"ADOPTION": "Y", "LTFOST18": "Y"}', None, "ambiguous-code"),
    ('{"NEW": "Y"}', None, "unknown-code"), ("b) Adoption", "ADOPTION", ""),
])
def test_a_permanence_plan_is_read_from_the_care_plan(text, plan, rule):
    found = cells([text], "code", codes="permanence_plan")
    assert found.values.to_pylist() == [plan]
    assert [wrong for wrong, _, _ in found.wrong] == [rule] * bool(rule)


@pytest.mark.parametrize(("words", "code"), [
    ("Initial Health Assessment", "initial"), ("RHA", "review"), ("Dental Check", "dental"),
    ("Health assessment", "assessment"), ("Eye test", "optician")])
def test_a_health_check_is_known_by_its_words(words, code):
    assert cells([words], "code", codes="health_check").values.to_pylist() == [code]
