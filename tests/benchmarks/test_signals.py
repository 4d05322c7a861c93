from __future__ import annotations

import pytest

from tests.benchmarks import signals


def test_every_line_of_the_simulation_is_beside_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signals, "CHARTS", 2_000)
    rows = signals.rows()
    limits, rules, flows = rows[:4], rows[4:8], rows[8:]
    assert [row.against for row in limits] == ["0.30 %"] * 4
    assert [row.ratio for row in rules] == sorted(row.ratio for row in rules)
    assert rules[0].ratio == 1
    assert rules[-1].ratio > 20
    assert [row.against for row in flows] == [
        "5.00 %", "3.80 %", "2.60 %", "1.90 %", "1.60 %", "1.80 %",
        "0.70 %"]
    assert all(0.4 < row.ratio < 1.7 for row in flows)
