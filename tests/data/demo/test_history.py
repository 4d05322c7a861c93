"""The made-up Norfolk: repeatable, honest about what was known when, and true to what was
published."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from data.authority import Authority
from data.demo.norfolk import History, make_history, month_ends, write_extract
from data.places import Places
from data.sources.read import read
from data.sources.tables import TABLES, Table
from tests.data.demo.recount import Recount

DAYS = [dt.date(2013, 4, 30), dt.date(2015, 7, 31), dt.date(2015, 11, 13), dt.date(2016, 6, 30)]
PUBLISHED = [
    ("lac_count", dt.date(2014, 3, 31), 1150, 0), ("lac_count", dt.date(2015, 6, 30), 1052, 0),
    ("lac_count", dt.date(2016, 3, 31), 1045, 0), ("lac_rate", dt.date(2014, 3, 31), 69, 0),
    ("lac_rate", dt.date(2015, 6, 30), 63.2, 1), ("plan_count", dt.date(2014, 3, 31), 537, 0),
    ("plan_count", dt.date(2015, 6, 30), 522, 0), ("plan_count", dt.date(2016, 3, 31), 458, 0),
    ("open_children", dt.date(2014, 3, 31), 7361, 0),
    ("open_children", dt.date(2015, 6, 30), 4534, 0),
    ("families_helped", dt.date(2014, 6, 30), 2200, 0),
    ("families_helped", dt.date(2015, 6, 30), 2564, 0),
    ("police_conversion", dt.date(2015, 6, 30), 17, 0),
    ("neglect", dt.date(2014, 9, 30), 67, 0), ("neglect", dt.date(2015, 6, 30), 60, 0),
    ("second_plans_of_month", dt.date(2015, 6, 30), 23, 0),
    ("second_plans_of_year", dt.date(2015, 6, 30), 17, 0),
    ("privately_fostered", dt.date(2014, 3, 31), 20, 0),
    ("privately_fostered", dt.date(2015, 3, 31), 17, 0),
    ("pre_proceedings_reviewed", dt.date(2015, 7, 31), 20, 0),
    ("missing_from_care", dt.date(2015, 7, 5), 92, 0),
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
            key = [source.column(name).ssd or name for name in source.key]
            later = late[source.ssd or source.name].select(key)
            both = pa.concat_tables([table.select(key), later]).group_by(key).aggregate([])
            assert both.num_rows == later.num_rows, source.name


def test_an_extract_made_again_later_holds_what_was_recorded_late_and_nothing_that_happened_since(
    history: History,
) -> None:
    then = history.extract_of(DAYS[1])
    again = history.extract_of(DAYS[1], known_on=dt.date(2015, 10, 31))
    people = set(again["ssd_person"]["pers_person_id"].to_pylist())
    for source, table in sources(then):
        other = again[source.ssd or source.name]
        assert other.num_rows >= table.num_rows, source.name
        if source.starts:
            starts = source.column(source.starts).ssd or source.starts
            latest = pc.max(other[starts]).as_py()
            assert latest is None or latest <= DAYS[1], source.name
        ends = source.ends and (source.column(source.ends).ssd or source.ends)
        if ends in other.column_names:
            latest = pc.max(other[ends]).as_py()
            assert latest is None or latest <= DAYS[1], source.name
        if "person_id" in source.names and (source.column("person_id").ssd or not source.ssd):
            column = other[source.column("person_id").ssd or "person_id"]
            assert set(column.to_pylist()) <= people | {None}, source.name
    assert again["ssd_cla_visits"].num_rows > then["ssd_cla_visits"].num_rows


def test_nothing_can_be_known_before_the_day_or_after_the_story(history: History) -> None:
    for known in (dt.date(2015, 7, 30), dt.date(2016, 7, 1)):
        with pytest.raises(ValueError, match="the history covers"):
            history.extract_of(DAYS[1], known_on=known)


@pytest.mark.parametrize(("table", "worker", "on"), [
    ("ssd_cla_visits", "visited_by", "clav_cla_visit_date"),
    ("ssd_cp_visits", "visited_by", "cppv_cp_visit_date"),
    ("ssd_cin_visits", "visited_by", "cinv_cin_visit_date"),
    ("pa_visits", "visited_by", "visit_date"),
    ("supervision", "professional_id", "session_date"),
])
def test_who_visited_or_was_supervised_was_in_post_on_the_day(
    history: History, table: str, worker: str, on: str,
) -> None:
    tables = history.extract_of(DAYS[3])
    staff = tables["workforce"].to_pandas().set_index("professional_id")
    rows = tables[table].to_pandas().dropna(subset=[worker])
    assert len(rows) > 10_000
    days = pd.to_datetime(rows[on])
    assert (days >= pd.to_datetime(rows[worker].map(staff.started_on))).all()
    left = pd.to_datetime(rows[worker].map(staff.left_on))
    assert (left.isna() | (days < left)).all()


def test_the_days_of_an_adoption_follow_one_another(history: History) -> None:
    rows = history.extract_of(DAYS[3])["ssd_permanence"].to_pandas()
    steps = ["entered_care_date", "perm_adm_decision_date", "perm_matched_date",
             "perm_placed_for_adoption_date", "perm_permanence_order_date"]
    for before, after in pairwise(steps):
        both = rows.dropna(subset=[before, after])
        assert len(both) > 100
        assert (pd.to_datetime(both[before]) <= pd.to_datetime(both[after])).all()


def test_every_adopted_child_has_a_family_that_was_approved_before_the_match(
    history: History,
) -> None:
    tables = history.extract_of(DAYS[3])
    children = tables["ssd_permanence"].to_pandas().dropna(subset=["perm_permanence_order_date"])
    families = tables["adopters"].to_pandas().groupby("family_id")
    approved = pd.to_datetime(children.family_id.map(families.approved_date.first()))
    assert (approved < pd.to_datetime(children.perm_matched_date)).all()


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
        if source.key:
            key = [source.column(name).ssd or name for name in source.key]
            assert table.group_by(key).aggregate([]).num_rows == table.num_rows, source.name
        if "person_id" in source.names and (source.column("person_id").ssd or not source.ssd):
            column = table[source.column("person_id").ssd or "person_id"]
            assert set(column.to_pylist()) <= people | {None}, source.name


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
        history.extract_of(dt.date(2016, 7, 1))


def test_month_ends_are_the_last_days_of_the_months_up_to_march_2016() -> None:
    assert month_ends(2) == [dt.date(2016, 2, 29), dt.date(2016, 3, 31)]
    assert month_ends(36)[0] == dt.date(2013, 4, 30)


def test_a_written_extract_is_the_extract(history: History, tmp_path: Path) -> None:
    write_extract(history, DAYS[0], tmp_path)
    for name, table in history.extract_of(DAYS[0]).items():
        assert pq.read_table(tmp_path / f"{name}.parquet").equals(table), name
