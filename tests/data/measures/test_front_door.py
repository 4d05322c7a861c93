"""Contacts: counted one a child, decided within a working day, and what became of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import extract_of, figure, held_by, run, values

AT = "31 Mar 2016"


def contact(n: int, on: str, child: str = "a", **more: Any) -> dict[str, Any]:
    return {"contact_id": f"c{n}", "person_id": child, "contact_date": on, **more}


def referral(n: int, on: str, child: str = "a") -> dict[str, Any]:
    return {"referral_id": f"r{n}", "person_id": child, "referral_date": on}


def by_contact(measure: str, *rows: dict[str, Any], **more: Any) -> dict[str, float | None]:
    cases = run(measure, AT, contacts=list(rows), **more).cases.to_pylist()
    return {c["case"]: c["value"] for c in cases}


# Received

def test_a_family_of_two_is_two_contacts_and_a_second_call_a_third() -> None:
    rows = [contact(1, "1 Mar 2016"), contact(2, "1 Mar 2016", "b"), contact(3, "31 Mar 2016"),
            contact(4, "29 Feb 2016"), contact(5, "1 Apr 2016"), contact(6, "31 Mar 2015")]
    assert figure("contacts-received", AT, period="month", contacts=rows)["numerator"] == 3
    assert figure("contacts-received", AT, period="year", contacts=rows)["numerator"] == 4


def test_a_contact_counts_with_the_team_it_was_for_else_with_the_one_that_holds_the_child() -> None:
    cases = run("contacts-received", AT, involvements=[held_by("b", "w1", "breckland-assessment")],
                contacts=[contact(1, "1 Mar 2016", team="norwich-assessment"),
                          contact(2, "1 Mar 2016", "b")]).cases.to_pylist()
    assert {c["person"]: (c["locality"], c["worker"]) for c in cases} == {
        "a": ("norwich", None), "b": ("breckland", None)}


# Decided. Good Friday is 25 March 2016 and Easter Monday 28 March.

@pytest.mark.parametrize(("received", "decided", "value"), [
    ("10 Mar 2016", "11 Mar 2016", 1), ("10 Mar 2016", "14 Mar 2016", 0),   # Thursday
    ("11 Mar 2016", "14 Mar 2016", 1), ("12 Mar 2016", "14 Mar 2016", 1),   # Friday, Saturday
    ("12 Mar 2016", "15 Mar 2016", 0),
    ("24 Mar 2016", "29 Mar 2016", 1), ("24 Mar 2016", "30 Mar 2016", 0),   # over Easter
])
def test_the_decision_is_due_by_the_end_of_the_next_working_day(
    received: str, decided: str, value: float,
) -> None:
    assert by_contact("contacts-decided-1wd", contact(1, received, decided_date=decided)) == {
        "c1": value}


def test_an_undecided_contact_past_due_stays_in_and_counts_against() -> None:
    """A decision of 1 April is not known on 31 March."""
    rows = [contact(1, "1 Mar 2016"), contact(2, "1 Mar 2016", decided_date="1 Apr 2016")]
    assert by_contact("contacts-decided-1wd", *rows) == {"c1": None, "c2": None}
    row = figure("contacts-decided-1wd", AT, period="month", contacts=rows)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 2, 2)


def test_a_contact_counts_in_the_month_its_decision_falls_due_and_so_in_one_month_only() -> None:
    """Received on Thursday 31 March, due on Friday 1 April: in April and not in March."""
    rows = [contact(1, "31 Mar 2016", decided_date="31 Mar 2016"), contact(2, "30 Mar 2016")]
    assert by_contact("contacts-decided-1wd", *rows) == {"c2": None}
    april = figure("contacts-decided-1wd", "30 Apr 2016", period="month", contacts=rows)
    assert (april["numerator"], april["denominator"]) == (1, 1)


def test_a_decision_dated_before_the_contact_is_left_out() -> None:
    assert by_contact(
        "contacts-decided-1wd", contact(1, "10 Mar 2016", decided_date="9 Mar 2016")) == {}


def test_without_a_decision_date_at_all_nothing_is_said() -> None:
    extract = extract_of(lacking=("contacts.decided_date",), contacts=[contact(1, "1 Mar 2016")])
    assert run("contacts-decided-1wd", AT, extract=extract).lacking == {
        "contacts-decided-1wd": ("contacts.decided_date",)}


# Became a referral

@pytest.mark.parametrize(("referred", "value"), [
    ("1 Mar 2016", 1), ("11 Mar 2016", 1), ("12 Mar 2016", 0), ("29 Feb 2016", 0)])
def test_without_a_link_a_referral_counts_up_to_ten_days_after_the_contact(
    referred: str, value: float,
) -> None:
    assert by_contact("contacts-to-referral", contact(1, "1 Mar 2016"),
                      cin_episodes=[referral(1, referred)]) == {"c1": value}


def test_a_contact_in_one_month_and_an_unrelated_referral_months_later_are_no_conversion() -> None:
    assert by_contact("contacts-to-referral", contact(1, "5 Oct 2015"),
                      cin_episodes=[referral(1, "5 Feb 2016")]) == {"c1": 0}


def test_a_link_counts_however_long_it_took_but_not_backwards_or_for_another_child() -> None:
    assert by_contact(
        "contacts-to-referral", contact(1, "5 Oct 2015", referral_id="r1"),
        contact(2, "1 Mar 2016", "b", referral_id="r2"),
        contact(3, "1 Mar 2016", "c", referral_id="r1"),
        contact(4, "1 Mar 2016", "d", referral_id="elsewhere"),
        cin_episodes=[referral(1, "5 Feb 2016"), referral(2, "29 Feb 2016", "b")],
    ) == {"c1": 1, "c2": 0, "c3": 0, "c4": 0}


def test_a_referral_that_another_contact_is_linked_to_is_not_taken_twice() -> None:
    assert by_contact(
        "contacts-to-referral", contact(1, "1 Mar 2016"),
        contact(2, "4 Mar 2016", referral_id="r1"),
        cin_episodes=[referral(1, "4 Mar 2016")]) == {"c1": 0, "c2": 1}


def test_a_contact_linked_to_one_referral_takes_no_other_in_the_window() -> None:
    assert by_contact(
        "contacts-to-referral", contact(1, "1 Mar 2016", referral_id="elsewhere"),
        cin_episodes=[referral(1, "2 Mar 2016")]) == {"c1": 0}


def test_a_referral_after_the_date_has_not_happened() -> None:
    assert by_contact("contacts-to-referral", contact(1, "30 Mar 2016"),
                      cin_episodes=[referral(1, "1 Apr 2016")]) == {"c1": 0}


def test_only_contacts_from_the_police_are_police_contacts() -> None:
    assert values(
        "police-contact-conversion", AT,
        contacts=[contact(1, "1 Mar 2016", source_code="6"),
                  contact(2, "1 Mar 2016", "b", source_code="6"),
                  contact(3, "1 Mar 2016", "c", source_code="7"),
                  contact(4, "1 Mar 2016", "d")],
        cin_episodes=[referral(1, "2 Mar 2016"), referral(3, "2 Mar 2016", "c")],
    ) == {"a": 1, "b": 0}
