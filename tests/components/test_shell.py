"""What goes round a page, the date, the role, and the way to places and definitions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html

from components.definition import definition, sql_block
from components.definition_list import definition_filters, definition_list, matching
from components.place_trail import place_trail
from components.shell import shell
from data.measures.choices import choices
from data.places import Place
from tests.components.made import COUNT, every, measure, text

DATES = [dt.date(2014, 3, 31), dt.date(2015, 3, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31)]


def page(**more: Any) -> Any:
    return shell([html.P("Body"), None], **{
        "title": "Norwich", "authority": "Norfolk", "service_name": "Norfolk children’s services",
        "sections": [("Areas", [("Norwich", "/localities/norwich")]),
                     ("Services", [("Leaving care", "/services/leaving-care")])],
        "dates": DATES, "as_at": DATES[-1],
        "address": {}, "look_as": [("Analyst", True), ("Director", False)], **more})


def test_a_page_has_one_heading_that_takes_focus_and_a_way_past_the_header() -> None:
    drawn = page(lead="One true sentence.")
    assert [(text(h), h.tabIndex) for h in every(drawn, "H1")] == [("Norwich", -1)]
    assert every(drawn, "A")[0].href == "#main"
    assert every(drawn, "Main")[0].id == "main"
    assert "One true sentence. Body" in text(drawn)


def test_made_up_data_say_so_and_real_data_do_not() -> None:
    assert "is made up" in text(page(made_up=True))
    assert "is made up" not in text(page())


def test_the_date_picker_has_the_years_and_the_dates_of_the_year() -> None:
    menu = every(page(), "Details")[0]
    assert text(menu) == "As at 31 March 2016 2016 2015 2014 31 Mar 29 Feb"
    assert [a.href for a in every(menu, "Link")] == [
        "?as-at=2015-03-31", "?as-at=2014-03-31", "?as-at=2016-02-29"]


def test_another_date_keeps_the_rest_of_the_address_but_not_the_page() -> None:
    drawn = page(address={"place": "norwich", "page": "3"}, as_at=DATES[2])
    links = [a.href for a in every(every(drawn, "Header"), "Link")]
    assert "?place=norwich&as-at=2015-03-31" in links
    assert "?place=norwich" in links


def test_months_beside_are_one_step_away_and_the_ends_have_one_step_only() -> None:
    assert "Earlier: 29 February 2016" in text(page())
    assert "Later" not in text(page())
    assert "Later: 31 March 2015" in text(page(as_at=DATES[0]))
    assert "Earlier" not in text(page(as_at=DATES[0]))


def test_an_earlier_date_is_kept_by_the_navigation() -> None:
    drawn = page(as_at=DATES[0])
    assert {a.href for a in every(every(drawn, "Nav"), "Link")} >= {
        "/?as-at=2014-03-31", "/localities/norwich?as-at=2014-03-31"}


def test_where_the_reader_is_stands_out_in_the_navigation() -> None:
    here = [a for a in every(every(page(active="/localities/norwich"), "Nav"), "A")
            if getattr(a, "aria-current", "") == "true"]
    assert [text(a) for a in here] == ["Norwich"]


def test_the_navigation_has_the_county_and_each_section_under_its_heading() -> None:
    (nav,) = [n for n in every(page(), "Nav") if getattr(n, "aria-label") == "Sections"]
    assert text(nav) == "Norfolk Areas Norwich Services Leaving care"


def test_roles_are_buttons_of_one_form() -> None:
    form = every(page(), "Form")[0]
    assert (form.method, form.action) == ("post", "/look-as")
    assert [(text(b), b.name, b.value) for b in every(form, "Button")] == [
        ("Analyst", "as", "0"), ("Director", "as", "1")]
    assert getattr(every(form, "Button")[0], "aria-current") == "true"


def test_the_foot_says_date_revision_when_built_and_whether_checked() -> None:
    foot = text(every(page(revision=2, built_at="2016-04-01T06:10:00+00:00", warnings=3,
                           as_now_known=True), "Footer"))
    assert foot.startswith(
        "As at 31 March 2016, revision 2 Built 1 April 2016 06:10 UTC Checked, 3 warnings "
        "As now known, from a later extract")


def test_the_foot_and_the_paper_say_which_revisions_of_the_date_were_withdrawn() -> None:
    drawn = page(revision=1, withdrawn=[2])
    words = "As at 31 March 2016, revision 1 (revision 2 withdrawn)"
    assert text(every(drawn, "Footer")).startswith(words)
    assert getattr(drawn, "data-as-at") == words
    assert "revision 4 (revisions 2, 3 and 5 withdrawn)" in text(
        page(revision=4, withdrawn=[2, 3, 5]))
    assert "withdrawn" not in text(page(revision=2))


def test_without_any_snapshot_there_is_still_a_page() -> None:
    drawn = page(dates=[], as_at=None)
    assert "Body" in text(drawn)
    assert "As at" not in text(drawn)


def test_the_trail_leads_from_the_county_and_ends_where_the_reader_is() -> None:
    places = (Place("norfolk", "Norfolk", "Norfolk", "authority"),
              Place("norwich", "Norwich", "Norwich", "locality", "norfolk"),
              Place("t1", "Norwich team", "Team", "team", "norwich"))
    assert place_trail(places, href=str) == [
        ("Norfolk", "/"), ("Norwich", "/localities/norwich"), ("Team", None)]
    assert place_trail(places, href=str, then="Plans")[2:] == [
        ("Team", "/teams/t1"), ("Plans", None)]
    assert place_trail(places, href=str, then="Plans", may_open=lambda p: p != "t1")[2:] == [
        ("Team", None), ("Plans", None)]


def test_a_definition_says_everything_and_what_the_extract_lacks() -> None:
    pep = measure(statute="Care Planning Regulations", commissioner="PEPs")
    said = text(definition(pep, service="Looked-after children", lacking=["plans"], sources=[
        ("plans", "Plans."), ("person.date_of_birth", "Date of birth.")]))
    for words in ("Every term.", "Higher is better.",
                  "(local convention). Within 5 points of it is called close.",
                  "counts as not met", "person.date_of_birth", "No: it lacks plans",
                  "Looked-after children", "plans Plans.", "Care Planning Regulations.",
                  "Named in the commissioner’s report: “PEPs”."):
        assert words in said
    said = text(definition(COUNT, service="X", sources=[]))
    assert "Target None." in said
    assert "Not named in the commissioner’s report." in said


def test_the_sql_can_be_reached_and_scrolled_by_keyboard() -> None:
    block = sql_block(measure())
    assert (block.tabIndex, text(block)) == (0, "select 1")


def test_definitions_are_found_by_every_word_and_an_empty_search_finds_all() -> None:
    measures = [measure(), COUNT]
    assert [m.id for m in matching(measures, "LOOKED after")] == ["lac-count"]
    assert len(matching(measures, "")) == 2
    assert text(definition_list([], sought="zebra", href=str)) == "0 measures hold “zebra”."
    assert "1 measure holds “plan”." in text(
        definition_list([measure()], sought="plan", href=str))


def test_a_definition_in_the_list_has_its_question_clock_and_target() -> None:
    said = text(definition_list([measure(), COUNT], sought="", href=str)).replace("\u202f", " ")
    assert "Of the children, the share with a plan. Clock: every term. Target 95 %." in said
    assert said.endswith("Clock: every term. No target.")


def test_definitions_are_narrowed_by_domain_and_to_the_core_by_links_that_keep_the_rest() -> None:
    domains = [c for c in choices({"pep": measure(core=True), "lac-count": COUNT}).values()
               if c.is_domain]
    nav = definition_filters(domains, listed={"pep"}, domain="education", core=True,
                             href=lambda domain, core: f"?{domain}&{core}")
    assert text(nav) == "All measures Core measures Every domain 1 Education 1"
    assert [a.href for a in (*every(nav, "A"), *every(nav, "Link"))] == [
        "?education&True", "?education&True", "?education&False", "?&True"]
