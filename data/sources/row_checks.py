"""Rules that set a row beside others of the same child: visits, open cases, placements."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.checks import NEVER, Extracted, day_of, number_of, whole
from data.sources.located import Typed
from data.sources.report import Problem
from data.sources.tables import TABLES
from data.sources.typed import MOST, problems_at

_BELONGS_TO = {
    "cp_visits": ("cp_plan_id", "the plan", (("cp_plans", "start_date"),)),
    "cla_visits": ("cla_id", "the period of care", (
        ("cla_episodes", "start_date"), ("cla_episodes", "entered_care_date"))),
    "cin_visits": ("", "the child’s first case", (
        ("cin_episodes", "referral_date"), ("cin_plans", "start_date"))),
    "private_fostering_visits": ("", "the arrangement", (("private_fostering", "notified_date"),)),
}
"""Visits: the column that says what one belongs to, the name of that, and the columns that say when
it began. Without such a column, or where it is empty, the first of the child's own counts."""

_ONE_AT_A_TIME = {"cp_plans": "child protection plan", "cin_plans": "child in need plan",
                  "cla_placement": "placement"}


def leave_out_early_visits(extracted: Extracted) -> list[Problem]:
    """Take away the visits from before what they belong to began."""
    found: list[Problem] = []
    for name, (link, what, first_days) in _BELONGS_TO.items():
        typed = extracted.tables.get(name)
        held = [where for where in first_days if where[0] in extracted.tables]
        if typed is None or not held:
            continue
        begun = _first_days(extracted, typed, "person_id", held)
        if link in typed.provided:
            linked = typed.data[link].is_valid().to_numpy()
            begun = np.where(linked, _first_days(extracted, typed, link, held), begun)
        visited = extracted.days(name, "visit_date", NEVER)
        early = np.flatnonzero((visited < begun) & (begun < NEVER))
        if len(early):
            found += problems_at(
                "visit-before-start", typed.origin, "visit_date", early,
                [str(day_of(visited[at])) for at in early[:MOST]],
                [{"what": what, "day": day_of(begun[at])} for at in early[:MOST]])
            typed.leave_out(early)
    return found


def _first_days(extracted: Extracted, visits: Typed, by: str, first_days: list[tuple[str, str]]
                ) -> np.ndarray:
    """For each visit the first day of what has the same id; NEVER where nothing has."""
    days = np.concatenate([extracted.days(table, column, NEVER) for table, column in first_days])
    ids = pa.concat_arrays([whole(extracted.tables[table].data[by]) for table, _ in first_days])
    firsts = pa.table({"id": ids, "day": days}).group_by("id").aggregate([("day", "min")])
    at = pc.index_in(whole(visits.data[by]), value_set=whole(firsts["id"]), skip_nulls=True)
    known = np.append(firsts["day_min"].to_numpy(), NEVER)
    return known[at.fill_null(-1).to_numpy(zero_copy_only=False)]


def two_open_at_once(extracted: Extracted) -> Iterable[Problem]:
    """Plans and placements open at the report date beside a later one of the same child.

    Temporary placements (T0 to T4) and plans held for another authority stand beside others.
    """
    today = number_of(extracted.reference)
    for name, what in _ONE_AT_A_TIME.items():
        typed = extracted.tables.get(name)
        if typed is None:
            continue
        starts = extracted.days(name, "start_date", NEVER)
        still = (starts <= today) & (extracted.days(name, "end_date", NEVER) > today)
        still &= ~_beside_others(typed)
        rows = pd.DataFrame({
            "at": np.flatnonzero(still), "start": starts[still],
            **{key: whole(typed.data[key]).filter(pa.array(still)).to_pandas()
               for key in ("person_id", *TABLES[name].key)}})
        rows = rows[rows.duplicated("person_id", keep=False)].sort_values(
            ["start", *TABLES[name].key], ascending=[False, True])
        counted = rows.drop_duplicates("person_id").set_index("person_id")
        others = rows.drop(counted["at"].map(dict(zip(rows["at"], rows.index, strict=True))))
        beside = counted.loc[others["person_id"]]
        yield from problems_at(
            "two-open-at-once", typed.origin, "start_date", others["at"].to_numpy(),
            [str(day_of(day)) for day in others["start"]],
            [{"what": what, "day": day_of(day), "row": typed.origin.place(int(at))[1]}
             for day, at in zip(beside["start"], beside["at"], strict=True)])


def _beside_others(typed: Typed) -> np.ndarray:
    if typed.table == "cla_placement":
        aside = pc.starts_with(whole(typed.data["type"]), "T")
    elif typed.table == "cp_plans":
        aside = whole(typed.data["held_for_another_authority"])
    else:
        return np.zeros(typed.data.num_rows, bool)
    return aside.fill_null(False).to_numpy(zero_copy_only=False)


def placement_gaps(extracted: Extracted) -> Iterable[Problem]:
    """Days between two placements of a child who was looked after all the while."""
    typed, care = extracted.tables.get("cla_placement"), extracted.tables.get("cla_episodes")
    if typed is None or care is None or "cla_id" not in care.provided:
        return
    placed = pd.DataFrame({
        "person": whole(typed.data["person_id"]).to_pandas(),
        "start": extracted.days("cla_placement", "start_date", NEVER),
        "end": extracted.days("cla_placement", "end_date", NEVER)})
    placed = placed[placed["start"] < NEVER].sort_values(["person", "start"])
    until = placed.groupby("person")["end"].cummax().shift()
    same = placed["person"] == placed["person"].shift()
    gaps = placed.assign(at=placed.index, until=until)[same & (placed["start"] - until > 1)]
    if gaps.empty:
        return
    periods = pd.DataFrame({
        "person": whole(care.data["person_id"]).to_pandas(),
        "period": whole(care.data["cla_id"]).to_pandas(),
        "began": np.minimum(extracted.days("cla_episodes", "start_date", NEVER),
                            extracted.days("cla_episodes", "entered_care_date", NEVER)),
        "ceased": extracted.days("cla_episodes", "ceased_date", NEVER)})
    periods = periods[periods["person"].isin(gaps["person"])].groupby(
        ["person", "period"], as_index=False).agg({"began": "min", "ceased": "max"})
    both = gaps.merge(periods, on="person")
    both = both[(both["began"] <= both["until"]) & (both["ceased"] >= both["start"])]
    both = both.drop_duplicates("at").sort_values("at")
    yield from problems_at(
        "placement-gap", typed.origin, "start_date", both["at"].to_numpy(),
        [str(day_of(day)) for day in both["start"]],
        [{"days": int(start - until), "ended": day_of(until)}
         for start, until in zip(both["start"], both["until"], strict=True)])
