"""The establishment: posts and who fills them, sickness month by month, and supervision."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.demo.allocations import Pieces
from data.demo.chance import Rng, draw, path
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    month_of,
    office_day,
    working_days,
)
from data.demo.families import person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.visits import month_at
from data.demo.workers import HARD_TO_FILL, RESTRUCTURE, Posts, Workers

EMPTY = path({(2011, 4): 16, (2015, 3): 14, (2015, 7): 20, (2016, 3): 12, (2016, 6): 9})
"""Posts that nobody holds, not even somebody from an agency."""
TITLES = {"Social Worker": 0.8, "Senior Social Worker": 0.2}
SICK = {HARD_TO_FILL: 1.25, "norwich": 0.9}
SICK_SHARE = path({(2011, 4): 0.041, (2014, 12): 0.040, (2015, 7): 0.044, (2016, 6): 0.036})
SEASON = np.array([1.25, 1.2, 1.1, 1.0, 0.9, 0.85, 0.8, 0.75, 0.9, 1.05, 1.15, 1.2])
DETAIL_FROM = month_of(2012, 3)
SUPERVISED = path({(2011, 4): 0.62, (2013, 4): 0.64, (2014, 9): 0.48, (2015, 6): 0.52,
                   (2015, 11): 0.68, (2016, 6): 0.82})
"""How likely the next session is to be held in time."""
EACH_TIME = 4
"""Children talked about in a session, at most."""


def post_ledger(posts: Posts, workers: Workers, rng: Rng) -> Ledger:
    """Social work posts: one row a holder, and rows for posts that nobody holds."""
    n = len(posts.holder)
    title = np.array(workers.title, dtype=object)[posts.holder]
    before = np.flatnonzero((posts.holder_from < RESTRUCTURE) & (posts.holder_to > RESTRUCTURE)
                            & (posts.team_before != posts.team_after)[posts.holder_post])
    after = np.concatenate([np.arange(n), before])
    start, end = posts.holder_from[after], posts.holder_to[after].copy()
    team = np.where(start < RESTRUCTURE, posts.team_before[posts.holder_post[after]],
                    posts.team_after[posts.holder_post[after]])
    end[before] = RESTRUCTURE
    start[n:], team[n:] = RESTRUCTURE, posts.team_after[posts.holder_post[before]]
    known = np.maximum(start, np.array(workers.started)[posts.holder[after]])
    empty_team, empty_start, empty_end = _empty(posts, rng)
    m = len(empty_team)
    number = np.concatenate([posts.holder_post[after], 500 + np.arange(m)])
    end = np.concatenate([end, empty_end])
    since = np.concatenate([known, empty_start])
    return ledger("posts", {
        "post_id": ids("POST", 100 + number),
        "team": words(np.concatenate([team, empty_team]), workers.teams),
        "job_title": np.concatenate([
            np.where(title == "Advanced Practitioner", title, np.where(
                title == "Senior Social Worker", title, "Social Worker"))[after],
            draw(rng, TITLES, m)]),
        "full_time_equivalent": np.concatenate([
            posts.full_time[posts.holder_post[after]], np.ones(m)]),
        "professional_id": words(np.concatenate([posts.holder[after], np.full(m, -1)]),
                                 workers.id),
        "start_date": dates(since), "end_date": dates(end),
    }, since, (Later(("end_date",), end),))


def _empty(posts: Posts, rng: Rng) -> tuple[Days, Days, Days]:
    """Posts without anybody: the team, and from when to when; the number follows the months."""
    team: list[int] = []
    start: list[int] = []
    end: list[int] = []
    running: list[int] = []
    for month in range(MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        teams = posts.team_before if b < RESTRUCTURE else posts.team_after
        closing = [row for row in running if rng.random() < 0.22
                   or (start[row] < RESTRUCTURE <= b and a <= RESTRUCTURE)]
        surplus = len(running) - len(closing) - round(EMPTY[month])
        closing += [row for row in running if row not in closing][:max(surplus, 0)]
        for row in closing:
            end[row] = max(int(rng.integers(a, b + 1)), start[row] + 1)
            if start[row] < RESTRUCTURE:
                end[row] = min(end[row], RESTRUCTURE)
            running.remove(row)
        for _ in range(max(-surplus, 0)):
            running.append(len(team))
            team.append(int(rng.choice(teams)))
            start.append(max(int(rng.integers(a, b + 1)), RESTRUCTURE if a == RESTRUCTURE else a))
            end.append(NEVER)
    return np.array(team), np.array(start), np.array(end)


def sickness_ledger(workers: Workers, rng: Rng) -> Ledger:
    """Days lost and available, one row a worker and month, counted when the month is over."""
    started, left = np.array(workers.started), np.array(workers.left)
    share = np.array(workers.full_time)
    hard = np.array([SICK.get(workers.places.locality_of(workers.teams[team]) or "", 1.0)
                     for team in workers.team_before])
    # A few are ill for months; most for a day or two, or not at all.
    prone = rng.gamma(0.6, 1 / 0.6, len(started))
    parts = []
    for month in range(DETAIL_FROM, MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        rows = np.flatnonzero((started <= b) & (left > a))
        days = working_days(np.maximum(started[rows], a) - 1, np.minimum(left[rows] - 1, b))
        available = np.round(days * share[rows] * 2) / 2
        level = SICK_SHARE[month] * SEASON[(month + 3) % 12] * hard[rows] * prone[rows]
        away = (rng.random(len(rows)) < 0.16 + level) * rng.gamma(0.7, 1.0, len(rows))
        lost = np.round(np.minimum(away * level * available / 0.15, available) * 2) / 2
        parts.append((rows, np.full(len(rows), a), np.full(len(rows), b), lost, available))
    worker, first, last, lost, available = (
        np.concatenate(c) for c in zip(*parts, strict=True))
    kept = available > 0
    worker, first, last, lost, available = (
        column[kept] for column in (worker, first, last, lost, available))
    team = np.where(last < RESTRUCTURE, np.array(workers.team_before)[worker],
                    np.array(workers.team_after)[worker])
    return ledger("sickness", {
        "professional_id": words(worker, workers.id), "period_start": dates(first),
        "period_end": dates(last), "team": words(team, workers.teams),
        "days_lost": lost, "days_available": available,
    }, last)


def supervision_ledger(
    posts: Posts, held: Pieces, person: Days, workers: Workers, rng: Rng,
) -> Ledger:
    """Sessions of social workers with their managers, and the children talked about.

    ``person`` is the child of each piece of work that is held.
    """
    holder = posts.holder
    start = np.maximum(posts.holder_from, int(STARTS[DETAIL_FROM]) - 20)
    start = np.maximum(start, np.array(workers.started)[holder])
    end = np.minimum(posts.holder_to, HISTORY_ENDS + 1)
    new = np.array(workers.newly_qualified)[holder]
    spell, on = [], []
    at, now = np.arange(len(holder)), start + rng.integers(4, 24, len(holder))
    while len(at):
        going = now < end[at]
        at, now = at[going], now[going]
        spell.append(at)
        on.append(np.maximum(office_day(now), start[at]))
        rule = np.where(new[at] & (now < start[at] + 365), 14, 28)
        good = rng.random(len(at)) < SUPERVISED[month_at(now)]
        now = now + np.where(good, rng.integers(rule - 9, rule + 1),
                             rule + rng.integers(3, 30, len(at)))
    which, day_of = np.concatenate(spell), np.concatenate(on)
    known = day_of + np.where(rng.random(len(which)) < 0.2, rng.integers(1, 9, len(which)), 0)
    session, child = _talked_about(holder[which], day_of, held, person, rng)
    alone = np.setdiff1d(np.arange(len(which)), session)
    session = np.concatenate([session, alone])
    child = np.concatenate([child, np.full(len(alone), -1)])
    return ledger("supervision", {
        "supervision_id": ids("SUP", 100_000 + np.arange(len(session))),
        "professional_id": words(holder[which[session]], workers.id),
        "session_date": dates(day_of[session]), "person_id": pa.array(
            np.where(child < 0, None, person_ids(child).to_numpy(zero_copy_only=False))),
    }, known[session])


def _talked_about(
    worker: Days, on: Days, held: Pieces, person: Days, rng: Rng,
) -> tuple[Days, Days]:
    """Sessions, and a child that the worker held on the day, for some of the worker's children."""
    order = np.lexsort((held.start, held.holder))
    of, start = held.holder[order], held.start[order]
    key = of * 1_000_000 + start
    first = np.searchsorted(of, worker, side="left")
    last = np.searchsorted(key, worker * 1_000_000 + on, side="right")
    sessions, children = [], []
    for _ in range(EACH_TIME):
        row = order[np.minimum(first + (rng.random(len(on)) * (last - first)).astype(np.int64),
                               len(order) - 1)]
        there = (last > first) & (held.end[row] > on) & (held.known[row] <= on)
        sessions.append(np.flatnonzero(there))
        children.append(person[row[there]])
    pair = np.unique(np.stack([np.concatenate(sessions), np.concatenate(children)]), axis=1)
    return pair[0], pair[1]
