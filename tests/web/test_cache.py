"""Finished pages are kept, in files or in Redis, and never for the wrong person or moment."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from data.asking import Asking
from data.settings import NORFOLK, Settings
from data.snapshots.store import NoSuchSnapshot, Store
from pages._web.cache import add_cache, made_by
from pages._web.sign_in import add_sign_in
from tests.benchmarks.addresses import router_body
from tests.data.county import LYNN, MARCH, publish
from tests.web.conftest import CALLBACK, Visitor
from tests.web.test_downloads import audited

LIST = f"/cases?measure=lac-visit-timely&place={LYNN}"
COUNT = "/measures/lac-count"


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own on a loopback port; its address."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir",
             str(folder)], stdout=subprocess.DEVNULL) as process:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


def with_cache(server: Flask, settings: Settings) -> Flask:
    """The app's pages behind a cache of other settings."""
    other = Flask("other")
    add_sign_in(other, settings.store, "a secret for tests")
    add_cache(other, settings)
    (rule,) = [r for r in server.url_map.iter_rules() if r.rule == CALLBACK]
    other.add_url_rule(CALLBACK, view_func=server.view_functions[rule.endpoint], methods=["POST"])
    return other


@pytest.fixture(params=["files", "redis"])
def cached(request: pytest.FixtureRequest, server: Flask, store: Path) -> Flask:
    """The app with one kind of cache, then the other."""
    if request.param == "files":
        return server
    address = request.getfixturevalue("redis")
    return with_cache(server, Settings(store=store, cache=address))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """How many pages were made and not taken from the cache."""
    count = SimpleNamespace(pages=0)
    real = Asking.dates

    def counting(self: Asking, *given: object) -> object:
        count.pages += 1
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Asking, "dates", counting)
    return count


@pytest.fixture
def newer(store: Path) -> Iterator[Callable[[], None]]:
    """Publishes a revision with five more children; it is withdrawn afterwards."""
    published = []

    def publish_one() -> None:
        published.append(publish(store, more=5))

    yield publish_one
    for entry in published:
        with contextlib.suppress(NoSuchSnapshot):  # the test has withdrawn it already
            Store(store).withdraw(MARCH, entry.revision, by="a test", why="was a test")


def fresh(address: str) -> str:
    """An address of the same page that nobody has opened before."""
    return f"{address}{'&' if '?' in address else '?'}test={time.monotonic_ns()}"


def test_the_same_page_again_comes_from_the_cache(cached: Flask, made: SimpleNamespace) -> None:
    visitor, address = Visitor(cached, "analyst"), fresh(COUNT)
    first = visitor.page(address)
    assert made.pages == 1
    assert visitor.page(address) == first
    assert Visitor(cached, "analyst").page(address) == first
    assert made.pages == 1


def test_another_role_never_gets_it(cached: Flask, made: SimpleNamespace) -> None:
    address = fresh(LIST)
    assert "child-lynn-2" in Visitor(cached, "manager").page(address)
    assert "child-lynn-12" not in Visitor(cached, "worker").page(address)
    assert "Not for this role" in Visitor(cached, "committee").page(address)
    assert "Not for this role" in Visitor(cached, "board").page(address)
    assert made.pages == 4


def test_another_address_never_gets_it(cached: Flask, made: SimpleNamespace) -> None:
    visitor = Visitor(cached, "analyst")
    assert visitor.page(fresh(COUNT)) != visitor.page(fresh("/measures/lac-rate"))
    assert made.pages == 2


def test_a_new_snapshot_is_shown_at_once_and_the_old_figure_when_it_is_withdrawn(
    cached: Flask, store: Path, newer: Callable[[], None],
) -> None:
    visitor, address = Visitor(cached, "analyst"), fresh(COUNT)
    before = visitor.page(address)
    newer()
    after = visitor.page(address)
    entry = Store(store).withdraw(MARCH, None, by="a test", why="to look back")
    again = visitor.page(address)
    assert ["Now: 36" in page for page in (before, after, again)] == [False, True, False]
    taken_back = f"Revision {entry.revision}, of "
    assert [taken_back in page for page in (before, after, again)] == [False, False, True]
    assert "said 36 and was withdrawn on " in again


