"""Who is looking, and what they may see. The rule is here and nowhere else.

| role | figures of | children of |
|---|---|---|
| analyst, director | every place | everywhere |
| head | county, areas; own area's teams, all for own service | own area; all for own service |
| manager | county, areas; the own team and its workers | the own team |
| worker | county, areas, the own team; own figures | own cases |
| committee, board | county and areas, small numbers hidden | nobody |

What a surgery agreed about a place may name its children, so it is shown to those who may see
every child there, and they may write: an analyst or director everywhere, a head in the own area
and for the own service, a manager in the own team. Whoever answers for an action sees that one
too, and may say that it is done; that is all a worker sees.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from data.measures.catalogue import Measure
from data.places import Place, Places

Role = Literal["analyst", "director", "head", "manager", "worker", "committee", "board"]
ROLES: tuple[str, ...] = get_args(Role)

ROLE_NAMES: dict[str, str] = {
    "analyst": "Performance analyst",
    "director": "Director",
    "head": "Head of social work",
    "manager": "Team manager",
    "worker": "Social worker",
    "committee": "Committee member",
    "board": "Safeguarding board member",
}


class Scope(NamedTuple):
    """Which cases a viewer may see: everywhere, or those of one locality, team or worker."""

    column: Literal["locality", "team", "worker"] | None = None
    value: str = ""


@dataclass(frozen=True)
class Viewer:
    """Somebody looking. ``place`` is a head's locality, a manager's or worker's team. ``trusted``
    is a member of the board or committee to whom the authority's file shows small numbers.
    """

    role: Role
    place: str = ""
    service: str = ""
    worker: str = ""
    trusted: bool = False

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"no such role: {self.role}")
        if self.role in ("head", "manager") and not self.place:
            raise ValueError(f"a {self.role} needs a place")
        if self.role == "worker" and not (self.place and self.worker):
            raise ValueError("a worker needs a team and an id")

    @property
    def key(self) -> str:
        """What tells one viewer's pages from another's."""
        return json.dumps((self.role, self.place, self.service, self.worker, self.trusted))

    @property
    def owner_key(self) -> str:
        """Who this is among those who may answer for an action; also who wrote something."""
        if self.role == "worker":
            return f"worker:{self.worker}"
        return f"{self.role}:{self.place}" if self.role in ("head", "manager") else self.role

    @property
    def sees_small_numbers(self) -> bool:
        """Whether figures come as they are; otherwise 1 to 5 are hidden."""
        return self.trusted or self.role not in ("committee", "board")

    def may_see_figures_of(self, place: Place, places: Places, measure: Measure | None) -> bool:
        """Whether the figures of a place (for a measure, or for any) may be shown."""
        if place.level in ("authority", "locality") or self.role in ("analyst", "director"):
            return True
        if self.role == "head":
            own_service = measure is not None and measure.service == self.service
            return own_service or self.place in (place.parent, places.locality_of(place.parent))
        if self.role == "manager":
            return self.place in (place.id, place.parent)
        if self.role == "worker":
            return place.id in (self.place, self.worker)
        return False

    def may_see_cases(self, measure: Measure) -> Scope | None:
        """Which cases of a measure may be listed: None when none at all."""
        if self.role == "head" and measure.service == self.service:
            return Scope()
        return self.own_children

    @property
    def own_children(self) -> Scope | None:
        """Whose children are the viewer's own, whatever the measure: None for nobody's."""
        if self.role in ("analyst", "director"):
            return Scope()
        if self.role == "head":
            return Scope("locality", self.place)
        if self.role == "manager":
            return Scope("team", self.place)
        if self.role == "worker":
            return Scope("worker", self.worker)
        return None

    @property
    def may_see_children(self) -> bool:
        """Whether the viewer ever sees single children."""
        return self.role not in ("committee", "board")

    @property
    def may_see_unallocated(self) -> bool:
        """Whether the viewer ever sees children whom nobody holds: they are no worker's own."""
        return self.may_see_children and self.role != "worker"

    def may_act_at(self, place: Place, places: Places, measure: Measure | None) -> bool:
        """Whether the viewer may hold a surgery at a place or service, and agree, change and
        comment there (about a measure, or none).
        """
        if self.role in ("analyst", "director"):
            return True
        if self.role == "head":
            if place.level == "service":
                return place.id == self.service
            own_service = measure is not None and measure.service == self.service
            return own_service or self.place in (place.id, place.parent)
        return self.role == "manager" and place.level == "team" and place.id == self.place

    def may_see_actions_of(self, place: Place, places: Places, measure: Measure | None) -> bool:
        """Whether the viewer sees everything agreed and written about a place, children and all:
        those who may act there, and nobody else. An action's owner sees that action besides.
        """
        return self.may_act_at(place, places, measure)

    @property
    def may_publish(self) -> bool:
        """Whether the viewer may mark commentary for publication."""
        return self.role in ("analyst", "director")

    def may_have_summary(self, name: str, places: Places, place: str = "") -> bool:
        """Whether the viewer may have a summary: the committee's is everybody's; an area's (the
        area by its id, or any) is for every role but a worker, and a manager has the own area's;
        the board's is for those who lead and its members, the monitoring for those who lead.
        """
        leads = self.role in ("analyst", "director", "head")
        if name == "locality" and self.role == "manager":
            return place in ("", places.locality_of(self.place))
        return {"committee": True, "locality": self.role != "worker",
                "board": leads or self.role == "board", "monitoring": leads}.get(name, False)

    @property
    def may_challenge(self) -> bool:
        """Whether the viewer may write in the safeguarding board's challenge log."""
        return self.role in ("analyst", "director", "board")

    @property
    def may_see_challenges(self) -> bool:
        """Whether the viewer may read the safeguarding board's challenge log."""
        return self.may_challenge or self.role == "head"

    def may_see_agenda_of(self, of: str, places: Places) -> bool:
        """Whether the viewer may open the agenda of an area or a service, by its id: of every one
        who leads all; a head of the own area and service; a manager of the area of the own team.
        """
        if self.role in ("analyst", "director"):
            return True
        if self.role == "head":
            return of in (self.place, self.service)
        return self.role == "manager" and of == places.locality_of(self.place)
