"""A surgery from its agenda to the next one's: held by keyboard, kept, and asked whether it worked.

With a SQLite file and with a PostgreSQL, a server of its own and a copy of the store for each.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from components.agenda_item import TITLES
from data.actions import open_actions
from data.actions.database import Database
from data.queries import Queries
from data.settings import Settings
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.viewers import Viewer
from pages._web.sign_in import viewers_on_offer
from tests.benchmarks.serving import surgery
from tests.browser.addresses import AREA, PAGES, SHARE, TEAM
from tests.browser.making import catalogue_of, norfolk, publish_again, work_out
from tests.browser.test_accessibility import _wrong
from tests.browser.test_surgery_mode import press
from tests.browser.visitor import Visitor
from tests.databases import postgresql

AGENDA, HEADING = PAGES["agenda"].address, PAGES["agenda"].heading
FEBRUARY, MARCH, APRIL = dt.date(2016, 2, 29), dt.date(2016, 3, 31), dt.date(2016, 4, 30)
MAY, JUNE = dt.date(2016, 5, 31), dt.date(2016, 6, 30)
MINUTES = f"/surgeries/{AREA}/minutes/2016-04-14"
FLOW, FLOW_NAME = "eh-assessment-timely", "Early help assessments finished on time"
SHARE_NAME = PAGES["share"].heading
BEFORE = {dt.date(2015, 10, 31): (58, 66), dt.date(2015, 11, 30): (62, 64),
          dt.date(2015, 12, 31): (57, 67), dt.date(2016, 1, 31): (61, 65)}
AFTER = {APRIL: (90, 100), MAY: (91, 100), JUNE: (90, 100)}
"""Of a hundred each month: early help assessments on time, and personal education plans up to
date. Both go up and down a little; from April, after the surgery, early help is far above what it
ever was, and every plan is up to date by June."""
HEAD = "Head of social work, King’s Lynn & West"
MANAGER = "Team manager, King’s Lynn & West looked-after"
FASTER, PLANS, VISIT = "Two workers do assessments only", "Each school is asked", "See this child"
WRITE = "Write the visits up"
NOTE = "3 of 8 next? No: f, n and p are letters here."
STORY = "Two posts were empty until March."


@dataclass(frozen=True)
class Office:
    """A store of our own, the server over it, and the head of social work at a desk. ``kind`` is
    the database's: sqlite or postgresql.
    """

    kind: str
    root: Path
    url: str
    head: Visitor


@pytest.fixture(scope="session")
def history(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store again, with some earlier months, so that there are charts to judge by."""
    root = Path(shutil.copytree(store / "snapshots", tmp_path_factory.mktemp("surgery")
                                / "snapshots")).parent
    for day, numbers in BEFORE.items():
        publish_again(root, FEBRUARY, as_at=day, shares=_shares(numbers))
    work_out(root)
    return root


def _shares(numbers: tuple[int, int]) -> dict[tuple[str, str], tuple[int, int]]:
    """The figures of the area by how many of a hundred."""
    return {(measure, AREA): (met, 100)
            for measure, met in zip((FLOW, SHARE), numbers, strict=True)}


@pytest.fixture(params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, history: Path, tmp_path: Path, browser: Browser,
) -> Iterator[Office]:
    """One for each kind of database."""
    root = Path(shutil.copytree(history, tmp_path / "store"))
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("SURGERY_REFRESH_SECONDS", "1")
        if request.param == "sqlite":
            yield from _opened(request.param, root, browser)
            return
        with postgresql() as database:
            address = database.url(database.new())
            tables = Database(Settings(database=address))
            tables.upgrade()
            tables.close()
            surroundings.setenv("SURGERY_DATABASE", address)
            yield from _opened(request.param, root, browser)


def _opened(kind: str, root: Path, browser: Browser) -> Iterator[Office]:
    with surgery(root, workers=1) as server:
        head = Visitor(browser, server.url)
        head.open("/")
        head.look_as("head")
        yield Office(kind, root, server.url, head)
        head.context.close()


