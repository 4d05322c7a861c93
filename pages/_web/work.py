"""How much is overdue and due at a place, for those who may see it."""

from __future__ import annotations

from components.facts import Fact, work_facts
from data.queries import NotAllowed
from pages._web.page import Look


def workload_facts(look: Look, place: str) -> list[Fact]:
    """Two facts for the strip; none for a viewer who may list nothing there."""
    try:
        return work_facts(look.queries.workload(look.viewer, place, look.as_at),
                          all_of_it=_sees_all(look, place))
    except NotAllowed:
        return []


def _sees_all(look: Look, place: str) -> bool:
    """Whether the viewer may list every case of the place."""
    above = {p.id for p in look.queries.places.trail(place)}
    scopes = (look.viewer.may_see_cases(m) for m in look.queries.catalogue.values())
    return all(s is not None and (not s.column or s.value in above) for s in scopes)
