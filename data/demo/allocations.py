"""Who holds each case from when to when: the allocated worker, and times when there was nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Rng, choose, delays, draw, path
from data.demo.days import (
    HISTORY_ENDS,
    HISTORY_STARTS,
    INSPECTED,
    NEVER,
    Days,
    day,
    next_office_day,
)
from data.demo.families import People
from data.demo.ledger import Later, Ledger, dates, ids, ledger
from data.demo.plans import Plans
from data.demo.workers import RESTRUCTURE, Posts, Workers

NOBODY_TEAM = "north-norfolk-broadland-safeguarding-2"
NOBODY_THERE, NOBODY_ELSEWHERE = 13, 3
"""When the inspectors came, sixteen looked-after children had no worker; nobody else was
without."""
WAITING = path({(2011, 4): 0.06, (2013, 8): 0.06, (2014, 6): 0.035, (2015, 8): 0.02,
                (2015, 10): 0.012, (2016, 3): 0.004})
"""Share of allocations that begin with a wait, by month."""
ON_DUTY = 0.06
"""Share of visits made by a worker on duty instead of the child's own."""
NOBODY = {"": 0.55, "Duty": 0.25, "TEAM": 0.2}
"""What stands in place of a worker: nothing, a duty label, or the team's name."""


@dataclass
class Pieces:
    """Pieces of work, sorted by case and start; ``holder`` is -1 while nobody has the case."""

    case: Days
    team: Days
    start: Days
    end: Days
    known: Days
    end_known: Days
    holder: Days

    def rows(self, positions: Days) -> Pieces:
        return Pieces(*(getattr(self, name)[positions] for name in self.__annotations__))

    def joined(self, other: Pieces) -> Pieces:
        both = Pieces(*(np.concatenate([getattr(self, name), getattr(other, name)])
                        for name in self.__annotations__))
        return both.rows(np.lexsort((both.start, both.case)))

    def __len__(self) -> int:
        return len(self.case)


def team_pieces(
    people: People, cases: Cases, plans: Plans, care: Care, workers: Workers, rng: Rng,
) -> Pieces:
    """Which team holds each case from when to when, as it moves from assessment to longer work."""
    n = cases.n
    start, end = cases.referred[:n], cases.closed[:n]
    moved = cases.assessed[:n] + rng.integers(0, 10, n)
    np.minimum.at(moved, plans.case[:plans.n], plans.held[:plans.n])
    np.minimum.at(moved, care.case[:care.n], care.start[:care.n])
    # Care that was still running at the restructure, or began after it, is with its own team.
    looked_after = np.full(n, NEVER, dtype=np.int64)
    later = care.end[:care.n] > RESTRUCTURE
    np.minimum.at(looked_after, care.case[:care.n][later], np.maximum(
        care.start[:care.n][later] + rng.integers(3, 14, later.sum()), RESTRUCTURE))
    moved = np.clip(next_office_day(np.minimum(moved, HISTORY_ENDS + 20)), start + 1, None)
    locality = people.locality[cases.person[:n]]
    family = cases.family()
    disabled = people.disabled[cases.person[:n]]

    def team(kind: str, mark: Days | None = None) -> Days:
        names = {(number, place): workers.number[f"{name}-{kind}" + (f"-{place}" if place else "")]
                 for number, name in enumerate(people.localities)
                 for place in ([0] if mark is None else sorted(set(mark.tolist())))}
        table = np.zeros((len(people.localities), 5), dtype=np.int64)
        for (number, place), value in names.items():
            table[number, place] = value
        return np.asarray(table[locality, np.zeros(n, dtype=int) if mark is None else mark])

    parts = [
        (team("assessment"), start, moved, np.ones(n, dtype=bool)),
        (team("disabilities"), moved, end, disabled),
        (team("safeguarding", family % 3 + 1), moved, np.full(n, RESTRUCTURE), ~disabled),
        (team("family-intervention", family % 2 + 1), np.maximum(moved, RESTRUCTURE),
         looked_after, ~disabled),
        (team("looked-after"), np.maximum(np.maximum(moved, RESTRUCTURE), looked_after), end,
         ~disabled),
    ]
    out = Pieces(*(np.zeros(0, dtype=np.int64) for _ in range(7)))
    for number, first, last, which in parts:
        last = np.minimum(last, end)
        rows = np.flatnonzero(which & (first < last) & (first <= HISTORY_ENDS))
        out = out.joined(Pieces(
            rows, number[rows], first[rows], last[rows], first[rows], last[rows],
            np.full(len(rows), -1)))
    return out


