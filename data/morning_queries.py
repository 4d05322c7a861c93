"""What is undone, child by child: what hurts most first. A manager's and a worker's morning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from data import audit
from data.asking import NotAllowed, NotFound
from data.due_queries import WEEK, DueQueries, Workload
from data.places import Place
from data.undone import Undone
from data.urgency import first_to_last, lateness
from data.viewers import Viewer

WHENS = ("", "overdue", "week", "due")
"""Everything, what is overdue, and what falls due in a week or by the next surgery."""
GROUPS = ("overdue", "week", "later")
"""Where a child stands: by the first thing of these."""

@dataclass(frozen=True)
class Entry:
    """One child, or one thing that is of no child (``person`` is None), with all that is listed.

    ``things`` are rows of a ``DueList`` as dictionaries, latest first; ``worker`` and ``team`` are
    those of the first. ``late`` counts every thing of the child that is overdue and in the viewer's
    reach, listed or not; ``unvisited`` is the days since the last visit. Age and visit are None
    where they are not known: ``told`` is false where the snapshot does not hold them.
    """

    group: str
    person: str | None
    worker: str | None
    team: str | None
    on_plan: bool
    nobody: bool
    late: int
    age: int | None
    unborn: bool
    unvisited: int | None
    told: bool
    things: list[dict[str, Any]]


@dataclass(frozen=True)
class Morning:
    """One page of a morning's list.

    ``counts`` is how many things there are of each of WHENS, ``entries`` those of the page,
    ``groups`` how many entries there are in each of GROUPS on all pages; ``week`` and
    ``workload.until`` are the last days of a week and of what falls due: ``surgery`` is whether
    that is the day of the next surgery.
    """

    entries: list[Entry]
    groups: dict[str, int]
    counts: dict[str, int]
    workload: Workload
    week: dt.date
    surgery: bool
    page: int
    pages: int


class MorningQueries(DueQueries):
    """The morning's list."""

    def morning(
        self, viewer: Viewer, place: str, as_at: dt.date, *, when: str = "", worker: str = "",
        service: str = "", until: dt.date | None = None, page: int = 1, size: int = 40,
    ) -> Morning:
        """What is undone at a place within the viewer's reach, one entry a child, in the order of
        data/urgency.py; ``when`` is one of WHENS, ``until`` the last day of what falls due, that
        of ``due_until`` unless given. Raises NotFound, NotAllowed.
        """
        if when not in WHENS:
            raise NotFound(f"no list called {when}")
        until = until or self.due_until(service or place, as_at)
        workload = self.workload(
            viewer, place, as_at, worker=worker, service=service, until=until)
        all_of_it = self.undone(viewer, as_at)
        held = self._due_where(viewer, place, as_at, worker, service)
        week = min(until, as_at + dt.timedelta(days=WEEK))
        by_when = {"overdue": held & all_of_it.overdue, "week": held & all_of_it.due_by(week),
                   "due": held & all_of_it.due_by(until)}
        by_when[""] = by_when["overdue"] | by_when["due"]
        chosen = np.flatnonzero(by_when[when])
        entries = _Entries(all_of_it, chosen, by_when["overdue"], by_when["week"])
        pages = max(1, -(-len(entries.order) // size))
        page = min(max(1, page), pages)
        shown = entries.order[(page - 1) * size:page * size]
        listed = _listed(as_at, all_of_it, entries, shown)
        audit.note(morning=place, as_at=as_at, when=when, worker=worker, service=service,
                   rows=len(listed), of=len(entries.order))
        return Morning(
            listed, {name: int(np.count_nonzero(entries.group == n))
                     for n, name in enumerate(GROUPS)},
            {name: int(np.count_nonzero(by_when[name])) for name in WHENS}, workload, week,
            self.next_surgery(service or place, as_at) == until, page, pages)

    def morning_pages(
        self, viewer: Viewer, place: str, as_at: dt.date, *, when: str = "", worker: str = "",
        service: str = "", until: dt.date | None = None,
    ) -> Iterator[list[Entry]]:
        """The entries of all pages of ``morning``, for a download."""
        page = 1
        while True:
            found = self.morning(viewer, place, as_at, when=when, worker=worker, service=service,
                                 until=until, page=page, size=2_000)
            yield found.entries
            if page >= found.pages:
                return
            page += 1

    def work_by_part(
        self, viewer: Viewer, place: str, as_at: dt.date, *, service: str = "",
        until: dt.date | None = None,
    ) -> list[tuple[Place, Workload]]:
        """The areas of the county, or the teams of an area, that have anything undone within the
        viewer's reach; by the day of the whole unless given. Raises NotFound, NotAllowed.
        """
        found = self.place(viewer, place)
        if found.level == "team":
            return []
        until = until or self.due_until(service or place, as_at)
        parts = self.places.localities if found.level == "authority" else [
            team for team in self.places.teams if team.parent == place]
        rows = []
        for part in parts:
            try:
                work = self.workload(viewer, part.id, as_at, service=service, until=until)
            except NotAllowed:
                continue
            if work.overdue or work.due:
                rows.append((part, work))
        return rows


class _Entries:
    """Rows by child, in order. One value an entry in each array; ``order`` has their numbers."""

    def __init__(
        self, all_of_it: Undone, chosen: np.ndarray, overdue: np.ndarray, week: np.ndarray,
    ) -> None:
        person = all_of_it.code("person")[chosen]
        apart = np.where(person >= 0, person, len(all_of_it.names("person")) + chosen)
        keys, self._of = np.unique(apart, return_inverse=True)
        many = len(keys)
        self._chosen, self._days = chosen, all_of_it.days_over[chosen]

        def most(values: np.ndarray, least: float) -> np.ndarray:
            found = np.full(many, least)
            np.maximum.at(found, self._of, values)
            return found

        self.on_plan = most(all_of_it.on_plan[chosen], 0) > 0
        held = (all_of_it.code("worker")[chosen] >= 0) | (person < 0)
        self.nobody = most(held, 0) == 0
        every = np.bincount(all_of_it.code("person")[
            overdue & (all_of_it.code("person") >= 0)], minlength=int(keys.max(initial=0)) + 1)
        own = np.bincount(self._of, weights=overdue[chosen], minlength=many)
        self.late = np.maximum(every[keys], own).astype(int)
        self.group = 2 - most(np.where(overdue[chosen], 2, week[chosen].astype(int)), 0).astype(int)
        # What is not overdue is behind all that is, the soonest due first.
        how_late = np.where(overdue[chosen], lateness(self._days, all_of_it.clock[chosen]),
                            self._days / 1000 - 1)
        self.order = first_to_last(
            group=self.group, on_plan=self.on_plan, nobody=self.nobody, late=self.late,
            lateness=most(how_late, -np.inf))
        self._by_entry = np.argsort(self._of, kind="stable")
        self._starts = np.searchsorted(self._of[self._by_entry], np.arange(many + 1))

    def rows(self, number: int) -> np.ndarray:
        """The positions of an entry's rows, latest first."""
        own = self._by_entry[self._starts[number]:self._starts[number + 1]]
        return self._chosen[own[np.argsort(-self._days[own], kind="stable")]]


def _listed(
    as_at: dt.date, all_of_it: Undone, entries: _Entries, shown: np.ndarray,
) -> list[Entry]:
    """The entries of these numbers."""
    positions = [entries.rows(number) for number in shown.tolist()]
    if not positions:
        return []
    things = iter(all_of_it.records(np.concatenate(positions)))
    of_each = [[next(things) for _ in rows] for rows in positions]
    listed = []
    for number, rows in zip(shown.tolist(), of_each, strict=True):
        first = rows[0]
        visited = first["last_visit"]
        listed.append(Entry(
            GROUPS[entries.group[number]], first["person"], first["worker"], first["team"],
            bool(entries.on_plan[number]), bool(entries.nobody[number]),
            int(entries.late[number]), first["age"], bool(first["unborn"]),
            (as_at - visited).days if visited else None, first["unborn"] is not None, rows))
    return listed
