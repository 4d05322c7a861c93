"""An authority's own file: its places, targets, clocks, terms and events, read and checked."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class AuthorityFileError(ValueError):
    """The authority's file cannot be used; the message says where and why."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Locality(_Strict):
    id: str
    name: str
    short_name: str = ""

    @property
    def short(self) -> str:
        return self.short_name or self.name


class AreaTeams(_Strict):
    kind: str
    name: str
    count: int = 1
    starts: dt.date | None = Field(None, alias="from")
    ends: dt.date | None = Field(None, alias="to")


class CountyTeam(_Strict):
    id: str
    name: str
    starts: dt.date | None = Field(None, alias="from")
    ends: dt.date | None = Field(None, alias="to")


class Service(_Strict):
    id: str
    name: str
    head_of: str = ""
    """The locality whose head of social work leads this service."""


class Allocation(_Strict):
    roles: tuple[str, ...]
    duty_labels: tuple[str, ...]
    case_holding_titles: tuple[str, ...]


class Clocks(_Strict):
    cp_visit_working_days: int = Field(gt=0)
    seen_alone_from_age: int = Field(ge=0)
    in_touch_days: int = Field(gt=0)
    school_age_from: int = Field(ge=0)
    school_age_to: int = Field(ge=0)
    closure_days: tuple[dt.date, ...] = ()


class Term(_Strict):
    name: str
    start: dt.date
    end: dt.date


class Event(_Strict):
    date: dt.date
    name: str
    words: str


class LookAs(_Strict):
    role: str
    place: str = ""
    service: str = ""


class Authority(_Strict):
    """The whole file. Raises AuthorityFileError through ``read_authority``."""

    id: str
    name: str
    service_name: str
    case_link: str = ""
    population: dict[str, dict[str, int]]
    localities: tuple[Locality, ...]
    area_teams: tuple[AreaTeams, ...] = ()
    county_teams: tuple[CountyTeam, ...] = ()
    services: tuple[Service, ...]
    allocation: Allocation
    clocks: Clocks
    targets: dict[str, float] = {}
    tolerances: dict[str, float] = {}
    terms: tuple[Term, ...] = Field(min_length=1)
    events: tuple[Event, ...] = ()
    look_as: tuple[LookAs, ...] = ()

    @model_validator(mode="after")
    def _terms_in_order(self) -> Authority:
        dates = [day for term in self.terms for day in (term.start, term.end)]
        if dates != sorted(dates):
            raise ValueError("terms must be in date order and must not overlap")
        return self

    def population_at(self, place: str, as_at: dt.date) -> int | None:
        """Children aged 0 to 17 in a place, by the latest estimate in use on the date."""
        known = [year for year in sorted(self.population) if dt.date(int(year), 4, 1) <= as_at]
        year = known[-1] if known else min(self.population)
        return self.population[year].get(place)


@cache
def read_authority(path: Path) -> Authority:
    """Read an authority's file. Raises AuthorityFileError naming the file and what is wrong."""
    try:
        with path.open("rb") as file:
            return Authority.model_validate(tomllib.load(file))
    except OSError as error:
        raise AuthorityFileError(f"{path}: cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise AuthorityFileError(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise AuthorityFileError(f"{path}: {wrong}") from error