def average_load(pieces: Pieces, days: list[int]) -> dict[int, float]:
    """Children each team held, on average over the days."""
    load: dict[int, float] = {}
    for at in days:
        teams, count = np.unique(
            pieces.team[(pieces.start <= at) & (pieces.end > at)], return_counts=True)
        for team, number in zip(teams.tolist(), count.tolist(), strict=True):
            load[team] = load.get(team, 0) + number / len(days)
    return load


def allocate(
    pieces: Pieces, cases: Cases, care: Care, posts: Posts, workers: Workers, rng: Rng,
) -> Pieces:
    """Gives every piece of work to the holders of a post, with waits, and with nobody where the
    inspectors found nobody."""
    family = cases.family()[pieces.case]
    # A family's pieces in one team go to one post: their turn is that of the family's first.
    order = np.lexsort((pieces.start, pieces.team))
    key = pieces.team[order] * 1_000_000 + family[order]
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    turn = np.zeros(len(pieces), dtype=np.int64)
    turn[order] = np.argsort(np.argsort(first))[which]
    post = posts.spread(pieces.team, pieces.start, turn)
    piece, holder, start, end = posts.held_by(post, pieces.start, pieces.end)
    split = pieces.rows(piece)
    split.holder, split.start, split.end = holder, start, end
    split = split.rows(np.lexsort((split.start, split.case)))
    return _known(_inspection(_waits(split, rng), cases, care, workers, rng), cases, rng)


def _with_nobody(pieces: Pieces, rows: Days, start: Days, end: Days) -> Pieces:
    """The pieces with nobody holding the given rows from one day to another inside them."""
    before, nobody, after = pieces.rows(rows), pieces.rows(rows), pieces.rows(rows)
    before.end, nobody.start, nobody.end, after.start = start, start, end, end
    nobody.holder = np.full(len(rows), -1)
    kept = np.ones(len(pieces), dtype=bool)
    kept[rows] = False
    parts = nobody.joined(after).joined(before.rows(np.flatnonzero(before.start < before.end)))
    return pieces.rows(np.flatnonzero(kept)).joined(parts)


