"""Making the demo: every month-end once, and July 2015 again as recorded later."""

from __future__ import annotations

from data.authority import Authority
from data.demo.loading import load_demo
from data.snapshots.store import Store
from tests.data.demo.conftest import JULY, MONTHS


def test_july_2015_is_loaded_twice_and_the_second_manifest_says_why(
    july_twice: Store, norfolk: Authority,
) -> None:
    store = july_twice
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
    said: list[str] = []
    load_demo(store.root, authority=norfolk, months=MONTHS, seed=1, say=said.append)
    assert said[-1] == f"The demo is in {store.root} already."
    assert len(store.entries()) == 10
