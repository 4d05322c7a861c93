"""Rules that look at more than one column or table. One rule, one function.

Each takes the typed tables by name and a ``Day`` and gives problems; none changes a table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.located import Typed
from data.sources.report import Problem
from data.sources.rules import FIRST_DAY, RULES
from data.sources.tables import TABLES
from data.sources.typed import problems_at

NEVER = np.iinfo(np.int32).max
_NOT_OF_CHILDREN = frozenset({
    "person", "disability", "immigration_status", "involvements", "adopters", "professionals",
    "workforce"})
_OPEN_UNTIL_ENDED = frozenset({"cin_episodes", "cin_plans", "cp_plans", "cla_episodes"})
"""Tables whose rows without an end are open cases, not only records nobody finished."""


@dataclass
class Extracted:
    """The typed tables of all sources, the report date asked for, and the last day there can be.

    Days out of range have an error of their own, so these rules take them as not known.
    """

    tables: Mapping[str, Typed]
    as_at: dt.date | None
    today: dt.date
    last: dt.date

    @cached_property
    def reference(self) -> dt.date:
        """The report date; without a past one, the latest day up to today of anything."""
        if self.as_at and self.as_at <= self.today:
            return self.as_at
        today = number_of(self.today)
        latest = [int(days[days <= today].max(initial=-1)) for name in self.tables
                  for days in self.starts(name, NEVER)]
        latest_day = max(latest, default=-1)
        return day_of(latest_day) if latest_day > 0 else self.today

    @cached_property
    def people(self) -> tuple[pa.Array, np.ndarray]:
        """Ids of people with a date of birth, and the dates (numpy days)."""
        if "person" not in self.tables:
            return pa.array([], pa.string()), np.array([], "datetime64[D]")
        born = self.days("person", "date_of_birth", NEVER)
        known = np.flatnonzero(born != NEVER)
        ids = whole(self.tables["person"].data["person_id"]).take(pa.array(known))
        return ids, born[known].astype("datetime64[D]")

    def days(self, table: str, column: str, missing: int) -> np.ndarray:
        """A date column as days since 1970, with a number for those empty or out of range."""
        days = days_of(self.tables[table].data[column], missing)
        days[(days < number_of(FIRST_DAY)) | (days > number_of(self.last))] = missing
        return days

    def starts(self, name: str, missing: int) -> list[np.ndarray]:
        """When the rows of a table of events happened or began; nothing for other tables."""
        table = TABLES[name]
        if table.kind != "events" or not table.starts:
            return []
        return [self.days(name, table.starts, missing)]

    def per_row(
        self, typed: Typed, per_person: np.ndarray, ids: pa.Array | None = None,
    ) -> np.ndarray:
        """A day for each of the people (numpy days), or of some of these ``ids``, as a whole number
        a row; NEVER where not known.
        """
        known = self.people[0] if ids is None else ids
        at = pc.index_in(whole(typed.data["person_id"]), value_set=known)
        positions = at.fill_null(-1).to_numpy(zero_copy_only=False)
        days = np.append(per_person.astype(np.int64), NEVER)
        return days[positions]


def days_of(column: pa.ChunkedArray | pa.Array, missing: int) -> np.ndarray:
    """Dates as whole days since 1970, with a number for those that are empty."""
    return whole(column).cast(pa.int32()).fill_null(missing).to_numpy(
        zero_copy_only=False).astype(np.int64)


def later(dates: np.ndarray, *, months: int) -> np.ndarray:
    """Dates (numpy days) some months later, or earlier; 31 January plus one month is 3 March."""
    first = dates.astype("datetime64[M]")
    return (first + months).astype("datetime64[D]") + (dates - first.astype("datetime64[D]"))


def whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A column in one piece."""
    return column if isinstance(column, pa.Array) else column.combine_chunks()


def number_of(day: dt.date) -> int:
    """A day as whole days since 1970."""
    return (day - dt.date(1970, 1, 1)).days


