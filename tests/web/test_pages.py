"""Every page for every role: nothing of anybody outside the viewer's sight in any answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import Dash, dcc, html
from flask import Flask

from data.queries import Queries
from pages._web.page import CHOICES, as_node
from tests.data.county import FORMULA, LYNN
from tests.web.asking import ROLES, addresses, everyone, named, within
from tests.web.conftest import CALLBACK, Visitor

MOST_BYTES = 100 * 1024


@pytest.fixture(scope="module")
def answers(server: Flask, q: Queries) -> dict[tuple[str, str], str]:
    """Every page's layout for every role."""
    found = {}
    for role in ROLES:
        visitor = Visitor(server, role)
        for address in addresses():
            found[role, address] = visitor.page(address)
    return found


def of(answers: dict[tuple[str, str], str], role: str) -> Iterator[tuple[str, str]]:
    for (asked_by, address), body in answers.items():
        if asked_by == role:
            yield address, body


def strings(value: Any) -> Iterator[str]:
    """Every text in a layout."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def drawn(value: Any) -> Iterator[float]:
    """Every number of every chart in a layout."""
    if isinstance(value, dict):
        if value.get("type") == "Graph":
            for trace in value["props"]["figure"]["data"]:
                yield from (n for n in trace["y"] if isinstance(n, int | float))
        for part in value.values():
            yield from drawn(part)
    elif isinstance(value, list):
        for part in value:
            yield from drawn(part)


@pytest.mark.parametrize("role", ROLES)
def test_no_answer_names_a_child_or_worker_outside_the_viewers_scope(
    answers: dict[tuple[str, str], str], server: Flask, q: Queries, store: Path, role: str,
) -> None:
    viewer = Visitor(server, role).viewer()
    assert viewer.role == role
    people, workers = within(store, viewer, q.catalogue)
    all_people, all_workers = everyone(store)
    for address, body in of(answers, role):
        # What was in the address itself is no news.
        secret = (all_people - people) | (all_workers - workers) - named(address, all_workers)
        told = named(body, secret - named(address, secret))
        assert not told, f"{role} learns of {sorted(told)} from {address}"


def test_the_search_for_names_would_find_them(
    answers: dict[tuple[str, str], str], store: Path,
) -> None:
    people, workers = everyone(store)
    assert FORMULA in people
    assert "child-plan-1" in people
    assert "worker-both" in workers
    found = named("".join(body for _, body in of(answers, "analyst")), people | workers)
    assert len(found & people) > 50
    assert FORMULA in found
    assert len(found & workers) > 5


@pytest.mark.parametrize("role", ["committee", "board"])
def test_committee_and_board_read_no_number_of_one_to_five(
    answers: dict[tuple[str, str], str], q: Queries, role: str,
) -> None:
    counted = re.compile(
        r"(?<![\d.,])([1-5]) (?:of \d+\b(?! measures| months)|for \d|child|case|young|referral|"
        r"assessment|worker|more|fewer|have|has )")
    for address, body in of(answers, role):
        if address.startswith("/definitions"):
            continue  # words and SQL, no figures
        # A rate is no count; where what it counts is few it is hidden.
        text = re.sub(r"for every 10,000 children[^.;]*", "", " ".join(strings(json.loads(body))))
        assert not counted.search(text), (address, counted.search(text))
        if address.startswith("/measures/unallocated"):
            assert not [n for n in drawn(json.loads(body)) if 1 <= n <= 5], address


def test_the_search_for_small_numbers_would_find_them(
    answers: dict[tuple[str, str], str],
) -> None:
    text = " ".join(strings(json.loads(answers["analyst", "/localities/breckland"])))
    assert re.search(r"2 of 3", text)
    chart = drawn(json.loads(
        answers["analyst", "/measures/unallocated?place=kings-lynn-west-norfolk"]))
    assert 2 in set(chart)


@pytest.mark.parametrize("role", ROLES)
def test_every_layout_is_under_100_kib(
    answers: dict[tuple[str, str], str], role: str,
) -> None:
    for address, body in of(answers, role):
        assert len(body.encode()) < MOST_BYTES, address


@pytest.mark.parametrize("role", ROLES)
def test_the_only_links_of_a_refused_page_lead_to_what_may_be_seen(
    answers: dict[tuple[str, str], str], role: str,
) -> None:
    for address, body in of(answers, role):
        if "outside what this role may see" in body:
            assert "cases.csv" not in body, address


def test_roles_without_the_right_are_refused_and_told_nothing_more(
    answers: dict[tuple[str, str], str],
) -> None:
    for role in ("committee", "board"):
        for address, body in of(answers, role):
            if address.startswith("/cases?"):
                assert "Not for this role" in body, address
                assert "cases.csv" not in body
        assert "Not for this role" in answers[role, f"/teams/{LYNN}"]
    assert "Not for this role" in answers["manager", "/teams/norwich-looked-after"]
    assert "Not for this role" in answers["worker", "/teams/norwich-looked-after"]
    assert "Not for this role" not in answers["manager", f"/teams/{LYNN}"]


def test_pages_are_only_made_by_the_router(app: Dash) -> None:
    """A callback of another kind would need its own tests of what it gives to whom."""
    on_the_server = [
        name for name, callback in app.callback_map.items() if "callback" in callback]
    assert [name for name in on_the_server if "_pages_content.children" not in name] == []
    assert dash.page_registry


def test_a_callback_that_does_not_exist_gives_nothing(visitor: Visitor) -> None:
    for body in (b"", b"{", b"[]", b"null", b"{}", b'{"output": 7}', b'{"output": "x.children"}',
                 b'{"output": "_pages_content.children", "inputs": 7}', b"\xff\xfe"):
        answer = visitor.client.post(CALLBACK, data=body, content_type="application/json")
        assert answer.status_code >= 400
        assert not named(answer.get_data(as_text=True), {"child-lynn-1", "worker-lynn-1"})


def test_a_page_is_the_json_that_dash_would_make_of_it() -> None:
    part = html.Div(
        [html.P("one"), dcc.Link("two", href="/"), 3, None], id="a", className="b",
        **{"aria-label": "c", "data-label": "d"})
    assert as_node(part) == part.to_plotly_json()
    assert as_node(part.children[1]) == part.children[1].to_plotly_json()


def test_another_date_keeps_every_choice_that_a_page_reads() -> None:
    read, folder = set(), Path(__file__).parents[2] / "pages"
    for file in folder.rglob("*.py"):
        if file.name == "cache.py":  # reads what the router is asked, not an address
            continue
        text = file.read_text(encoding="utf-8")
        read |= set(re.findall(r'look\.get\(\s*"([^"]+)"', text))
        for names in re.findall(r"(?:^KEPT = |for key in )\(([^)]*)\)", text, re.MULTILINE):
            read |= set(re.findall(r'"([^"]+)"', names))
    in_paths = {"held"}
    assert read - in_paths == CHOICES


def test_another_date_keeps_nothing_that_no_page_reads(visitor: Visitor) -> None:
    page = visitor.page("/measures/lac-count?place=norwich&revision=1&x=y")
    dates = {one for one in strings(json.loads(page)) if one.startswith("?")}
    assert "?place=norwich&as-at=2016-02-29" in dates
    assert not [one for one in dates if "revision" in one or "x=y" in one]
