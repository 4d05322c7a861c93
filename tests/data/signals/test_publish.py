"""Signals are worked out when something is published, and kept by the history they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.signals.files import SignalsDamaged, method, path_of, read, state
from data.signals.publish import publish_signals
from data.signals.schema import SIGNALS
from data.snapshots.live import Live
from data.snapshots.store import Store
from tests.data.county import CATALOGUE
from tests.data.signals.making import (
    MARCH,
    NORFOLK,
    PLAIN,
    RECEIVED,
    UNALLOCATED,
    fill,
    month_ends,
    publish,
    rebased,
    rows,
)

JANUARY, FEBRUARY = month_ends(3)[:2]
THREE = {(RECEIVED, NORFOLK): [100, 104, 100]}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fill(tmp_path, THREE)


def work_out(store: Store) -> list[str]:
    return [f"{day:%b}" for day in publish_signals(store, PLAIN, CATALOGUE)]


def files(store: Store) -> dict[str, bytes]:
    return {str(path.relative_to(store.root)): path.read_bytes()
            for path in (store.root / "signals").rglob("*") if path.is_file()}


def live_path(store: Store) -> Path:
    history = Live(store).edition().histories[MARCH]
    return path_of(store.root, MARCH, history, method(PLAIN, CATALOGUE))


def again(store: Store, number: float) -> None:
    """February loaded again, with another number."""
    publish(store, FEBRUARY, rows(FEBRUARY, {(RECEIVED, NORFOLK): number}))


def test_every_date_gets_its_signals_once(store: Store) -> None:
    assert work_out(store) == ["Jan", "Feb", "Mar"]
    before = files(store)
    assert [name.split("/")[1] for name in sorted(before)] == [
        "as_at=2016-01-31", "as_at=2016-02-29", "as_at=2016-03-31"]
    assert work_out(store) == []
    assert files(store) == before


def test_only_the_dates_asked_for_are_worked_out(store: Store) -> None:
    assert publish_signals(store, PLAIN, CATALOGUE, days=[FEBRUARY]) == [FEBRUARY]
    assert work_out(store) == ["Jan", "Mar"]


def test_a_date_loaded_again_changes_its_signals_and_those_of_every_later_date(
    store: Store,
) -> None:
    work_out(store)
    before = files(store)
    again(store, 180)
    assert work_out(store) == ["Feb", "Mar"]
    assert before.items() <= files(store).items()
    (march,) = read(live_path(store)).to_pylist()
    assert (march["previous"], march["centre"]) == (180, pytest.approx(380 / 3))


def test_a_withdrawal_brings_the_signals_before_back_without_work(store: Store) -> None:
    work_out(store)
    again(store, 180)
    work_out(store)
    store.withdraw(FEBRUARY, None, by="analyst 1", why="wrong extract")
    assert work_out(store) == []
    (march,) = read(live_path(store)).to_pylist()
    assert march["previous"] == 104


def test_signals_do_not_depend_on_what_comes_after(store: Store) -> None:
    work_out(store)
    later = month_ends(1, MARCH.replace(month=4, day=30))[0]
    publish(store, later, rows(later, {(RECEIVED, NORFOLK): 500}))
    assert work_out(store) == ["Apr"]


def test_another_target_event_or_team_is_another_method_and_other_words_are_not() -> None:
    plain = method(PLAIN, CATALOGUE)
    measure = CATALOGUE[UNALLOCATED]

    def other(**changes: object) -> str:
        return method(PLAIN, {**CATALOGUE, UNALLOCATED: measure.model_copy(update=changes)})

    assert other(target=5.0) != plain
    assert other(name="Nobody's children", sql="select 1") == plain
    assert method(rebased(RECEIVED, day=FEBRUARY), CATALOGUE) != plain
    assert method(PLAIN.model_copy(update={"area_teams": ()}), CATALOGUE) != plain


def test_the_columns_are_those_of_the_schema(store: Store) -> None:
    work_out(store)
    assert read(live_path(store)).schema.equals(SIGNALS)


@pytest.mark.parametrize("damage", ["cut", "altered", "another's", "empty"])
def test_a_file_that_is_not_as_it_was_written_is_refused_and_worked_out_again(
    store: Store, damage: str,
) -> None:
    work_out(store)
    path = live_path(store)
    whole = path.read_bytes()
    at = whole.index(RECEIVED.encode())
    path.write_bytes({
        "cut": whole[:-40], "altered": whole[:at] + b"X" + whole[at + 1:], "empty": b"",
        "another's": next((store.root / "signals/as_at=2016-02-29").iterdir()).read_bytes(),
    }[damage])
    with pytest.raises(SignalsDamaged, match=r"signals/as_at=2016-03-31/\w+\.parquet is not as"):
        read(path)
    assert work_out(store) == ["Mar"]
    assert path.read_bytes() == whole


def test_a_file_that_is_not_there_is_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "signals" / "as_at=2016-03-31" / "none.parquet")


def test_a_server_can_tell_by_one_look_that_there_is_something_new(store: Store) -> None:
    assert state(store.root) == ""
    states = [""]
    work_out(store)
    states.append(state(store.root))
    again(store, 180)
    work_out(store)
    states.append(state(store.root))
    assert len(set(states)) == 3


def test_nothing_half_written_is_left(store: Store) -> None:
    work_out(store)
    assert not list((store.root / "signals").rglob(".draft-*"))


def test_an_empty_store_has_nothing_to_work_out(tmp_path: Path) -> None:
    assert work_out(Store(tmp_path)) == []
