"""What is said of a figure beside the areas, the county, England and the quality of the work."""

from __future__ import annotations

import pytest

from data.quality_queries import (
    COMPLIANT_BUT_POOR,
    FEW_AUDITED,
    NO_PLANS,
    NOT_AUDITED,
    SUPPRESSED,
    UNCLEAR,
    PlanQuality,
    Share,
)
from data.summaries.reading import Elsewhere, Reading
from data.summaries.sentences_beside import areas, county, elsewhere, quality
from tests.data.summaries import readings
from tests.data.summaries.readings import PLACES, hidden, number, reading

PEP, SECOND, NEGLECT = "pep-up-to-date", "cpp-second-subsequent", "cpp-neglect-share"
SIX = ((78, 100), (59, 100), (85, 100), (84, 100), (90, 100), (81, 100))
ALL = tuple(place.id for place in PLACES.localities)


def by_area(measure: str, judged: tuple[str, ...] = ALL, **apart: str) -> Reading:
    return reading(measure, number(measure, 477, 600), areas=readings.areas(measure, *SIX),
                   judged=judged, apart={id.replace("_", "-"): way for id, way in apart.items()})


def test_the_area_furthest_behind_is_named_where_chance_does_not_explain_it() -> None:
    assert areas(by_area(PEP, great_yarmouth="low")) == (
        "Great Yarmouth is furthest behind, by more than chance explains.")


def test_where_fewer_is_better_the_highest_is_behind() -> None:
    assert areas(by_area(SECOND, norwich="high", great_yarmouth="low")) == (
        "Norwich is furthest behind; Great Yarmouth is ahead, by more than chance explains.")


def test_several_behind_are_named_the_furthest_first() -> None:
    assert areas(by_area(PEP, breckland="low", great_yarmouth="low")) == (
        "Great Yarmouth and Breckland are behind, by more than chance explains.")


def test_where_no_way_is_better_areas_are_lower_or_higher() -> None:
    assert areas(by_area(NEGLECT, norwich="high")) == (
        "Norwich is higher than the others, by more than chance explains.")


def test_areas_that_chance_explains_are_said_not_to_differ() -> None:
    assert areas(by_area(PEP)) == "The areas differ by no more than chance explains."


def test_where_some_cannot_be_compared_only_the_others_are_spoken_of() -> None:
    assert areas(by_area(PEP, judged=ALL[:3])) == (
        "The areas that can be compared differ by no more than chance explains.")


def test_of_areas_that_cannot_be_told_from_chance_nothing_is_said() -> None:
    assert areas(by_area(PEP, judged=())) == ""


def test_averages_run_from_one_area_to_another_unless_one_is_hidden() -> None:
    asked = "caseload-average"
    six = readings.areas(asked, *((20 + n, 1) for n in range(6)))
    said = reading(asked, number(asked, 135, 6), areas=six)
    assert areas(said) == "By area it runs from 20 in Breckland to 25 in South Norfolk."
    one_hidden = (*six[:5], hidden(place=PLACES.localities[5]))
    assert areas(reading(asked, number(asked, 135, 6), areas=one_hidden)) == ""


def test_an_area_itself_is_said_to_be_behind_and_beside_the_county() -> None:
    yarmouth = PLACES.localities[1]
    said = reading(PEP, number(PEP, 59, 100, place=yarmouth), county=number(PEP, 79, 100),
                   judged=(yarmouth.id,), apart={yarmouth.id: "low"})
    assert areas(said) == "This area is behind the others by more than chance explains."
    assert county(said) == "Across Norfolk it is 79 of every 100."


def test_a_county_that_is_hidden_is_not_set_beside() -> None:
    yarmouth = PLACES.localities[1]
    assert county(reading(PEP, number(PEP, 59, 100, place=yarmouth), county=hidden())) == ""


def test_england_and_the_neighbours_stand_beside_with_their_year() -> None:
    icpc = "icpc-15wd"
    said = reading(icpc, number(icpc, 45, 58), elsewhere=(
        Elsewhere("England", "2014/15", 74.7), Elsewhere("Statistical neighbours", "2014/15", 80)))
    assert elsewhere(said) == (
        "In England it was 75 of every 100 in 2014/15 and 80 in our statistical neighbours.")


def test_what_is_counted_another_way_is_said_to_be() -> None:
    said = reading(PEP, number(PEP, 79, 100), elsewhere=(
        Elsewhere("England", "March 2015", 60, "Of children in care for a year."),))
    assert elsewhere(said) == ("In England it was 60 of every 100 in March 2015, though not "
                               "counted in quite the same way.")


def plan(good: Share | None, helped: Share | None, verdict: str) -> PlanQuality:
    there = Share(79, 100)
    return PlanQuality("education", PEP, there, Share(20, 100), good, helped, None, verdict)


def test_quality_stands_beside_volume() -> None:
    assert quality(plan(Share(8, 40), Share(28, 38), COMPLIANT_BUT_POOR)) == (
        "8 of 40 audits of these plans in the last year were graded good or better.",
        "28 of 38 people who answered said that the help made things better.",
        "So the plans are there, but too few of those audited are good.")


@pytest.mark.parametrize(("good", "verdict", "said"), [
    (Share(0, 46), UNCLEAR, "None of 46 audits of these plans in the last year was graded good or "
                            "better."),
    (Share(7, 7), UNCLEAR, "All 7 audits of these plans in the last year were graded good or "
                           "better."),
    (Share(0, 0), NOT_AUDITED, "None of these plans was audited and graded in the last year."),
    (Share(2, 4), FEW_AUDITED, "Too few of these plans were audited in the last year to say how "
                               "good they are."),
    (Share(None, None), SUPPRESSED, "Audits of these plans: how many were good is hidden, since a "
                                "number is small or would give a small one away.")])
def test_audits_are_said_as_far_as_they_may_be(good: Share, verdict: str, said: str) -> None:
    assert quality(plan(good, Share(None, None), verdict))[0] == said


def test_of_no_plans_and_of_what_no_extract_holds_nothing_is_said() -> None:
    assert quality(None) == ()
    assert quality(plan(Share(0, 0), None, NO_PLANS)) == ()
