"""Small numbers hidden: worked by hand, and against somebody who tries every possibility."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.data.disclosure.hiding import hide_small_numbers

DAY = dt.date(2016, 3, 31)
Part = tuple[int, int, int]
"""How many met, how many are known not to have met, how many are not known."""


def table(parts: list[Part], kind: str = "counted against", **more: str) -> pd.DataFrame:
    """The figures of an authority and its parts."""
    whole = tuple(sum(column) for column in zip(*parts, strict=True))
    rows = []
    for n, (met, missed, unknown) in enumerate([whole, *parts]):
        cases = met + missed + unknown
        rows.append({
            "as_at": DAY, "measure": "m", "place": f"p{n}" if n else "county",
            "level": "locality" if n else "authority", "period": "point",
            "numerator": float(cases if kind == "count" else met),
            "denominator": {"counted against": cases, "left out": cases - unknown,
                            "count": math.nan}[kind],
            "unknown": 0 if kind == "count" else unknown, "cases": cases, **more})
    return pd.DataFrame(rows)


def shown(frame: pd.DataFrame, column: str = "numerator") -> list[float | None]:
    return [None if pd.isna(value) else value for value in frame[column]]


def counts(*numbers: int) -> list[float | None]:
    """What is shown of a count: of the authority first, then of its parts."""
    return shown(hide_small_numbers(table([(n, 0, 0) for n in numbers], "count")))


def test_nothing_is_hidden_when_every_number_is_big() -> None:
    figures = table([(20, 10, 8), (30, 9, 7), (40, 12, 6)])
    public = hide_small_numbers(figures)
    assert not public["hidden"].any()
    pd.testing.assert_frame_equal(
        public.drop(columns="hidden"), figures, check_dtype=False)


def test_a_small_part_is_hidden_and_the_next_smallest_with_it() -> None:
    assert counts(3, 9, 20) == [32, None, None, 20]


@pytest.mark.parametrize("small", [1, 5])
def test_one_to_five_are_small(small: int) -> None:
    assert counts(small, 9, 20)[1] is None


def test_six_and_zero_are_not_small() -> None:
    assert counts(6, 0, 20) == [26, 6, 0, 20]


def test_zero_stays_zero_beside_hidden_numbers() -> None:
    assert counts(3, 0, 9, 20) == [32, None, 0, None, 20]


def test_a_small_total_is_hidden() -> None:
    assert counts(3, 0, 0) == [None, None, 0, 0]


def test_two_ones_would_be_known_from_their_sum() -> None:
    assert counts(1, 1, 9, 20) == [31, None, None, None, 20]


def test_two_fives_would_be_known_from_their_sum_by_who_knows_the_threshold() -> None:
    assert counts(5, 5, 9, 20) == [39, None, None, None, 20]


def test_the_total_is_hidden_where_no_other_part_can_be() -> None:
    assert counts(1, 1, 1, 1, 1, 1) == [None] * 7


def test_how_many_did_not_is_as_telling_as_how_many_did() -> None:
    """48 of 52 tells that four did not; so it is hidden, and another part with it."""
    public = hide_small_numbers(table([(48, 4, 0), (30, 10, 0), (60, 20, 0)]))
    assert shown(public) == [138, None, None, 60]
    assert shown(public, "denominator") == [172, 52, 40, 80]
    assert public["hidden"].tolist() == [False, True, True, False]


def test_few_not_known_hide_only_how_many_are_not_known() -> None:
    public = hide_small_numbers(table([(48, 20, 2), (30, 10, 7), (60, 20, 9)]))
    assert shown(public) == [138, 48, 30, 60]
    assert shown(public, "denominator") == [206, 70, 47, 89]
    assert shown(public, "unknown") == [18, None, None, 9]


def test_where_those_not_known_are_left_out_the_number_of_cases_would_give_them_away() -> None:
    public = hide_small_numbers(table([(48, 20, 2), (30, 10, 7), (60, 20, 9)], "left out"))
    assert shown(public) == [138, 48, 30, 60]
    assert shown(public, "denominator") == [188, 68, 40, 80]
    assert shown(public, "unknown") == [18, None, None, 9]
    assert shown(public, "cases") == [206, None, None, 89]


def test_few_known_not_to_have_met_are_hidden_among_those_not_known() -> None:
    public = hide_small_numbers(table([(48, 2, 20), (30, 10, 7), (60, 20, 9)]))
    assert shown(public, "unknown") == [36, None, None, 9]
    assert shown(public) == [138, 48, 30, 60]


def test_few_cases_hide_everything_of_the_place() -> None:
    public = hide_small_numbers(table([(2, 1, 1), (30, 10, 7), (60, 20, 9)]))
    row = public.iloc[1]
    assert row[["numerator", "denominator", "unknown", "cases"]].isna().all()


def test_a_rate_keeps_its_population_which_everyone_knows() -> None:
    figures = table([(3, 0, 0), (40, 0, 0), (70, 0, 0)], "count").assign(
        denominator=[90_000.0, 20_000, 30_000, 40_000])
    public = hide_small_numbers(figures)
    assert shown(public) == [113, None, None, 70]
    assert shown(public, "denominator") == [90_000, 20_000, 30_000, 40_000]


def test_a_mean_of_few_workers_hides_their_hours_too() -> None:
    figures = table([(4, 0, 0), (40, 0, 0), (70, 0, 0)], "count").assign(
        numerator=[1500.0, 60, 640, 800], denominator=[100.5, 3.5, 37, 60])
    public = hide_small_numbers(figures)
    assert shown(public) == [1500, None, None, 800]
    assert shown(public, "denominator") == [100.5, None, None, 60]


def test_teams_and_workers_are_left_out() -> None:
    figures = pd.concat([table([(20, 20, 0)]), table([(9, 9, 0)], level="team"),
                         table([(9, 9, 0)], level="worker")])
    assert set(hide_small_numbers(figures)["level"]) == {"authority", "locality"}


def test_each_date_measure_and_period_is_hidden_by_itself() -> None:
    small, big = table([(3, 20, 0), (30, 20, 0)]), table([(30, 20, 0), (30, 20, 0)])
    together = pd.concat([
        small, big.assign(measure="n"), big.assign(period="year"),
        big.assign(as_at=dt.date(2016, 2, 29))], ignore_index=True)
    public = hide_small_numbers(together)
    assert public["hidden"].tolist() == [False, True, True] + [False] * 9


def test_no_figures_give_none() -> None:
    assert hide_small_numbers(table([(1, 1, 1)]).iloc[:0]).empty


# Somebody who tries every possibility ------

@dataclass(frozen=True)
class Shown:
    """What one row shows; None where it is hidden."""

    met: float | None
    base: float | None
    unknown: float | None
    cases: float | None


def _row(row: pd.Series) -> Shown:
    return Shown(*(None if pd.isna(row[c]) else row[c]
                   for c in ("numerator", "denominator", "unknown", "cases")))


def _amounts(tries: np.ndarray, kind: str) -> dict[str, np.ndarray]:
    met, missed, unknown = tries[:, 0], tries[:, 1], tries[:, 2]
    return {"met": met, "not met": missed, "unknown": unknown,
            "base": met + missed + (unknown if kind == "counted against" else 0),
            "cases": met + missed + unknown, "against": missed + unknown}


def _fits(tries: np.ndarray, row: Shown, kind: str) -> np.ndarray:
    """Which tries agree with what a row shows, and with why the rest is hidden."""
    amounts = _amounts(tries, kind)
    agrees = np.ones(len(tries), bool)
    for name in ("met", "base", "unknown", "cases"):
        if (value := getattr(row, name)) is not None:
            agrees &= amounts[name] == value
    # Zero is not hidden by itself: not all of it, nor how many met or are not known beside a share.
    if row.cases is None and row.base is None:
        agrees &= amounts["cases"] > 0
    if row.met is None and row.base is not None:
        agrees &= (amounts["met"] > 0) & (amounts["met"] < amounts["base"])
    if row.unknown is None and row.met is not None:
        agrees &= amounts["unknown"] > 0
    return agrees


def worked_out(public: pd.DataFrame, parts: list[Part], kind: str, few: int, most: int) -> list:
    """Each small number that only one possibility explains, by trying all."""
    whole, *rows = [_row(row) for _, row in public.iterrows()]
    grid = np.array(list(itertools.product(range(most + 1), repeat=3)))
    ways = [grid[_fits(grid, row, kind)] for row in rows]
    chosen = np.array(list(itertools.product(*(range(len(w)) for w in ways))))
    tries = [way[chosen[:, n]] for n, way in enumerate(ways)]
    possible = _fits(sum(tries), whole, kind)
    found = []
    truths = [tuple(sum(column) for column in zip(*parts, strict=True)), *parts]
    for n, (truth, guesses) in enumerate(zip(truths, [sum(tries), *tries], strict=True)):
        true = _amounts(np.array([truth]), kind)
        for name, guessed in _amounts(guesses[possible], kind).items():
            if 0 < true[name][0] <= few and len(np.unique(guessed)) < 2:
                found.append((n, name, int(true[name][0])))
    return found


def _parts(most: int) -> st.SearchStrategy[Part]:
    return st.tuples(*[st.integers(0, most)] * 3)


_shares = st.sampled_from(["counted against", "left out"])
# One more than the numbers there are is enough: another possibility is one step away, or none is.


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.lists(_parts(5), min_size=1, max_size=2), _shares)
def test_no_small_number_can_be_worked_out_from_a_share(parts: list[Part], kind: str) -> None:
    """With a threshold of 2 in place of 5, so that every possibility can be tried."""
    public = hide_small_numbers(table(parts, kind), threshold=2)
    assert not worked_out(public, parts, kind, few=2, most=6)


@hypothesis_settings(max_examples=12, deadline=None)
@given(st.lists(_parts(3), min_size=3, max_size=3), _shares)
def test_no_small_number_can_be_worked_out_from_three_parts(parts: list[Part], kind: str) -> None:
    public = hide_small_numbers(table(parts, kind), threshold=2)
    assert not worked_out(public, parts, kind, few=2, most=4)


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_no_small_count_can_be_worked_out(numbers: list[int]) -> None:
    whole, *seen = counts(*numbers)
    ways = [range(1, 15) if n is None else [int(n)] for n in seen]
    possible = [w for w in itertools.product(*ways) if whole in (None, sum(w))]
    for n, number in enumerate(numbers):
        assert not 0 < number <= 5 or len({way[n] for way in possible}) > 1
    if 0 < sum(numbers) <= 5:
        assert len({sum(way) for way in possible}) > 1


@hypothesis_settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 15)] * 3), min_size=1, max_size=7),
       st.sampled_from(["counted against", "left out", "count"]))
def test_nothing_that_is_shown_is_small_or_false(parts: list[Part], kind: str) -> None:
    figures = table(parts, kind)
    public = hide_small_numbers(figures)
    for column in ("numerator", "denominator", "unknown", "cases"):
        kept = public[column].notna()
        assert (public[column][kept] == figures[column][kept]).all()
        assert not public[column].between(1, 5).any()
    assert not (public["denominator"] - public["numerator"]).between(1, 5).any()
    assert not (public["cases"] - public["numerator"] - public["unknown"]).between(1, 5).any() or (
        kind == "count")
    assert (public["hidden"] == public["numerator"].isna()).all()
    nobody = figures["cases"] == 0
    assert (public.loc[nobody, ["numerator", "unknown", "cases"]] == 0).all(axis=None)
