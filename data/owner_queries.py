"""Who may answer for an action at a place."""

from __future__ import annotations

import datetime as dt

from data.actions.owners import owner_words
from data.asking import NotAllowed, NotFound
from data.due_queries import DueQueries
from data.places import Place
from data.viewers import Viewer


class OwnerQueries(DueQueries):
    """People by their keys (``Viewer.owner_key``)."""

    def owners(self, viewer: Viewer, place: str, as_at: dt.date) -> list[tuple[str, str]]:
        """Keys and words, the nearest to the place first: its workers and managers, then heads,
        then the director and the analyst. Workers only of a team, as far as the viewer may see
        them. Raises NotFound for no such place or service.
        """
        found = self.places.place_or_service(place)
        if found is None:
            raise NotFound(f"no place called {place}")
        managers = [f"manager:{team.id}" for team in self._teams_at(found, as_at)]
        heads = [f"head:{area}" for area in self._areas_over(found)]
        nearest = [*managers, *self._workers_of(viewer, found, as_at), *heads]
        if found.level not in ("team", "locality"):
            nearest = [*heads, *managers]
        return [(key, owner_words(key, self.places))
                for key in (*nearest, "director", "analyst")]

    def _teams_at(self, place: Place, as_at: dt.date) -> list[Place]:
        """The team itself, or the teams of a locality; of the whole county, those that are no
        locality's.
        """
        if place.level == "team":
            return [place]
        if place.level == "locality":
            return list(self.places.teams_of(place.id, as_at))
        return [team for team in self.places.teams if team.parent is None and team.open_at(as_at)]

    def _areas_over(self, place: Place) -> list[str]:
        """The localities whose heads answer for a place: a service's own head comes first."""
        areas = [area.id for area in self.places.localities]
        own = place.parent if place.level == "team" else place.id
        if own in areas:
            return [own]
        lead = [s.head_of for s in self.authority.services if s.id == place.id and s.head_of]
        return [*lead, *(area for area in areas if area not in lead)]

    def _workers_of(self, viewer: Viewer, place: Place, as_at: dt.date) -> list[str]:
        if place.level != "team":
            return []
        try:
            workers = self.workers(viewer, place.id, as_at)["worker"]
        except NotAllowed:
            return []
        return [f"worker:{worker}" for worker in workers]