def test_a_list_from_the_cache_is_one_more_line_of_the_audit_log(
    cached: Flask, store: Path, made: SimpleNamespace,
) -> None:
    visitor, address = Visitor(cached, "manager"), fresh(LIST)
    before = len(audited(store))
    for _ in range(3):
        visitor.page(address)
    assert made.pages == 1
    lines = audited(store)[before:]
    assert len(lines) == 3
    for line in lines:
        assert (line["role"], line["place"], line["address"]) == ("manager", LYNN, address)
        assert line["given"] == lines[0]["given"]
        assert line["given"][0].items() >= {"measure": "lac-visit-timely", "rows": 13}.items()


def test_a_page_without_single_children_is_no_line(cached: Flask, store: Path) -> None:
    before = len(audited(store))
    visitor = Visitor(cached, "committee")
    for address in (fresh("/"), fresh(LIST), fresh(COUNT)):
        visitor.page(address)
        visitor.page(address)
    assert len(audited(store)) == before


def test_a_question_mark_in_a_path_is_not_taken_for_a_query(cached: Flask) -> None:
    """Or somebody could leave "Not found" where a colleague looks for the page."""
    visitor, address = Visitor(cached, "analyst"), fresh(COUNT)
    body = json.loads(router_body(address))
    body["inputs"][0]["value"], body["inputs"][1]["value"] = address, ""
    assert visitor.client.post(CALLBACK, json=body).status_code == 200
    assert "Children looked after" in visitor.page(address)


def test_an_answer_to_an_odd_body_is_not_kept_for_others(cached: Flask) -> None:
    """Dash names in its answer what the body asked it to fill."""
    visitor, address = Visitor(cached, "analyst"), fresh(COUNT)
    body = json.loads(router_body(address))
    body["outputs"] = [{"id": "evil", "property": "children"}, {"id": "x", "property": "data"}]
    visitor.client.post(CALLBACK, json=body)
    assert "evil" not in visitor.page(address)


def test_damaged_files_of_the_cache_cost_time_and_no_answer(
    server: Flask, store: Path, made: SimpleNamespace,
) -> None:
    visitor, address = Visitor(server, "analyst"), fresh(COUNT)
    first = visitor.page(address)
    for path in (store / "cache").iterdir():
        path.write_bytes(b"\x00\x00\x00\x00rubbish")
    assert visitor.page(address) == first
    assert made.pages == 2


def test_a_redis_that_is_down_costs_time_and_no_answer(
    server: Flask, store: Path, made: SimpleNamespace, capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    down = with_cache(server, Settings(store=store, cache=f"redis://127.0.0.1:{port}/0"))
    visitor, address = Visitor(down, "analyst"), fresh(COUNT)
    assert visitor.page(address) == visitor.page(address)
    assert made.pages == 2
    assert "cache failed" in capsys.readouterr().err


def test_without_a_cache_every_page_is_made(
    server: Flask, store: Path, made: SimpleNamespace,
) -> None:
    visitor = Visitor(with_cache(server, Settings(store=store, cache="none")), "analyst")
    address = fresh(COUNT)
    assert visitor.page(address) == visitor.page(address)
    assert made.pages == 2


def test_only_the_owner_may_open_the_folder_of_kept_pages(server: Flask, store: Path) -> None:
    assert (store / "cache").stat().st_mode & 0o077 == 0
    assert (store / "secret-key").stat().st_mode & 0o077 == 0


def test_another_target_in_the_authoritys_file_makes_other_pages(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_bytes(NORFOLK.read_bytes())
    other.write_bytes(NORFOLK.read_bytes().replace(b"[targets]", b"[targets]\nlac-dental = 80"))
    assert made_by(one) == made_by(one)
    assert made_by(one) != made_by(other)
