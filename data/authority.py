"""An authority's own file: its places, targets, clocks, terms and events, read and checked."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, model_validator

from data.checked_files import Strict, read_checked

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)


class AuthorityFileError(ValueError):
    """The authority's file cannot be used; the message says where and why."""


class Locality(Strict):
    id: str
    name: str
    short_name: str = ""

    @property
    def short(self) -> str:
        return self.short_name or self.name


class AreaTeams(Strict):
    kind: str
    name: str
    count: int = 1
    starts: dt.date | None = Field(None, alias="from")
    ends: dt.date | None = Field(None, alias="to")


class CountyTeam(Strict):
    id: str
    name: str
    starts: dt.date | None = Field(None, alias="from")
    ends: dt.date | None = Field(None, alias="to")


class Service(Strict):
    id: str
    name: str
    head_of: str = ""
    """The locality whose head of social work leads this service."""


class Allocation(Strict):
    roles: tuple[str, ...]
    duty_labels: tuple[str, ...]
    case_holding_titles: tuple[str, ...]


class Clocks(Strict):
    """The intervals that the law leaves to the authority; a measure's SQL reads each by its name
    with ``setting('…')``."""

    contact_decision_working_days: int = Field(1, gt=0)
    contact_link_days: int = Field(10, ge=0)
    early_help_assessment_days: int = Field(35, gt=0)
    first_view_working_days: int = Field(10, gt=0)
    cin_visit_working_days: int = Field(20, gt=0)
    cin_visit_working_days_by_kind: dict[str, int] = Field(default_factory=dict)
    """By kind of team, where it is another than ``cin_visit_working_days``."""
    cin_first_plan_working_days: int = Field(10, gt=0)
    cin_review_days: int = Field(84, gt=0)
    cp_visit_working_days: int = Field(gt=0)
    cp_unseen_working_days: int = Field(20, gt=0)
    seen_alone_from_age: int = Field(ge=0)
    in_touch_days: int = Field(gt=0)
    adviser_visit_months: int = Field(2, gt=0)
    adviser_visit_to_age: int = Field(20, ge=16)
    school_age_from: int = Field(ge=0)
    school_age_to: int = Field(ge=0)
    return_interview_hours: int = Field(72, gt=0)
    pre_proceedings_review_days: int = Field(56, gt=0)
    pre_proceedings_days: int = Field(112, gt=0)
    supervision_days: int = Field(28, gt=0)
    supervision_new_days: int = Field(14, gt=0)
    """For newly qualified workers, in their first ``newly_qualified_days`` in post."""
    newly_qualified_days: int = Field(365, gt=0)
    late_recording_working_days: int = Field(2, ge=0)
    helped_from_rating: int = Field(4, ge=1, le=5)
    partner_return_days: int = Field(42, gt=0)
    closure_days: tuple[dt.date, ...] = ()


class Caseloads(Strict):
    """What a caseload is looked at against: children for one full-time equivalent."""

    bands: tuple[int, ...] = (12, 18, 22)
    """Where the bands part: up to 12, 13 to 18, 19 to 22, more than 22."""
    newly_qualified: int = Field(default=12, gt=0)
    reviewing_officer: tuple[int, int] = (50, 70)
    """The guidance range for reviewing officers."""


class Benchmarks(Strict):
    """Whose published figures stand beside the authority's, by their names in the national data."""

    region: str = ""
    neighbours: tuple[str, ...] = ()
    neighbours_list: str = ""
    """Which list of statistical neighbours that is, such as "May 2025"."""


class Term(Strict):
    name: str
    start: dt.date
    end: dt.date


class Event(Strict):
    """Something that happened. It may begin the limits of some measures anew (``rebases``), for
    the reason its words give and because ``who`` said so: never to hide a concern.
    """

    date: dt.date
    name: str
    words: str
    rebases: tuple[str, ...] = ()
    who: str = ""

    @model_validator(mode="after")
    def _rebases_for_a_reason(self) -> Event:
        if self.rebases and not self.words.strip():
            raise ValueError("an event that rebases measures needs its reason in words")
        if self.rebases and not self.who.strip():
            raise ValueError("an event that rebases measures needs who decided it (who)")
        return self


