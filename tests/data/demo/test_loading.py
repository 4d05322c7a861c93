"""Making the demo: every month-end once, and July 2015 again as recorded later."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from data.authority import read_authority
from data.demo.loading import load_demo
from data.demo.norfolk import month_ends
from data.settings import NORFOLK
from data.snapshots.store import Store
from tests.data.snapshots.making import publish

JULY = dt.date(2015, 7, 31)


def test_july_2015_is_loaded_twice_and_the_second_manifest_says_why(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for day in month_ends(9):
        if day != JULY:
            publish(store, day)
    said: list[str] = []
    made = {"authority": read_authority(NORFOLK), "months": 9, "seed": 1, "say": said.append}
    load_demo(tmp_path, **made)
    entries = [entry for entry in store.entries() if entry.as_at == JULY]
    assert [entry.revision for entry in entries] == [1, 2]
    first, second = (store.manifest(entry) for entry in entries)
    assert (first["as_now_known"], first["why"]) == (False, "")
    assert second["as_now_known"] is True
    assert "recorded late" in second["why"]
    shares = [next(
        row["numerator"] / row["denominator"] for row in store.figures(entry).to_pylist()
        if (row["measure"], row["place"]) == ("cl-in-touch", "norfolk")) for entry in entries]
    assert round(shares[0], 2) == 0.75
    assert shares[1] > 0.9
    load_demo(tmp_path, **made)
    assert said[-1] == f"The demo is in {tmp_path} already."
    assert len(store.entries()) == 10
