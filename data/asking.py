"""What every question stands on: what is live, who asks, and that there is such a place."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import duckdb

from data.authority import Authority, Service
from data.disclosure.identities import read_identities
from data.measures.catalogue import Measure
from data.measures.choices import Choice, choices
from data.places import Place, Places
from data.snapshots.live import Edition, Live, Snapshot
from data.viewers import Viewer


class NotAllowed(Exception):
    """The viewer may not see this. The message says no more than that."""


class NotFound(LookupError):
    """There is no such date, place, measure or choice."""


class Asking:
    """What is live, and the words of an address made into a date, a place and a measure."""

    def __init__(self, live: Live, authority: Authority, catalogue: dict[str, Measure]) -> None:
        self.live = live
        self.authority = authority
        self.catalogue = catalogue
        self.places = Places(authority)
        self._db = duckdb.connect(config={
            "threads": 1,  # requests run side by side
            # What a query is done with goes back at once: kept, it costs a worker 15 MB.
            "allocator_bulk_deallocation_flush_threshold": "128KB"})
        self._db.execute("set parquet_metadata_cache = true")  # a snapshot never changes

    @property
    def edition(self) -> Edition:
        return self.live.edition()

    def dates(self, viewer: Viewer) -> list[dt.date]:
        """The dates that have a snapshot, oldest first."""
        return list(self.edition.snapshots)

    def snapshot(self, viewer: Viewer, as_at: dt.date | None = None) -> Snapshot:
        """The snapshot of a date, or the latest. Raises NotFound."""
        edition = self.edition
        found = edition.latest() if as_at is None else edition.snapshots.get(as_at)
        if found is None:
            refused = [why for name, why in edition.refused.items()
                       if name.startswith(f"as_at={as_at}/" if as_at else "as_at=")]
            if refused:
                raise NotFound(f"no sound snapshot: {refused[0]}")
            raise NotFound(f"no snapshot as at {as_at}" if as_at else "no snapshot yet")
        return found

    def place(self, viewer: Viewer, place: str, *, measure: Measure | None = None) -> Place:
        """A place of the tree that the viewer may see. Raises NotFound, NotAllowed."""
        found = self.places.by_id.get(place)
        if found is None:
            raise NotFound(f"no place called {place}")
        if not viewer.may_see_figures_of(found, self.places, measure):
            raise NotAllowed
        return found

    def measure(self, viewer: Viewer, measure: str) -> Measure:
        """A measure of the catalogue. Raises NotFound."""
        if measure not in self.catalogue:
            raise NotFound(f"no measure called {measure}")
        return self.catalogue[measure]

    def periods_of(self, viewer: Viewer, measure: Measure) -> tuple[str, ...]:
        """The periods over which the viewer may see a measure, the one shown unasked first: where
        small numbers are hidden only one, for two of a flow would give hidden months away.
        """
        if viewer.sees_small_numbers:
            return measure.period
        return (read_identities().period(measure, self.authority.disclosure),)

    def period_of(self, viewer: Viewer, measure: Measure, asked: str | None = "") -> str:
        """The period of a measure that is asked for, as far as the viewer may see it; else the one
        shown unasked.
        """
        periods = self.periods_of(viewer, measure)
        return asked if asked in periods else periods[0]

    def children_of(
        self, viewer: Viewer, place: Place, as_at: dt.date, *, measure: Measure | None = None,
    ) -> tuple[Place, ...]:
        """The places below one that the viewer may open (for a measure): localities, or teams."""
        if place.level == "authority":
            return self.places.localities
        if place.level == "locality":
            return tuple(
                t for t in self.places.teams_of(place.id, as_at)
                if viewer.may_see_figures_of(t, self.places, measure))
        return ()

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The choices there are among all measures, the one shown unasked first."""
        return choices(self.catalogue)

    def service(self, viewer: Viewer, service: str) -> Service:
        """A service of the authority. Raises NotFound."""
        for found in self.authority.services:
            if found.id == service:
                return found
        raise NotFound(f"no service called {service}")

    def of_service(self, service: str) -> dict[str, Measure]:
        """The measures that a service answers for."""
        return {m.id: m for m in self.catalogue.values() if m.service == service}
