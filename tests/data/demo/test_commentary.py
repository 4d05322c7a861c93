"""The made-up director's commentary: written once, for publication, about measures there are."""

from __future__ import annotations

import tomllib
from pathlib import Path

from data.actions import open_actions
from data.demo.commentary import WORDS, write_commentary
from data.queries import open_queries
from data.settings import Settings
from data.viewers import Viewer
from tests.data.county import CATALOGUE, FEBRUARY, MARCH, publish
from tests.data.measures.worked import AUTHORITY

WRITTEN = tomllib.loads(WORDS.read_text(encoding="utf-8"))["comment"]


def test_it_is_of_measures_and_places_there_are() -> None:
    places = {AUTHORITY.id, *(area.id for area in AUTHORITY.localities)}
    assert {one["measure"] for one in WRITTEN} <= set(CATALOGUE)
    assert {one.get("place", AUTHORITY.id) for one in WRITTEN} <= places


def test_it_is_public_and_written_twice_it_stands_once(tmp_path: Path) -> None:
    chosen = Settings(store=tmp_path, refresh_seconds=60)
    for day in (FEBRUARY, MARCH):
        publish(chosen.store, day)
    asked = open_queries(chosen)
    about = [one for one in WRITTEN if one["at"] in (FEBRUARY, MARCH)]
    assert write_commentary(asked, chosen) == write_commentary(asked, chosen) == len(about) > 0
    log = open_actions(chosen)
    try:
        found = [comment.text for one in {(o["measure"], o.get("place", "norfolk")) for o in about}
                 for comment in log.comments(Viewer("committee"), measure=one[0], place=one[1])]
    finally:
        log.close()
    assert sorted(found) == sorted(one["text"] for one in about)
