"""Published in one step, never changed, refused by name when not as it was published."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.snapshots import store as store_module
from data.snapshots.store import NoSuchSnapshot, SnapshotDamaged, Store, Withdrawal
from tests.data.snapshots.making import ABOUT, FEBRUARY, MARCH, NOTHING, as_before, figures, publish

FILES = tuple(f"{name}.parquet" for name in NOTHING)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def rewrite(entry: store_module.Entry, **changes: object) -> None:
    path = entry.path / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_a_snapshot_has_the_path_and_files_of_the_contract(store: Store) -> None:
    publish(store)
    assert sorted(bytes_of(store.root)) == [
        f"snapshots/as_at=2016-03-31/revision=1/{name}" for name in (
            "caseloads.parquet", "cases.parquet", "children.parquet", "clocks.parquet",
            "done.parquet", "due.parquet", "figures.parquet", "journeys.parquet",
            "kinds.parquet", "manifest.json", "nobody.parquet", "said.parquet",
            "workers.parquet")]


def test_the_columns_are_those_of_the_contract(store: Store) -> None:
    entry = publish(store)
    date, text, number, whole = pa.date32(), pa.string(), pa.float64(), pa.int64()
    flag = pa.bool_()

    def columns(name: str) -> list[tuple[str, pa.DataType]]:
        schema = pq.read_schema(entry.path / name)
        return list(zip(schema.names, schema.types, strict=True))

    assert columns("cases.parquet") == [
        ("as_at", date), ("measure", text), ("case", text), ("person", text), ("worker", text),
        ("team", text), ("locality", text), ("value", number), ("weight", number),
        ("happened_on", date), ("due_on", date), ("done_on", date), ("reason", text)]
    assert columns("figures.parquet") == [
        ("as_at", date), ("measure", text), ("place", text), ("level", text), ("period", text),
        ("numerator", number), ("denominator", number), ("unknown", whole), ("cases", whole)]
    assert columns("children.parquet") == [
        ("as_at", date), ("person", text), ("age", pa.int32()), ("unborn", flag), ("sex", text),
        ("ethnicity", text), ("disabled", flag), ("in_area", flag), ("unaccompanied", flag),
        ("locality", text), ("team", text), ("worker", text), ("since", date), ("nobody", text),
        ("open", flag), ("last_worker", text), ("last_visit", date), ("visitors", pa.int32())]
    assert columns("journeys.parquet") == [
        ("as_at", date), ("person", text), ("strand", text), ("starts", date), ("ends", date),
        ("words", text), ("detail", text)]
    assert columns("kinds.parquet") == [
        ("as_at", date), ("measure", text), ("case", text), ("kind", text)]
    assert columns("workers.parquet") == [
        ("as_at", date), ("worker", text), ("job_title", text), ("full_time_equivalent", number),
        ("newly_qualified", flag), ("agency", flag)]
    assert columns("clocks.parquet") == [
        ("as_at", date), ("measure", text), ("case", text), ("person", text), ("worker", text),
        ("team", text), ("locality", text), ("value", number), ("due_on", date),
        ("done_on", date), ("reason", text)]
    assert columns("said.parquet") == [
        ("as_at", date), ("locality", text), ("team", text), ("kind", text), ("share", text),
        ("part", pa.int32()), ("of", pa.int32())]
    assert columns("done.parquet") == [
        ("as_at", date), ("measure", text), ("team", text), ("locality", text),
        ("done", pa.int32())]
    assert columns("caseloads.parquet") == [
        ("as_at", date), ("measure", text), ("worker", text), ("team", text), ("locality", text),
        ("children", pa.int32()), ("full_time_equivalent", number), ("newly_qualified", flag),
        ("agency", flag)]
    assert columns("nobody.parquet") == [
        ("as_at", date), ("person", text), ("team", text), ("locality", text), ("since", date)]


def test_the_manifest_says_what_the_contract_asks(store: Store) -> None:
    entry = publish(store)
    said = json.loads((entry.path / "manifest.json").read_text(encoding="utf-8"))
    assert ABOUT.items() <= said.items()
    assert (said["schema_version"], said["as_at"], said["revision"]) == (1, "2016-03-31", 1)
    assert said["rows"] == {**dict.fromkeys(NOTHING, 0), "figures": 1}
    assert said["files"] == {
        name: store_module.file_hash(entry.path / name)
        for name in FILES}


def test_other_columns_are_not_published(store: Store) -> None:
    with pytest.raises(ValueError, match="figures: has other columns"):
        store.publish(as_at=MARCH, about=ABOUT, tables={
            **NOTHING, "figures": figures(MARCH, 1).drop(["unknown"])})
    with pytest.raises(ValueError, match="the tables of a snapshot are cases, figures"):
        store.publish(as_at=MARCH, about=ABOUT, tables={"figures": figures(MARCH, 1)})
    assert store.entries() == []


def test_a_manifest_that_says_too_little_is_not_published(store: Store) -> None:
    with pytest.raises(ValueError, match="lacks sources"):
        store.publish(as_at=MARCH, tables=NOTHING,
                      about={k: v for k, v in ABOUT.items() if k != "sources"})
    assert store.entries() == []


def test_the_same_date_again_is_the_next_revision_and_leaves_the_first_alone(
    store: Store,
) -> None:
    first = publish(store, number=40)
    before = bytes_of(first.path)
    second = publish(store, number=41)
    assert (first.revision, second.revision) == (1, 2)
    assert bytes_of(first.path) == before
    assert store.entry(MARCH) == second


def _publish_in_a_process(root: Path, number: int) -> int:
    return publish(Store(root), number=number).revision


def test_publishers_at_the_same_time_get_revisions_of_their_own_and_none_is_lost(
    store: Store,
) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_publish_in_a_process, store.root, n) for n in range(10)]
        revisions = [job.result() for job in jobs]
    assert sorted(revisions) == list(range(1, 11))
    numbers = []
    for entry in store.entries():
        store.verify(entry)
        numbers += store.figures(entry)["numerator"].to_pylist()
    assert sorted(numbers) == list(range(10))
    assert not list(store.root.rglob(".draft-*"))


def test_a_publisher_that_fails_half_way_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = publish(store)

    def full_disk(table: pa.Table, where: Path, **_: object) -> None:
        where.write_bytes(b"PAR1")
        raise OSError("No space left on device")

    monkeypatch.setattr(store_module.pq, "write_table", full_disk)
    with pytest.raises(OSError, match="No space"):
        publish(store)
    assert store.entries() == [kept]
    assert [p.name for p in kept.path.parent.iterdir()] == ["revision=1"]


_KILLED = """
import sys, time
from pathlib import Path
from data.snapshots import store
from tests.data.snapshots.making import publish

