"""The made-up board's challenges: raised, answered and closed once, on their days."""

from __future__ import annotations

import tomllib
from pathlib import Path

from data.actions import open_actions
from data.demo.challenges import WORDS, write_challenges
from data.queries import open_queries
from data.settings import Settings
from data.viewers import Viewer
from tests.data.county import MARCH, publish

WRITTEN = tomllib.loads(WORDS.read_text(encoding="utf-8"))["challenge"]


def test_written_twice_each_stands_once_with_what_was_answered_by_the_last_date(
    tmp_path: Path,
) -> None:
    chosen = Settings(store=tmp_path, refresh_seconds=60)
    publish(chosen.store, MARCH)
    asked = open_queries(chosen)
    by_then = [one for one in WRITTEN if one["raised_on"] <= MARCH]
    assert write_challenges(asked, chosen) == len(by_then) > 0
    assert write_challenges(asked, chosen) == 0
    log = open_actions(chosen)
    try:
        found = log.challenges(Viewer("board"))
    finally:
        log.close()
    ended = [one for one in by_then if one.get("end") and one["end"]["on"] <= MARCH]
    assert sorted(c.what for c in found) == sorted(one["what"] for one in by_then)
    assert sum(c.state == "closed" for c in found) == len(ended)
