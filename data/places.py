"""Places: the authority, its localities, their teams. A tree, read from the authority's file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property

from data.authority import Authority

NO_LOCALITY = "no-area"
NO_TEAM = "no-team"
NO_WORKER = "no-worker"
REMAINDERS = {
    NO_LOCALITY: "Not in one area",
    NO_TEAM: "No team",
    NO_WORKER: "No named worker",
}
"""Where a case goes whose locality, team or worker is not known, so that parts add up."""


@dataclass(frozen=True)
class Place:
    """One place: ``level`` is authority, locality, team or worker."""

    id: str
    name: str
    short: str
    level: str
    parent: str | None = None
    kind: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None

    def open_at(self, day: dt.date) -> bool:
        """Whether the place existed on the day."""
        return (self.starts or day) <= day <= (self.ends or day)


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold().replace("&", "and"))


class Places:
    """The tree of an authority's places."""

    def __init__(self, authority: Authority) -> None:
        self.authority = Place(authority.id, authority.name, authority.name, "authority")
        self.localities = tuple(
            Place(area.id, area.name, area.short, "locality", authority.id)
            for area in authority.localities)
        nowhere = REMAINDERS[NO_LOCALITY]
        self.no_locality = Place(NO_LOCALITY, nowhere, nowhere, "locality", authority.id)
        self.teams = (*self._area_teams(authority), *(
            Place(t.id, t.name, t.name, "team", None, t.id, t.starts, t.ends)
            for t in authority.county_teams))
        self.services = tuple(
            Place(s.id, s.name, s.name, "service", authority.id) for s in authority.services)

    def _area_teams(self, authority: Authority) -> list[Place]:
        teams = []
        for locality in self.localities:
            for kind in authority.area_teams:
                for n in range(1, kind.count + 1):
                    mark = f" {n}" if kind.count > 1 else ""
                    teams.append(Place(
                        f"{locality.id}-{kind.kind}{mark.replace(' ', '-')}",
                        f"{locality.short} {kind.name}{mark}",
                        f"{kind.name[0].upper()}{kind.name[1:]}{mark}",
                        "team", locality.id, kind.kind, kind.starts, kind.ends))
        return teams

    @cached_property
    def by_id(self) -> dict[str, Place]:
        places = (self.authority, *self.localities, self.no_locality, *self.teams)
        return {place.id: place for place in places}

    def place_or_service(self, id: str) -> Place | None:
        """A place of the tree, or a service (of level service): what a surgery may be held for."""
        return self.by_id.get(id) or next((s for s in self.services if s.id == id), None)

    @cached_property
    def _team_by_key(self) -> dict[str, str]:
        keys = {}
        for team in self.teams:
            keys[_key(team.id)] = team.id
            keys[_key(team.name)] = team.id
        return keys

    def team_id(self, text: str | None) -> str | None:
        """The id of the team that an extract means by an id or a name; None when unknown."""
        return self._team_by_key.get(_key(text)) if text else None

    def locality_of(self, team: str | None) -> str | None:
        """The locality of a team; None for county-wide and unknown teams."""
        place = self.by_id.get(team or "")
        return place.parent if place else None

    def teams_of(self, locality: str, day: dt.date) -> tuple[Place, ...]:
        """The teams that a locality had on a day."""
        return tuple(t for t in self.teams if t.parent == locality and t.open_at(day))

    def trail(self, place: str) -> tuple[Place, ...]:
        """From the authority down to the place. Raises KeyError for a place not in the tree."""
        found = self.by_id[place]
        above = self.trail(found.parent) if found.parent else (
            () if found.level == "authority" else (self.authority,))
        return (*above, found)
