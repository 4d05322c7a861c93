"""A page of every kind: its address and heading, and the roles it is not for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AREA = "kings-lynn-west-norfolk"
TEAM = f"{AREA}-looked-after"
SHARE = "pep-up-to-date"


@dataclass(frozen=True)
class Shown:
    """A page: ``refused`` are the roles that get a message in its place."""

    address: str
    heading: str
    refused: frozenset[str] = frozenset()


MEMBERS: Final = frozenset({"committee", "board"})
OF_ANOTHER_TEAM: Final = MEMBERS | {"head", "manager", "worker"}
PAGES = {
    "county": Shown("/", "Norfolk"),
    "locality": Shown(f"/localities/{AREA}", "King’s Lynn and West Norfolk"),
    "team": Shown(f"/teams/{TEAM}", "King’s Lynn & West looked-after", MEMBERS),
    "share": Shown(f"/measures/{SHARE}?place=norfolk", "Personal education plan up to date"),
    "flow": Shown(f"/measures/lac-iha-20wd?place={AREA}",
                  "First health assessment within 20 working days"),
    "count": Shown("/measures/lac-count?place=norfolk", "Children looked after"),
    "rate": Shown("/measures/cpp-count-rate?place=norfolk", "Children on a child protection plan"),
    "mean": Shown("/measures/caseload-average?place=norfolk", "Children per social worker"),
    "cases": Shown(f"/cases?measure={SHARE}&place=norfolk",
                   "Personal education plan up to date: the list", MEMBERS),
    "definitions": Shown("/definitions", "Definitions"),
    "definition": Shown(f"/definitions/{SHARE}", "Personal education plan up to date"),
    "accessibility": Shown("/accessibility", "Accessibility"),
    "404": Shown("/no/such/page", "Page not found"),
    "not for the role": Shown(
        "/teams/norwich-looked-after", "Norwich looked-after", OF_ANOTHER_TEAM),
    "no snapshot": Shown("/?as-at=2016-01-31", "No snapshot of that date"),
}
CHARTED = ("share", "flow", "count", "rate", "mean")
