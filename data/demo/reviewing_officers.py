"""Which reviewing officer has each looked-after child, from when to when.

When the inspectors came there were 92 children for each full-time officer; as posts were added
after them, some of every officer's children moved to the new ones.
"""

from __future__ import annotations

import numpy as np

from data.demo.allocations import Pieces
from data.demo.care import Care
from data.demo.chance import Rng
from data.demo.days import INSPECTED, Days
from data.demo.workers import REVIEWING_OFFICERS, Posts, Workers

CHILDREN_EACH = 92


def reviewing_pieces(care: Care, posts: Posts, workers: Workers, rng: Rng) -> Pieces:
    """The reviewing officer of each period of care; ``case`` is the position of the period."""
    n = care.n
    opened = np.array([day for day, _ in REVIEWING_OFFICERS])
    start = np.minimum(care.start[:n] + 5, care.end[:n] - 1)
    start = _still_waiting(care, start, float(posts.full_time[opened <= INSPECTED].sum()))
    days = np.unique(opened)
    post = np.full(n, -1)
    columns: list[tuple[Days, Days, Days, Days]] = []
    begin = start.copy()
    for number, on in enumerate(days):
        new = np.flatnonzero(opened == on)
        share = posts.full_time[new].sum() / posts.full_time[opened <= on].sum()
        edges = np.cumsum(posts.full_time[new]) / posts.full_time[new].sum()
        which = new[np.minimum(np.searchsorted(edges, rng.random(n)), len(new) - 1)]
        if number == 0:
            post = which
            continue
        moving = (rng.random(n) < share) & (care.end[:n] > on)
        rows = np.flatnonzero(moving & (begin < on))
        columns.append((rows, post[rows], begin[rows], np.full(len(rows), on)))
        begin[rows] = on
        post = np.where(moving, which, post)
    columns.append((np.arange(n), post, begin, care.end[:n]))
    case, post, first, last = (np.concatenate(c) for c in zip(*columns, strict=True))
    kept = np.flatnonzero((first < last) & ~care.short_break[case])
    case, post, first, last = case[kept], post[kept], first[kept], last[kept]
    piece, holder, first, last = posts.held_by(post, first, last)
    case = case[piece]
    known = np.maximum(first, care.start_known[case])
    pieces = Pieces(case, np.full(len(case), workers.number["reviewing-officers"]), first, last,
                    known, np.where(last >= care.end[case], care.end_known[case],
                                    np.maximum(last, known)), holder)
    pieces = pieces.rows(np.flatnonzero(first < last))
    return pieces.rows(np.lexsort((pieces.start, pieces.case)))


def _still_waiting(care: Care, start: Days, full_time: float) -> Days:
    """Puts off the officers of the newest children until the number each had then comes out."""
    seen = care.seen(INSPECTED)
    have = seen[start[seen] <= INSPECTED]
    surplus = max(len(have) - round(CHILDREN_EACH * full_time), 0)
    newest = have[np.argsort(-care.start[have], kind="stable")[:surplus]]
    later = start.copy()
    later[newest] = np.minimum(INSPECTED + 4 + newest % 9, care.end[newest] - 1)
    return later
