"""Twenty people at once agree actions over real connections, with two processes answering."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.request import urlopen

from data.viewers import ROLES
from tests.benchmarks.serving import surgery
from tests.benchmarks.visitor import Visitor
from tests.browser.addresses import TEAM

PEOPLE, EACH = 20, 5
WRITERS = ("analyst", "director", "head", "manager")
FORM = f"/actions/add?place={TEAM}"


def test_a_hundred_actions_are_kept_each_once_though_every_form_is_sent_twice(
    store: Path, tmp_path: Path,
) -> None:
    own = Path(shutil.copytree(store / "snapshots", tmp_path / "store" / "snapshots")).parent
    ready = Barrier(PEOPLE)
    with surgery(own, workers=2) as server:

        def person(number: int) -> list[int]:
            visitor = Visitor(server.port)
            visitor.look_as(ROLES.index(WRITERS[number % len(WRITERS)]))
            ready.wait()
            return [status for n in range(EACH) for status in _agree(visitor, f"{number}, {n}")]

        with ThreadPoolExecutor(PEOPLE) as crowd:
            answers = Counter(status for given in crowd.map(person, range(PEOPLE))
                              for status in given)
        with urlopen(f"{server.url}/actions.csv?show=all") as given:
            kept = list(csv.DictReader(given.read().decode().splitlines()))
    assert answers == {303: PEOPLE * EACH * 2}
    assert sorted(action["what"] for action in kept) == sorted(
        f"{number}, {n}" for number in range(PEOPLE) for n in range(EACH))
    assert len({action["action"] for action in kept}) == PEOPLE * EACH
    assert Counter(action["agreed_by"].partition(":")[0] for action in kept) == {
        role: PEOPLE * EACH // len(WRITERS) for role in WRITERS}


def _agree(visitor: Visitor, what: str) -> list[int]:
    """What a form, opened and filled in, is answered with, and then the same form again."""
    _, _, page = visitor.open(FORM)
    fields = dict(re.findall(r'"name":"(token|as_at|place)","defaultValue":"([^"]*)"',
                             page.decode()))
    assert re.fullmatch(r"[0-9a-f-]{36}", fields["token"])
    typed = {**fields, "what": what, "owner": f"manager:{TEAM}", "due_on": "2016-04-14"}
    return [visitor.send("/actions/add", typed) for _ in range(2)]
