"""Questions about one child: who they are, every clock that runs for them, and their journey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data import audit
from data.asking import Asking, NotAllowed, NotFound
from data.snapshots.live import Snapshot
from data.sources.codes import label
from data.viewers import Scope, Viewer

STATES = ("overdue", "unknown", "missed", "counted", "due", "met")
"""How a clock stands, worst first: past due, not known, not met with no date it was due, counted
where less is better, to be done by a day to come, and in time."""
_STATE_SQL = """case when value is distinct from 1 and due_on < $as_at then 'overdue'
    when value is null then 'unknown'
    when value = 0 then case when due_on is null then 'missed' else 'due' end
    else 'met' end"""
"""Overdue is what it is in every list of cases."""
_DUE_DAYS = 30
Row = dict[str, Any]


@dataclass(frozen=True)
class Child:
    """One child at a date; what is not known is None.

    ``about`` is the row of the snapshot's children: age, unborn, sex and ethnicity in words,
    disabled, in_area, unaccompanied, locality, team, worker, since, nobody, open, last_worker,
    last_visit and visitors. ``clocks`` have measure, case, value, due_on, done_on, reason, worker,
    team, days_over (negative: to go) and state (one of STATES), worst first; ``all_of_them`` is
    false where the viewer may list only some. ``late`` of them are overdue and ``due`` fall due in
    30 days. ``journey`` has strand, starts, ends, words and detail, newest first. The snapshot of
    an earlier version holds neither ``about`` nor ``journey``.
    """

    person: str
    about: Row | None
    clocks: list[Row]
    all_of_them: bool
    late: int
    due: int
    journey: list[Row] | None


class ChildQueries(Asking):
    """One child, for those who answer for it."""

    def child(self, viewer: Viewer, person: str, as_at: dt.date) -> Child:
        """A child of the viewer's own, or with a case that the viewer may list.

        Of a child who is held elsewhere only the clocks of cases within the viewer's reach are
        given. Raises NotAllowed for who sees no children at all, and NotFound in the same words for
        a child out of reach as for none.
        """
        own = viewer.own_children
        if own is None:
            raise NotAllowed
        snapshot = self.snapshot(viewer, as_at)
        about = self._about(snapshot, person)
        held = about is not None and _within(own, about)
        # What a flow counts is no clock, but may open the page of a child who is held elsewhere.
        cases = self._cases(snapshot, person, "clocks" if held else "cases")
        held = held or (about is None and not own.column and bool(cases))
        listed = cases if held else [case for case in cases if self._may_list(viewer, case)]
        if not held and not listed:
            raise NotFound("no child of that id at this date")
        clocks = self._clocks(listed)
        journey = self._rows(
            snapshot, "journeys", person, "strand, starts, ends, words, detail",
            order="starts desc nulls last, strand, words")
        audit.note(child=person, as_at=as_at, rows=len(clocks) + len(journey or []))
        return Child(
            person, about, clocks, held,
            late=sum(clock["state"] == "overdue" for clock in clocks),
            due=sum(clock["due_on"] is not None and clock["state"] != "overdue"
                    and clock["days_over"] >= -_DUE_DAYS for clock in clocks),
            journey=journey)

    def _about(self, snapshot: Snapshot, person: str) -> Row | None:
        rows = self._rows(snapshot, "children", person, "* exclude (as_at, person)")
        return {
            name: label(name, value) if name in ("sex", "ethnicity") and value else value
            for name, value in rows[0].items()} if rows else None

    def _cases(self, snapshot: Snapshot, person: str, file: str) -> list[Row]:
        """One child's cases, the longest past their day first, from the cases or the clocks (of an
        earlier version's snapshot, from the cases).
        """
        columns = ("measure, \"case\", value, due_on, done_on, reason, worker, team, locality, "
                   f"cast($as_at - due_on as integer) as days_over, {_STATE_SQL} as state")
        found = self._rows(
            snapshot, file if snapshot.holds(f"{file}.parquet") else "cases", person, columns,
            order="days_over desc nulls last, measure, \"case\"", as_at=snapshot.as_at)
        return [case for case in found or [] if case["measure"] in self.catalogue]

    def _clocks(self, cases: list[Row]) -> list[Row]:
        """The cases that say how things stand now, worst first: of shares, and of levels those
        with a day to keep, once each (data/measures/due.py has the rule). Of a share of which less
        is better and that has no date to keep, only those that count.
        """
        clocks = []
        late = {(case["measure"], case["case"]) for case in cases if case["state"] == "overdue"}
        for case in cases:
            measure = self.catalogue[case["measure"]]
            less = measure.better == "lower"
            if measure.kind == "level" and case["due_on"]:
                past = case["days_over"] > 0
                if not past or (measure.worst_of, case["case"]) not in late:
                    clocks.append({**case, "state": "overdue" if past else "due"})
                continue
            if measure.kind != "stock" or (less and case["value"] == 0 and not case["due_on"]):
                continue
            clocks.append({**case, "state": "counted"} if less and case["value"] == 1 else case)
        return sorted(clocks, key=lambda clock: STATES.index(clock["state"]))

    def _may_list(self, viewer: Viewer, case: Row) -> bool:
        scope = viewer.may_see_cases(self.catalogue[case["measure"]])
        return scope is not None and _within(scope, case)

    def _rows(
        self, snapshot: Snapshot, file: str, person: str, columns: str, *, order: str = "1",
        **given: object,
    ) -> list[Row] | None:
        """One child's rows of a file; None where the snapshot has no such file."""
        name = f"{file}.parquet"
        if not snapshot.holds(name):
            return None
        found = self._db.cursor().execute(
            f"select {columns} from read_parquet($path, hive_partitioning=false) "
            f"where person = $person order by {order}",
            {"path": str(snapshot.entry.path / name), "person": person, **given})
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _within(scope: Scope, row: Mapping[str, Any]) -> bool:
    """Whether a row of cases or children is in a scope."""
    return not scope.column or row[scope.column] == scope.value
