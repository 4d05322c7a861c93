"""The made-up board's challenges, written through ``Actions`` on a clock that stands at their day.

Every write has a token of its own, so that writing them again adds nothing.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from data.actions import open_actions
from data.demo.surgeries import Clock
from data.queries import Queries
from data.settings import Settings
from data.summaries.board_file import board_of
from data.viewers import Viewer

WORDS = Path(__file__).parent / "challenges.toml"
BOARD, ANALYST = Viewer("board"), Viewer("analyst")
"""A member of the board asks and closes; an analyst writes down what was answered."""


def write_challenges(q: Queries, settings: Settings) -> int:
    """Raise, answer and close what the board did by the last date, of the dates whose snapshot is
    made up; gives how many challenges were new. Raises DatabaseUnavailable.
    """
    days = [day for day, one in q.edition.snapshots.items() if one.made_up]
    if not days or q.authority.summaries.board is None:
        return 0
    offered = [one.id for one in board_of(q.authority, q.catalogue).agencies]
    clock = Clock()
    log = open_actions(settings, clock=clock)

    def token(*words: object) -> str:
        return str(uuid5(NAMESPACE_URL, f"challenge {words}"))

    try:
        before = len(log.challenges(BOARD))
        for one in tomllib.loads(WORDS.read_text(encoding="utf-8"))["challenge"]:
            raised: dt.date = one["raised_on"]
            if raised > days[-1]:
                continue
            clock.put(raised)
            found = log.raise_challenge(
                BOARD, challenge=one["what"], whom=one["whom"], raised_on=raised,
                answer_by=one["answer_by"], offered=offered, token=token(raised, one["whom"]))
            answer, end = one.get("answer"), one.get("end")
            if answer and answer["on"] <= days[-1]:
                clock.put(answer["on"])
                log.answer_challenge(
                    ANALYST, found.id, seen_version=0, answer=answer["text"],
                    answered_on=answer["on"], token=token(raised, one["whom"], "answer"))
            if end and end["on"] <= days[-1]:
                clock.put(end["on"])
                log.close_challenge(
                    BOARD, found.id, seen_version=1, outcome=end["text"], closed_on=end["on"],
                    token=token(raised, one["whom"], "end"))
        return len(log.challenges(BOARD)) - before
    finally:
        log.close()
