"""Workers: posts in teams and the people who hold them one after another. Ids and job titles only.

King's Lynn and West Norfolk struggles to recruit: fewer posts filled, more agency workers, who
stay less long. At the restructure of September 2015 posts move from the safeguarding and care
teams to family intervention and looked-after teams, and their holders with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.demo.chance import Rng, draw
from data.demo.days import HISTORY_ENDS, NEVER, Days, day, next_office_day
from data.demo.ledger import Later, Ledger, dates, flags, ledger, words
from data.demo.tenures import Tenures, as_inspected
from data.places import Places

RESTRUCTURE = day(2015, 9, 1)
FIRST_DAY = day(2010, 9, 1)
HARD_TO_FILL = "kings-lynn-west-norfolk"
POSTS = 246
"""Social workers who hold cases."""
ADVISERS = 36
REVIEWING_OFFICERS = (
    *((FIRST_DAY, 1.0),) * 10, (FIRST_DAY, 0.8), (FIRST_DAY, 0.6),
    *((day(2015, 10, 5), 1.0),) * 2, (day(2016, 1, 11), 1.0), (day(2016, 4, 4), 1.0))
"""Posts of reviewing officers: the day each was opened, and its share of a full week."""
LEAVING_REASONS = {"Resigned": 0.62, "Moved within the council": 0.2, "Retired": 0.13,
                   "Dismissed": 0.05}
_STAFFING = {HARD_TO_FILL: 0.80, "norwich": 0.97, "south-norfolk": 1.08, "great-yarmouth": 1.0}
"""Filled posts for the work there is, against the county."""


@dataclass(frozen=True)
class Posts:
    """Posts, their team before and after the restructure, and their holders in order of time."""

    team_before: Days
    team_after: Days
    full_time: NDArray[np.float64]
    holder_post: Days
    holder_from: Days
    holder_to: Days
    holder: Days
    """Position of each holder in ``Workers``."""

    def spread(self, team: Days, start: Days, turn: Days) -> Days:
        """The post for each piece of work: every team's posts in turn, by ``turn``; -1 if none."""
        out = np.full(len(team), -1, dtype=np.int64)
        for teams, when in ((self.team_before, start < RESTRUCTURE),
                            (self.team_after, start >= RESTRUCTURE)):
            for one in np.unique(team[when]):
                posts = np.flatnonzero(teams == one)
                if not len(posts):
                    continue
                work = np.flatnonzero(when & (team == one))
                edges = np.cumsum(self.full_time[posts]) / self.full_time[posts].sum()
                # Steps of the golden ratio share the work out evenly and never in a fixed order.
                place = np.modf(turn[work] * 0.6180339887498949)[0]
                out[work] = posts[np.minimum(np.searchsorted(edges, place), len(posts) - 1)]
        return out

    def held_by(self, post: Days, start: Days, end: Days) -> tuple[Days, Days, Days, Days]:
        """Pieces of work split where a holder follows another.

        Returns, one row a piece and holder: position of the piece, holder, first and last day.
        """
        key = self.holder_post * 1_000_000 + self.holder_from
        first = np.searchsorted(key, post * 1_000_000 + start, side="right") - 1
        last = np.searchsorted(
            key, post * 1_000_000 + np.minimum(end, HISTORY_ENDS + 1), side="left") - 1
        count = np.maximum(last - first + 1, 1)
        piece = np.repeat(np.arange(len(post)), count)
        row = np.repeat(first, count) + np.arange(len(piece)) - np.repeat(
            np.cumsum(count) - count, count)
        return (piece, self.holder[row], np.maximum(start[piece], self.holder_from[row]),
                np.minimum(end[piece], self.holder_to[row]))


