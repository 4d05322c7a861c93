"""Questions about children for whom several things are late at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import audit
from data.asking import NotAllowed
from data.due_queries import DueQueries
from data.places import Place
from data.undone import Undone
from data.urgency import MANY
from data.viewers import Viewer


@dataclass(frozen=True)
class LateTogether:
    """One page of the children for whom MANY or more things are late, most things first.

    ``rows``: person, worker and team (of the thing that is latest), late (how many), longest (days)
    and things (a list of dictionaries: measure and days, longest first).
    """

    rows: pd.DataFrame
    children: int
    page: int
    pages: int


class LatenessQueries(DueQueries):
    """Children with several things late."""

    def late_together(
        self, viewer: Viewer, place: str, as_at: dt.date, *, page: int = 1, size: int = 50,
    ) -> LateTogether:
        """The children with MANY or more things late among the cases of a place that the viewer
        may list. Raises NotFound, NotAllowed.
        """
        held = self._due_where(viewer, place, as_at, "", "")
        all_of_it = self.undone(viewer, as_at)
        person = all_of_it.code("person")
        late = np.flatnonzero(held & all_of_it.overdue & (person >= 0))
        measures = all_of_it.code("measure")
        by_name = np.argsort(np.argsort(np.array(all_of_it.names("measure"))))
        # Longest late first, and within a day by the measure's id.
        late = late[np.lexsort((by_name[measures[late]], -all_of_it.days_over[late]))]
        things: dict[int, list[int]] = {}
        for row, code in zip(late.tolist(), person[late].tolist(), strict=True):
            things.setdefault(code, []).append(row)
        several = [rows for rows in things.values() if len(rows) >= MANY]
        names = dict(zip(
            (rows[0] for rows in several),
            all_of_it.name("person", [person[rows[0]] for rows in several]), strict=True))
        several.sort(key=lambda rows: (
            -len(rows), -int(all_of_it.days_over[rows[0]]), str(names[rows[0]])))
        children = len(several)
        pages = max(1, -(-children // size))
        page = min(max(1, page), pages)
        shown = several[(page - 1) * size:page * size]
        rows = self._together(all_of_it, shown)
        audit.note(late=place, as_at=as_at, rows=len(rows), of=children)
        return LateTogether(rows, children, page, pages)

    def _together(self, all_of_it: Undone, shown: list[list[int]]) -> pd.DataFrame:
        """The rows of a ``LateTogether``, of each child's rows, latest first."""
        first = [rows[0] for rows in shown]
        who = {name: all_of_it.name(name, all_of_it.code(name)[first])
               for name in ("person", "worker", "team")}
        days, measures = all_of_it.days_over, all_of_it.code("measure")
        return pd.DataFrame({
            **who,
            "late": [len(rows) for rows in shown],
            "longest": [int(days[row]) for row in first],
            "things": [[{"measure": name, "days": int(days[row])} for row, name in zip(
                rows, all_of_it.name("measure", measures[rows]), strict=True)]
                for rows in shown]})

    def late_by_part(self, viewer: Viewer, place: str, as_at: dt.date) -> pd.DataFrame:
        """How many such children each part of a place has: areas of the county, teams of an area.

        Columns place, name, short and children; only parts that the viewer may see, and that have
        any. Last, without a place, those in none of them: a child with things late in two places
        counts once, where most are if those are MANY, or here. Raises NotFound, and NotAllowed
        where small numbers are hidden.
        """
        found = self.place(viewer, place)
        if not viewer.sees_small_numbers or found.level == "team":
            raise NotAllowed
        column = "locality" if found.level == "authority" else "team"
        all_of_it = self.undone(viewer, as_at)
        late = all_of_it.overdue & (all_of_it.code("person") >= 0)
        if found.level != "authority":
            late &= all_of_it.having("locality", place)
        people, parts_of = all_of_it.code("person")[late], all_of_it.code(column)[late]
        many = np.flatnonzero(np.bincount(people) >= MANY) if len(people) else people
        named = dict(enumerate(all_of_it.names(column)))
        several = {person: Counter[str | None]() for person in many.tolist()}
        of_many = np.isin(people, many)
        for person, part in zip(
                people[of_many].tolist(), parts_of[of_many].tolist(), strict=True):
            several[person][named.get(part)] += 1
        counts = Counter(map(_most, several.values()))
        parts = [part for part in self._late_parts(viewer, found) if counts.get(part.id)]
        rows = [(p.id, p.name, p.short, counts[p.id]) for p in parts]
        if counts.get(None):
            words = f"Not in one {'area' if found.level == 'authority' else 'team'}"
            rows.append(("", words, words, counts[None]))
        return pd.DataFrame(rows, columns=["place", "name", "short", "children"])

    def _late_parts(self, viewer: Viewer, whole: Place) -> list[Place]:
        if whole.level == "authority":
            return list(self.places.localities)
        return [team for team in self.places.teams if team.parent == whole.id
                and viewer.may_see_figures_of(team, self.places, None)]


def _most(parts: Mapping[str | None, int]) -> str | None:
    """The part with most of a child's late things, where those are MANY; None where none has."""
    named = [part for part in parts if part]
    most = min(named, key=lambda part: (-parts[part], part), default=None)
    return most if most and parts[most] >= MANY else None
