"""Questions about children for whom several things are late at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data import audit
from data.asking import NotAllowed
from data.case_queries import CaseQueries
from data.places import Place
from data.viewers import Viewer

MANY = 3
"""So many things late at once are a child to talk about, not a list to work through."""
_OVERDUE = "overdue and person is not null"


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


class LatenessQueries(CaseQueries):
    """Children with several things late."""

    def late_together(
        self, viewer: Viewer, place: str, as_at: dt.date, *, page: int = 1, size: int = 50,
    ) -> LateTogether:
        """The children with MANY or more things late among the cases of a place that the viewer
        may list. Raises NotFound, NotAllowed.
        """
        where, given = self._due_within(viewer, place, as_at, "", "")
        together = (
            "with late as (select person, worker, team, measure, "
            "cast($as_at - due_on as integer) as days from undone "
            f"where {where} and {_OVERDUE}), "
            "together as (select person, first(worker order by days desc, measure) as worker, "
            "first(team order by days desc, measure) as team, count(*) as late, "
            "max(days) as longest, "
            "list({'measure': measure, 'days': days} order by days desc, measure) as things "
            f"from late group by person having count(*) >= {MANY}) ")
        undone = self._undone(viewer, as_at)
        counted = undone.execute(
            f"{together} select count(*) from together", given).fetchone()
        children = counted[0] if counted else 0
        pages = max(1, -(-children // size))
        page = min(max(1, page), pages)
        rows = undone.execute(
            f"{together} select * from together order by late desc, longest desc, person "
            f"limit {int(size)} offset {int((page - 1) * size)}", given).df()
        audit.note(late=place, as_at=as_at, rows=len(rows), of=children)
        return LateTogether(rows, children, page, pages)

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
        late = self._undone_rows(viewer, as_at)
        late = late.filter(pc.and_(late["overdue"], pc.is_valid(late["person"])))
        if found.level != "authority":
            late = late.filter(pc.equal(late["locality"].cast(pa.string()), place))
        people = late["person"].cast(pa.string())
        many = pc.value_counts(people.combine_chunks())
        many = many.filter(pc.greater_equal(many.field("counts"), MANY)).field("values")
        late = late.filter(pc.is_in(people, value_set=many))
        several = {person: Counter[str | None]() for person in many.to_pylist()}
        for person, part in zip(late["person"].to_pylist(), late[column].to_pylist(), strict=True):
            several[person][part] += 1
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
