"""What an agenda says, item by item, and that all of it opens onto something."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from components.agenda_actions import agree_item, agreed_sentence, last_time_item
from components.agenda_changes import changed_item, well_item
from components.agenda_children import (
    children_sentence,
    demand_group,
    together_group,
    unallocated_group,
)
from components.agenda_item import SHARES, TITLES, Group, Item, Line, item_section
from components.agenda_page import agenda_page
from components.agenda_record import agenda_record, line_words
from components.agenda_unknown import unknown_item
from components.agenda_verdicts import VERDICTS, gap_words, pace_words, sign_words, verdict
from components.agenda_work import caseloads_item, quality_item
from components.surgeries_table import Held, surgeries_table
from components.surgery_mode import KEYS, surgery_mode
from data.agenda import (
    MORE_THAN_BEST,
    Blank,
    Changed,
    Demand,
    Nobody,
    Origin,
    Reading,
    Recent,
    Well,
)
from data.caseload_queries import Caseload
from data.effect import IMPROVEMENT, TOO_EARLY, Effect, Judgement
from data.findings_queries import LeftOut
from data.quality_queries import PlanQuality, Share
from data.signal_queries import SignalCount
from tests.components.charted import signal
from tests.components.made import AS_AT, every, figure, measure, text
from tests.components.test_actions import ACTION
from tests.data.looking import TREE

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
        "2 actions from earlier surgeries: 1 is open, 1 of them overdue; 1 is done. "
        "Of 1 judged by now 1 shows an effect.")
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
    dropped = last_time(replace(ACTION, state="dropped"), effects={})
    assert dropped.sentence == "1 action from earlier surgeries: none is open; 1 is dropped."


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


# What went well, what changed ------

def reading(**given: Any) -> Reading:
    return Reading(**{"well": (), "changed": (), "off_target": (),
                      "count": SignalCount(57, 6, 1.2), **given})


def given() -> dict[str, Any]:
    return {"measures": {"pep": PEP}, "figures": lambda one: RECENT, "href": to}


def test_what_went_well_says_who_might_learn_from_it() -> None:
    item = well_item(reading(well=(Well(
        signal(measure="pep", variation="improvement high", gap=12), True, True,
        (TREE.by_id["norwich"], TREE.by_id["breckland"])),)), place="Great Yarmouth", **given())
    assert item.sentence == (
        "1 measure improved by more than chance explains; in 1 Great Yarmouth does better than "
        "chance among the areas would. 1 of them is a concern elsewhere: share what was done.")
    (line,) = item.groups[0].lines
    assert (line.words, line.href) == ("Plan up to date", "/measures/pep")
    assert line.beside == "75\u202f% (45 of 60); to share with Norwich and Breckland"
    assert (line.reading, line.shape) == (
        "Better than usual and stands out among the areas", "circle")
    assert line.numbers == ("12 more",)
    assert line.drawn is not None


def test_what_changed_says_how_many_signals_chance_alone_would_show() -> None:
    item = changed_item(reading(
        changed=(Changed(signal(measure="pep", variation="concern low", gap=8), False,
                         Origin("t", "Leaving care", 12, 30, 0.8)),),
        off_target=(signal(measure="pep", gap=3),)),
        standing=lambda one: "consistently fail", **given())
    assert item.sentence == ("57 charts: 6 signals at this date, where chance alone would show "
                             "about 1.2. First: plan up to date.")
    first, rest = item.groups
    assert first.lines[0].beside == "75\u202f% (45 of 60); most of the gap: Leaving care, 12 of 30"
    assert first.lines[0].reading == VERDICTS["concern", "consistently fail"]
    assert first.lines[0].numbers == ("8 more",)
    assert (rest.lines[0].words, rest.lines[0].numbers) == ("Plan up to date", ("3 more",))


def test_only_the_first_are_shown_until_all_are_asked_for() -> None:
    many = reading(changed=(Changed(signal(measure="pep"), False, None),) * 9)
    short = changed_item(many, standing=lambda one: "", more="/all", **given())
    whole = changed_item(many, standing=lambda one: "", every=True, **given())
    assert [len(item.groups[0].lines) for item in (short, whole)] == [7, 9]
    assert (short.groups[0].every, short.groups[0].more) == (9, "/all")


def test_where_signals_are_not_worked_out_both_items_say_so() -> None:
    not_yet = reading(why_not="The signals of this date are not worked out yet.")
    for item in (well_item(not_yet, place="Norwich", **given()),
                 changed_item(not_yet, standing=lambda one: "", **given())):
        assert (item.sentence, item.groups) == (not_yet.why_not, ())


@pytest.mark.parametrize(("variation", "standing", "behind", "words", "shape"), [
    ("concern low", "consistently fail", False, "Worse than usual, and the target", "triangle"),
    ("common cause", "consistently fail", False, "Set up to miss its target", "diamond"),
    ("common cause", "consistently fail", True, "Behind the other areas, and set up", "diamond"),
    ("common cause", "hit or miss", False, "Steady, and luck decides the target", "dash"),
    ("common cause", "consistently pass", True, "On target, but behind the other areas", "diamond"),
    ("improvement high", "consistently fail", False, "Better than usual, but not on", "circle"),
    ("neutral high", "", False, "Not as usual, for better or worse", "dash"),
    ("", "", False, "No signal: one month needs no reason", "dash"),
])
def test_a_verdict_is_of_what_changed_and_whether_the_target_is_met(
    variation: str, standing: str, behind: bool, words: str, shape: str,
) -> None:
    said, drawn = verdict(signal(variation=variation), standing, behind=behind)
    assert said.startswith(words)
    assert drawn == shape


@pytest.mark.parametrize(("rule", "points", "way", "words"), [
    ("outside the limits", 1, "concern low", "below its usual range"),
    ("trend", 7, "improvement high", "rising for 7 months in a row"),
    ("two of three near a limit", 2, "neutral high",
     "2 of the last 3 months near the top of its usual range"),
    ("run on one side", 8, "improvement low", "8 months in a row below its average"),
    ("", 0, "common cause", "")])
def test_the_sign_of_a_change_is_named(rule: str, points: int, way: str, words: str) -> None:
    assert sign_words(signal(rule=rule, rule_points=points, variation=way)) == words


def test_a_line_of_what_changed_names_the_sign_beside_the_figure() -> None:
    low = signal(measure="pep", variation="concern low", rule="run on one side", rule_points=7)
    item = changed_item(reading(changed=(Changed(low, False, None),)),
                        standing=lambda one: "", **given())
    (line,) = item.groups[0].lines
    assert line.beside == "75\u202f% (45 of 60); 7 months in a row below its average"
    assert line.reading == "Worse than usual: look into it"


def test_a_pace_is_said_only_where_it_reaches_the_target() -> None:
    assert pace_words(signal(pace="on course", pace_month=dt.date(2016, 10, 31))) == (
        "at this pace on target in October 2016")
    assert pace_words(signal(pace="not at this pace")) == ""
    assert (gap_words(PEP, 8), gap_words(measure(better="lower"), 3), gap_words(PEP, None)) == (
        "8 more", "3 fewer", "")


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
    assert left_out.lines[0].beside == "2 early visits; up to five codes"
    assert unknown_item([], {}, None, measures={}, of=5, blank_href=to, href=to).sentence == (
        "Every case of the 5 measures here has what it needs: nothing is left unknown.")


# The room ------

def room(number: int, **more: Any) -> Any:
    return surgery_mode(Item(number, "Said."), name="Norwich", href=lambda n: f"?item={n}",
                        leave="/surgeries/norwich", minutes=45, **more)


def keys(part: Any) -> dict[str, str]:
    """Which link or button each key presses."""
    return {key: getattr(way, "href", text(way)) for kind in ("A", "Button", "Summary")
            for way in every(part, kind) for key in getattr(way, "data-keys", "").split()}


def test_every_key_has_a_link_or_a_button_of_its_own() -> None:
    found = keys(room(3))
    assert {key: found[key] for key in ("ArrowRight", "n", "PageDown")} == dict.fromkeys(
        ("ArrowRight", "n", "PageDown"), "?item=4")
    assert {key: found[key] for key in ("ArrowLeft", "p", "PageUp")} == dict.fromkeys(
        ("ArrowLeft", "p", "PageUp"), "?item=2")
    assert [found[str(n)] for n in range(1, 9)] == [f"?item={n}" for n in range(1, 9)]
    assert (found["Escape"], found["f"], found["?"]) == (
        "/surgeries/norwich", "Full screen", "Keys")
    assert all(does in text(room(3)) for _, does in KEYS)


def test_the_first_item_has_none_before_it_and_the_last_none_after() -> None:
    assert "ArrowLeft" not in keys(room(1))
    assert "ArrowRight" not in keys(room(8))


def test_the_clock_shares_the_minutes_among_the_items() -> None:
    """Of 45 parts the first three items have 6, 3 and 12: the third lasts until minute 21."""
    assert sum(SHARES) == 45
    assert len(SHARES) == len(TITLES)
    (clock,) = [p for p in every(room(3, opened="2016-04-14T10:00:00+00:00"), "P")
                if getattr(p, "className", "") == "clock"]
    assert text(clock) == "45 minutes this item 12, until minute 21"
    assert getattr(clock, "data-opened") == "2016-04-14T10:00:00+00:00"
    assert getattr(clock, "data-minutes") == "45"


def test_the_item_that_is_shown_is_marked_and_said() -> None:
    shown = room(3)
    current = [way.href for way in every(shown, "A") if getattr(way, "aria-current", "")]
    assert current == ["?item=3"]
    assert text(every(shown, "P")[0]) == "Item 3 of 8: What changed"


# All surgeries ------

def test_all_surgeries_say_when_the_next_is_and_how_the_last_one_stands() -> None:
    row = Held("Norwich", "/surgeries/norwich", dt.date(2016, 4, 14), 6, 1.04, 7, 2,
               "Not opened yet", dt.date(2016, 3, 10), "/minutes")
    unread = Held("Breckland", "/b", dt.date(2016, 4, 14), None, None, None, None, "Not known")
    _, first, second = every(surgeries_table([row, unread], caption="Areas"), "Tr")
    assert text(first) == "Norwich Thu 14 Apr 2016 Not opened yet 6 1.0 7 2 10 Mar 2016"
    assert hrefs(first) == ["/surgeries/norwich", "/minutes"]
    assert text(second) == "Breckland Thu 14 Apr 2016 Not known – – – – –"
