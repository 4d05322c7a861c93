"""The national open data's layout: one indicator of it, by place and year."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.benchmarks.open_data import read_open_data
from data.benchmarks.published import BenchmarkFileError, Published, read_published
from data.cli import cli

HEAD = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
        "region_name,old_la_code,new_la_code,la_name,category,rate")


def row(level: str, name: str, value: str, period: str = "202526", category: str = "Total") -> str:
    region = name if level == "Regional" else ""
    authority = name if level == "Local authority" else ""
    return (f"{period},Financial year,{level},E92000001,England,,{region},,,{authority},"
            f"{category},{value}")


def read(tmp_path: Path, *lines: str, **where: str) -> list[Published]:
    file = tmp_path / "data.csv"
    file.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8-sig")
    return read_open_data(
        file, measure="referrals-rate", indicator="rate", where=where, authority="Norfolk",
        region="East of England", neighbours=("Suffolk", "Kent", "Devon"))


def by_area(figures: list[Published]) -> dict[str, tuple[int, float, int]]:
    return {f.area: (f.year, f.value, f.areas_counted) for f in figures}


def test_the_authority_its_region_england_and_the_plain_mean_of_the_neighbours(
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path, row("National", "", "500"), row("Regional", "East of England", "400"),
        row("Regional", "London", "900"), row("Local authority", "Norfolk", "350.5"),
        row("Local authority", "Suffolk", "300"), row("Local authority", "Kent", "400"),
        row("Local authority", "Devon", "500"), row("Local authority", "Leeds", "1"))
    assert by_area(found) == {
        "england": (2026, 500, 1), "region": (2026, 400, 1), "authority": (2026, 350.5, 1),
        "neighbours": (2026, 400, 3)}


def test_a_neighbour_without_a_value_is_left_out_of_the_mean_and_the_count(tmp_path: Path) -> None:
    found = by_area(read(
        tmp_path, row("Local authority", "Norfolk", "1"), row("Local authority", "Suffolk", "300"),
        row("Local authority", "Kent", "c"), row("Local authority", "Devon", "x")))
    assert found["neighbours"] == (2026, 300, 1)


@pytest.mark.parametrize(("text", "symbol"), [
    ("c", "c"), ("z", "z"), ("x", "x"), ("low", "low"), (":", "x"), ("~", "low"),
])
def test_a_symbol_is_kept_and_never_becomes_nought(
    tmp_path: Path, text: str, symbol: str,
) -> None:
    (found,) = read(tmp_path, row("Local authority", "Norfolk", text))
    assert math.isnan(found.value)
    assert found.symbol == symbol


def test_filters_choose_the_rows(tmp_path: Path) -> None:
    lines = row("National", "", "5", category="Girls"), row("National", "", "9")
    assert by_area(read(tmp_path, *lines, category="Total"))["england"] == (2026, 9, 1)


def test_two_rows_of_one_place_and_year_ask_for_a_filter(tmp_path: Path) -> None:
    lines = row("National", "", "5", category="Girls"), row("National", "", "9")
    with pytest.raises(BenchmarkFileError, match=r"row 3: a second row of england in 2026"):
        read(tmp_path, *lines)


@pytest.mark.parametrize(("period", "year"), [("201516", 2016), ("199900", 2000), ("2016", 2016)])
def test_a_period_is_named_by_the_year_it_ends_in(
    tmp_path: Path, period: str, year: int,
) -> None:
    (found,) = read(tmp_path, row("National", "", "5", period))
    assert found.year == year


@pytest.mark.parametrize(("line", "words"), [
    (row("National", "", "5", "201517"), "time_period: “201517”"),
    (row("National", "", "lots"), "column rate: “lots”"),
    (row("National", "", "nan"), "column rate: “nan”"),
    (row("Local authority", "Leeds", "5"), "no row is of Norfolk"),
])
def test_what_cannot_be_read_is_named_by_row_column_and_value(
    tmp_path: Path, line: str, words: str,
) -> None:
    with pytest.raises(BenchmarkFileError, match=words):
        read(tmp_path, line)


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFileError, match=r"no column sex; it has time_period"):
        read(tmp_path, row("National", "", "5"), sex="Total")


def test_the_command_adds_a_year_to_the_store_and_keeps_those_added_before(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"

    def add(*lines: str, indicator: str = "rate") -> Result:
        file = tmp_path / "data.csv"
        file.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
        return CliRunner().invoke(cli, [
            "benchmarks", str(file), "--measure", "referrals-rate", "--indicator", indicator,
            "--where", "category=Total", "--store", str(store)])

    assert add(row("National", "", "500")).exit_code == 0
    assert add(row("National", "", "510", "202627"), row("National", "", "1", "202627", "Girls"),
               ).exit_code == 0
    found = {(f.year, f.area): f.value for f in read_published(store / "benchmarks.csv")}
    assert found == {(2026, "england"): 500, (2027, "england"): 510}
    wrong = add(row("National", "", "520", "202728"), indicator="share")
    assert wrong.exit_code == 1
    assert "no column share" in wrong.stderr
    assert len(read_published(store / "benchmarks.csv")) == 2
