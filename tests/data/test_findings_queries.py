"""What the faults of an extract keep out of a measure, and who may see them row by row."""

from __future__ import annotations

import pytest

from data.queries import LeftOut, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import load
from data.snapshots.store import Store
from tests.data.county import CATALOGUE, MARCH, county, write_csv
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, WORKER
from tests.data.measures.worked import AUTHORITY

EARLY = ("visit from before what it belongs to began",
         "visits from before what they belong to began")
CODE = ("code that is not in its list", "codes that are not in their list")


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """A county with six visits from before their plans, and a placement and two sexes of kinds
    that no list has."""
    tables = county()
    plans = {plan["person_id"]: plan["cp_plan_id"] for plan in tables["cp_plans"]}
    tables["cp_visits"] += [
        {"cp_visit_id": f"early-{n}", "person_id": child, "cp_plan_id": plan,
         "visit_date": "1 Jan 2014"} for n, (child, plan) in enumerate(list(plans.items())[:6])]
    for person in tables["person"][:2]:
        person["sex"] = "perhaps"
    tables["cla_placement"][0]["type"] = "somewhere"
    root = tmp_path_factory.mktemp("faulty")
    extract = write_csv(root / "extract", tables)
    load([str(extract)], as_at=MARCH, store=Store(root / "store"), authority=AUTHORITY,
         catalogue={name: CATALOGUE[name] for name in ("cpp-visit-timely", "lac-visit-timely")})
    return open_queries(Settings(store=root / "store", refresh_seconds=60))


@pytest.mark.parametrize("viewer", [ANALYST, DIRECTOR])
def test_who_can_have_it_put_right_sees_each_row_that_was_left_out(
    q: Queries, viewer: object,
) -> None:
    (early,) = q.left_out(viewer, "cpp-visit-timely", MARCH)  # type: ignore[arg-type]
    assert (early.one, early.many, early.count) == (*EARLY, 6)
    assert len(early.first) == 6
    row = early.first[0]
    assert (row["file"], row["sheet"], row["column"], row["value"]) == (
        "cp_visits.csv", "cp_visits", "visit_date", "2014-01-01")
    assert "before the plan began" in row["message"]


@pytest.mark.parametrize("viewer", [HEAD, MANAGER, WORKER])
def test_others_see_how_many_and_no_row(q: Queries, viewer: object) -> None:
    found = q.left_out(viewer, "cpp-visit-timely", MARCH)  # type: ignore[arg-type]
    assert found == [LeftOut(*EARLY, count=6, first=())]


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD])
def test_members_are_not_told_how_many_for_so_many_may_be_not_known(
    q: Queries, viewer: object,
) -> None:
    found = q.left_out(viewer, "cpp-visit-timely", MARCH)  # type: ignore[arg-type]
    assert found == [LeftOut(*EARLY, count=None, first=())]


def test_a_measure_that_does_not_read_the_table_leaves_nothing_out(q: Queries) -> None:
    assert q.left_out(ANALYST, "pep-up-to-date", MARCH) == []


@pytest.mark.parametrize(("viewer", "count"), [(ANALYST, 1), (HEAD, 1), (BOARD, None)])
def test_a_small_number_is_hidden_from_those_who_see_none(
    q: Queries, viewer: object, count: int | None,
) -> None:
    (code,) = q.left_out(viewer, "lac-visit-timely", MARCH)  # type: ignore[arg-type]
    assert (code.one, code.many, code.count) == (*CODE, count)


def test_a_value_concerns_only_the_measures_whose_sql_names_its_column(q: Queries) -> None:
    """cpp-seen-alone reads the people's dates of birth and not their sex."""
    assert [found.many for found in q.left_out(ANALYST, "cpp-seen-alone", MARCH) or ()] == [
        EARLY[1]]


def test_a_measure_that_is_not_there_is_not_found(q: Queries) -> None:
    with pytest.raises(NotFound):
        q.left_out(ANALYST, "nothing", MARCH)


def test_the_visits_left_out_are_in_no_list(q: Queries) -> None:
    assert "2014-01-01" not in q.all_cases(
        ANALYST, "cpp-visit-timely", AUTHORITY.id, MARCH).to_csv()


def test_a_snapshot_that_kept_only_counts_says_nothing(county_queries: Queries) -> None:
    snapshot = county_queries.snapshot(ANALYST, MARCH)
    kept = snapshot.manifest["validation"].pop("left_out")
    try:
        assert county_queries.left_out(ANALYST, "cpp-visit-timely", MARCH) is None
    finally:
        snapshot.manifest["validation"]["left_out"] = kept
