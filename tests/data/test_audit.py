"""One line for every look at single children."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

from data import audit
from data.viewers import Viewer

MANAGER = Viewer("manager", "breckland-looked-after")


def lines(root: Path) -> list[dict]:
    return [json.loads(line) for path in sorted((root / "audit").glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_look_is_one_line_with_who_when_where_and_what(tmp_path: Path) -> None:
    notes = audit.begin()
    audit.note(measure="lac-count", rows=3)
    audit.note(due="norwich", rows=2)
    audit.write(tmp_path, MANAGER, "/cases?measure=lac-count", notes)
    (line,) = lines(tmp_path)
    assert line.pop("when").startswith("20")
    assert line == {
        "role": "manager", "place": "breckland-looked-after", "worker": "",
        "address": "/cases?measure=lac-count",
        "given": [{"measure": "lac-count", "rows": 3}, {"due": "norwich", "rows": 2}]}


def test_a_look_at_no_child_is_no_line(tmp_path: Path) -> None:
    audit.write(tmp_path, MANAGER, "/", audit.begin())
    assert not (tmp_path / "audit").exists()


def test_nothing_is_noted_before_a_request_begins() -> None:
    done = []

    def look() -> None:
        audit.note(rows=1)
        done.append(audit.begin())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert done == [[]]


def test_what_one_thread_notes_is_not_in_the_notes_of_another() -> None:
    mine = audit.begin()

    def look() -> None:
        audit.begin()
        audit.note(rows=1)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert mine == []


def test_an_address_of_any_characters_stays_one_line(tmp_path: Path) -> None:
    notes = audit.begin()
    audit.note(rows=1)
    audit.write(tmp_path, MANAGER, "/cases?search=a\nb\u2028\ud800\x00", notes)
    (line,) = lines(tmp_path)
    assert line["address"] == "/cases?search=a\nb\u2028\ud800\x00"


def test_lines_written_at_the_same_time_stay_whole(tmp_path: Path) -> None:
    def look(n: int) -> None:
        for _ in range(25):
            audit.write(tmp_path, MANAGER, f"/{n}" * 50, [{"rows": n}])

    threads = [threading.Thread(target=look, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lines(tmp_path)) == 200


def test_only_the_owner_may_open_the_log(tmp_path: Path) -> None:
    audit.write(tmp_path, MANAGER, "/", [{"rows": 1}])
    assert stat.S_IMODE((tmp_path / "audit").stat().st_mode) == 0o700
