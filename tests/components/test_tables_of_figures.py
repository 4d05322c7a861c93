"""Scorecard, side by side, one measure across places, facts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from components.facts import fact_strip, place_facts
from components.places_table import places_table, with_cases
from components.repeated_rates import repeated_rates
from components.scorecard import scorecard, worth_a_row
from components.side_by_side import side_by_side
from tests.components.made import (
    COUNT,
    MEAN,
    NAN,
    RATE,
    every,
    figure,
    href,
    kept_back,
    measure,
    text,
)

PEP = measure()
IHA = measure(id="iha", name="First assessment", domain="Health")
ALL = {"iha": IHA, "pep": PEP}
DATES = [dt.date(2015, 3, 31), dt.date(2016, 3, 31)]


def row(found: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**found, "trend": [70.0, 79.0], "lacking": [], **more}


def card(*rows: dict[str, Any], **more: Any) -> Any:
    return scorecard(pd.DataFrame(list(rows)), measures=ALL, place="norfolk", name="Norfolk",
                     dates=DATES, href=href, **more)


def words(component: Any) -> str:
    return text(component).replace("\u202f", " ")


def test_a_row_gives_value_count_target_status_and_then_under_its_domain() -> None:
    drawn = card(row(figure(PEP, 512, 648, unknown=22)))
    head, domain, line = every(drawn, "Tr")
    assert words(head) == "Measure Norfolk Target Twelve months Reading"
    assert words(domain) == "Education"
    assert words(line) == (
        "Plan up to date 79 % 512 of 648 95 % Off target higher than a year ago")
    assert every(line, "Link")[0].href == "/measures/pep?place=norfolk"


def test_the_first_cell_of_a_row_is_its_header_and_the_table_has_a_caption() -> None:
    drawn = card(row(figure(PEP, 9, 10)))
    assert [t.scope for t in every(drawn, "Th")] == ["col"] * 5 + ["colgroup", "row"]
    assert words(every(drawn, "Caption")) == "Scorecard: Norfolk"


def test_parts_stand_beside_and_link_to_the_measure_there() -> None:
    beside = pd.DataFrame([
        {**figure(PEP, 97, 100), "place": "norwich"}, {**figure(PEP, 2, 3), "place": "breckland"}])
    drawn = card(row(figure(PEP, 79, 100)), beside=beside, part_path="/localities", parts=[
        ("breckland", "Breckland"), ("norwich", "Norwich"), ("south", "South")])
    cells = every(drawn, "Td")[4:]
    assert [words(c) for c in cells] == ["2 of 3", "97 %", ""]
    assert every(drawn, "Table")[0].style == {
        "--part-1": '"Breckland"', "--part-2": '"Norwich"', "--part-3": '"South"'}
    assert every(cells[1], "Link")[0].href == "/measures/pep?place=norwich"
    assert every(every(drawn, "Thead"), "Link")[0].href == "/localities/breckland"


def test_a_measure_that_the_extract_lacks_says_what_it_needs() -> None:
    empty = {**kept_back(PEP), "hidden": NAN, "status": "not in this extract"}
    drawn = card(row(empty, trend=[], lacking=["education_plans", "person.date_of_birth"]))
    assert "Not in this extract: needs education plans and person: date of birth" in words(drawn)


def test_a_hidden_number_is_hidden_and_the_key_says_what_that_means() -> None:
    drawn = card(row(kept_back(PEP), trend=[NAN, NAN]))
    assert words(every(drawn, "Tr")[-1]) == "Plan up to date [c] 95 % Suppressed"
    assert "[c]: hidden to protect people" in words(drawn)


def test_a_handful_of_cases_has_no_line_and_no_comparison() -> None:
    drawn = card(row(figure(PEP, 3, 4)))
    assert not every(drawn, "Img")
    assert "a year ago" not in words(drawn)


def test_a_team_has_no_row_for_what_has_no_cases_there() -> None:
    rows = [figure(IHA, 0, 0), figure(PEP, 9, 10)]
    assert [r["measure"] for r in worth_a_row(rows, ALL)] == ["pep"]


def test_teams_side_by_side_show_only_measures_that_one_of_them_has() -> None:
    rows = pd.DataFrame([
        {**figure(PEP, 9, 10), "place": "t1"}, {**figure(PEP, 0, 0), "place": "t2"},
        {**figure(IHA, 0, 0), "place": "t1"}])
    drawn = side_by_side(rows, measures=ALL, parts=[("t1", "One"), ("t2", "Two")],
                         caption="Teams", href=href, part_path="/teams")
    assert [words(r) for r in every(drawn, "Tr")] == ["Measure One Two", "Plan up to date 90 %"]
    assert every(drawn, "Link")[0].href == "/teams/t1"
    assert side_by_side(rows.iloc[2:], measures=ALL, parts=[("t1", "One")], caption="Teams",
                        href=href, part_path="/teams") is None


def places(**more: Any) -> Any:
    rows = [
        {**figure(PEP, 90, 100, unknown=2), "place": "a", "short": "A", "name": "Area A"},
        {**figure(PEP, 60, 100), "place": "b", "short": "B", "name": "Area B"}]
    return places_table(PEP, rows, caption="Areas", heading="Area",
                        href=lambda r: f"/x/{r['place']}", **more)


def test_places_give_their_figure_unknowns_reading_and_way_to_the_target() -> None:
    drawn = places(whole_figure=figure(PEP, 150, 200), whole_name="Norfolk")
    assert [words(r) for r in every(drawn, "Tr")] == [
        "Area Figure Not known Reading To target", "A 90 % 90 of 100 2 Close 5 more",
        "B 60 % 60 of 100 0 Off target 35 more", "Norfolk 75 % 150 of 200 0 Off target 40 more"]
    assert every(drawn, "Div")[1].style["--whole"] == "75%"


def test_the_most_to_do_may_come_first_and_places_go_by_their_full_name() -> None:
    drawn = places(most_to_do_first=True, label="name")
    assert [words(t) for t in every(every(drawn, "Tbody"), "Th")] == ["Area B", "Area A"]


def test_places_past_the_most_are_counted() -> None:
    assert "not shown here" not in words(places(at_most=2))
    assert words(places(at_most=1)).endswith("1 more area not shown here.")


def test_counts_have_a_plain_bar_and_no_column_of_unknowns() -> None:
    rows = [{**figure(COUNT, n), "place": p, "short": p, "name": p}
            for p, n in (("a", 10), ("b", 5))]
    drawn = places_table(COUNT, rows, caption="C", heading="Area", href=lambda r: "",
                         whole_figure=figure(COUNT, 15), whole_name="All")
    assert [words(r) for r in every(drawn, "Tr")] == ["Area Figure", "a 10", "b 5", "All 15"]
    assert [d.style["--met"] for d in every(drawn, "Div") if d.className == "bar amount"] == [
        "100%", "50%"]


def test_no_places_make_no_table_and_places_without_cases_are_left_out() -> None:
    rows = [{**figure(PEP, 0, 0), "place": "a"}, {**kept_back(PEP), "place": "b"},
            {**figure(PEP, 1, 2), "place": "c"}]
    assert [row["place"] for row in with_cases(rows)] == ["b", "c"]
    assert places_table(PEP, [], caption="C", heading="A", href=lambda r: "") is None


def test_facts_open_onto_their_measures_and_one_child_is_a_child() -> None:
    unallocated = measure(id="unallocated", kind="level", unit="count", better="lower", target=0)
    measures = {m.id: m for m in (COUNT, RATE, MEAN, unallocated)}
    rows = [figure(COUNT, 1045), figure(RATE, 458, 166507), figure(unallocated, 1),
            figure(MEAN, 4290, 230.8, cases=246)]
    found = place_facts(pd.DataFrame(rows), measures=measures, place="norfolk", href=href)
    assert [(n, w) for n, w, _ in found] == [
        ("1,045", "children looked after"),
        ("458", "children on a protection plan, 27.5 in every 10,000"),
        ("1", "child with no allocated social worker"),
        ("18.6", "children per social worker, target 15")]
    assert [to for _, _, to in found[::2]] == [
        "/measures/lac-count?place=norfolk", "/measures/unallocated?place=norfolk"]
    listed = place_facts(pd.DataFrame(rows), measures=measures, place="norfolk", href=href,
                         opens={"unallocated": "/unallocated"})
    assert [to for _, _, to in listed[::2]] == [
        "/measures/lac-count?place=norfolk", "/unallocated?place=norfolk"]
    assert fact_strip([]) is None
    assert text(fact_strip(found[:1])) == "children looked after 1,045"


def test_what_is_in_no_area_stands_beside_the_areas_and_opens_but_has_no_page_of_its_own() -> None:
    beside = pd.DataFrame([{**figure(COUNT, 3, NAN), "place": "no-area"}])
    rows = pd.DataFrame([{**figure(COUNT, 3, NAN), "trend": [], "lacking": []}])
    table = scorecard(rows, measures={COUNT.id: COUNT}, place="a", name="A", dates=[], href=href,
                      beside=beside, parts=[("no-area", "Not in one area")])
    head, *_, row = every(table, "Tr")
    assert "Not in one area" in text(head)
    assert not every(head, "Link")
    assert [link.href for link in every(row, "Link")] == [
        f"/measures/{COUNT.id}?place=a", f"/measures/{COUNT.id}?place=no-area"]
    assert text(row).count("3") == 2


def test_a_rate_without_a_population_is_left_out_where_it_only_repeats_a_count() -> None:
    rate = measure(id="lac-rate", name="Per 10,000", kind="level", unit="rate", better="neither",
                   target=None, unknown="left_out")
    measures = {COUNT.id: COUNT, rate.id: rate}

    def repeated(rated: float, population: float = NAN) -> set[str]:
        return repeated_rates([{**figure(COUNT, 175), "place": "t"},
                               {**figure(rate, rated, population), "place": "t"}], measures)

    assert repeated(175) == {"lac-rate"}
    assert repeated(174) == repeated(175, 20_000) == set()
    rows = pd.DataFrame([{**figure(m, 175), "place": "t"} for m in (COUNT, rate)])
    drawn = side_by_side(rows, measures=measures, parts=[("t", "T")], caption="Teams", href=href,
                         part_path="/teams")
    assert [words(r) for r in every(drawn, "Tr")] == ["Measure T", "Children looked after 175"]
    assert every(drawn, "Link")[1].href == "/measures/lac-count?place=t"
