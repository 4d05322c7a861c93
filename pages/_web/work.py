"""How much is overdue and due at a place, for those who may see it."""

from __future__ import annotations

from components.facts import Fact, work_facts
from data.queries import NotAllowed
from pages._web.page import Look


def workload_facts(look: Look, place: str) -> list[Fact]:
    """Two facts for the strip; none for a viewer who may list nothing there."""
    try:
        return work_facts(look.queries.workload(look.viewer, place, look.as_at))
    except NotAllowed:
        return []
