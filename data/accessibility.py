"""What is known of how accessible Surgery is: when and how it was tested, and what fails.

The statement is written from this and the browser tests take their exceptions from it, so neither
can say what the other does not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

STANDARD = "Web Content Accessibility Guidelines version 2.2 AA standard"
VERSION = "0.1.0"
"""The version that was tested. Another version needs a new look, and a new date below."""
TESTED_ON = dt.date(2026, 11, 22)
AXE = "4.12.1"
CHROMIUM = "156"


@dataclass(frozen=True)
class Fault:
    """Something that does not conform. ``criterion`` is its number and name, ``level`` A or AA;
    ``what`` happens and to whom, ``instead`` is what to do meanwhile, ``plan`` what becomes of it.
    ``excused`` are the checks of the tests that pass it over: axe's rules, or names of our own.
    """

    criterion: str
    level: str
    what: str
    instead: str
    plan: str
    excused: tuple[str, ...] = ()


FAULTS = (
    Fault(
        "1.4.13 Content on hover or focus", "AA",
        "The charts on the pages of measures show the figure of a point when a mouse rests on it. "
        "That label cannot be put away with a key, nor can the mouse be moved onto it, and a "
        "keyboard does not bring it up.",
        "“View as table”, below each chart, holds every figure that a label shows, and can be "
        "reached with a keyboard.",
        "The labels come from the library that draws the charts. They will go, or be drawn by us; "
        "no date is set for it yet.",
        ("chart labels",)),
)


def excused() -> frozenset[str]:
    """The checks that the tests pass over, all of them said in the statement."""
    return frozenset(check for fault in FAULTS for check in fault.excused)
