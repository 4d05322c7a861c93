"""Families: children and young people, one to four to a family, each family in one locality."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.authority import Authority
from data.demo.chance import Rng
from data.demo.days import NEVER, Days, age_at
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words

CAPACITY = 90_000
SIZES = (0.42, 0.30, 0.18, 0.10)
ETHNICITIES = {
    "WBRI": 0.862, "WOTH": 0.04, "MWBC": 0.012, "MWBA": 0.012, "MWAS": 0.008, "MOTH": 0.013,
    "WIRI": 0.003, "WIRT": 0.004, "WROM": 0.004, "BAFR": 0.009, "AOTH": 0.006, "ABAN": 0.003,
    "OOTH": 0.008, "NOBT": 0.016}
DISABILITIES = ["AUT", "LD", "BEH", "COMM", "MOB", "HEAR", "CON", "INC"]
DISABILITY_SHARES = [0.30, 0.26, 0.14, 0.10, 0.08, 0.04, 0.05, 0.03]
NEED = {
    "great-yarmouth": 1.5, "norwich": 1.5, "kings-lynn-west-norfolk": 1.1, "breckland": 0.95,
    "north-norfolk-broadland": 0.75, "south-norfolk": 0.7}
"""How much more often than elsewhere a family is known: deprivation, roughly."""
_AGES = np.array([0.0, 1.0, 5.0, 10.0, 15.0, 17.3])
_AGE_SHARES = np.array([0.10, 0.25, 0.28, 0.29, 0.08])


class People:
    """Everyone, as arrays by position. Grows as families come to notice."""

    def __init__(self, authority: Authority, rng: Rng) -> None:
        self._rng = rng
        self.localities = [locality.id for locality in authority.localities]
        population = authority.population[min(authority.population)]
        share = np.array([population[name] * NEED.get(name, 1.0) for name in self.localities])
        self.locality_share = share / share.sum()
        self.n = 0
        self.families = 0
        self.born = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.expected = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.birth_known = np.zeros(CAPACITY, dtype=np.int64)
        self.family = np.zeros(CAPACITY, dtype=np.int64)
        self.locality = np.zeros(CAPACITY, dtype=np.int64)
        self.sex = np.zeros(CAPACITY, dtype=np.int64)
        self.ethnicity = np.zeros(CAPACITY, dtype=np.int64)
        self.disabled = np.zeros(CAPACITY, dtype=bool)
        self.disability = np.zeros(CAPACITY, dtype=np.int64)
        self.noticed = np.full(CAPACITY, NEVER, dtype=np.int64)
        """The day each was first recorded."""

    def add_families(self, count: int, on: Days | int, *, unborn: float = 0.035) -> Days:
        """New families first known on the days given (one a family); positions of the children."""
        rng = self._rng
        size = rng.choice(4, size=count, p=SIZES) + 1
        on = np.repeat(np.broadcast_to(np.asarray(on), count), size)
        of = np.repeat(np.arange(count), size)
        n = len(of)
        first = np.flatnonzero(np.diff(of, prepend=-1))
        band = rng.choice(5, size=count, p=_AGE_SHARES)
        eldest = _AGES[band] + rng.random(count) * (_AGES[band + 1] - _AGES[band])
        ages = eldest[of] + np.where(rng.random(n) < 0.7, -1, 1) * rng.uniform(1.2, 7.0, n)
        ages[first] = eldest
        ages = np.where((ages < 0.02) | (ages > 17.4), rng.uniform(0.1, 17.0, n), ages)
        place = rng.choice(len(self.localities), size=count, p=self.locality_share)
        people = self._add(on - np.round(ages * 365.25).astype(np.int64), of, place[of])
        coming = people[first[rng.random(count) < unborn]]
        self.expected[coming] = on[coming - people[0]] + rng.integers(25, 170, len(coming))
        self.born[coming] = self.expected[coming] + np.round(
            rng.normal(0, 8, len(coming))).astype(np.int64)
        self.birth_known[coming] = self.born[coming] + rng.integers(2, 12, len(coming))
        return people

    def add_young_people(self, born: Days) -> Days:
        """Young people without brothers or sisters, by the day they were born."""
        n = len(born)
        place = self._rng.choice(len(self.localities), size=n, p=self.locality_share)
        return self._add(born, np.arange(n), place)

    def _add(self, born: Days, family: Days, locality: Days) -> Days:
        rng, n = self._rng, len(born)
        people = np.arange(self.n, self.n + n)
        self.born[people] = born
        self.family[people] = family + self.families
        self.locality[people] = locality
        self.sex[people] = rng.choice(3, size=n, p=[0.517, 0.481, 0.002])
        shares = np.array(list(ETHNICITIES.values()))
        self.ethnicity[people] = rng.choice(len(shares), size=n, p=shares / shares.sum())
        self.disabled[people] = rng.random(n) < 0.055
        self.disability[people] = rng.choice(len(DISABILITIES), size=n, p=DISABILITY_SHARES)
        self.n += n
        self.families += int(family.max()) + 1 if n else 0
        return people

    def notice(self, people: Days, on: Days) -> None:
        """Something about each was recorded on the day given."""
        np.minimum.at(self.noticed, people, on)

    def age(self, people: Days, at: Days | int) -> Days:
        """Age in whole years at the day; -1 before birth."""
        return age_at(self.born[people], at)



def person_ids(people: Days) -> pa.Array:
    """The id of each person by position."""
    return ids("C", 200_000 + np.asarray(people))


def person_ledgers(people: People) -> list[Ledger]:
    """Person and disability, of everyone noticed."""
    first_known = people.noticed
    known = np.flatnonzero(first_known < NEVER)
    born_known = people.birth_known[known]
    person = ledger("person", {
        "person_id": person_ids(known),
        "sex": words(people.sex[known], ["M", "F", "U"]),
        "ethnicity": words(people.ethnicity[known], list(ETHNICITIES)),
        "date_of_birth": dates(people.born[known]),
        "expected_date_of_birth": dates(people.expected[known]),
    }, first_known[known], (
        Later(("date_of_birth",), born_known), Later(("sex",), born_known, "U")))
    disabled = known[people.disabled[known]]
    disability = ledger("disability", {
        "person_id": person_ids(disabled),
        "disability_code": words(people.disability[disabled], DISABILITIES),
    }, first_known[disabled])
    return [person, disability]