def slow(path):
    print("half-way", flush=True)
    time.sleep(60)

store._flush = slow
publish(store.Store(Path(sys.argv[1])), number=99)
"""


def test_a_publisher_that_is_killed_half_way_leaves_no_revision(store: Store) -> None:
    kept = publish(store)
    root = Path(__file__).parents[3]
    with subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(store.root)], cwd=root, text=True,
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}) as process:
        assert process.stdout
        assert process.stdout.readline() == "half-way\n"
        process.send_signal(signal.SIGKILL)
    assert store.entries() == [kept]
    assert publish(store, number=41).revision == 2


def test_a_withdrawal_keeps_the_files_and_brings_the_revision_before_back(store: Store) -> None:
    first, second = publish(store, number=40), publish(store, number=41)
    before = bytes_of(store.root)
    withdrawn = store.withdraw(MARCH, None, by="analyst 1", why="wrong extract")
    assert (withdrawn.revision, withdrawn.withdrawn) == (2, True)
    assert store.entry(MARCH) == first
    after = bytes_of(store.root)
    assert before.items() <= after.items()
    (note,) = set(after) - set(before)
    said = json.loads(after[note])
    assert (said["by"], said["why"]) == ("analyst 1", "wrong extract")
    assert store.entry(MARCH, 2).path == second.path


def test_a_withdrawal_is_read_with_the_revision_by_whom_when_and_why(store: Store) -> None:
    entry = publish(store)
    withdrawn = store.withdraw(MARCH, None, by="analyst 1", why="wrong extract")
    assert store.entries(MARCH) == [withdrawn]
    told = withdrawn.withdrawal
    assert told
    assert (told.revision, told.by, told.why) == (1, "analyst 1", "wrong extract")
    note = entry.path.with_name("revision=1.withdrawn.json")
    assert str(told.on) == json.loads(note.read_text())["withdrawn_at"][:10]


@pytest.mark.parametrize("written", ["", "[]", '{"withdrawn_at": "soon", "by": "a", "why": "b"}'])
def test_a_note_that_cannot_be_read_withdraws_all_the_same(store: Store, written: str) -> None:
    entry = publish(store)
    entry.path.with_name("revision=1.withdrawn.json").write_text(written)
    assert [one.withdrawal for one in store.entries()] == [Withdrawal(1)]


def test_the_number_of_a_withdrawn_revision_is_not_used_again(store: Store) -> None:
    publish(store)
    store.withdraw(MARCH, None, by="a", why="b")
    assert publish(store).revision == 2


def test_what_is_withdrawn_cannot_be_withdrawn_again(store: Store) -> None:
    publish(store)
    store.withdraw(MARCH, 1, by="first", why="wrong extract")
    before = bytes_of(store.root)
    with pytest.raises(NoSuchSnapshot, match="withdrawn already"):
        store.withdraw(MARCH, 1, by="second", why="another reason")
    with pytest.raises(NoSuchSnapshot):
        store.withdraw(MARCH, None, by="second", why="another reason")
    assert bytes_of(store.root) == before


@pytest.mark.parametrize(("day", "revision"), [(FEBRUARY, None), (MARCH, 7)])
def test_there_is_no_snapshot_of_another_date_or_revision(
    store: Store, day: object, revision: int | None,
) -> None:
    publish(store)
    with pytest.raises(NoSuchSnapshot, match="no snapshot as at"):
        store.entry(day, revision)  # type: ignore[arg-type]


def test_folders_that_are_not_revisions_are_passed_over(store: Store) -> None:
    entry = publish(store)
    for name in ("as_at=2016-13-45/revision=1", "as_at=2016-03-31/revision=x", "as_at=x/revision=1",
                 "as_at=2016-03-31/.draft-1"):
        (store.snapshots / name).mkdir(parents=True)
    (store.snapshots / "as_at=2016-03-31" / "revision=2").write_text("a file")
    assert store.entries() == [entry]


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_an_altered_byte_is_found_by_name(store: Store, name: str) -> None:
    entry = publish(store)
    path = entry.path / name
    content = bytearray(path.read_bytes())
    at = content.index(b"analyst 1") if name == "manifest.json" else len(content) // 2
    content[at] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(SnapshotDamaged, match=f"as_at=2016-03-31/revision=1: {name} is not as it"):
        store.verify(entry)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_found_by_name(store: Store, name: str) -> None:
    entry = publish(store)
    (entry.path / name).unlink()
    with pytest.raises(SnapshotDamaged, match=f"revision=1: {name} is missing"):
        store.verify(entry)


def test_a_torn_parquet_file_is_found_by_name(store: Store) -> None:
    entry = publish(store)
    path = entry.path / "figures.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(SnapshotDamaged, match=r"figures\.parquet is not as it was published"):
        store.verify(entry)


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"{}"])
def test_a_manifest_that_cannot_be_read_is_found_by_name(
    store: Store, content: bytes | None,
) -> None:
    entry = publish(store)
    path = entry.path / "manifest.json"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SnapshotDamaged, match=r"revision=1: manifest\.json cannot be read"):
        store.verify(entry)


def test_a_snapshot_of_a_newer_version_is_refused_by_name(store: Store) -> None:
    entry = publish(store)
    rewrite(entry, schema_version=2)
    with pytest.raises(SnapshotDamaged, match="revision=1: schema version 2; this version reads 1"):
        store.verify(entry)


@pytest.mark.parametrize("changes", [
    {"files": None}, {"files": {}}, {"signed_off_by": "somebody else"}, {"seal": None}])
def test_a_manifest_that_was_rewritten_is_found_by_name(store: Store, changes: dict) -> None:
    entry = publish(store)
    rewrite(entry, **changes)
    with pytest.raises(SnapshotDamaged, match=r"manifest\.json is not as it was published"):
        store.verify(entry)


def test_a_snapshot_of_an_earlier_version_without_children_and_journeys_is_sound(
    store: Store,
) -> None:
    entry = publish(store)
    as_before(entry)
    assert set(store.verify(entry)["files"]) == {"cases.parquet", "figures.parquet"}
    (entry.path / "children.parquet").write_bytes(b"put there since")
    assert "children.parquet" not in store.verify(entry)["files"]


def test_a_revision_copied_under_another_date_is_found_by_name(store: Store) -> None:
    entry = publish(store)
    other = store.snapshots / "as_at=2016-02-29" / "revision=3"
    other.parent.mkdir()
    entry.path.rename(other)
    (found,) = store.entries()
    with pytest.raises(SnapshotDamaged, match=(
            r"as_at=2016-02-29/revision=3: manifest\.json is that of as_at=2016-03-31/revision=1")):
        store.verify(found)
