"""What all that is written has in common: who may, and that it is written once and for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.actions.database import Database
from data.actions.models import Write, Written
from data.actions.refusals import Invalid
from data.asking import NotAllowed, NotFound
from data.authority import Authority
from data.measures.catalogue import Measure
from data.places import Place, Places
from data.viewers import Viewer

Row = TypeVar("Row", bound=Written)


def utc_now() -> dt.datetime:
    """The moment, in UTC."""
    return dt.datetime.now(dt.UTC)


class Record:
    """The database, and the places and measures that what is in it is about."""

    def __init__(
        self, database: Database, authority: Authority, catalogue: Mapping[str, Measure],
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self.database = database
        self.catalogue = catalogue
        self.places = Places(authority)
        self._clock = clock

    def version(self) -> str:
        """What tells one state of all that is written from another: for the key of a cache."""
        return self.database.version()

    def close(self) -> None:
        """Close the connections to the database."""
        self.database.close()

    def _may_act(self, viewer: Viewer, place: str, measure: str) -> bool:
        return viewer.may_act_at(self._place(place), self.places, self.catalogue.get(measure))

    def _may_see(self, viewer: Viewer, place: str, measure: str) -> bool:
        return viewer.may_see_actions_of(
            self._place(place), self.places, self.catalogue.get(measure))

    def _place(self, place: str) -> Place:
        """A place or service; one that is gone from the authority's file belongs to nobody."""
        return self.places.place_or_service(place) or Place(place, place, place, "")

    def _must_be(self, place: str, measure: str = "") -> None:
        """Raises NotFound for a place, or a measure, that there is not."""
        if self.places.place_or_service(place) is None:
            raise NotFound(f"no place called {place}")
        if measure and measure not in self.catalogue:
            raise NotFound(f"no measure called {measure}")

    def _must_act(self, viewer: Viewer, place: str, measure: str = "") -> None:
        """Raises NotFound for what there is not, and NotAllowed for who may not write there."""
        self._must_be(place, measure)
        if not self._may_act(viewer, place, measure):
            raise NotAllowed

    def _write(
        self, session: Session, viewer: Viewer, token: str, kind: type[Row],
        fields: Mapping[str, Any],
    ) -> Row:
        """A new row, in the name of the viewer."""
        write = Write(token=token, at=self._clock(), by=viewer.owner_key)
        session.add(write)
        session.flush()
        return self._with(session, write.id, kind, fields)

    def _with(
        self, session: Session, write_id: int, kind: type[Row], fields: Mapping[str, Any],
    ) -> Row:
        """A new row that belongs to an act of writing."""
        row = kind(write_id=write_id, **fields)
        session.add(row)
        session.flush()
        return row

    def _again(
        self, session: Session, viewer: Viewer, token: str, kind: type[Row],
        fields: Mapping[str, Any],
    ) -> Row | None:
        """The row that the same form wrote before; None when it comes for the first time.

        Raises Invalid for a token that wrote something else: a form that was gone back to and
        changed must not be taken for the one sent first.
        """
        earlier = session.scalar(sa.select(Write).where(Write.token == token))
        if earlier is None:
            return None
        row = session.scalar(sa.select(kind).where(kind.write_id == earlier.id))
        if row is None or earlier.by != viewer.owner_key or any(
                getattr(row, name) != value for name, value in fields.items()):
            raise Invalid([("form", "This form was sent before with other words, and those are "
                                    "kept. Send it once more to add these as well.")])
        return row
