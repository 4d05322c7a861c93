from __future__ import annotations

import pytest

from tests.benchmarks.report import Row, amount, compared, percentile, slowest, table


def test_the_95th_percentile_of_a_hundred_is_the_95th_smallest() -> None:
    assert percentile(list(range(100, 0, -1)), 0.95) == 95


def test_the_95th_percentile_of_a_few_is_the_largest() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0


def test_the_middle_of_an_even_number_is_the_lower_of_the_two() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.95)


@pytest.mark.parametrize(("value", "unit", "shown"), [
    (0.0123, "ms", "12.3 ms"), (0.00123, "ms", "1.23 ms"), (61.2, "s", "61.2 s"),
    (1_024_000, "KiB", "1,000 KiB"), (245_300_000, "MB", "245 MB"),
])
def test_an_amount_has_three_figures_and_its_unit(value: float, unit: str, shown: str) -> None:
    assert amount(value, unit) == shown


def test_a_ratio_at_its_limit_is_reached() -> None:
    assert compared("", 300e6, 300e6, "MB", 1).reached is True


def test_a_ratio_above_its_limit_is_not_reached() -> None:
    assert compared("", 301e6, 300e6, "MB", 1).reached is False


def test_a_line_without_a_limit_is_neither_reached_nor_missed() -> None:
    row = compared("", 2.0, 1.0, "s", None)
    assert row.reached is None
    assert row.cells()[4:] == ("", "")


def test_series_are_compared_by_their_slowest_of_twenty() -> None:
    row = slowest("page", [0.002] * 19 + [0.004] * 2, [0.001] * 21, 10)
    assert (row.ours, row.against, row.ratio) == ("2.00 / 4.00 ms", "1.00 / 1.00 ms", 4.0)


def test_the_table_has_a_line_a_row_and_aligned_columns() -> None:
    lines = table([
        Row("a page", "2 ms", "1 ms", 2.0, 10), Row("another", "12 ms", "1 ms", 12.0, 10),
    ]).splitlines()
    assert lines[0].split() == ["what", "ours", "against", "ratio", "must", "be", "reached"]
    assert lines[2].split() == ["a", "page", "2", "ms", "1", "ms", "2.00", "≤", "10", "yes"]
    assert lines[3].endswith("NO")
    assert lines[2].index("2.00") + 4 == lines[3].index("12.00") + 5
