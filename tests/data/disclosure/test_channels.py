"""Each way in which one published number gives another away, as small tables worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.authority import Disclosure
from data.disclosure.attack import attack
from data.disclosure.depths import first_depths
from data.disclosure.identities import Identities, read_identities
from data.disclosure.safety import exposed, ranges
from data.disclosure.system import Published, system_of
from data.measures.catalogue import read_catalogue
from tests.data.disclosure.hiding import at, public_table

DAY = dt.date(2016, 3, 31)


def measures(**given: Any) -> pd.DataFrame:
    """Figures of the areas a, b, c … and the whole, by measure: each column a list over areas; a
    column left out is nought, the denominator empty, the cases the numerator.
    """
    rows: list[dict[str, Any]] = []
    for measure, columns in given.items():
        met = columns["numerator"]
        full = {"unknown": [0] * len(met), "cases": met, "denominator": [np.nan] * len(met),
                **columns}
        for place in range(-1, len(met)):
            rows.append({
                "as_at": DAY, "measure": measure, "period": "point",
                "level": "authority" if place < 0 else "locality",
                "place": "county" if place < 0 else "abcdefgh"[place],
                **{name: float(sum(values) if place < 0 else values[place])
                   for name, values in full.items()}})
    return pd.DataFrame(rows)


def worked_out(published: Published, threshold: int = 5) -> int:
    return len(exposed(system_of([published], threshold)))


def by_themselves(figures: pd.DataFrame, identities: Identities) -> int:
    """How many small numbers are told when each measure is hidden by itself."""
    table = public_table(figures, identities=identities, threshold=0).table
    return worked_out(Published(table, first_depths(table, 5)))


# Measures that add up ------

HELD = Identities(sums=((("in-need", "cases"), (("nobody", "cases"), ("held", "numerator"))),))
CHILDREN = measures(
    **{"in-need": {"numerator": [100, 200, 300]}, "nobody": {"numerator": [3, 20, 30]},
       "held": {"numerator": [97, 180, 270], "denominator": [6, 11, 16.5], "cases": [6, 11, 17]}})


def test_children_in_need_less_those_held_do_not_tell_how_many_nobody_holds() -> None:
    assert by_themselves(CHILDREN, HELD) > 0
    public = public_table(CHILDREN, identities=HELD)
    assert at(public, "nobody", "a")["cases"] is None
    assert at(public, "held", "a")["numerator"] is None
    assert at(public, "in-need", "a")["cases"] == 100, "the headline count stays"
    assert at(public, "in-need")["cases"] == 600
    assert worked_out(public) == 0


LOOKED_AFTER = Identities(same=((("all", "cases"), ("far", "cases")),))
FAR = measures(
    all={"numerator": [60, 70, 80]},
    far={"numerator": [10, 20, 30], "unknown": [3, 8, 9], "denominator": [57, 62, 71],
         "cases": [60, 70, 80]})


def test_a_denominator_without_those_not_known_is_hidden_beside_a_count_of_all() -> None:
    """57 of 60 looked-after children: three are not known."""
    public = public_table(FAR, identities=LOOKED_AFTER)
    assert at(public, "all", "a")["cases"] == 60
    assert at(public, "far", "a") == {
        "numerator": None, "denominator": None, "unknown": None, "cases": 60}
    assert at(public, "far") == {"numerator": 60, "denominator": 190, "unknown": 20, "cases": 210}
    assert worked_out(public) == 0


def test_the_same_children_are_hidden_in_every_measure_or_in_none() -> None:
    """Which area goes with a is one decision, though each measure by itself would take another."""
    same = Identities(same=((("count", "cases"), ("rate", "cases")),))
    figures = measures(count={"numerator": [3, 20, 21]},
                       rate={"numerator": [3, 20, 21], "denominator": [900, 9000, 9000]})
    public = public_table(figures, identities=same)
    for measure in ("count", "rate"):
        assert [at(public, measure, place)["cases"] for place in "abc"] == [None, None, 21]
    assert at(public, "rate", "a")["denominator"] == 900, "everybody knows a population"


def test_those_who_met_one_measure_are_hidden_where_they_are_few_in_another() -> None:
    """Four questionnaires were completed, and four scores averaged."""
    same = Identities(same=((("completed", "numerator"), ("score", "cases")),))
    figures = measures(
        completed={"numerator": [4, 30, 40], "denominator": [20, 40, 50], "cases": [20, 40, 50]},
        score={"numerator": [60, 400, 500], "denominator": [4, 30, 40], "cases": [4, 30, 40]})
    public = public_table(figures, identities=same)
    assert at(public, "completed", "a") == {
        "numerator": None, "denominator": 20, "unknown": None, "cases": 20}
    assert at(public, "score", "b")["cases"] is None
    assert at(public, "completed", "b")["numerator"] is None
    assert worked_out(public) == 0


def test_an_identity_that_a_dates_data_break_joins_nothing() -> None:
    same = Identities(same=((("one", "cases"), ("other", "cases")),))
    figures = measures(one={"numerator": [3, 20, 30]}, other={"numerator": [9, 20, 30]})
    public = public_table(figures, identities=same)
    assert at(public, "one", "a")["cases"] is None
    assert at(public, "other", "a")["cases"] == 9


# Revisions ------

def test_what_was_hidden_in_one_revision_stays_hidden_in_the_next() -> None:
    """Eight, where four were said before: the change of the whole would tell the four."""
    first = public_table(measures(m={"numerator": [4, 20, 30]}))
    second = public_table(measures(m={"numerator": [8, 20, 30]}), earlier=(first,))
    assert [at(second, "m", place)["cases"] for place in "abc"] == [None, None, 30]
    assert at(second, "m")["cases"] == 58


def test_what_was_shown_before_protects_nothing_that_is_hidden_now() -> None:
    """Six became three. The others were shown as they still are, so only the whole can be hidden:
    hiding another area beside a would hide nothing."""
    first = public_table(measures(m={"numerator": [6, 20, 30]}))
    second = public_table(measures(m={"numerator": [3, 20, 30]}), earlier=(first,))
    assert at(second, "m", "a")["cases"] is None
    assert at(second, "m")["cases"] is None
    system = system_of([first, second], 5)
    assert not len(exposed(system))


def test_two_revisions_together_tell_no_small_number() -> None:
    chance = np.random.default_rng(7)
    for _ in range(30):
        before = chance.integers(0, 25, 4)
        after = np.maximum(0, before + chance.choice([0, 0, 0, 1, -2, 7], 4))
        first = public_table(measures(m={"numerator": list(before)}))
        second = public_table(measures(m={"numerator": list(after)}), earlier=(first,))
        assert attack([first, second], 5, DAY).recovered == 0, (before, after)


# Periods ------

def test_a_flow_is_public_over_one_period() -> None:
    """The year's figure less last month's is this month less the same month a year ago."""
    identities, chosen = read_identities(), Disclosure()
    catalogue = read_catalogue()
    visits = catalogue["assessments-45wd"]
    assert visits.period == ("month", "year")
    assert identities.period(visits, chosen) == "month"
    assert identities.period(visits, Disclosure(periods="year")) == "year"
    assert identities.period(catalogue["dq-late-recording"], Disclosure(periods="year")) == "month"
    assert identities.period(catalogue["lac-count"], chosen) == "point"


def test_measures_of_the_same_events_are_public_over_the_same_period() -> None:
    identities, catalogue = read_identities(), read_catalogue()
    for cells in (*identities.same, *((whole, *parts) for whole, parts in identities.sums)):
        periods = {identities.period(catalogue[measure], Disclosure()) for measure, _ in cells}
        assert len(periods) == 1, cells


# Anything at all ------

@hypothesis_settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=2, max_size=4))
def test_of_three_measures_that_add_up_no_small_number_can_be_worked_out(
    areas: list[tuple[int, int, int, int]],
) -> None:
    """Every range is found to its ends, and holds two whole numbers at least."""
    met, _, unknown, nobody = (list(column) for column in zip(*areas, strict=True))
    all_of = [a + b + c for a, b, c, _ in areas]
    known = [a + b for a, b, _, _ in areas]
    identities = Identities(
        same=((("all", "cases"), ("share", "cases")),),
        sums=((("every", "cases"), (("all", "cases"), ("nobody", "cases"))),))
    public = public_table(measures(
        all={"numerator": all_of}, nobody={"numerator": nobody},
        every={"numerator": [a + b for a, b in zip(all_of, nobody, strict=True)]},
        share={"numerator": met, "unknown": unknown, "denominator": known, "cases": all_of},
    ), identities=identities)
    system = system_of([public], 5)
    small = np.flatnonzero(system.sensitive)
    low, high = ranges(system, small, exact=True)
    assert (np.floor(high + 1e-6) - np.ceil(low - 1e-6) >= 1).all()


@pytest.mark.parametrize("threshold", [0, 2, 10])
def test_the_threshold_is_a_setting(threshold: int) -> None:
    figures = measures(m={"numerator": [2, 9, 20, 30]})
    public = public_table(figures, threshold=threshold)
    seen = [at(public, "m", place)["cases"] for place in "abcd"]
    assert seen == {0: [2, 9, 20, 30], 2: [None, None, 20, 30], 10: [None, None, 20, 30]}[threshold]
