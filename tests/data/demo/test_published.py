"""Norfolk's published figures come out of the demo on their dates, through the real measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from data.authority import read_authority
from data.demo.norfolk import make_history, write_extract
from data.measures.calculate import Calculation, calculate
from data.measures.catalogue import read_catalogue
from data.settings import NORFOLK
from data.sources.read import read

# What the inspection of 2015 and the commissioner's report of 2016 say of Norfolk.
# measure, date, period, what is compared, published value, decimals printed
PUBLISHED = (
    ("lac-count", "2014-03-31", "point", "count", 1150, 0),
    ("lac-count", "2015-06-30", "point", "count", 1052, 0),
    ("lac-rate", "2014-03-31", "point", "rate", 69, 0),
    ("lac-rate", "2015-06-30", "point", "rate", 63.2, 1),
    ("cpp-count-rate", "2014-03-31", "point", "count", 537, 0),
    ("cpp-count-rate", "2015-06-30", "point", "count", 522, 0),
    ("assessments-45wd", "2015-07-31", "month", "percent", 48, 0),
    ("icpc-15wd", "2014-03-31", "month", "percent", 59, 0),
    ("re-referrals-12m", "2015-05-31", "month", "percent", 25, 0),
    ("unallocated", "2015-07-31", "point", "count", 16, 0),
    ("lac-iha-20wd", "2016-03-31", "month", "percent", 68, 0),
    ("lac-rha-up-to-date", "2014-03-31", "point", "percent", 84, 0),
    ("lac-rha-up-to-date", "2015-06-30", "point", "percent", 79, 0),
    ("lac-rha-up-to-date", "2016-03-31", "point", "percent", 79, 0),
    ("lac-dental", "2014-03-31", "point", "percent", 77, 0),
    ("lac-dental", "2015-06-30", "point", "percent", 81, 0),
    ("pep-up-to-date", "2016-03-31", "point", "percent", 79, 0),
    ("cl-pathway-plan", "2016-03-31", "point", "percent", 90, 0),
    ("cl-in-touch", "2015-07-31", "point", "percent", 75, 0),
)
Calculated = Callable[[str], Calculation]


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Calculated:
    """A date's calculation from the demo's extract of that day, worked out once."""
    authority = read_authority(NORFOLK)
    catalogue = read_catalogue()
    history = make_history(authority)
    done: dict[str, Calculation] = {}

    def of(day: str) -> Calculation:
        if day not in done:
            folder: Path = tmp_path_factory.mktemp(day)
            as_at = dt.date.fromisoformat(day)
            write_extract(history, as_at, folder)
            extract = read([str(folder)], as_at=as_at)
            assert not extract.report.errors
            done[day] = calculate(extract, as_at=as_at, authority=authority, catalogue=catalogue)
        return done[day]

    return of


def test_every_published_figure_is_the_demos_on_its_date_to_the_precision_printed(
    calculated: Calculated, capsys: pytest.CaptureFixture[str],
) -> None:
    table, wrong = [], []
    for measure, day, period, kind, published, decimals in PUBLISHED:
        row = next(
            r for r in calculated(day).figures.to_pylist()
            if (r["measure"], r["place"], r["period"]) == (measure, "norfolk", period))
        scale = {"percent": 100, "rate": 10_000}.get(kind)
        value = row["numerator"] * scale / row["denominator"] if scale else row["numerator"]
        line = f"{measure:<20}{day}  {period:<6}{published:>8} published{value:>10.2f} demo"
        table.append(line)
        if round(value, decimals) != published:
            wrong.append(line)
    with capsys.disabled():
        print("\n" + "\n".join(table))
    assert wrong == []


def test_the_sixteen_without_a_worker_in_july_2015_are_looked_after_and_thirteen_in_one_team(
    calculated: Calculated,
) -> None:
    cases = calculated("2015-07-31").cases.to_pylist()
    looked_after = {c["person"] for c in cases if c["measure"] == "lac-count"}
    nobody = [c for c in cases if c["measure"] == "unallocated"]
    assert len(nobody) == 16
    assert {c["person"] for c in nobody} <= looked_after
    teams = [c["team"] for c in nobody if c["locality"] == "north-norfolk-broadland"]
    most = max(set(teams), key=teams.count)
    assert teams.count(most) == 13
    since = [c["happened_on"] for c in nobody if c["team"] == most]
    assert all(dt.date(2015, 3, 1) <= day <= dt.date(2015, 5, 1) for day in since)


def test_the_190_were_reported_out_of_touch_in_july_2015(calculated: Calculated) -> None:
    cases = [c for c in calculated("2015-07-31").cases.to_pylist()
             if c["measure"] == "cl-in-touch"]
    assert len(cases) == 760
    assert sum(c["value"] != 1 for c in cases) == 190
