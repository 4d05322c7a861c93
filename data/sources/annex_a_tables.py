"""From the lists of a workbook to source tables: which row goes where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.annex_a_rows import ListRows
from data.sources.checks import days_of, later
from data.sources.located import Typed
from data.sources.people import joined, one_row_a_person
from data.sources.report import Report
from data.sources.tables import TABLES

TRUST = (8, 7, 6, 9, 5, 4, 3, 2, 1, 10)
"""Lists by how closely they know a child: the first with a value for a person gives it."""

_SIX_MONTHS = {1: ("contacts",), 2: ("early_help_episodes",), 3: ("cin_episodes",),
               4: ("cin_assessments",), 5: ("s47_enquiry", "initial_cp_conference"),
               7: ("cp_plans",), 8: ("cla_episodes", "cla_health")}
_TWELVE_MONTHS = {10: ("permanence",), 11: ("adopters",)}
_LATEST_ONLY = {7: ("cp_visits",), 8: ("cla_visits", "cla_reviews", "legal_status",
                                       "cla_placement", "cla_care_plan")}

_ENDS = {8: "ceased_date", 7: "end_date", 6: "close_date"}
_DATES = {3: "referral_date", 4: "start_date", 5: "start_date"}

Lists = Mapping[int, ListRows]


def covers_from(lists: Lists, as_at: dt.date | None) -> dict[str, dt.date]:
    """The day each table is complete from: six or twelve months back, or the report date where a
    list holds only the latest row of a child.
    """
    if as_at is None:
        return {}
    today = np.array([as_at], "datetime64[D]")
    return {table: later(today, months=-months)[0].item()
            for months, tables in ((6, _SIX_MONTHS), (12, _TWELVE_MONTHS), (0, _LATEST_ONLY))
            for n in lists for table in tables.get(n, ())}


def tables_of(lists: Lists, as_at: dt.date | None, report: Report) -> list[Typed]:
    """Every source table that the lists hold. A list without a needed column gives none."""
    made = [
        *_people(lists, report), *_front_door(lists), *_children_in_need(lists),
        *_protection(lists), *_care(lists), *_leavers_and_adoption(lists),
        *_involvements(lists, as_at)]
    return [typed for typed in made if all(
        column.name in typed.provided for column in TABLES[typed.table].columns
        if column.required)]


def row_ids(kind: str, rows: ListRows, date: str | None = None) -> pa.Array:
    """An id a row, the same in every extract: who, what and when; a number where that recurs."""
    who = rows[rows.declared.columns[0].key].to_pylist()
    days = rows[date].to_pylist() if date else [None] * len(who)
    seen: Counter[str] = Counter()
    ids = []
    for person, day in zip(who, days, strict=True):
        made = f"{person}-{kind}" + (f"-{day}" if day else "")
        seen[made] += 1
        ids.append(made if seen[made] == 1 else f"{made}-{seen[made]}")
    return pa.array(ids, pa.string())


def _same(value: str, rows: ListRows) -> pa.Array:
    return pa.array([value] * len(rows.rows), pa.string())


def _people(lists: Lists, report: Report) -> list[Typed]:
    known = [n for n in TRUST if n in lists]
    if not known:
        return []
    made = [one_row_a_person([(n, lists[n].table("person", {})) for n in known], report)]
    disabled = [n for n in known if "disabled" in lists[n].headers]
    if disabled:
        codes = {"YES": "YES", "NO": "NONE"}
        made.append(_first_a_person([
            rows.table("disability", {"disability_code": pa.array(
                [codes[code] for code in rows["disabled"].to_pylist()], pa.string())})
            for rows in (_with(lists[n], "disabled", tuple(codes)) for n in disabled)]))
    asylum = [n for n in (8, 9) if n in lists and "unaccompanied" in lists[n].headers]
    if asylum:
        made.append(_first_a_person([
            rows.table("immigration_status", {"status": _same("UASC", rows)})
            for rows in (_with(lists[n], "unaccompanied", ("YES",)) for n in asylum)]))
    return made


def _with(rows: ListRows, key: str, values: Sequence[str]) -> ListRows:
    chosen = pc.is_in(rows[key], value_set=pa.array(values, pa.string()))
    return rows.take(np.flatnonzero(chosen.to_numpy(zero_copy_only=False)))


def _first_a_person(parts: Sequence[Typed]) -> Typed:
    """Only the first row of each person, of several lists in order of trust."""
    every = joined(parts)
    _, first = np.unique(np.array(every.data["person_id"].to_pylist(), object).astype(str),
                         return_index=True)
    return _taken(every, np.sort(first))


def _taken(typed: Typed, positions: np.ndarray) -> Typed:
    return Typed(typed.table, typed.data.take(pa.array(positions, pa.int64())),
                 typed.origin.take(positions), typed.provided)


def _front_door(lists: Lists) -> list[Typed]:
    made = []
    if rows := lists.get(1):
        made.append(rows.table(
            "contacts", {"contact_id": row_ids("contact", rows, "contact_date")}))
    if rows := lists.get(2):
        made.append(rows.table(
            "early_help_episodes", {"episode_id": row_ids("early-help", rows, "start_date")}))
    if rows := lists.get(4):
        made.append(rows.table("cin_assessments", {
            "assessment_id": row_ids("assessment", rows, "start_date"),
            **({"nfa": pc.invert(rows["needs_support"])}
               if "needs_support" in rows.headers else {})}))
    if rows := lists.get(5):
        enquiry = {"s47_enquiry_id": row_ids("s47", rows, "start_date")}
        made.append(rows.table("s47_enquiry", enquiry))
        rows.columns["s47_enquiry_id"] = enquiry["s47_enquiry_id"]
        held = rows.where("conference_date")
        made.append(held.table("initial_cp_conference", {
            "icpc_id": row_ids("icpc", held, "conference_date"),
            "s47_enquiry_id": held["s47_enquiry_id"]}))
    return made


def _children_in_need(lists: Lists) -> list[Typed]:
    """Referrals of list 3, with what list 6 says of the episode each opened; list 6 itself."""
    made = []
    status = lists.get(6)
    if status is not None:
        made.append(status.table("open_status", {}))
    if rows := lists.get(3):
        referrals = rows.table(
            "cin_episodes", {"referral_id": row_ids("referral", rows, "referral_date")})
        made.append(_with_closures(referrals, made[0]) if made else referrals)
    return made


def _with_closures(referrals: Typed, status: Typed) -> Typed:
    """Referrals with the need and closure of the episode they opened.

    An episode goes with the child's latest referral up to its start. Earlier referrals of a child
    whose episode is closed were closed by then too. An episode without a referral in list 3, which
    goes back six months only, is no referral.
    """
    rows: list[dict[str, Any]] = referrals.data.to_pylist()
    of_child: dict[str, list[dict[str, Any]]] = {}
    for row in sorted((r for r in rows if r["referral_date"]), key=lambda r: r["referral_date"]):
        of_child.setdefault(row["person_id"], []).append(row)
    for episode in status.data.to_pylist():
        known = of_child.get(episode["person_id"], [])
        closed, started = episode["close_date"], episode["start_date"]
        for row in known:
            if closed and row["referral_date"] <= closed:
                row["close_date"] = closed
        began = [r for r in known if started and r["referral_date"] <= started and not r["nfa"]]
        if began:
            for name in ("primary_need_code", "close_date", "close_reason"):
                began[-1][name] = episode[name]
    held = {"primary_need_code", "close_date", "close_reason"} & status.provided
    return Typed(
        "cin_episodes", pa.Table.from_pylist(rows, schema=referrals.data.schema),
        referrals.origin, referrals.provided | held, referrals.bad)


def _protection(lists: Lists) -> list[Typed]:
    rows = lists.get(7)
    if rows is None:
        return []
    rows.columns["cp_plan_id"] = row_ids("plan", rows, "start_date")
    visits, reviews = rows.where("visit_date"), rows.where("review_date")
    return [
        rows.table("cp_plans", {"cp_plan_id": rows["cp_plan_id"]}),
        visits.table("cp_visits", {
            "cp_visit_id": row_ids("cp-visit", visits, "visit_date"),
            "cp_plan_id": visits["cp_plan_id"]}),
        reviews.table("cp_last_review", {"cp_plan_id": reviews["cp_plan_id"]}),
    ]


def _care(lists: Lists) -> list[Typed]:
    rows = lists.get(8)
    if rows is None:
        return []
    rows.columns["cla_id"] = row_ids("care", rows, "start_date")
    rows.columns["placement_id"] = row_ids("placement", rows, "placement_date")
    legal = _either(rows, "legal_status", "legal_date")
    placed = _either(rows, "placement_type", "placement_date")
    visits, reviews = rows.where("visit_date"), rows.where("review_date")
    planned = rows.where("permanence_plan")
    return [
        rows.table("cla_episodes", {"cla_episode_id": rows["cla_id"], "cla_id": rows["cla_id"],
                                    "placement_id": rows["placement_id"]}),
        legal.table("legal_status", {"legal_status_id": row_ids("legal", legal, "legal_date")}),
        placed.table("cla_placement", {
            "placement_id": placed["placement_id"], "cla_id": placed["cla_id"]}),
        planned.table("cla_care_plan", {}),
        visits.table("cla_visits", {"cla_visit_id": row_ids("cla-visit", visits, "visit_date"),
                                    "cla_id": visits["cla_id"]}),
        reviews.table("cla_reviews", {
            "cla_review_id": row_ids("cla-review", reviews, "review_date"),
            "cla_id": reviews["cla_id"]}),
        _health(rows), rows.table("cla_last_year", {}),
    ]


def _either(rows: ListRows, one: str, other: str) -> ListRows:
    known = pc.or_(rows[one].is_valid(), rows[other].is_valid())
    return rows.take(np.flatnonzero(known.to_numpy(zero_copy_only=False)))


def _health(rows: ListRows) -> Typed:
    """The last health assessment, initial when within six months of coming into care; the last
    dental check."""
    assessed, dental = rows.where("health_date"), rows.where("dental_date")
    day, start = days_of(assessed["health_date"], 0), days_of(assessed["start_date"], 0)
    limit = later(start.astype("datetime64[D]"), months=6).astype(np.int64)
    kinds = np.where(day < start, "assessment", np.where(day <= limit, "initial", "review"))
    return joined([
        assessed.table("cla_health", {
            "health_check_id": row_ids("health", assessed, "health_date"),
            "check_type": pa.array(kinds.tolist(), pa.string())}),
        dental.table("cla_health", {
            "health_check_id": row_ids("dental", dental, "dental_date"),
            "check_type": _same("dental", dental)}, part="dental"),
    ])


def _leavers_and_adoption(lists: Lists) -> list[Typed]:
    made = []
    if rows := lists.get(9):
        made.append(rows.table("care_leavers", {}))
    if rows := lists.get(10):
        ordered = pc.if_else(rows["order_date"].is_valid(), "adoption", None)
        made.append(rows.table("permanence", {
            "permanence_id": row_ids("adoption", rows),
            **({"order_type": ordered} if "order_date" in rows.headers else {})}))
    if rows := lists.get(11):
        made.append(rows.table("adopters", {}))
    return made


def _involvements(lists: Lists, as_at: dt.date | None) -> list[Typed]:
    """Who holds each child's case: one row a child, from the list that knows it most closely.

    A list whose plan or period of care has ended speaks only where no other does.
    """
    parts, ranks = [], []
    for trust, number in enumerate(n for n in TRUST if n in lists and n in (3, 4, 5, 6, 7, 8, 9)):
        rows = lists[number]
        if number in _DATES:
            newest = np.argsort(-days_of(rows[_DATES[number]], 0), kind="stable")
            rows = rows.take(newest)
        ends = _ENDS.get(number)
        ended = rows[ends] if ends else pa.nulls(len(rows.rows), pa.date32())
        parts.append(rows.table("involvements", {
            "involvement_id": row_ids("allocated", rows),
            "role": _same("allocated", rows)}))
        over = pc.less_equal(ended, pa.scalar(as_at or dt.date.max)).fill_null(False)
        ranks.append(trust + 100 * over.to_numpy(zero_copy_only=False).astype(np.int64))
    if not parts:
        return []
    every, order = joined(parts), np.argsort(np.concatenate(ranks), kind="stable")
    chosen = _first_a_person([_taken(every, order)])
    ids = [f"{person}-allocated" for person in chosen.data["person_id"].to_pylist()]
    chosen.data = chosen.data.set_column(0, chosen.data.schema.field(0), pa.array(ids, pa.string()))
    return [chosen]