class Surgeries(Strict):
    """When each area and service holds its performance surgery, and how long it may take.

    Every month on the ``week``-th ``weekday``; in a month for which ``dates`` lists days of a
    place (by the id of the area or service) on those days instead.
    """

    weekday: Weekday = "Thursday"
    week: int = Field(default=2, ge=1, le=4)
    minutes: int = Field(default=45, gt=0)
    dates: dict[str, tuple[dt.date, ...]] = Field(default_factory=dict)


class Disclosure(Strict):
    """What those see who may not see small numbers: the summaries of committee and board."""

    threshold: int = Field(default=5, ge=0)
    """Counts of 1 to this are hidden, and whatever would give one away; 0 hides nothing."""
    rounding: int = Field(default=0, ge=0)
    """Counts are rounded to this, and shares worked out from the rounded; 0 rounds nothing."""
    roles: tuple[Literal["committee", "board"], ...] = ("committee", "board")
    """Who sees only that. No member sees children, listed here or not."""
    levels: tuple[Literal["authority", "locality"], ...] = ("authority", "locality")
    periods: Literal["headline", "month", "year"] = "headline"
    """The one period of a flow that is public: two of one flow would give hidden months away."""


class Summaries(Strict):
    """What summaries say of themselves, and the files that choose what they are of: in the file
    paths beside it, once read whole ones. Without a file a summary shows nothing and says so.
    """

    marking: str = "OFFICIAL"
    link: str = ""
    """The address of the server, put before stable links; empty: the path alone."""
    committee: Path | None = None
    board: Path | None = None
    monitoring: tuple[Path, ...] = ()

    def beside(self, folder: Path) -> Summaries:
        """The same, with every path made whole."""
        def found(path: Path | None) -> Path | None:
            return path and folder / path

        return self.model_copy(update={
            "committee": found(self.committee), "board": found(self.board),
            "monitoring": tuple(folder / path for path in self.monitoring)})


class Contact(Strict):
    """Whom to tell of a page that cannot be used, or ask for something in another form."""

    name: str = ""
    email: str = ""
    phone: str = ""
    answer_days: int = Field(default=10, gt=0)
    """Working days within which an answer is promised."""
    made_up: bool = False


class LookAs(Strict):
    role: str
    place: str = ""
    service: str = ""


class Authority(Strict):
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
    caseloads: Caseloads = Caseloads()
    benchmarks: Benchmarks = Benchmarks()
    targets: dict[str, float] = Field(default_factory=dict)
    tolerances: dict[str, float] = Field(default_factory=dict)
    terms: tuple[Term, ...] = Field(min_length=1)
    events: tuple[Event, ...] = ()
    disclosure: Disclosure = Disclosure()
    surgeries: Surgeries = Surgeries()
    summaries: Summaries = Summaries()
    accessibility: Contact = Contact()
    look_as: tuple[LookAs, ...] = ()

    @model_validator(mode="after")
    def _terms_in_order(self) -> Authority:
        dates = [day for term in self.terms for day in (term.start, term.end)]
        if dates != sorted(dates):
            raise ValueError("terms must be in date order and must not overlap")
        return self

    @model_validator(mode="after")
    def _surgeries_of_places(self) -> Authority:
        unknown = set(self.surgeries.dates) - {area.id for area in self.localities} - {
            service.id for service in self.services}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ValueError(f"surgeries.dates: no area or service called {names}")
        return self

    def population_at(self, place: str, as_at: dt.date) -> int | None:
        """Children aged 0 to 17 in a place, by the latest estimate in use on the date."""
        known = [year for year in sorted(self.population) if dt.date(int(year), 4, 1) <= as_at]
        year = known[-1] if known else min(self.population)
        return self.population[year].get(place)


@cache
def read_authority(path: Path) -> Authority:
    """Read an authority's file. Raises AuthorityFileError naming the file and what is wrong."""
    authority = read_checked(path, Authority, AuthorityFileError)
    return authority.model_copy(update={"summaries": authority.summaries.beside(path.parent)})
