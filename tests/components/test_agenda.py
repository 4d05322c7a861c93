"""What an agenda says, item by item, and that all of it opens onto something."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from components.agenda_actions import agree_item, agreed_sentence, last_time_item
from components.agenda_children import (
    MUCH_LATE,
    NO_WORKER,
    children_sentence,
    demand_group,
    together_group,
    unallocated_group,
)
from components.agenda_item import Group, Item, Line, item_section
from components.agenda_page import agenda_page
from components.agenda_record import agenda_record, line_words
from components.agenda_unknown import unknown_item
from components.agenda_work import caseloads_item, quality_item
from data.agenda import (
    MORE_THAN_BEST,
    Blank,
    Demand,
    Nobody,
    Recent,
)
from data.caseload_queries import Caseload
from data.effect import IMPROVEMENT, TOO_EARLY, WORSE, Effect, Judgement
from data.findings_queries import LeftOut
from data.quality_queries import PlanQuality, Share
from tests.components.made import AS_AT, every, figure, measure, text
from tests.components.test_actions import ACTION

PEP = measure()
MAY = dt.date(2016, 5, 12)
RECENT = Recent((dt.date(2016, 2, 29), AS_AT), (80.0, 75.0), figure(PEP, 45, 60))


def to(name: str) -> str:
    return f"/measures/{name}"


def hrefs(part: Any) -> list[str]:
    return [link.href for link in [*every(part, "Link"), *every(part, "A")]]


# Items ------

ITEM = Item(3, "Two things changed.", (
    Group("Most pressing first", (
        Line("Visits", "/v", "45 of 60", "Worse", "triangle", numbers=("8 more", ("9", "/nine"))),
        Line("Plans", "/p", numbers=("", "1"))),
        "Measure", ("To the target", "Late"), every=9, more="/all"),
    Group("Nothing here", (), "Measure"),
    Group("Children", (), "Child", empty="Nobody.")), notes=("Ask again.\nIn May.",))


def test_an_item_is_a_sentence_and_lists_of_which_every_line_opens() -> None:
    section = item_section(ITEM)
    assert section.id == "item-3"
    assert text(section) == (
        "3 What changed Two things changed. Most pressing first all 9 Most pressing first "
        "Measure Reading To the target Late Visits 45 of 60 Worse 8 more 9 Plans  1 Children "
        "Nobody. Notes Ask again.\nIn May.").replace("  ", " ")
    assert hrefs(section) == ["/all", "/v", "/nine", "/p"]


def test_an_empty_number_has_no_label_of_its_own_on_a_phone() -> None:
    cells = [cell.to_plotly_json()["props"] for cell in every(item_section(ITEM), "Td")]
    assert [(text(cell["children"]), cell.get("data-label")) for cell in cells
            if cell.get("className") == "number"] == [
        ("8 more", "To the target"), ("9", "Late"), ("", None), ("1", "Late")]


def test_a_list_that_is_whole_offers_no_more_of_it() -> None:
    whole = replace(ITEM, groups=(replace(ITEM.groups[0], every=2),))
    assert "/all" not in hrefs(item_section(whole))


def test_the_page_has_a_way_to_each_item() -> None:
    page = agenda_page([Item(number, "Said.") for number in range(1, 9)])
    assert [way for way in hrefs(page) if way.startswith("#")] == [
        f"#item-{number}" for number in range(1, 9)]
    assert [section.id for section in every(page, "Section")] == [
        f"item-{number}" for number in range(1, 9)]


def test_the_record_says_all_lines_in_words_with_what_they_open() -> None:
    record = agenda_record([ITEM], place="norwich", name="Norwich", as_at=AS_AT, revision=2,
                           next=MAY, made_up=True)
    under = "Most pressing first"
    assert record == {
        "place": "norwich", "name": "Norwich", "as_at": "2016-03-31", "revision": 2,
        "next": "2016-05-12", "made_up": True, "items": [{
            "number": 3, "title": "What changed", "sentence": "Two things changed.", "lines": [
                {"under": under, "words": "Most pressing first: Visits, 45 of 60. Worse. To the "
                                          "target: 8 more; late: 9.", "opens": "/v"},
                {"under": under, "words": "Most pressing first: Plans. Late: 1.",
                 "opens": "/p"}]}]}
    assert json.loads(json.dumps(record)) == record


def test_a_line_that_is_a_sentence_keeps_its_own_full_stop() -> None:
    group = Group("Open first", (), "Action", ("Now",))
    assert line_words(group, Line("Visit first.", "/a", "The head", "Open", numbers=("5",))) == (
        "Open first: Visit first. The head. Open. Now: 5.")
    assert line_words(group, Line("Visit first.", "/a", numbers=("",))) == (
        "Open first: Visit first.")


# What we agreed last time ------

WHO = {"manager:t1": "Team manager, Norwich"}.__getitem__


def effect(verdict: str, then: float, now: float) -> Effect:
    return Effect(figure(PEP, then, 60), figure(PEP, now, 60), (
        Judgement(3, AS_AT, verdict), Judgement(6, AS_AT, TOO_EARLY)))


def last_time(*actions: Any, effects: dict[int, Effect]) -> Item:
    return last_time_item(
        actions, effects, as_at=dt.date(2016, 4, 30), measures={"pep": PEP}, who=WHO,
        href=lambda action: f"/actions/{action.id}", more="/all")


def test_last_times_actions_say_how_they_stand_what_happened_since_and_whether_they_worked() -> (
        None):
    done = replace(ACTION, id=8, state="done", what="Long " * 60)
    item = last_time(ACTION, done, effects={
        7: effect(TOO_EARLY, 45, 48), 8: effect(IMPROVEMENT, 45, 57)})
    assert item.sentence == (
        "2 actions from earlier surgeries: 1 is open and overdue; 1 is done. "
        "The one judged by now shows an effect.")
    first, second = item.groups[0].lines
    assert (first.words, first.href, first.beside, first.reading, first.shape) == (
        "Two duty visits a week", "/actions/7", "Team manager, Norwich; Plan up to date",
        "Overdue by 16 days", "triangle")
    assert first.numbers == (
        "75\u202f% (45 of 60)", "80\u202f% (48 of 60)", "Too early")
    assert second.numbers == (
        "75\u202f% (45 of 60)", "95\u202f% (57 of 60)", "Signal of improvement")
    assert len(second.words) < 170
    assert second.words.endswith("…")


def test_the_sentence_counts_all_of_them_though_only_the_first_are_listed() -> None:
    item = last_time(*(replace(ACTION, id=n) for n in range(9)), effects={})
    assert item.sentence.startswith("9 actions from earlier surgeries: 9 are open")
    assert (len(item.groups[0].lines), item.groups[0].every) == (6, 9)


def test_what_was_dropped_is_counted_and_none_is_a_word() -> None:
    dropped = replace(ACTION, state="dropped")
    assert last_time(dropped, replace(dropped, id=8), effects={}).sentence == (
        "2 actions from earlier surgeries: none is open; 2 are dropped.")


def test_a_single_action_is_said_without_counting_it_twice() -> None:
    due = replace(ACTION, due_on=dt.date(2016, 5, 1))
    for action, stands in (
            (due, "still open"), (ACTION, "still open and overdue"),
            (replace(ACTION, state="done"), "done"), (replace(ACTION, state="dropped"), "dropped")):
        assert last_time(action, effects={}).sentence == (
            f"1 action from earlier surgeries, {stands}.")


@pytest.mark.parametrize(("verdicts", "said"), [
    ([IMPROVEMENT], "The one judged by now shows an effect."),
    ([WORSE], "The one judged by now shows no effect."),
    ([WORSE, WORSE], "Of 2 judged by now none shows an effect."),
    ([WORSE, IMPROVEMENT], "Of 2 judged by now 1 shows an effect."),
    ([IMPROVEMENT, IMPROVEMENT, TOO_EARLY], "Of 2 judged by now 2 show an effect."),
])
def test_how_many_of_those_judged_show_an_effect(verdicts: list[str], said: str) -> None:
    actions = [replace(ACTION, id=n) for n in range(len(verdicts))]
    assert last_time(*actions, effects={
        n: effect(verdict, 45, 48) for n, verdict in enumerate(verdicts)}).sentence.endswith(
            f". {said}")


def test_the_minutes_say_what_was_agreed_not_that_the_surgery_is_open() -> None:
    for actions, said in (([], "No action was agreed."), ([ACTION], "1 action agreed."),
                          ([ACTION, ACTION], "2 actions agreed.")):
        item = agree_item(actions, as_at=AS_AT, opened=True, closed=False, who=WHO,
                          href=lambda action: "/a")
        assert agreed_sentence(item) == said


def test_an_action_about_no_measure_has_no_figures() -> None:
    item = last_time(replace(ACTION, measure=""), effects={})
    assert item.groups[0].lines[0].numbers == ("–", "–", "–")
    assert "judged" not in item.sentence


def test_without_the_database_the_item_stands_and_says_why() -> None:
    item = last_time_item([], {}, as_at=AS_AT, measures={}, who=WHO, href=str,
                          why_not="The database cannot be read now.")
    assert (item.sentence, item.groups) == ("The database cannot be read now.", ())
    assert last_time(effects={}).sentence.startswith("Nothing was agreed at an earlier surgery")


@pytest.mark.parametrize(("opened", "closed", "may_act", "said"), [
    (True, False, True, "This surgery is open: 1 action agreed so far."),
    (True, True, True, "This surgery is closed, with 1 action agreed. Its minutes are kept as it "
                       "stood then."),
    (False, False, True, "Nobody has opened this surgery yet. Once it is open, actions and notes "
                         "belong to it."),
    (False, False, False, "1 action agreed at this date that you may see. Surgeries are opened by "
                          "who leads the area or the service."),
])
def test_what_is_agreed_says_whether_the_surgery_is_open(
    opened: bool, closed: bool, may_act: bool, said: str,
) -> None:
    item = agree_item([ACTION], as_at=AS_AT, opened=opened, closed=closed, who=WHO,
                      href=lambda action: "/a", minutes="/m" if closed else "", may_act=may_act)
    assert item.sentence == said
    opens = [line.href for group in item.groups for line in group.lines]
    assert opens == ["/a", *(["/m"] if closed else [])]


# The children ------

def demand(place: str, overdue: int, children: int, due: int, reading: str = "") -> Demand:
    return Demand(place, place, place.title(), overdue, children, due, MAY, True, overdue + 10,
                  12, (9, 12), 14, reading)


def test_the_children_of_each_team_stand_against_what_was_ever_done() -> None:
    all_of_it = [demand("area", 9, 7, 20), demand("duty", 5, 4, 16, MORE_THAN_BEST),
                 replace(demand("care", 4, 3, 4), to_do=None, usual=None, most=None)]
    assert children_sentence(all_of_it, unallocated=1, together=2, what="team", yours=False) == (
        "9 things are late now, for 7 children; 20 more fall due by 12 May 2016, the surgery after "
        "this one. In 1 team what is late or due within 30 days is more than was done in the best "
        "month before. 1 child has no named worker. 2 children have three or more things late.")
    group = demand_group(all_of_it, what="Team", href=lambda place, show: f"/{place}/{show}")
    assert [line.words for line in group.lines] == ["Duty", "Care"]
    duty = group.lines[0]
    assert (duty.reading, duty.shape) == ("More than in the best month", "triangle")
    assert duty.numbers == (("5", "/duty/overdue"), "4", ("16", "/duty/due"), "15", "9 to 12",
                            "14")
    care = group.lines[1]
    assert (care.reading, care.shape, care.numbers[3:]) == ("", "dash", ("–", "–", "–"))
    assert group.columns[2:] == ("Due by 12 May 2016", "To do in 30 days", "Done in a usual month",
                                 "In the best")


@pytest.mark.parametrize(("lists", "words"), [
    ([MUCH_LATE], "Which children have three or more things late is on the agendas of the areas"),
    ([NO_WORKER, MUCH_LATE], "Which children have no named worker or three or more things late is "
                             "on the agendas of the areas")])
def test_a_services_agenda_says_which_lists_are_on_those_of_the_areas(
    lists: list[str], words: str,
) -> None:
    said = children_sentence([demand("area", 1, 1, 1)], unallocated=None, together=None,
                             what="area", yours=False, elsewhere=lists)
    assert words in said


def test_who_sees_only_some_is_told_so_and_nothing_is_said_of_what_cannot_be_late() -> None:
    said = children_sentence([demand("area", 1, 1, 1)], unallocated=None, together=None,
                             what="team", yours=True)
    assert said.startswith("1 thing is late now that you may see, for 1 child; 1 more falls due")
    assert children_sentence(None, unallocated=None, together=None, what="team", yours=False) == (
        "Nothing here has a day by which it must be done.")


def test_a_day_before_the_surgery_after_this_one_is_not_called_by_it() -> None:
    cut_short = replace(demand("area", 1, 1, 2), surgery=False)
    said = children_sentence([cut_short], unallocated=None, together=None, what="team", yours=False)
    assert said == "1 thing is late now, for 1 child; 2 more fall due by 12 May 2016."


def test_children_are_listed_by_name_of_nothing_but_their_id_and_open() -> None:
    nobody = unallocated_group(
        [Nobody("C1", "t", 8, 2), Nobody("C2", None, None, 0)], team_names={"t": "Duty"},
        child_href=lambda person: f"/children/{person}", more="/unallocated")
    assert [(line.words, line.href, line.beside, line.numbers) for line in nobody.lines] == [
        ("C1", "/children/C1", "Duty", ("8 days", "2")),
        ("C2", "/children/C2", "no team", ("not known", "0"))]
    rows = pd.DataFrame({"person": ["C3"], "late": [3], "longest": [41], "things": [
        [{"measure": "pep", "days": 41}, {"measure": "pep", "days": 2}]]})
    together = together_group(rows, every=1, measures={"pep": PEP},
                              child_href=lambda person: f"/children/{person}", more="/late")
    assert together.lines[0].beside == "Plan up to date; Plan up to date"
    assert together.lines[0].numbers == ("3", "41 days")


# Workers, quality, what is not known ------

def load(place: str, each: float) -> Caseload:
    return Caseload(place, place, place.title(), (), 40, 2.0, each, (1, 0, 0, 1), 0, 1, 1)


def test_the_heaviest_caseloads_come_first() -> None:
    item = caseloads_item("Norwich", [load("norwich", 20), load("duty", 14.5), load("care", 25.5)],
                          bands=(12, 18, 22), most=12, what="Team", href=to)
    assert [(line.words, line.numbers) for line in item.groups[0].lines] == [
        ("Care", ("25.5", "2", "1", "1 of 1")), ("Duty", ("14.5", "2", "1", "1 of 1"))]
    assert item.sentence.startswith("Norwich: 20.0 children for each full-time social worker")
    assert caseloads_item("N", [], bands=(), most=12, what="Team", href=to,
                          lacking="Not in this extract").sentence == "Not in this extract."


def plan(verdict: str) -> PlanQuality:
    return PlanQuality("pep", "pep", Share(45, 60), Share(6, 60), Share(2, 8), None, None, verdict)


def test_plans_that_are_compliant_but_poor_come_before_those_nobody_audited() -> None:
    item = quality_item("Norwich", [plan("no plans"), plan("not audited"),
                                    plan("compliant but poor")],
                        names={"pep": "Education plan"}, measures={"pep": PEP}, href=to,
                        more="/quality")
    assert item.sentence == ("Norwich: compliant but poor: education plan; not audited in the "
                             "twelve months to the date: education plan.")
    assert [(line.reading, line.shape) for line in item.groups[0].lines] == [
        ("Compliant but poor", "triangle"), ("Not audited", "diamond")]
    assert item.groups[0].lines[0].numbers == ("45 of 60 (75\u202f%)", "6 of 60 (10\u202f%)",
                                               "2 of 8 (25\u202f%)")
    assert "/quality" in hrefs(item_section(item))
    assert "good: of every audit in the year, also of plans that have ended since" in text(
        item_section(item))


@pytest.mark.parametrize(("plans", "said"), [
    (None, "The snapshot of this date does not hold what was audited"),
    ([], "Leaving care answers for no kind of plan whose quality is audited.")])
def test_where_no_quality_is_known_the_item_says_so(plans: Any, said: str) -> None:
    item = quality_item("Leaving care", plans, names={}, measures={}, href=to, more="")
    assert item.sentence.startswith(said)


def test_a_plan_that_is_counted_over_twelve_months_says_so() -> None:
    flow = measure(name="Assessments in time", kind="flow", period=("month", "year"))
    item = quality_item("Norwich", [plan("late and poor")], names={"pep": "Assessment"},
                        measures={"pep": flow}, href=to, more="")
    assert item.groups[0].lines[0].beside == "Assessments in time, over twelve months"


def test_what_the_data_do_not_know_is_counted_three_ways() -> None:
    item = unknown_item(
        [Blank("pep", 3, 9, 66.7, 100.0), Blank("pep", 1, 2, None, None)], {"pep": "Not here"},
        [("pep", [LeftOut("early visit", "early visits", 2, ()),
                  LeftOut("code", "codes", None, ())])],
        measures={"pep": PEP}, of=85, blank_href=lambda name: f"/cases?{name}", href=to)
    assert item.sentence == (
        "2 of 85 measures have cases of which it is not known whether they were met; 1 is not in "
        "this extract; faults in the extract keep rows out of 1.")
    blanks, lacking, left_out = item.groups
    assert [line.numbers for line in blanks.lines] == [
        ("3 of 9", "67\u202f%", "100\u202f%"), ("1 of 2", "–", "–")]
    assert (blanks.lines[0].href, lacking.lines[0].beside) == ("/cases?pep", "Not here")
    assert left_out.lines[0].beside == "2 early visits; some codes"
    assert unknown_item([], {}, None, measures={}, of=5, blank_href=to, href=to).sentence == (
        "Every case of the 5 measures here has what it needs: nothing is left unknown.")
