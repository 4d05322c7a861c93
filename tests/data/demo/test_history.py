"""The made-up Norfolk: repeatable, honest about what was known when, and true to what was
published."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from data.authority import Authority, read_authority
from data.demo.norfolk import History, make_history, month_ends, write_extract
from data.places import Places
from data.settings import NORFOLK
from data.sources.read import read
from data.sources.tables import TABLES, Table
from tests.data.demo.recount import Recount

DAYS = [dt.date(2013, 4, 30), dt.date(2015, 7, 31), dt.date(2015, 11, 13), dt.date(2016, 3, 31)]
PUBLISHED = [
    ("lac_count", dt.date(2014, 3, 31), 1150, 0), ("lac_count", dt.date(2015, 6, 30), 1052, 0),
    ("lac_count", dt.date(2016, 3, 31), 1045, 0), ("lac_rate", dt.date(2014, 3, 31), 69, 0),
    ("lac_rate", dt.date(2015, 6, 30), 63.2, 1), ("plan_count", dt.date(2014, 3, 31), 537, 0),
    ("plan_count", dt.date(2015, 6, 30), 522, 0), ("plan_count", dt.date(2016, 3, 31), 458, 0),
    ("assessments", dt.date(2015, 7, 31), 48, 0), ("conferences", dt.date(2014, 3, 31), 59, 0),
    ("re_referrals", dt.date(2015, 5, 31), 25, 0),
    ("initial_health", dt.date(2016, 3, 31), 68, 0),
    ("reviewed_health", dt.date(2014, 3, 31), 84, 0),
    ("reviewed_health", dt.date(2015, 6, 30), 79, 0),
    ("reviewed_health", dt.date(2016, 3, 31), 79, 0),
    ("dental", dt.date(2014, 3, 31), 77, 0), ("dental", dt.date(2015, 6, 30), 81, 0),
    ("education", dt.date(2016, 3, 31), 79, 0), ("pathway_plans", dt.date(2016, 3, 31), 90, 0),
    ("in_touch", dt.date(2015, 7, 31), 75, 0),
]


@pytest.fixture(scope="module")
def norfolk() -> Authority:
    return read_authority(NORFOLK)


@pytest.fixture(scope="module")
def history(norfolk: Authority) -> History:
    return make_history(norfolk, seed=1)


@pytest.fixture(scope="module")
def another(norfolk: Authority) -> History:
    return make_history(norfolk, seed=6)


def marks(history: History, day: dt.date) -> dict[str, str]:
    """A hash of each table of an extract."""
    out = {}
    for name, table in history.extract_of(day).items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())
        out[name] = hashlib.sha256(sink.getvalue()).hexdigest()
    return out


def sources(tables: dict[str, pa.Table]) -> list[tuple[Table, pa.Table]]:
    by_file = {table.ssd or table.name: table for table in TABLES.values()}
    return [(by_file[name], table) for name, table in tables.items()]


def dates_in(table: pa.Table) -> list[str]:
    return [field.name for field in table.schema if pa.types.is_date(field.type)]


def test_the_same_seed_gives_the_same_tables_and_another_seed_others(
    history: History, another: History, norfolk: Authority,
) -> None:
    day = dt.date(2016, 3, 31)
    assert marks(history, day) == marks(make_history(norfolk, seed=1), day)
    assert not set(marks(history, day).items()) & set(marks(another, day).items())


def test_an_extract_asked_for_twice_is_the_same(history: History) -> None:
    assert marks(history, DAYS[1]) == marks(history, DAYS[1])


@pytest.mark.parametrize("day", DAYS)
def test_nothing_in_an_extract_is_dated_after_it(history: History, day: dt.date) -> None:
    allowed = {"pers_expected_dob", "clar_cla_review_due_date", "cppr_cp_review_due"}
    for name, table in history.extract_of(day).items():
        for column in set(dates_in(table)) - allowed:
            latest = pc.max(table[column]).as_py()
            assert latest is None or latest <= day, (name, column)


def test_a_later_extract_holds_every_row_of_an_earlier_one(history: History) -> None:
    early, late = history.extract_of(DAYS[1]), history.extract_of(DAYS[2])
    for source, table in sources(early):
        if source.kind == "events" and source.key:
            key = source.column(source.key[0]).ssd or source.key[0]
            later = set(late[source.ssd or source.name][key].to_pylist())
            assert set(table[key].to_pylist()) <= later, source.name


def test_some_things_are_recorded_late(history: History) -> None:
    day = dt.date(2015, 6, 30)
    known, later = (history.extract_of(d)["ssd_cp_visits"] for d in (day, dt.date(2015, 8, 31)))
    by_then = pc.sum(pc.less_equal(later["cppv_cp_visit_date"], pa.scalar(day))).as_py()
    assert 0 < by_then - known.num_rows < 0.05 * by_then


@pytest.mark.parametrize("day", DAYS)
def test_ids_are_unique_and_every_child_is_in_person(history: History, day: dt.date) -> None:
    tables = history.extract_of(day)
    people = set(tables["ssd_person"]["pers_person_id"].to_pylist())
    for source, table in sources(tables):
        for key in source.key:
            column = table[source.column(key).ssd or key]
            assert pc.count_distinct(column).as_py() == table.num_rows, source.name
        if "person_id" in source.names and (source.column("person_id").ssd or not source.ssd):
            column = table[source.column("person_id").ssd or "person_id"]
            assert set(column.to_pylist()) <= people, source.name


def test_tables_have_only_the_names_of_the_sources(history: History) -> None:
    for source, table in sources(history.extract_of(DAYS[3])):
        names = {column.ssd or column.name for column in source.columns}
        assert set(table.column_names) <= names, source.name


@pytest.mark.parametrize("day", [DAYS[0], DAYS[1], DAYS[3]])
def test_an_extract_reads_without_a_problem(
    history: History, norfolk: Authority, day: dt.date, tmp_path: Path,
) -> None:
    write_extract(history, day, tmp_path)
    extract = read([str(tmp_path)], as_at=day, places=Places(norfolk))
    assert extract.report.problems == []


@pytest.mark.parametrize(("what", "day", "value", "digits"), PUBLISHED)
def test_a_published_figure_comes_out_of_the_events_of_any_seed(
    history: History, another: History, norfolk: Authority, what: str, day: dt.date,
    value: float, digits: int,
) -> None:
    for made in (history, another):
        recount = Recount(made.extract_of(day), day, norfolk)
        assert round(getattr(recount, what)(), digits) == value


def test_sixteen_looked_after_children_had_no_worker_in_july_2015_and_nobody_else(
    history: History, norfolk: Authority,
) -> None:
    day = dt.date(2015, 7, 31)
    nobody = Recount(history.extract_of(day), day, norfolk).unallocated()
    assert (len(nobody), int(nobody.care.sum())) == (16, 16)
    one_team = nobody[nobody.team == "north-norfolk-broadland-safeguarding-2"]
    assert len(one_team) == 13
    assert one_team.start.max() <= np.datetime64("2015-04-30")


def test_190_of_760_care_leavers_were_marked_out_of_touch_and_turned_out_not_to_be(
    history: History, norfolk: Authority,
) -> None:
    day = dt.date(2015, 7, 31)
    then = history.extract_of(day)["ssd_care_leavers"].to_pandas()
    lost = then[then.clea_care_leaver_in_touch == "NO"]
    counted = then[~then.clea_care_leaver_in_touch.isin(["NREQ", "RHOM"])]
    assert (len(lost), len(counted)) == (190, 760)
    later = history.extract_of(dt.date(2015, 10, 31))["ssd_care_leavers"].to_pandas()
    found = later[later.clea_person_id.isin(lost.clea_person_id)]
    assert (found.clea_care_leaver_in_touch == "YES").mean() > 0.75


def test_children_before_birth_have_no_date_of_birth_yet(history: History) -> None:
    person = history.extract_of(DAYS[1])["ssd_person"].to_pandas()
    unborn = person[person.pers_dob.isna()]
    assert len(unborn) > 0
    assert unborn.pers_expected_dob.notna().all()
    assert set(unborn.pers_sex) == {"U"}


def test_a_day_outside_the_story_is_refused(history: History) -> None:
    with pytest.raises(ValueError, match="the history covers"):
        history.extract_of(dt.date(2016, 4, 1))


def test_month_ends_are_the_last_days_of_the_months_up_to_march_2016() -> None:
    assert month_ends(2) == [dt.date(2016, 2, 29), dt.date(2016, 3, 31)]
    assert month_ends(36)[0] == dt.date(2013, 4, 30)


def test_a_written_extract_is_the_extract(history: History, tmp_path: Path) -> None:
    write_extract(history, DAYS[0], tmp_path)
    for name, table in history.extract_of(DAYS[0]).items():
        assert pq.read_table(tmp_path / f"{name}.parquet").equals(table), name
