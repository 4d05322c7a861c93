"""The catalogue: every measure in words and in SQL, one TOML file a domain."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

HERE = Path(__file__).parent
TARGET_SOURCES = (
    "statutory", "published", "suggested", "local convention", "set by the authority")
"""How the words on where a target comes from begin."""
DOMAINS = (
    "front_door", "referrals", "early_help", "assessments", "conferences", "children_in_need",
    "child_protection", "looked_after", "health", "education", "placements", "missing",
    "care_leavers", "adoption", "court", "workforce", "quality", "private_fostering_and_lado",
    "safeguarding_board", "data_quality",
)
"""The domain files in the order of a child's journey."""


class CatalogueError(ValueError):
    """A domain file is wrong; the message says which and how."""


class Measure(BaseModel):
    """One measure. The SQL yields its cases; everything else says what they mean.

    ``kind``: *stock* is a share of those open at the date, *flow* a share of what fell due or
    happened in the period, *level* how many or how much each. ``unknown`` says whether a case
    whose value is not known stays in the denominator (``counts_against``) or not (``left_out``).
    ``core`` marks the front sheet of a surgery; ``commissioner`` is what the commissioner's report
    called it, where it named it; ``statute`` is the law, regulation or guidance behind it, or says
    that there is none. ``target_source`` begins with one of TARGET_SOURCES.
    ``plan_type`` marks the measure that says whether a kind of plan (a code of the list of that
    name) is in place: audits of such plans stand beside it.
    ``worst_of`` names the measure of things still to be done whose worst cases a level counts: on
    the lists of what is late a case stands once (data/measures/due.py).
    ``case`` and ``cases`` say what one and several of its cases are called where they are not
    children; ``names_child`` whether each leads to a child, whose age and sex it then has.
    ``share_of`` is what a per cent is of where it is not of the cases: sessions, full-time posts.
    ``sources`` are the tables (``cp_visits``) and columns (``cp_visits.seen_alone``) without which
    the measure cannot be worked out at all; ``terms`` are the school terms of the authority's file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    domain: str
    plain_english: str
    core: bool
    commissioner: str = ""
    statute: str
    kind: Literal["stock", "flow", "level"]
    unit: Literal["percent", "count", "rate", "days", "mean"]
    better: Literal["higher", "lower", "neither"]
    target: float | None = None
    target_source: str = ""
    tolerance: float = 0
    clock: str
    basis: str
    period: tuple[Literal["point", "month", "year"], ...]
    unknown: Literal["counts_against", "left_out"]
    sources: tuple[str, ...]
    service: str
    plan_type: str = ""
    worst_of: str = ""
    share_of: str = ""
    case: str = "child"
    cases: str = "children"
    names_child: bool = True
    what_to_do: str
    sql: str

    @model_validator(mode="after")
    def _agree(self) -> Measure:
        if self.kind == "flow" and "point" in self.period:
            raise ValueError("a flow measure is counted over a month or a year, not at a point")
        if self.kind != "flow" and self.period != ("point",):
            raise ValueError("a stock or level measure is counted at a point")
        if self.target is not None and not self.target_source:
            raise ValueError("a target needs its source")
        if self.target is not None and not self.target_source.startswith(TARGET_SOURCES):
            raise ValueError(f"a target's source begins with one of {', '.join(TARGET_SOURCES)}")
        return self

    @property
    def headline_period(self) -> str:
        """The period whose figure stands on a page: the point, or the first of a flow's periods."""
        return self.period[0]


@cache
def _read(domain: str) -> tuple[dict[str, object], ...]:
    path = HERE / f"{domain}.toml"
    with path.open("rb") as file:
        content = tomllib.load(file)
    return tuple({"domain": content["domain"], **measure} for measure in content["measure"])


def read_catalogue(
    *, targets: Mapping[str, float] | None = None, tolerances: Mapping[str, float] | None = None,
) -> dict[str, Measure]:
    """All measures by id, in the order of the child's journey.

    ``targets`` (measure id to value) and ``tolerances`` (unit to value) are the authority's own.
    Raises CatalogueError for a measure that does not fit the form, or a target for none.
    """
    targets, tolerances = targets or {}, tolerances or {}
    catalogue: dict[str, Measure] = {}
    for domain in DOMAINS:
        for fields in _read(domain):
            words = dict(fields)
            name = str(words["id"])
            if name in targets:
                words |= {"target": targets[name], "target_source": "set by the authority"}
            words.setdefault("tolerance", tolerances.get(str(words["unit"]), 0))
            try:
                catalogue[name] = Measure.model_validate(words)
            except ValidationError as error:
                raise CatalogueError(f"{domain}.toml, {name}: {error}") from error
    for measure in catalogue.values():
        if measure.worst_of and catalogue.get(measure.worst_of, measure).kind != "stock":
            raise CatalogueError(f"{measure.id}: worst_of names no stock measure")
    unknown = set(targets) - set(catalogue)
    if unknown:
        names = ", ".join(sorted(unknown))
        raise CatalogueError(f"targets for measures that do not exist: {names}")
    return catalogue


def catalogue_hash(catalogue: Mapping[str, Measure]) -> str:
    """One hash over every word and every line of SQL, to tell which definition a figure had."""
    shared = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.sql"))]
    text = "\n".join([*(m.model_dump_json() for m in catalogue.values()), *shared])
    return hashlib.sha256(text.encode()).hexdigest()