class Workers:
    """Everyone who has worked for the authority in the years of the story."""

    def __init__(self, places: Places, rng: Rng) -> None:
        self._rng, self.places = rng, places
        self.teams = [team.id for team in places.teams]
        self.number = {name: i for i, name in enumerate(self.teams)}
        self.id: list[str] = []
        self.title: list[str] = []
        self.started: list[int] = []
        self.left: list[int] = []
        self.full_time: list[float] = []
        self.agency: list[bool] = []
        self.newly_qualified: list[bool] = []
        self.team_before: list[int] = []
        self.team_after: list[int] = []
        # Taken from the end: three figures in no order, and four should there be so many.
        self._free_ids = [
            f"SW-{n}" for n in [*range(1800, 999, -1), *rng.permutation(np.arange(101, 1000))]]

    def case_holders(
        self, before: Mapping[int, float], after: Mapping[int, float],
    ) -> Posts:
        """Posts of social workers by the work of each team, before and after the restructure."""
        teams_before, teams_after = [], []
        weight = {team: load * _STAFFING.get(self.places.locality_of(self.teams[team]) or "", 1.03)
                  for team, load in before.items()}
        posts = _in_proportion(weight, POSTS)
        for locality in self.places.localities:
            here = [team for team in sorted(posts)
                    if self.places.locality_of(self.teams[team]) == locality.id]
            lasting = [team for team in here if self.places.by_id[self.teams[team]].ends is None]
            ending = [team for team in here if team not in lasting]
            for team in lasting:
                teams_before += [team] * posts[team]
                teams_after += [team] * posts[team]
            moved = [team for team in ending for _ in range(posts[team])]
            new = {team: load for team, load in sorted(after.items())
                   if self.places.locality_of(self.teams[team]) == locality.id
                   and self.places.by_id[self.teams[team]].starts is not None}
            goes = [team for team, n in _in_proportion(new, len(moved)).items() for _ in range(n)]
            teams_before += moved
            teams_after += self._rng.permutation(goes).tolist()
        return self._fill(teams_before, teams_after, "social worker")

    def personal_advisers(self) -> Posts:
        """Posts of personal advisers, by locality."""
        before, after = [], []
        n = ADVISERS // len(self.places.localities)
        for locality in self.places.localities:
            kinds = {team.kind: self.number[team.id]
                     for team in self.places.teams if team.parent == locality.id}
            mine = [self.number[team.id] for team in self.places.teams
                    if team.parent == locality.id and team.kind == "safeguarding"]
            before += [mine[i % len(mine)] for i in range(n)]
            after += [kinds["leaving-care"]] * n
        return self._fill(before, after, "personal adviser")

    def reviewing_officers(self) -> Posts:
        """Posts of independent reviewing officers: few until the inspection, more after it."""
        shares = np.array([share for _, share in REVIEWING_OFFICERS])
        team = [self.number["reviewing-officers"]] * len(shares)
        return self._fill(team, team, "reviewing officer", shares,
                          [opened for opened, _ in REVIEWING_OFFICERS])

    def _fill(
        self, before: Sequence[int], after: Sequence[int], kind: str,
        shares: NDArray[np.float64] | None = None, opened: Sequence[int] = (),
    ) -> Posts:
        """People for the posts, one after another. Of social workers as many left, and as many
        came from agencies, as the inspectors found."""
        rng = self._rng
        rows: list[tuple[int, int, int, bool]] = []
        full_time = rng.choice([1.0, 0.8, 0.6], size=len(before), p=[0.80, 0.12, 0.08]
                               ) if shares is None else shares
        for post, old in enumerate(before):
            hard = self.places.locality_of(self.teams[old]) == HARD_TO_FILL
            start, to = opened[post] if opened else FIRST_DAY, 0
            while to <= HISTORY_ENDS:
                agency = kind == "social worker" and rng.random() < (
                    0.75 if hard else 0.52 if start < RESTRUCTURE + 30 else 0.34)
                years = rng.exponential(0.75 if agency else 6.5 if hard else 10.5)
                to = int(next_office_day(start + min(max(int(years * 365), 60), 4000)))
                if start < RESTRUCTURE < to and rng.random() < 0.02:
                    to = RESTRUCTURE
                rows.append((post, start, to, agency))
                start = to
        tenures = Tenures(*(np.array(column) for column in zip(*rows, strict=True)))
        if kind == "social worker":
            as_inspected(tenures, full_time, rng)
        holder = [
            self._hire(kind, int(start), int(to), float(full_time[post]), bool(agency),
                       (before[post], after[post]))
            for post, start, to, agency in zip(
                tenures.post, tenures.start, tenures.to, tenures.agency, strict=True)]
        # The first holders have had their cases from the start, however long ago.
        return Posts(np.array(before), np.array(after), full_time, tenures.post,
                     np.where(tenures.start == FIRST_DAY, 0, tenures.start), tenures.to,
                     np.array(holder))

    def _hire(
        self, kind: str, start: int, to: int, share: float, agency: bool, teams: tuple[int, int],
    ) -> int:
        rng = self._rng
        first = start == FIRST_DAY
        new = kind == "social worker" and not agency and not first and rng.random() < 0.4
        if kind == "social worker":
            title = str(draw(rng, {
                "Social Worker": 0.70, "Senior Social Worker": 0.22,
                "Advanced Practitioner": 0.08}, 1)[0]) if not new else "Social Worker"
            self.id.append(self._free_ids.pop())
        elif kind == "personal adviser":
            title = "Personal Adviser"
            self.id.append(f"PA-{101 + sum(t == title for t in self.title)}")
        else:
            title = "Independent Reviewing Officer"
            self.id.append(f"IRO-{101 + sum(t == title for t in self.title)}")
        self.title.append(title)
        self.started.append(start - int(rng.exponential(1100)) - 30 if first else start)
        self.left.append(to if to <= HISTORY_ENDS else NEVER)
        self.full_time.append(share)
        self.agency.append(agency)
        self.newly_qualified.append(new)
        self.team_before.append(teams[0])
        self.team_after.append(teams[1])
        return len(self.id) - 1

    def team_managers(self) -> None:
        """One manager for each team, who holds no cases."""
        for number, team in enumerate(self.places.teams):
            self.id.append(f"TM-{101 + number}")
            self.title.append("Team Manager")
            self.started.append(
                RESTRUCTURE if team.starts is not None else FIRST_DAY - 40 * number)
            self.left.append(RESTRUCTURE if team.ends is not None else NEVER)
            self.full_time.append(1.0)
            self.agency.append(team.parent == HARD_TO_FILL and number % 2 == 0)
            self.newly_qualified.append(False)
            self.team_before.append(number)
            self.team_after.append(number)

    def ledgers(self) -> list[Ledger]:
        """Professionals and workforce, as they stand on a day."""
        started, left = np.array(self.started), np.array(self.left)
        new = np.array(self.newly_qualified)
        people = words(np.arange(len(self.id)), self.id)
        professionals = ledger("professionals", {
            "professional_id": people,
            "job_title": words(np.arange(len(self.id)), self.title),
            "department": words(np.array(self.team_after), self.teams),
            "full_time_equivalent": np.array(self.full_time),
            "agency": flags(self.agency),
        }, started, (
            Later(("job_title",), np.where(new, started + 365, 0), "Newly Qualified Social Worker"),
            Later(("department",), np.full(len(started), RESTRUCTURE),
                  words(np.array(self.team_before), self.teams))))
        why = np.where(left == RESTRUCTURE, "Restructure", np.where(
            np.array(self.agency), "End of agency contract",
            draw(self._rng, LEAVING_REASONS, len(left)))).astype(object)
        workforce = ledger("workforce", {
            "professional_id": people, "started_on": dates(started), "left_on": dates(left),
            "newly_qualified": new, "leaving_reason": why,
        }, started, (Later(("left_on", "leaving_reason"), left),))
        return [professionals, workforce]


def _in_proportion(weights: Mapping[int, float], total: int) -> dict[int, int]:
    """Whole numbers in proportion to the weights, the largest remainders rounded up."""
    if not weights:
        return {}
    keys = list(weights)
    share = np.array([weights[key] for key in keys], dtype=float)
    exact = share / share.sum() * total
    out = np.floor(exact).astype(int)
    for i in np.argsort(out - exact, kind="stable")[:total - int(out.sum())]:
        out[i] += 1
    return dict(zip(keys, out.tolist(), strict=True))
