"""A running server: new snapshots appear, damaged ones are refused, nobody sees half of one."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from data.snapshots.live import Edition, Live
from data.snapshots.store import Entry, Store
from tests.data.snapshots.making import FEBRUARY, MARCH, publish


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def live(store: Store) -> Live:
    """Looks at the store at every question."""
    return Live(store, refresh_seconds=0)


def numbers(edition: Edition) -> dict[str, float]:
    """Each date's only figure."""
    return {f"{day:%b}": next(iter(figures)).numerator
            for day, figures in edition.figures.items()}


def damage(entry: Entry, name: str = "figures.parquet") -> None:
    path = entry.path / name
    path.write_bytes(path.read_bytes()[:-40])


def test_an_empty_store_has_an_empty_edition(live: Live) -> None:
    edition = live.edition()
    assert (edition.latest(), edition.key, edition.figures, edition.public_figures) == (
        None, "empty", {}, {})


def test_the_newest_revision_of_every_date_is_live_oldest_date_first(
    store: Store, live: Live,
) -> None:
    publish(store, MARCH, 40)
    publish(store, MARCH, 41)
    publish(store, FEBRUARY, 30)
    edition = live.edition()
    assert numbers(edition) == {"Feb": 30, "Mar": 41}
    latest = edition.latest()
    assert latest
    assert latest.entry.name == "as_at=2016-03-31/revision=2"


def test_a_new_revision_appears_within_the_time_set_and_not_before(store: Store) -> None:
    live = Live(store, refresh_seconds=0.5)
    publish(store, number=40)
    began = time.monotonic()
    first = live.edition()
    publish(store, number=41)
    if time.monotonic() - began < 0.4:
        assert live.edition() is first
    deadline = began + 5
    while numbers(live.edition()) == {"Mar": 40} and time.monotonic() < deadline:
        time.sleep(0.05)
    assert numbers(live.edition()) == {"Mar": 41}
    assert live.edition().key != first.key
    assert numbers(first) == {"Mar": 40}, "an edition in use never changes"


def test_the_edition_stays_the_same_object_while_nothing_changes(store: Store, live: Live) -> None:
    publish(store)
    assert live.edition() is live.edition()


def test_a_damaged_new_revision_is_refused_by_name_and_the_one_before_stays_up(
    store: Store, live: Live, capsys: pytest.CaptureFixture[str],
) -> None:
    publish(store, number=40)
    assert numbers(live.edition()) == {"Mar": 40}
    damage(publish(store, number=41))
    edition = live.edition()
    assert numbers(edition) == {"Mar": 40}
    assert edition.refused == {
        "as_at=2016-03-31/revision=2":
            "as_at=2016-03-31/revision=2: figures.parquet is not as it was published"}
    said = capsys.readouterr()
    assert "revision=2" in said.err
    assert said.out == ""


def test_a_damaged_only_revision_leaves_the_date_before_as_the_latest(
    store: Store, live: Live,
) -> None:
    publish(store, FEBRUARY, 30)
    damage(publish(store, MARCH, 40), "cases.parquet")
    edition = live.edition()
    assert numbers(edition) == {"Feb": 30}
    assert list(edition.refused) == ["as_at=2016-03-31/revision=1"]


def test_a_revision_altered_while_it_is_up_gives_way_to_the_one_before(
    store: Store, live: Live,
) -> None:
    publish(store, number=40)
    newest = publish(store, number=41)
    assert numbers(live.edition()) == {"Mar": 41}
    damage(newest, "cases.parquet")
    assert numbers(live.edition()) == {"Mar": 40}


def test_a_mended_revision_is_taken_up_again(store: Store, live: Live, tmp_path: Path) -> None:
    entry = publish(store)
    safe = tmp_path / "copy"
    shutil.copytree(entry.path, safe)
    damage(entry)
    assert numbers(live.edition()) == {}
    shutil.copy(safe / "figures.parquet", entry.path / "figures.parquet")
    edition = live.edition()
    assert numbers(edition) == {"Mar": 40}
    assert edition.refused == {}


@pytest.mark.parametrize("rubbish", ["", "[]", '{"schema_version": 9}'])
def test_a_manifest_that_cannot_be_understood_is_refused(
    store: Store, live: Live, rubbish: str,
) -> None:
    publish(store, FEBRUARY, 30)
    entry = publish(store, MARCH, 40)
    (entry.path / "manifest.json").write_text(rubbish)
    edition = live.edition()
    assert numbers(edition) == {"Feb": 30}
    assert entry.name in edition.refused


def test_a_withdrawal_while_running_brings_the_revision_before_back(
    store: Store, live: Live,
) -> None:
    publish(store, number=40)
    publish(store, number=41)
    assert numbers(live.edition()) == {"Mar": 41}
    store.withdraw(MARCH, None, by="a", why="b")
    assert numbers(live.edition()) == {"Mar": 40}
    store.withdraw(MARCH, None, by="a", why="b")
    assert numbers(live.edition()) == {}


def test_what_was_withdrawn_is_known_by_date_and_makes_another_key(
    store: Store, live: Live,
) -> None:
    """A page kept from before the withdrawn revision came would not say that it was withdrawn."""
    publish(store, FEBRUARY, 30)
    publish(store, number=40)
    first = live.edition()
    publish(store, number=41)
    live.edition()
    entry = store.withdraw(MARCH, None, by="a", why="b")
    then = live.edition()
    assert (first.withdrawn, then.withdrawn) == ({}, {MARCH: (entry.withdrawal,)})
    assert then.key.startswith(f"{first.key}~160331.2.")
    assert then.histories == first.histories


def test_a_deleted_revision_does_not_stop_the_server(store: Store, live: Live) -> None:
    publish(store, FEBRUARY, 30)
    entry = publish(store, MARCH, 40)
    live.edition()
    shutil.rmtree(entry.path)
    assert numbers(live.edition()) == {"Feb": 30}


def test_the_same_revision_made_again_elsewhere_has_another_key(tmp_path: Path) -> None:
    """A store that was emptied and filled again must not be answered from old pages."""
    keys = []
    for n in range(2):
        store = Store(tmp_path / str(n))
        publish(store, number=40 + n)
        keys.append(Live(store, refresh_seconds=0).edition().key)
    assert keys[0] != keys[1]


def test_readers_in_threads_never_see_half_an_edition(store: Store) -> None:
    """Every publication changes both dates' figures one after the other: a reader may see the
    first without the second, but each edition agrees with itself.
    """
    live = Live(store, refresh_seconds=0)
    publish(store, FEBRUARY, 1)
    publish(store, MARCH, 1)
    stop = threading.Event()
    wrong: list[str] = []

    def look() -> None:
        while not stop.is_set():
            edition = live.edition()
            days = list(edition.snapshots)
            shown = list(numbers(edition).values())
            revisions = [s.entry.revision for s in edition.snapshots.values()]
            if not (days == list(edition.figures) == list(edition.public_figures)
                    and shown == revisions and len(days) == 2):
                wrong.append(f"{days} {shown} {revisions}")
            time.sleep(0.001)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 12):
        for day in (FEBRUARY, MARCH):
            publish(store, day, number)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert numbers(live.edition()) == {"Feb": 11, "Mar": 11}
