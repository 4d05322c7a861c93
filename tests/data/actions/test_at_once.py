"""Many people at once, double clicks, and a record to which rows are only ever added."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import sqlalchemy as sa

from data.actions import Actions, ChangedMeanwhile
from data.actions.models import Base
from data.settings import Settings
from tests.data.actions.agreed import AREA, MARCH, OWN_MEASURE, agree, opened, token
from tests.data.looking import ANALYST, BOARD, DIRECTOR, HEAD

PEOPLE = 20


def at_once(work: Callable[[int], object], people: int = PEOPLE) -> list[object]:
    """What each of so many people got who all began in the same moment."""
    ready = Barrier(people)

    def person(number: int) -> object:
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(people) as crowd:
        return list(crowd.map(person, range(people)))


def test_twenty_people_agree_a_hundred_actions_at_once_and_none_is_lost_or_doubled(
    book: Actions,
) -> None:
    at_once(lambda person: [
        agree(book, what=f"{person}, {n}", children=["child-1", "child-2"]) for n in range(5)])
    found = book.list(HEAD)
    assert sorted(action.what for action in found) == sorted(
        f"{person}, {n}" for person in range(PEOPLE) for n in range(5))
    assert {action.children for action in found} == {("child-1", "child-2")}
    assert len({action.id for action in found}) == 100


_PROCESS = """
import datetime as dt, json, sys
from data.actions import open_actions
from data.settings import Settings
from tests.data.actions.agreed import agree, ask
book = open_actions(Settings(**json.loads(sys.argv[1])))
book.version()
print("ready", flush=True)
sys.stdin.readline()
for n in range(50):
    agree(book, what=f"{sys.argv[2]}, {n}")
    if n < 20:
        ask(book, challenge=f"{sys.argv[2]}, {n}")
"""


def test_two_processes_agree_a_hundred_actions_and_raise_forty_challenges_at_once(
    book: Actions, chosen: Settings,
) -> None:
    where = json.dumps({"store": str(chosen.store), "database": chosen.database})
    processes = [
        subprocess.Popen([sys.executable, "-c", _PROCESS, where, name], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         cwd=Path(__file__).parents[3])
        for name in ("one", "two")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert sorted(action.what for action in book.list(HEAD)) == sorted(
        f"{name}, {n}" for name in ("one", "two") for n in range(50))
    assert sorted(asked.what for asked in book.challenges(BOARD)) == sorted(
        f"{name}, {n}" for name in ("one", "two") for n in range(20))


def test_twenty_clicks_on_one_form_make_one(book: Actions) -> None:
    form, note = token(), token()
    assert len({action.id for action in at_once(lambda _: agree(book, token=form))}) == 1
    surgery = opened(book)
    assert len(set(at_once(lambda _: book.note(HEAD, surgery.id, "1", "Once", note)))) == 1
    assert (len(book.list(HEAD)), len(book.notes(HEAD, surgery.id))) == (1, 1)


def test_twenty_who_open_a_surgery_at_once_are_in_the_same_one(book: Actions) -> None:
    assert len(set(at_once(lambda _: opened(book)))) == 1
    assert len(book.surgeries(HEAD)) == 1


def test_of_twenty_who_change_an_action_at_once_one_is_first_and_all_others_are_told(
    book: Actions,
) -> None:
    action = agree(book)

    def change(person: int) -> object:
        try:
            return book.change(HEAD, action.id, seen_version=1, token=token(), what=f"By {person}")
        except ChangedMeanwhile as told:
            return told

    answers = at_once(change)
    told = [answer for answer in answers if isinstance(answer, ChangedMeanwhile)]
    (first,) = (answer for answer in answers if not isinstance(answer, ChangedMeanwhile))
    assert len(told) == PEOPLE - 1
    assert {t.now for t in told} == {first} == {book.one(HEAD, action.id)}
    assert len(book.history(HEAD, action.id)) == 2


def test_a_reader_never_sees_half_a_write(book: Actions) -> None:
    def work(person: int) -> object:
        if person % 2:
            return [agree(book, children=["child-1", "child-2"]) for _ in range(5)]
        return [action.children for _ in range(10) for action in book.list(HEAD)]

    seen = at_once(work, 8)
    assert {children for reader in seen[::2] for children in reader} <= {("child-1", "child-2")}


def test_every_write_changes_the_version_and_no_reading_does(book: Actions) -> None:
    writes: list[Callable[[], object]] = [
        lambda: opened(book), lambda: agree(book), lambda: agree(book, surgery=1),
        lambda: book.change(HEAD, 1, seen_version=1, token=token(), state="done"),
        lambda: book.note(HEAD, 1, "1", "x", token()),
        lambda: book.comment(HEAD, measure=OWN_MEASURE, place=AREA, as_at=MARCH, text="x",
                             token=token()),
        lambda: book.close_surgery(HEAD, 1, {}, token())]
    versions = [book.version()]
    for write in writes:
        write()
        versions.append(book.version())
        book.list(ANALYST)
        book.surgeries(ANALYST)
        assert book.version() == versions[-1]
    assert len(set(versions)) == len(writes) + 1


def test_what_is_written_is_never_changed_or_deleted(book: Actions) -> None:
    rows = everything(book)
    assert not rows
    surgery = opened(book)
    action = agree(book, surgery=surgery.id, children=["child-1"])
    steps: list[Callable[[], object]] = [
        lambda: book.note(HEAD, surgery.id, "1", "x", token()),
        lambda: book.change(HEAD, action.id, seen_version=1, token=token(), what="Other words"),
        lambda: book.change(DIRECTOR, action.id, seen_version=2, token=token(), state="dropped",
                            reason="x"),
        lambda: book.change(DIRECTOR, action.id, seen_version=3, token=token(), state="open"),
        lambda: book.comment(HEAD, measure=OWN_MEASURE, place=AREA, as_at=MARCH, text="x",
                             token=token()),
        lambda: book.close_surgery(HEAD, surgery.id, {"a": 1}, token())]
    for step in steps:
        before = everything(book)
        step()
        assert before < everything(book)


def everything(book: Actions) -> set[tuple[object, ...]]:
    """Every row of every table."""
    with book.database.reading() as session:
        return {(table.name, *row) for table in Base.metadata.sorted_tables
                for row in session.execute(sa.select(table))}
