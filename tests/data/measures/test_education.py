"""Education plans: reviewed this term or the one just ended.

Terms: Autumn 2015, 3 September to 18 December; Spring 2016, 4 January to 24 March; Summer 2016,
11 April to 20 July.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, in_care, run, values

MEASURE = "pep-up-to-date"


def pupil(*reviewed: str | None, birth: str = "1 Jan 2005", since: str = "1 Jan 2014",
          ) -> dict[str, Any]:
    return {"person": [born("a", birth)], "cla_episodes": [in_care("a", since)],
            "education_plans": [{"pep_id": str(n), "person_id": "a", "review_date": on}
                                for n, on in enumerate(reviewed)]}


@pytest.mark.parametrize(("at", "reviewed", "value"), [
    # In term, 1 March: since the start of the last term.
    ("1 Mar 2016", "3 Sep 2015", 1),
    ("1 Mar 2016", "2 Sep 2015", 0),      # the summer holiday belongs to the summer term
    ("1 Mar 2016", "1 Mar 2016", 1),
    # The last day of term, and the holiday after it: the autumn term is no longer enough.
    ("24 Mar 2016", "18 Dec 2015", 1),
    ("25 Mar 2016", "18 Dec 2015", 0),
    ("31 Mar 2016", "3 Jan 2016", 0),     # the Christmas holiday belongs to the autumn term
    ("31 Mar 2016", "4 Jan 2016", 1),
    ("31 Mar 2016", "29 Mar 2016", 1),    # a meeting in the Easter holiday itself
    ("10 Apr 2016", "4 Jan 2016", 1),
    # The first day of term: the term just ended is good, the last but one is not.
    ("11 Apr 2016", "4 Jan 2016", 1),
    ("11 Apr 2016", "18 Dec 2015", 0),
    ("20 Jul 2016", "29 Mar 2016", 1),
    # Summer holiday.
    ("31 Aug 2016", "10 Apr 2016", 0),
    ("31 Aug 2016", "11 Apr 2016", 1),
])
def test_a_plan_is_good_until_the_end_of_the_term_after(
    at: str, reviewed: str, value: float,
) -> None:
    assert values(MEASURE, at, **pupil(reviewed)) == {"a": value}


def test_the_due_day_is_the_end_of_the_next_term() -> None:
    (case,) = run(MEASURE, "31 Mar 2016", **pupil("4 Jan 2016")).cases.to_pylist()
    assert case["due_on"].isoformat() == "2016-07-20"


def test_a_plan_of_the_last_term_in_the_file_is_good_though_the_next_is_not_there_yet() -> None:
    """Autumn 2016 is the last term listed."""
    assert values(MEASURE, "31 Oct 2016", **pupil("20 Sep 2016")) == {"a": 1}


def test_a_date_after_the_last_term_in_the_file_has_no_figure_but_says_what_is_lacking() -> None:
    result = run(MEASURE, "31 Jan 2017", **pupil("20 Sep 2016"))
    assert result.lacking == {MEASURE: ("terms",)}
    assert result.figures.num_rows == 0


def test_a_plan_older_than_the_terms_in_the_file_is_out_of_date() -> None:
    assert values(MEASURE, "31 Mar 2016", **pupil("1 Nov 2011", since="1 Jan 2010")) == {"a": 0}


def test_no_plan_or_a_blank_date_is_not_known_and_counts_against() -> None:
    assert values(MEASURE, "31 Mar 2016", **pupil()) == {"a": None}
    assert values(MEASURE, "31 Mar 2016", **pupil(None, "1 Apr 2016")) == {"a": None}
    row = figure(MEASURE, "31 Mar 2016", **pupil())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Aug 2011", True),    # four on 31 August 2015
    ("1 Sep 2011", False),    # three
    ("1 Sep 1999", True),     # fifteen
    ("31 Aug 1999", False),   # sixteen
])
def test_school_age_is_the_age_before_the_school_year(birth: str, counted: bool) -> None:
    assert bool(values(MEASURE, "31 Mar 2016", **pupil(birth=birth))) is counted


# Back from Thursday 31 March 2016, without Good Friday 25 and Easter Monday 28 March: 31, 30, 29
# March are days 20 to 18; 24 to 21 March 17 to 14; 18 to 14 March 13 to 9; 11 to 7 March 8 to 4;
# 4, 3, 2 March 3 to 1. So a child who came in on 1 March has been there twenty working days.
@pytest.mark.parametrize(("since", "counted"), [("1 Mar 2016", True), ("2 Mar 2016", False)])
def test_children_count_from_twenty_working_days_in_care(since: str, counted: bool) -> None:
    assert bool(values(MEASURE, "31 Mar 2016", **pupil(since=since))) is counted