# In the room, by keyboard ------

def test_a_surgery_is_held_kept_and_asked_at_the_next_whether_it_worked(
    office: Office, browser: Browser,
) -> None:
    head, page = office.head, office.head.page
    _open_the_room(head)
    _walk(page)
    child = _open_a_list_and_come_back(head)
    _agree(head, what=FASTER, owner=MANAGER, measure=FLOW_NAME, expected="From 66 of 105 to 90")
    _agree(head, what=PLANS, owner=HEAD, measure=SHARE_NAME)
    _agree(head, what=VISIT, owner="Director", children=child)
    expect(page.locator(".agreed-today li")).to_have_count(3)
    _comment(head)
    _close(head)
    kept = _minutes(head, child)

    _publish(office, APRIL)
    assert _first_item(head, APRIL) == {
        FASTER: "Too early", PLANS: "Too early", VISIT: "–"}
    _publish(office, MAY, JUNE)
    assert _first_item(head, JUNE) == {
        FASTER: "Signal of improvement", PLANS: "Reached", VISIT: "–"}
    head.open(f"/measures/{FLOW}?place={AREA}")
    expect(page.locator(".comment .words")).to_have_text(STORY)
    head.open(AGENDA)
    head.follow(page.get_by_role("link", name=FASTER), re.compile(r"^Action \d+$"))
    expect(page.locator("dd", has_text="Signal of improvement")).to_contain_text("By the rule “")
    assert _minutes(head, child) == kept
    _each_sees_their_own(office, browser)
    assert (office.root / "surgery.db").exists() == (office.kind == "sqlite")
    assert head.faults == []


def _open_the_room(head: Visitor) -> None:
    """From the agenda into surgery mode, and the surgery opened."""
    head.open(AGENDA)
    head.settle(HEADING)
    head.tab_to(f"{AGENDA}?mode=surgery")
    press(head.page, "Enter")
    _at(head.page, 1)
    press(head.page, "a")
    expect(head.page.get_by_role("button", name="Open the surgery")).to_be_focused()
    press(head.page, "Enter")
    head.page.locator("#action-what").wait_for()
    _at(head.page, 1)