def day_of(number: int | np.integer) -> dt.date:
    """The day of a number of days since 1970."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


def as_at_in_future(extracted: Extracted) -> Iterable[Problem]:
    """A report date later than today."""
    if extracted.as_at and extracted.as_at > extracted.today:
        yield RULES["as-at-in-future"].problem(as_at=extracted.as_at, value=str(extracted.as_at))


def as_at_before_every_row(extracted: Extracted) -> Iterable[Problem]:
    """A report date before the first thing that happened in the extract."""
    if extracted.as_at is None:
        return
    earliest = min((int(days.min(initial=NEVER)) for name in extracted.tables
                    for days in extracted.starts(name, NEVER)), default=NEVER)
    if number_of(extracted.as_at) < earliest < NEVER:
        yield RULES["as-at-before-every-row"].problem(
            as_at=extracted.as_at, earliest=day_of(earliest), value=str(extracted.as_at))


def ends_before_start(extracted: Extracted) -> Iterable[Problem]:
    """Anything that ended before it began."""
    rule = RULES["ends-before-start"]
    seen = set()
    for name, typed in extracted.tables.items():
        table, columns = TABLES[name], typed.origin.columns
        if not (table.starts and table.ends):
            continue
        starts = extracted.days(name, table.starts, -NEVER)
        ends = extracted.days(name, table.ends, NEVER)
        for at in np.flatnonzero(ends < starts):
            cell = (*typed.origin.place(int(at)), columns.get(table.ends, table.ends))
            if cell in seen:  # one cell of a list may end a row in several tables
                continue
            seen.add(cell)
            yield typed.origin.problem(
                rule.severity, rule.id, rule.message.format(
                    end=columns.get(table.ends, table.ends), started=day_of(starts[at]),
                    start=columns.get(table.starts, table.starts)),
                rule.todo, at=int(at), column=table.ends, value=str(day_of(ends[at])))


def two_dates_of_birth(extracted: Extracted) -> Iterable[Problem]:
    """The same id with two dates of birth in a table of people."""
    typed = extracted.tables.get("person")
    if typed is None:
        return
    rule, born = RULES["two-dates-of-birth"], typed.data["date_of_birth"]
    for at, first in second_dates_of_birth(typed.data).items():
        _, row = typed.origin.place(first)
        yield typed.origin.problem(
            rule.severity, rule.id,
            rule.message.format(here=born[at], there=born[first], where=f"row {row}"),
            rule.todo, at=at, column="date_of_birth", value=str(born[at]))


def second_dates_of_birth(people: pa.Table) -> dict[int, int]:
    """Row to the first row of the same person that has another date of birth."""
    ids = whole(people["person_id"])
    if pc.count_distinct(ids).as_py() + ids.null_count >= len(ids):
        return {}
    first: dict[str, int] = {}
    found = {}
    dates = people["date_of_birth"].to_pylist()
    for at, (person, born) in enumerate(zip(ids.to_pylist(), dates, strict=True)):
        if person is None or born is None:
            continue
        if born != dates[first.setdefault(person, at)]:
            found[at] = first[person]
    return found


def older_than_25(extracted: Extracted) -> Iterable[Problem]:
    """A person with a row of a child's table that is open, or happened, at 26 or older."""
    ids, born = extracted.people
    limit = later(born, months=26 * 12)
    at_day: dict[str, int] = {}
    today = number_of(extracted.reference)
    reached = np.flatnonzero(limit.astype(int) <= max(today, number_of(extracted.last)))
    ids, limit = ids.take(pa.array(reached)), limit[reached]
    for name, typed in extracted.tables.items():
        table = TABLES[name]
        if name in _NOT_OF_CHILDREN or "person_id" not in table.names:
            continue
        days = np.full(typed.data.num_rows, today)
        if table.kind == "events":
            column = table.ends if name in _OPEN_UNTIL_ENDED else table.starts
            days = np.minimum(extracted.days(name, column or "", today), today)
        if name == "cin_episodes":  # nothing was opened, so nothing is open
            refused = whole(typed.data["nfa"]).fill_null(False).to_numpy(zero_copy_only=False)
            days = np.where(refused, extracted.days(name, "referral_date", today), days)
        for at in np.flatnonzero(days >= extracted.per_row(typed, limit, ids)):
            at_day.setdefault(typed.data["person_id"][int(at)].as_py(), int(days[at]))
    if not at_day:
        return
    people, rule = extracted.tables["person"], RULES["older-than-25"]
    places = pc.index_in(pa.array(list(at_day)), value_set=whole(people.data["person_id"]))
    for place, day in zip(places.to_pylist(), at_day.values(), strict=True):
        dob = str(people.data["date_of_birth"][place])
        yield people.origin.problem(
            rule.severity, rule.id, rule.message.format(born=dob, day=day_of(day)), rule.todo,
            at=place, column="date_of_birth", value=dob)


def event_before_birth(extracted: Extracted) -> Iterable[Problem]:
    """A plan or a period of care that began more than nine months before birth."""
    _, born = extracted.people
    conceived = later(born, months=-9)
    for name, what in (("cp_plans", "The plan"), ("cla_episodes", "The period of care")):
        if typed := extracted.tables.get(name):
            days = extracted.days(name, "start_date", NEVER)
            limit = extracted.per_row(typed, conceived)
            births = extracted.per_row(typed, born)
            for at in np.flatnonzero((days < limit) & (limit != NEVER)):
                yield from problems_at(
                    "event-before-birth", typed.origin, "start_date", [int(at)],
                    [str(day_of(days[at]))], {"what": what, "born": day_of(births[at])})


def looked_after_over_18(extracted: Extracted) -> Iterable[Problem]:
    """A period of care still open at the report date after the 18th birthday."""
    _, born = extracted.people
    typed = extracted.tables.get("cla_episodes")
    if not typed:
        return
    today = number_of(extracted.reference)
    adult = extracted.per_row(typed, later(born, months=18 * 12))
    births = extracted.per_row(typed, born)
    begun = extracted.days("cla_episodes", "start_date", NEVER) <= today
    still = extracted.days("cla_episodes", "ceased_date", NEVER) > today
    for at in np.flatnonzero(begun & still & (adult <= today)):
        yield from problems_at("looked-after-over-18", typed.origin, "ceased_date", [int(at)], [""],
                               {"born": day_of(births[at])})


def event_after_as_at(extracted: Extracted) -> Iterable[Problem]:
    """Rows of what happened after the report date, which measures leave out."""
    if extracted.as_at is None or any(as_at_before_every_row(extracted)):
        return
    limit = number_of(extracted.as_at)
    for name, typed in extracted.tables.items():
        for days in extracted.starts(name, limit):
            late = np.flatnonzero(days > limit)
            yield from problems_at(
                "event-after-as-at", typed.origin, TABLES[name].starts or "", late,
                [str(day_of(days[at])) for at in late], {"as_at": extracted.as_at})


ALL = (as_at_in_future, as_at_before_every_row, ends_before_start, two_dates_of_birth,
       older_than_25, event_before_birth, looked_after_over_18, event_after_as_at)
"""Every rule of this module, in the order they are reported."""
