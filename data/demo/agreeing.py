"""What a made-up surgery agrees: about what changed at its place, with figures that are true.

The measures are those the agenda puts first; the words of each are in ``agreed.toml``. Owners are
roles and ids of workers, children are those longest overdue in the snapshot looked at (of what
is over and done, those missed last).
"""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from data.agenda import Agenda
from data.measures.catalogue import Measure
from data.queries import Queries
from data.signals.schema import Signal
from data.viewers import Viewer

WORDS = Path(__file__).parent / "agreed.toml"
FEWEST = 10
"""A share of fewer is not what a surgery sets a target for."""
SOON = dt.timedelta(days=14)
"""What is agreed about single children is to be done so soon."""
CHILDREN = 3


@dataclass(frozen=True)
class Proposal:
    """An action to be agreed, and ``why``: what managers said is behind the figure."""

    measure: Measure
    why: str
    what: str
    owner: str
    due_on: dt.date
    place: str
    children: tuple[str, ...]
    expected: str


@cache
def words() -> dict[str, dict[str, Any]]:
    """What is agreed about each measure, and why, by the measure's id."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def proposals(
    q: Queries, viewer: Viewer, agenda: Agenda, as_at: dt.date, *, taken: Collection[str],
    chance: Random,
) -> list[Proposal]:
    """One to three actions for a surgery. ``taken`` are the measures with an action still open."""
    reading = q.reading(viewer, agenda, as_at)
    wanted = [one.signal for one in reading.changed] + list(reading.off_target)
    origins = {one.signal.measure: one.origin.place for one in reading.changed if one.origin}
    chosen = [signal for signal in wanted if signal.measure not in taken
              and _worth_it(agenda.measures[signal.measure], signal.value, signal.denominator)]
    return [_proposal(q, viewer, agenda, as_at, signal, origins.get(signal.measure, ""), chance)
            for signal in chosen[:chance.choice((1, 2, 2, 3))]]


def _worth_it(measure: Measure, value: float, denominator: float) -> bool:
    """Whether there is something to agree about it: words, a target not met, and enough cases."""
    if measure.id not in words() or measure.target is None or math.isnan(value):
        return False
    side = 1 if measure.better == "higher" else -1
    enough = measure.unit != "percent" or denominator >= FEWEST
    return enough and side * (measure.target - value) > 0


def _proposal(
    q: Queries, viewer: Viewer, agenda: Agenda, as_at: dt.date, signal: Signal, origin: str,
    chance: Random,
) -> Proposal:
    measure, said = agenda.measures[signal.measure], words()[signal.measure]
    part = origin or _furthest(q, viewer, agenda, as_at, measure)
    place = part if origin and not agenda.service and chance.random() < 0.3 else agenda.place
    owner = _owner(viewer, agenda, part)
    children: tuple[str, ...] = ()
    if said.get("children"):
        late = q.cases(
            viewer, measure.id, part or agenda.place, as_at, size=CHILDREN,
            status="met" if measure.better == "lower" else "missed",
            descending=measure.kind == "flow").rows
        children = tuple(dict.fromkeys(late["person"].dropna()))
        workers = list(late["worker"].dropna())
        if workers and chance.random() < 0.2:
            owner = f"worker:{workers[0]}"
            children = tuple(dict.fromkeys(late["person"][late["worker"] == workers[0]].dropna()))
    return Proposal(
        measure, said["why"], said["what"], owner,
        agenda.held + SOON if children else agenda.next, place, children,
        expected_at(q, viewer, measure, place, as_at))


def expected_at(
    q: Queries, viewer: Viewer, measure: Measure, place: str, as_at: dt.date,
) -> str:
    """What should change at the place where the action is measured, from its own figure: nothing
    where that has too few cases, or meets the target as it is.
    """
    own = q.effect(viewer, measure.id, place, as_at, agreed_at=as_at).then
    if own is None or not _worth_it(measure, own["value"], own["denominator"]):
        return ""
    return expected(measure, own["value"])


def _furthest(
    q: Queries, viewer: Viewer, agenda: Agenda, as_at: dt.date, measure: Measure,
) -> str:
    """The team of an area, or the area of the county, with most cases against the measure; empty
    where none has any.
    """
    parts = q.side_by_side(viewer, agenda.place, as_at, measures=[measure.id])
    parts = parts[parts["place"].isin({p.id for p in (*q.places.teams, *q.places.localities)})]
    if parts.empty:
        return ""
    against = (parts["numerator"] if measure.better == "lower"
               else parts["denominator"] - parts["numerator"]).fillna(0)
    return str(parts["place"][against.idxmax()]) if against.max() > 0 else ""


def _owner(viewer: Viewer, agenda: Agenda, part: str) -> str:
    """Who answers for it: the manager of the team, the head of the area, or who leads."""
    if not part:
        return viewer.owner_key
    return f"head:{part}" if agenda.service else f"manager:{part}"


def expected(measure: Measure, now: float) -> str:
    """Half of the way to the target, in whole numbers: "From 71 % to 83 % in three months"."""
    assert measure.target is not None
    halfway = (now + measure.target) / 2
    until = math.ceil(halfway) if measure.better == "higher" else math.floor(halfway)
    unit = {"percent": "\u202f%", "days": " days"}.get(measure.unit, "")
    said = math.floor(now + 0.5)
    if said == until:
        return f"{until}{unit} or {'more' if measure.better == 'higher' else 'fewer'}, and kept"
    return f"From {said}{unit} to {until}{unit} in three months"