def _walk(page: Page) -> None:
    """Through all items, to some by number, the list of keys, the full screen, a note."""
    for item in range(2, len(TITLES) + 1):
        press(page, "ArrowRight")
        _at(page, item)
    for item in (2, 7, 3):
        press(page, str(item))
        _at(page, item)
    press(page, "?")
    expect(page.locator(".keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".keys")).not_to_be_visible()
    press(page, "f")
    page.wait_for_function("document.fullscreenElement !== null")
    press(page, "f")
    page.wait_for_function("document.fullscreenElement === null")
    press(page, "c")
    page.keyboard.type(NOTE)
    expect(page.locator("#note-text")).to_have_value(NOTE)
    expect(page.locator(".keys")).not_to_be_visible()
    _at(page, 3)
    press(page, "Tab", "Enter")
    expect(page.locator(".item .notes")).to_have_text(NOTE)
    press(page, "Escape")
    page.locator("h1", has_text=HEADING).wait_for()
    page.go_back()
    _at(page, 3)


def _open_a_list_and_come_back(head: Visitor) -> str:
    """A line of the fourth item, by keyboard; gives the id of a child on the list."""
    page = head.page
    press(page, "4")
    _at(page, 4)
    head.tab_until("document.activeElement.matches('.item tbody a')")
    to = str(head.focused("getAttribute('href')"))
    press(page, "o")
    head.settle("The morning’s work")
    assert page.url.endswith(to)
    child = page.locator("main a[href^='/children/']").first.inner_text()
    page.go_back()
    _at(page, 4)
    return child


def _agree(head: Visitor, *, what: str, owner: str, measure: str = "", children: str = "",
           expected: str = "") -> None:
    """Agree an action: each field by keyboard, the day it is due as it stands."""
    page = head.page
    item = page.locator("h1").inner_text()
    press(page, "a")
    expect(page.locator("#action-what")).to_be_focused()
    page.keyboard.type(what)
    for field, choice in (("owner", owner), ("measure", measure)):
        if choice:
            _tab_to_field(head, f"action-{field}")
            _choose(page, page.locator(f"#action-{field}"), choice)
    for field, words in (("children", children), ("expected", expected)):
        if words:
            _tab_to_field(head, f"action-{field}")
            page.keyboard.type(words)
    head.tab_until("document.activeElement.matches('form#action button')")
    press(page, "Enter")
    expect(page.locator(".agreed-today")).to_contain_text(what)
    expect(page.locator("h1")).to_have_text(item)


def _choose(page: Page, field: Locator, words: str) -> None:
    """Press its first letter, and the arrow until the choice of these words is chosen."""
    press(page, words[0])
    for _ in range(120):
        if field.evaluate("field => field.selectedOptions[0].label") == words:
            return
        press(page, "ArrowDown")
    raise AssertionError(f"“{words}” is not among {field.inner_text()}")


def _tab_to_field(head: Visitor, field: str) -> None:
    head.tab_until(f"document.activeElement.id === '{field}'")


def _at(page: Page, item: int) -> None:
    """Wait until an item is shown in the room."""
    expect(page.locator(".room [aria-current=step]")).to_have_text(TITLES[item - 1])
    expect(page.locator("h1")).to_have_text(TITLES[item - 1])


# What is kept ------

def _comment(head: Visitor) -> None:
    """What the story of a figure is, on its own page."""
    head.open(f"/measures/{FLOW}?place={AREA}")
    head.page.get_by_text("Write what the story is").click()
    head.page.locator("#comment-text").fill(STORY)
    head.page.locator("form#comment").get_by_role("button", name="Add").click()
    expect(head.page.locator(".comment .words")).to_have_text(STORY)


def _close(head: Visitor) -> None:
    """From the last item, by keyboard; it leads to the minutes."""
    head.open(f"{AGENDA}?mode=surgery&item=8")
    expect(head.page.locator(".said")).to_have_text(
        "This surgery is open: 3 actions agreed so far.")
    head.tab_until("document.activeElement.matches('form#close button')")
    press(head.page, "Enter")
    expect(head.page).to_have_url(re.compile(re.escape(MINUTES)))
    head.settle(re.compile("^Minutes of the performance surgery"))


def _minutes(head: Visitor, child: str) -> tuple[str, bytes, str]:
    """The minutes on their page, as Word and as CSV, each holding what was said and agreed."""
    head.open(MINUTES)
    words = head.page.locator(".minutes").inner_text()
    for said in (NOTE, FASTER, PLANS, VISIT, child, *TITLES):
        assert said in words
    word = _download(head, "Minutes as a Word document")
    document = docx.Document(io.BytesIO(word))
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in (NOTE, "Held on 14 April 2016 with the figures as at 31 March 2016", *TITLES):
        assert said in paragraphs
    (table,) = document.tables
    assert {row.cells[1].text: (row.cells[2].text, row.cells[6].text) for row in table.rows[1:]
            } == {FASTER: (MANAGER, ""), PLANS: (HEAD, ""), VISIT: ("Director", child)}
    text = _download(head, "Actions as CSV").decode()
    rows = {row["what"]: row for row in csv.DictReader(io.StringIO(text))}
    assert {what: row["children"] for what, row in rows.items()} == {
        FASTER: "", PLANS: "", VISIT: child}
    assert rows[FASTER]["measure"] == FLOW_NAME
    assert rows[FASTER]["expected"] == "From 66 of 105 to 90"
    assert {row["due_on"] for row in rows.values()} == {"2016-05-12"}  # the surgery after this
    return words, word, text


def _download(head: Visitor, name: str) -> bytes:
    with head.page.expect_download() as given:
        head.page.get_by_role("link", name=name).click()
    return Path(given.value.path()).read_bytes()


# The surgeries after it ------

def _publish(office: Office, *days: dt.date) -> None:
    """March once more as the figures of these days, and their signals, as `surgery load` does."""
    for day in days:
        publish_again(office.root, MARCH, as_at=day, shares=_shares(AFTER[day]))
    work_out(office.root)
    office.head.open_until(AGENDA, f"As at {days[-1].day} {days[-1]:%B %Y}")


def _first_item(head: Visitor, as_at: dt.date) -> dict[str, str]:
    """What stands first on the agenda of a date: the verdict of each action, by what it is."""
    head.open(f"{AGENDA}?as-at={as_at}")
    first = head.page.locator("section.item").first
    expect(first.locator("h2")).to_have_text(f"1 {TITLES[0]}")
    expect(first.locator(".said")).to_contain_text("3 actions from earlier surgeries: 3 are open")
    return {row.locator("th a").inner_text(): row.locator("td").last.inner_text()
            for row in first.locator("tbody tr").all()}


def _each_sees_their_own(office: Office, browser: Browser) -> None:
    """The head agrees something at a team too; then its manager, a worker and a member look."""
    head = office.head
    other = Visitor(browser, office.url)
    other.open("/actions")
    other.look_as("worker")
    head.open(f"/actions/add?place={TEAM}")
    head.page.locator("#action-what").fill(WRITE)
    head.page.locator("#action-owner").select_option(_worker(office.root))
    head.page.get_by_role("button", name="Agree this action").click()
    head.settle(re.compile(r"^Action \d+$"))
    assert _listed(head) == {FASTER, PLANS, VISIT, WRITE}
    assert _listed(other) == {WRITE}
    other.look_as("manager")
    assert _listed(other) == {FASTER, WRITE}
    other.look_as("committee")
    for address in ("/actions", AGENDA, MINUTES):
        other.open(address)
        expect(other.page.locator("h1")).to_have_text("Not for this role")
    assert other.faults == []
    other.context.close()


def _worker(root: Path) -> str:
    """The key of the worker whom one may look as."""
    authority = norfolk()
    asked = Queries(Live(Store(root)), authority, catalogue_of(authority))
    return next(viewer.owner_key for viewer, _ in viewers_on_offer(asked)
                if viewer.role == "worker")


def _listed(visitor: Visitor) -> set[str]:
    visitor.open("/actions?show=all")
    visitor.settle("Actions")
    return set(visitor.page.locator("table.actions tbody th").all_inner_texts())


# What axe says of the room ------

@pytest.fixture(scope="module")
def room(history: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser,
         ) -> Iterator[Visitor]:
    """A head in the open room, with actions of the month before."""
    root = Path(shutil.copytree(history, tmp_path_factory.mktemp("room") / "store"))
    book = open_actions(Settings(store=root))
    for what, measure in ((FASTER, FLOW), (PLANS, SHARE), (VISIT, "")):
        book.add(Viewer("head", AREA, "looked-after"), what=what, owner=f"head:{AREA}",
                 due_on=MARCH, place=AREA, measure=measure, agreed_at=FEBRUARY, token=str(uuid4()))
    book.close()
    with surgery(root, workers=1) as server:
        head = Visitor(browser, server.url)
        head.open("/")
        head.look_as("head")
        _open_the_room(head)
        yield head
        head.context.close()


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_no_fault_in_any_item_of_the_room(room: Visitor, width: int) -> None:
    room.wide(width)
    for number, title in enumerate(TITLES, 1):
        room.open(f"{AGENDA}?mode=surgery&item={number}")
        room.settle(title)
        assert room.page.locator("form").count() >= 2
        assert (number, _wrong(room.page)) == (number, [])
        assert room.page.evaluate("document.scrollingElement.scrollWidth") == width
    assert room.faults == []
