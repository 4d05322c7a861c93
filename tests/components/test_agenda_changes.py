"""What an agenda says went well and what changed, and what that is called."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from components.agenda_changes import changed_item, well_item
from components.agenda_verdicts import VERDICTS, gap_words, pace_words, sign_words, verdict
from data.agenda import (
    Changed,
    Origin,
    Reading,
    Well,
)
from data.signal_queries import SignalCount
from tests.components.charted import signal
from tests.components.made import measure
from tests.components.test_agenda import PEP, RECENT, to
from tests.data.looking import TREE


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
