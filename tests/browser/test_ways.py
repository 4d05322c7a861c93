"""Ways through Surgery: by mouse, by keyboard, back again, and by an address that was passed on."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.addresses import AREA, PAGES, SHARE, TEAM
from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor

MISSED = f"/cases?measure={SHARE}&place=norfolk&status=missed"


def test_three_clicks_lead_from_the_county_to_the_children(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/")
    main = visitor.page.locator("main")
    visitor.follow(main.get_by_role("link", name="King’s Lynn & West", exact=True).first,
                   PAGES["locality"].heading)
    visitor.follow(main.locator(f"a[href='/teams/{TEAM}']").first, PAGES["team"].heading)
    visitor.follow(main.locator("a[href^='/cases?measure']").first, re.compile("the list$"))
    assert re.fullmatch(r"C\d+", main.locator("table.cases tbody th").first.inner_text())
    assert visitor.faults == []


def test_the_keyboard_alone_leads_from_the_county_to_the_list(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open("/")
    visitor.tab_to("?show=referrals")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".shown [aria-current]")).to_have_text("Referrals")
    visitor.tab_to("/measures/re-referrals-12m")
    visitor.page.keyboard.press("Enter")
    visitor.settle("Re-referrals within 12 months")
    visitor.tab_to("/cases?measure=re-referrals-12m")
    visitor.page.keyboard.press("Enter")
    visitor.settle("Re-referrals within 12 months: the list")
    expect(visitor.page.locator("table.cases tbody tr").first).to_be_visible()


def test_the_first_tab_offers_to_skip_to_the_page(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.focused("innerText") == "Skip to the page"
    expect(visitor.page.locator(".skip")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    assert visitor.focused("id") == "main"
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_keyboard_goes_to_the_heading_of_a_new_page(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/")
    visitor.follow(
        visitor.page.get_by_role("navigation", name="Sections").get_by_role(
            "link", name="Breckland"), "Breckland")
    expect(visitor.page.locator("h1")).to_be_focused()


def test_escape_closes_an_open_menu_and_gives_the_keyboard_back(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/")
    for menu in (".as-at details", ".look-as"):
        opener = visitor.page.locator(f"{menu} summary")
        opener.click()
        visitor.page.keyboard.press("Tab")
        expect(opener).not_to_be_focused()
        visitor.page.keyboard.press("Escape")
        expect(visitor.page.locator("details[open]")).to_have_count(0)
        expect(opener).to_be_focused()


def test_back_and_forward_restore_the_pages(visitor_as: Callable[[str], Visitor]) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open("/")
    visitor.follow(page.locator("main").get_by_role("link", name="Norwich").first, "Norwich")
    visitor.follow(page.locator(f"main a[href^='/measures/{SHARE}']").first,
                   PAGES["share"].heading)
    page.go_back()
    visitor.settle("Norwich")
    expect(page).to_have_url(re.compile("/localities/norwich$"))
    page.go_back()
    visitor.settle("Norfolk")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.go_forward()
    visitor.settle("Norwich")


def test_a_list_narrowed_sorted_and_turned_is_the_same_by_its_address(
    visitor_as: Callable[[str], Visitor], arrive: Arrive,
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(PAGES["cases"].address)
    page.get_by_role("link", name=re.compile("^Not met or not known")).click()
    expect(page.locator(".choices [aria-current]")).to_contain_text("Not met or not known")
    child = page.get_by_role("columnheader", name="Child")
    for order in ("ascending", "descending"):
        child.get_by_role("link").click()
        expect(child).to_have_attribute("aria-sort", order)
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pager [aria-current]")).to_have_text("Page 2 of 3")
    children = page.locator("table.cases tbody th").all_inner_texts()
    assert children == sorted(children, reverse=True)

    colleague = arrive()
    colleague.open(page.url)
    assert colleague.page.locator("main").inner_text() == page.locator("main").inner_text()
    assert colleague.page.locator("table.cases tbody th").all_inner_texts() == children


def test_a_search_keeps_what_else_was_chosen(visitor_as: Callable[[str], Visitor]) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(f"{MISSED}&sort=-person")
    page.get_by_label("Child’s id").fill("c20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Clear")).to_be_visible()
    for part in ("search=c20", "status=missed", "sort=-person"):
        assert part in page.url
    children = page.locator("table.cases tbody th").all_inner_texts()
    assert children == sorted((c for c in children if "C20" in c), reverse=True) != []


def test_another_date_keeps_the_page_and_what_narrows_it(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(f"{MISSED}&sort=-person")
    page.locator(".as-at summary").click()
    page.locator(".dates").get_by_role("link", name="29 Feb").click()
    expect(page.locator(".as-at summary b")).to_have_text("29 February 2016")
    for part in (*MISSED.split("?")[1].split("&"), "sort=-person", "as-at=2016-02-29"):
        assert part in page.url
    expect(page.locator(".choices [aria-current]")).to_contain_text("Not met or not known")
    expect(page.locator("details[open]")).to_have_count(0)


def test_another_role_keeps_the_page(arrive: Arrive) -> None:
    visitor = arrive()
    address = f"/measures/{SHARE}?place={AREA}&as-at=2016-02-29"
    visitor.open(address)
    visitor.look_as("head")
    assert visitor.page.url.endswith(address)
    visitor.settle(PAGES["share"].heading)


def test_a_head_goes_between_area_and_service_and_back(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(f"/localities/{AREA}")
    visitor.look_as("head")
    switch = visitor.page.get_by_role("navigation", name="My area or my service")
    visitor.follow(switch.get_by_role("link", name="My service"), PAGES["service"].heading)
    expect(switch.locator("[aria-current]")).to_have_text("My service")
    visitor.follow(switch.get_by_role("link", name="My area"), PAGES["locality"].heading)
    expect(switch.locator("[aria-current]")).to_have_text("My area")
    assert visitor.faults == []


def test_the_measures_shown_are_chosen_by_a_link_and_stay_when_the_date_changes(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open("/")
    shown = page.get_by_role("navigation", name="Measures shown")
    shown.get_by_role("link", name="All measures in brief").click()
    expect(shown.locator("[aria-current]")).to_have_text("All measures in brief")
    assert page.locator("table.brief tbody tr:not(.domain)").count() > 50
    page.locator(".as-at summary").click()
    page.locator(".dates").get_by_role("link", name="29 Feb").click()
    expect(page.locator(".as-at summary b")).to_have_text("29 February 2016")
    expect(shown.locator("[aria-current]")).to_have_text("All measures in brief")
    page.go_back()
    page.go_back()
    expect(shown.locator("[aria-current]")).to_have_text("Named by the commissioner")


def test_definitions_are_searched_within_what_narrows_them(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open("/definitions?domain=child-protection")
    page.get_by_label("Search the definitions").fill("alone")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_contain_text("1 measure holds “alone”.")
    assert "domain=child-protection" in page.url
    visitor.follow(page.get_by_role("link", name="Children on a plan seen alone"),
                   re.compile("seen alone"))
    expect(page.get_by_role("heading", name="Worked example")).to_be_visible()


def test_at_a_desk_the_menu_stands_open_and_on_a_phone_it_opens(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/")
    menu = visitor.page.locator(".sections")
    expect(menu.get_by_role("link", name="Leaving care")).to_be_visible()
    expect(menu.locator("summary")).to_be_hidden()
    visitor.wide(360)
    expect(menu.get_by_role("link", name="Leaving care")).to_be_hidden()
    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="Leaving care")).to_be_visible()
