"""Who sees what, in what the server gives to a browser: children and workers only to their own."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from data.places import Places
from data.snapshots.store import Store
from tests.benchmarks.addresses import router_body
from tests.browser.addresses import PAGES, SHARE, TEAM
from tests.browser.making import MONTH_ENDS, norfolk
from tests.browser.visitor import Visitor

A_PATH = 3
PERSON = re.compile(r"\b(C\d{4,}|SW-\d+)\b")


def _words(part: Any) -> Iterator[str]:
    """Every word of a page, of its addresses too, but for the switch of the demonstration."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        if "look-as" not in str(part.get("props", {}).get("className")):
            yield from (word for value in part.values() for word in _words(value))
    elif isinstance(part, list):
        yield from (word for value in part for word in _words(value))


def _linked_pages(visitor: Visitor, *, clicks: int) -> dict[str, list[str]]:
    """The words of every page so many clicks from the county, by address; the latest date only,
    and of one path at most A_PATH ways to look at it.
    """
    found: dict[str, list[str]] = {}
    of_path = Counter[str]()
    waiting = deque([("/", 0)])
    while waiting:
        address, away = waiting.popleft()
        path = address.partition("?")[0]
        if (address in found or away > clicks or "as-at=" in address
                or of_path[path] == A_PATH):
            continue
        of_path[path] += 1
        answer = visitor.context.request.post(
            "/_dash-update-component", data=router_body(address),
            headers={"Content-Type": "application/json"})
        assert answer.ok, address
        found[address] = list(_words(json.loads(answer.body())["response"]["_pages_content"]))
        waiting.extend((urljoin(address, word), away + 1) for word in found[address]
                       if word.startswith(("/", "?")))
    return found


@pytest.mark.parametrize(("role", "clicks", "most"), [("committee", 2, 200), ("board", 1, 50)])
def test_a_member_finds_no_child_worker_team_or_list_on_any_page(
    visitor_as: Callable[[str], Visitor], role: str, clicks: int, most: int,
) -> None:
    """One rule serves both; the pages further away are looked through for one of them."""
    pages = _linked_pages(visitor_as(role), clicks=clicks)
    assert len(pages) > most
    # Those of the county, as adoption and fostering, are called by words that stand elsewhere.
    teams = [team for team in Places(norfolk()).teams if team.parent]
    told = re.compile("|".join(re.escape(word) for t in teams for word in (t.id, t.name)))
    for address, words in pages.items():
        text = "\n".join(words)
        assert not PERSON.search(text), address
        if not address.startswith("/definitions/"):  # examples worked by hand name teams too
            assert not told.search(text), address
        assert not [word for word in words if word.startswith(("/cases", "/teams"))], address


@pytest.mark.parametrize("role", ["committee", "board"])
def test_a_member_who_types_the_address_of_a_list_gets_none(
    visitor_as: Callable[[str], Visitor], role: str,
) -> None:
    visitor = visitor_as(role)
    visitor.open(PAGES["cases"].address)
    expect(visitor.page.locator("h1")).to_have_text("Not for this role")
    assert not PERSON.search(visitor.page.content())
    answer = visitor.context.request.get(f"/cases.csv?measure={SHARE}&place=norfolk")
    assert answer.status == 403
    assert not PERSON.search(answer.text())


def test_a_worker_sees_only_the_own_children_on_the_page_of_the_team(
    visitor_as: Callable[[str], Visitor], store: Path,
) -> None:
    visitor = visitor_as("worker")
    visitor.open(f"/teams/{TEAM}")
    tables = visitor.page.locator("main")
    own = tables.locator("table.numbers tbody th").all_inner_texts()
    assert len(own) == 1
    shown = set(tables.locator("table.cases tbody th").all_inner_texts())
    assert shown
    assert set(tables.locator("table.cases td[data-label=Worker]").all_inner_texts()) == set(own)
    cases = pq.read_table(
        Store(store).entry(MONTH_ENDS[-1]).path / "cases.parquet", partitioning=None).to_pandas()
    assert shown <= set(cases.loc[cases["worker"] == own[0], "person"])
    assert set(PERSON.findall(tables.inner_text())) <= shown | set(own)