def _waits(pieces: Pieces, rng: Rng) -> Pieces:
    month = np.clip((pieces.start - HISTORY_STARTS) // 30.44, 0, len(WAITING) - 1).astype(int)
    days = rng.integers(3, 28, len(pieces))
    until = pieces.start + days
    waits = (rng.random(len(pieces)) < WAITING[month]) & (until + 3 < pieces.end) & (
        pieces.start >= HISTORY_STARTS) & (until <= HISTORY_ENDS + 20)
    waits &= ~((pieces.start <= INSPECTED) & (until >= INSPECTED))
    rows = np.flatnonzero(waits)
    return _with_nobody(pieces, rows, pieces.start[rows], until[rows])


def _inspection(pieces: Pieces, cases: Cases, care: Care, workers: Workers, rng: Rng) -> Pieces:
    seen = care.seen(INSPECTED)
    steady = seen[(care.start[seen] < day(2015, 1, 10)) & (care.end[seen] > RESTRUCTURE)]
    in_care = np.zeros(cases.n, dtype=bool)
    in_care[care.case[steady]] = True
    held = in_care[pieces.case] & (pieces.start < day(2015, 3, 20)) & (pieces.end >= RESTRUCTURE)
    held &= pieces.holder >= 0
    there = pieces.team == workers.number[NOBODY_TEAM]
    here = choose(rng, held & there, NOBODY_THERE)
    others = choose(rng, held & ~there, NOBODY_ELSEWHERE)
    rows = np.concatenate([here, others])
    start = np.concatenate([
        rng.choice([day(2015, 3, 27), day(2015, 4, 1), day(2015, 4, 17)], size=len(here)),
        rng.integers(day(2015, 6, 15), day(2015, 7, 20), len(others))])
    end = next_office_day(rng.integers(day(2015, 8, 4), day(2015, 8, 20), len(rows)))
    return _with_nobody(pieces, rows, start, end)


def _known(pieces: Pieces, cases: Cases, rng: Rng) -> Pieces:
    """When each piece, and its end, was recorded."""
    n = len(pieces)
    first = np.diff(pieces.case, prepend=-1) != 0
    same_team = (np.diff(pieces.team, prepend=-1) == 0) & ~first
    late = np.where(same_team, 0, delays(rng, n, week=0.2, month=0, later=0))
    known = np.where(pieces.start <= INSPECTED, np.minimum(
        pieces.start + late, np.maximum(INSPECTED, pieces.start)), pieces.start + late)
    shut = cases.closed_known[pieces.case]
    known = np.maximum(known, cases.referred_known[pieces.case])
    known = np.where(first, cases.referred_known[pieces.case], np.minimum(known, shut))
    following = np.append(known[1:], NEVER)
    last = np.append(first[1:], True)
    pieces.known = known
    pieces.end_known = np.where(last, np.where(pieces.end >= NEVER, NEVER, shut), following)
    return pieces


def piece_at(pieces: Pieces, case: Days, at: Days) -> Days:
    """The piece in which each case was on a day; -1 for none, as when closed as it opened."""
    key = pieces.case * 1_000_000 + pieces.start
    row = np.maximum(np.searchsorted(key, case * 1_000_000 + at, side="right") - 1, 0)
    return np.where(pieces.case[row] == case, row, -1)


def worker_at(pieces: Pieces, case: Days, at: Days) -> Days:
    """Who held each case on a day; -1 for nobody."""
    row = piece_at(pieces, case, at)
    return np.where(row < 0, -1, pieces.holder[row])


def team_at(pieces: Pieces, case: Days, at: Days) -> Days:
    """The team that held each case on a day; -1 for none."""
    row = piece_at(pieces, case, at)
    return np.where(row < 0, -1, pieces.team[row])


def visitors(pieces: Pieces, posts: Posts, case: Days, at: Days, rng: Rng) -> Days:
    """Who visited: mostly the allocated worker; at times, and while there is none, whoever of
    the team was on duty. -1 where the case was with no team."""
    row = piece_at(pieces, case, at)
    out = np.where(row < 0, -1, pieces.holder[row])
    alone = (out < 0) | (pieces.end[row] <= at)
    duty = np.flatnonzero((row >= 0) & (alone | (rng.random(len(at)) < ON_DUTY)))
    post = posts.spread(
        pieces.team[row[duty]], at[duty], rng.integers(0, 100_000, len(duty)))
    _, holder, _, _ = posts.held_by(post, at[duty], at[duty] + 1)
    out[duty] = np.where(post < 0, -1, holder)
    return out


def involvement_ledger(
    parts: list[tuple[str, Days, Pieces]], workers: Workers, rng: Rng,
) -> Ledger:
    """Involvements: for each role, the person of each piece and the pieces."""
    columns: dict[str, list[np.ndarray]] = {}
    for role, person, pieces in parts:
        names = np.array([*workers.id, ""], dtype=object)[pieces.holder]
        nobody = np.flatnonzero(pieces.holder < 0)
        stands = draw(rng, NOBODY, len(nobody))
        teams = np.array(workers.teams, dtype=object)
        names[nobody] = np.where(stands == "TEAM", teams[pieces.team[nobody]], stands)
        gone = np.array([*workers.left, NEVER])[pieces.holder] == pieces.end
        reason = np.where(pieces.end >= NEVER, "", np.where(
            pieces.end == RESTRUCTURE, "Restructure",
            np.where(gone, "Worker left", "Transfer"))).astype(object)
        for name, values in (
                ("person", person), ("worker", names),
                ("role", np.full(len(pieces), role, dtype=object)),
                ("team", teams[pieces.team]), ("start", pieces.start), ("end", pieces.end),
                ("known", pieces.known), ("end_known", pieces.end_known), ("reason", reason)):
            columns.setdefault(name, []).append(values)
    all_of = {name: np.concatenate(values) for name, values in columns.items()}
    return ledger("involvements", {
        "involvement_id": ids("I", 100_000 + np.arange(len(all_of["person"]))),
        "person_id": ids("C", 200_000 + all_of["person"]),
        "professional_id": all_of["worker"], "role": all_of["role"], "team": all_of["team"],
        "start_date": dates(all_of["start"]), "end_date": dates(all_of["end"]),
        "change_reason": all_of["reason"],
    }, all_of["known"], (
        Later(("end_date", "change_reason"), np.maximum(all_of["end"], all_of["end_known"])),))


def load_days() -> tuple[list[int], list[int]]:
    """Days on which the work of teams is weighed: before the restructure, and after it."""
    return ([day(2014, 6, 30), day(2014, 12, 31), day(2015, 6, 30)],
            [day(2015, 11, 30), day(2016, 2, 29)])

