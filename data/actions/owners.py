"""Who answers for an action: a key that a viewer has (``Viewer.owner_key``), and its words."""

from __future__ import annotations

from data.places import Places
from data.viewers import ROLE_NAMES

_LONGEST = 100


def is_owner(key: str, places: Places) -> bool:
    """Whether it is the key of somebody who may answer for an action: ``director``, ``analyst``,
    ``head:<locality>``, ``manager:<team>`` or ``worker:<id>``.
    """
    role, _, whose = key.partition(":")
    if role == "head":
        return any(locality.id == whose for locality in places.localities)
    if role == "manager":
        return any(team.id == whose for team in places.teams)
    if role == "worker":
        return whose == whose.strip() != "" and len(key) <= _LONGEST
    return key in ("director", "analyst")


def owner_words(key: str, places: Places) -> str:
    """Who that is, in words: "Team manager, Norwich looked-after". A key of a place that is no
    longer there keeps its id.
    """
    role, _, whose = key.partition(":")
    name = ROLE_NAMES.get(role, role)
    if role == "worker":  # an adviser, a reviewing officer or a social worker
        return f"Worker {whose}"
    if not whose:
        return name
    place = places.by_id.get(whose)
    if place is None:
        return f"{name}, {whose}"
    return f"{name}, {place.short if place.level == 'locality' else place.name}"
