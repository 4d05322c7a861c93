"""One item at a time in the room, and the list of all surgeries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from components.agenda_item import SHARES, TITLES, Item
from components.surgeries_table import Held, surgeries_table
from components.surgery_mode import KEYS, surgery_mode
from tests.components.made import every, text
from tests.components.test_agenda import hrefs


def room(number: int, **more: Any) -> Any:
    return surgery_mode(Item(number, "Said."), name="Norwich", href=lambda n: f"?item={n}",
                        leave="/surgeries/norwich", minutes=45, **more)


def keys(part: Any) -> dict[str, str]:
    """Which link or button each key presses."""
    return {key: getattr(way, "href", text(way)) for kind in ("A", "Button", "Summary")
            for way in every(part, kind) for key in getattr(way, "data-keys", "").split()}


def test_every_key_has_a_link_or_a_button_of_its_own() -> None:
    found = keys(room(3))
    assert {key: found[key] for key in ("ArrowRight", "n", "PageDown")} == dict.fromkeys(
        ("ArrowRight", "n", "PageDown"), "?item=4")
    assert {key: found[key] for key in ("ArrowLeft", "p", "PageUp")} == dict.fromkeys(
        ("ArrowLeft", "p", "PageUp"), "?item=2")
    assert [found[str(n)] for n in range(1, 9)] == [f"?item={n}" for n in range(1, 9)]
    assert (found["Escape"], found["f"], found["?"]) == (
        "/surgeries/norwich", "Full screen", "Keys")
    assert all(does in text(room(3)) for _, does in KEYS)


def test_the_first_item_has_none_before_it_and_the_last_none_after() -> None:
    assert "ArrowLeft" not in keys(room(1))
    assert "ArrowRight" not in keys(room(8))


def test_the_clock_shares_the_minutes_among_the_items() -> None:
    """Of 45 parts the first three items have 6, 3 and 12: the third lasts until minute 21."""
    assert sum(SHARES) == 45
    assert len(SHARES) == len(TITLES)
    (clock,) = [p for p in every(room(3, opened="2016-04-14T10:00:00+00:00"), "P")
                if getattr(p, "className", "") == "clock"]
    assert text(clock) == "45 minutes this item 12, until minute 21"
    assert getattr(clock, "data-opened") == "2016-04-14T10:00:00+00:00"
    assert getattr(clock, "data-minutes") == "45"


def test_the_item_that_is_shown_is_marked_and_said() -> None:
    shown = room(3)
    current = [way.href for way in every(shown, "A") if getattr(way, "aria-current", "")]
    assert current == ["?item=3"]
    assert text(every(shown, "P")[0]) == "Item 3 of 8: What changed"


# All surgeries ------

def test_all_surgeries_say_when_the_next_is_and_how_the_last_one_stands() -> None:
    row = Held("Norwich", "/surgeries/norwich", dt.date(2016, 4, 14), 6, 1.04, 7, 2,
               "Not opened yet", dt.date(2016, 3, 10), "/minutes")
    unread = Held("Breckland", "/b", dt.date(2016, 4, 14), None, None, None, None, "Not known")
    _, first, second = every(surgeries_table([row, unread], caption="Areas"), "Tr")
    assert text(first) == "Norwich Thu 14 Apr 2016 Not opened yet 6 1.0 7 2 10 Mar 2016"
    assert hrefs(first) == ["/surgeries/norwich", "/minutes"]
    assert text(second) == "Breckland Thu 14 Apr 2016 Not known – – – – –"
