"""Forms in a real browser: a double click makes one, and what was typed outlives every failure."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.benchmarks.serving import surgery
from tests.browser.addresses import SHARE
from tests.browser.visitor import Visitor

FORM = f"/actions/add?place=norwich&measure={SHARE}"
LOST = "Not saved: the connection was lost. Your words are still here; send again."


@pytest.fixture(scope="module")
def own_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store again, to write in."""
    return Path(shutil.copytree(store, tmp_path_factory.mktemp("forms") / "store"))


@pytest.fixture(scope="module")
def own_url(own_store: Path) -> Iterator[str]:
    with surgery(own_store, workers=2) as server:
        yield server.url


@pytest.fixture
def page(browser: Browser, own_url: str) -> Iterator[Page]:
    visitor = Visitor(browser, own_url)
    yield visitor.page
    assert not [fault for fault in visitor.faults
                if not re.search("422|503|409|ERR_FAILED", fault)]
    visitor.context.close()


def fill(page: Page, what: str) -> None:
    page.goto(FORM)
    page.get_by_label("What is to be done").fill(what)
    page.get_by_label("Owner").select_option(label="Head of social work, Norwich")
    page.get_by_label("What should change").fill("From 45 of 60 to 54")


def button(page: Page) -> Callable[..., None]:
    return page.get_by_role("button", name="Agree this action").click


def actions_called(page: Page, what: str) -> int:
    page.goto("/actions?show=all")
    expect(page.locator("h1")).to_have_text("Actions")
    return page.locator("table.actions tbody th", has_text=what).count()


def test_a_double_click_makes_one_action_and_leads_to_it(page: Page) -> None:
    what = f"Two visits {uuid4()}"
    fill(page, what)
    button(page)(click_count=2)
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    expect(page.locator(".done")).to_have_text("The action is written down.")
    expect(page.locator(".lead")).to_have_text(what)
    assert actions_called(page, what) == 1


def test_what_was_typed_stays_and_the_keyboard_goes_to_what_is_wrong(page: Page) -> None:
    page.goto(FORM)
    page.get_by_label("What should change").fill("<b>54</b> \U0001f642\n=1+1")
    button(page)()
    problem = page.locator("form#action .problem")
    expect(problem).to_be_focused()
    expect(problem).to_contain_text("Not saved yet. Look at this again:")
    what = page.get_by_label("What is to be done")
    assert what.get_attribute("aria-invalid") == "true"
    expect(page.locator("#action-what-problem")).to_have_text("Say what is to be done.")
    expect(page.get_by_label("What should change")).to_have_value("<b>54</b> \U0001f642\n=1+1")
    problem.get_by_role("link", name="Say what is to be done.").click()
    expect(what).to_be_focused()
    what.fill(f"Visit {uuid4()}")
    page.get_by_label("Owner").select_option(label="Director")
    button(page)()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    expect(page.get_by_text("<b>54</b>").first).to_be_visible()


def test_a_lost_connection_keeps_the_words_and_sending_again_makes_one(page: Page) -> None:
    """The first time the answer is lost, after the server has written; then the request is."""
    what, asked = f"Once {uuid4()}", []

    def fail(route: Route) -> None:
        asked.append(route.request.post_data)
        if len(asked) == 1:
            route.fetch(max_redirects=0)
        if len(asked) < 3:
            route.abort()
        else:
            route.continue_()

    fill(page, what)
    page.route("**/actions/add", lambda route: fail(route)
               if route.request.method == "POST" else route.continue_())
    for _ in range(2):
        button(page)()
        expect(page.locator("form#action .problem")).to_have_text(LOST)
        expect(page.locator("form#action .problem")).to_be_focused()
        expect(page.get_by_label("What is to be done")).to_have_value(what)
    button(page)()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    assert len(asked) == 3
    assert len(set(asked)) == 1
    assert actions_called(page, what) == 1


def test_of_two_windows_the_second_sees_both_versions_and_goes_on(
    page: Page, browser: Browser, own_url: str,
) -> None:
    fill(page, f"Both {uuid4()}")
    button(page)()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    address = page.url.split("?")[0]
    page.goto(address)
    page.get_by_label("What should change").fill("Mine")
    other = Visitor(browser, own_url)
    other.open(address)
    other.page.get_by_label("What should change").fill("Theirs")
    other.page.get_by_role("button", name="Save the change").click()
    expect(other.page.locator(".done")).to_have_text("The change is written down.")
    expect(other.page.get_by_label("What should change")).to_have_value("Theirs")
    other.context.close()
    page.get_by_role("button", name="Save the change").click()
    problem = page.locator("form#change .problem")
    expect(problem).to_be_focused()
    expect(problem.locator("tr.differs")).to_contain_text(["What should change"])
    expect(problem.locator("tr.differs td")).to_have_text(["Mine", "Theirs"])
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator(".done")).to_have_text("The change is written down.")
    expect(page.locator(".definition").first).to_contain_text("Mine")


def test_commentary_is_written_on_the_page_of_the_measure(page: Page) -> None:
    words = f"Two posts were empty {uuid4()}"
    page.goto(f"/measures/{SHARE}?place=norwich")
    page.get_by_text("Write what the story is").click()
    page.locator("#comment-text").fill(words)
    page.locator("form#comment").get_by_role("button", name="Add").click()
    expect(page.locator(".comment .words").first).to_have_text(words)
    expect(page.locator(".done")).to_have_text("What you wrote is kept.")
    expect(page.locator("#comment-text")).to_have_value("")


def test_without_a_script_of_ours_the_form_is_sent_all_the_same(page: Page) -> None:
    """assets/forms.js draws the controls, but here it does not send them."""
    what = f"Plain {uuid4()}"
    page.add_init_script(
        "document.addEventListener('submit', e => e.stopImmediatePropagation(), true)")
    fill(page, "")
    button(page)()
    expect(page.locator(".problem")).to_contain_text("Say what is to be done.")
    expect(page.locator(".problem")).to_be_focused()
    expect(page.get_by_label("What should change")).to_have_value("From 45 of 60 to 54")
    page.get_by_label("What is to be done").fill(what)
    button(page)()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    assert actions_called(page, what) == 1


def test_nothing_scrolls_sideways_on_a_phone(page: Page) -> None:
    fill(page, "A long word: " + "a" * 200)
    button(page)()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Action \d+$"))
    for address in (page.url, "/actions", FORM):
        page.goto(address)
        page.locator("h1").wait_for()
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.scrollingElement.scrollWidth") == width, address
