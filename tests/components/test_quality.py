"""Quality beside volume: shares, the word for each kind of plan, places side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from components.quality_table import (
    Share,
    part_of,
    plan_quality,
    quality_sentence,
    quality_table,
    verdicts_table,
)
from tests.components.made import every, measure, text

PEP = measure()
NAMES = {"education": "Personal education plan", "health": "Health plan", "care": "Care plan"}


@dataclass(frozen=True)
class Plan:
    plan_type: str = "education"
    measure: str = "pep"
    in_place: Share | None = (512, 648)
    audited: Share | None = (60, 648)
    good: Share | None = (18, 24)
    helped: Share | None = (3, 4)
    in_time: Share | None = (0, 0)
    verdict: str = "late, quality as wanted"


def words(component: Any) -> str:
    return text(component).replace("\u202f", " ")


@pytest.mark.parametrize(("share", "said"), [
    ((512, 648), "512 of 648 (79 %)"), ((1, 2000), "1 of 2,000 (0.1 %)"), ((3, 6), "3 of 6 (50 %)"),
    ((3, 5), "3 of 5"), ((0, 4), "0 of 4"), ((0, 0), "none"), ((None, None), "[c]"),
    (None, "not in this extract")])
def test_a_share_in_words(share: Share | None, said: str) -> None:
    assert part_of(share).replace("\u202f", " ") == said


def test_a_row_gives_volume_quality_and_voice() -> None:
    drawn = quality_table([Plan()], names=NAMES, measures={"pep": PEP},
                          href=lambda m: f"/measures/{m}", caption="Q")
    head, row = every(drawn, "Tr")
    assert words(head) == ("Plan Where it is in place In place Of the same, audited in a year Of "
                           "every audit in a year, good or better Helped, say those asked "
                           "Complaints answered in time Reading")
    assert words(row) == ("Personal education plan Plan up to date 79 % 512 of 648 9 % 60 of 648 "
                          "75 % 18 of 24 3 of 4 none Late, quality as wanted")
    assert every(row, "Link")[0].href == "/measures/pep"


def test_what_is_hidden_and_what_is_not_in_the_extract_say_so() -> None:
    row = every(quality_table(
        [Plan(in_place=(None, None), audited=None, good=None, verdict="suppressed")], names=NAMES,
        measures={"pep": PEP}, href=str, caption="Q"), "Tr")[1]
    assert words(row) == ("Personal education plan Plan up to date [c] not in this extract "
                          "not in this extract 3 of 4 none Suppressed")


@pytest.mark.parametrize(("verdict", "shape"), [
    ("compliant but poor", "triangle"), ("late and poor", "triangle"), ("not audited", "diamond"),
    ("in place and good", "circle"), ("late, quality as wanted", "dash"), ("no plans", "dash")])
def test_the_word_has_a_shape_beside_its_colour(verdict: str, shape: str) -> None:
    found = every(quality_table([Plan(verdict=verdict)], names=NAMES, measures={"pep": PEP},
                                href=str, caption="Q"), "Span")
    assert [span.className for span in found] == [f"status {shape}"]


def said(*verdicts: str, **more: Any) -> str:
    kinds = ("education", "health", "care")
    return quality_sentence("Norwich", [
        Plan(plan_type=kind, verdict=verdict, **more)
        for kind, verdict in zip(kinds, verdicts, strict=False)], NAMES)


def test_the_sentence_names_what_is_poor_and_what_nobody_looked_at() -> None:
    assert said("compliant but poor", "not audited", "in place and good") == (
        "Norwich: compliant but poor: personal education plan; not audited in the twelve months to "
        "the date: health plan.")
    assert said("late and poor", "late and poor", "too few audited to say") == (
        "Norwich: late and poor: personal education plan and health plan; too few audited to say: "
        "care plan.")


def test_the_sentence_says_so_where_nothing_is_known_to_be_poor_or_nothing_known() -> None:
    assert said("in place and good", "quality not clear yet") == (
        "Norwich: no kind of plan is known to be poor.")
    assert said("not in this extract", good=None) == (
        "Norwich: this extract holds no audits, so nothing is known of how good plans are.")


def test_one_kind_of_plan_in_a_sentence() -> None:
    assert words(plan_quality(Plan())) == (
        "Audited in the twelve months to the date: 60 of 648 (9 %). Of every audit in "
        "them graded good or better: 18 of 24 (75 %). Late, quality as wanted")
    assert words(plan_quality(Plan(audited=None, good=None))) == (
        "Not in this extract: how many of these were audited.")


def test_places_side_by_side_say_how_many_audits_were_good() -> None:
    plan = Plan(verdict="not audited", good=(0, 0))
    drawn = verdicts_table(
        {"norfolk": [Plan()], "norwich": [plan], "team": [replace(plan, verdict="no plans")],
         "hidden": [Plan(verdict="suppressed", good=(None, None))]},
        names=NAMES, place_names={"norfolk": "Norfolk", "norwich": "Norwich", "team": "Team",
                                  "hidden": "Hidden"},
        href=lambda place: "" if place == "norfolk" else f"/quality?place={place}", caption="P")
    assert [words(row) for row in every(drawn, "Tr")] == [
        "Place Personal education plan", "Norfolk Late, quality as wanted 18 of 24 good",
        "Norwich Not audited", "Team –", "Hidden Suppressed"]
    assert [found.href for found in every(drawn, "Link")] == [
        "/quality?place=norwich", "/quality?place=team", "/quality?place=hidden"]


def test_one_place_alone_has_nothing_beside_it() -> None:
    assert verdicts_table({"norfolk": [Plan()]}, names=NAMES, place_names={"norfolk": "Norfolk"},
                          href=str, caption="P") is None
