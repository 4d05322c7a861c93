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
    "brief": Shown("/?show=all", "Norfolk"),
    "locality": Shown(f"/localities/{AREA}", "King’s Lynn and West Norfolk"),
    "domain": Shown(f"/localities/{AREA}?show=child-protection", "King’s Lynn and West Norfolk"),
    "service": Shown("/services/looked-after", "Looked-after children"),
    "team": Shown(f"/teams/{TEAM}", "King’s Lynn & West looked-after", MEMBERS),
    "share": Shown(f"/measures/{SHARE}?place=norfolk", "Personal education plan up to date"),
    "flow": Shown(f"/measures/lac-iha-20wd?place={AREA}",
                  "First health assessment within 20 working days"),
    "count": Shown("/measures/lac-count?place=norfolk", "Children looked after"),
    "rate": Shown("/measures/cpp-count-rate?place=norfolk", "Children on a child protection plan"),
    "mean": Shown("/measures/caseload-average?place=norfolk", "Children per social worker"),
    "cases": Shown(f"/cases?measure={SHARE}&place=norfolk",
                   "Personal education plan up to date: the list", MEMBERS),
    "by group": Shown(f"/measures/{SHARE}?place=norfolk&by=ethnicity",
                      "Personal education plan up to date"),
    "late": Shown("/late", "Three or more things late", MEMBERS),
    "caseloads": Shown("/caseloads?place=norfolk", "Caseloads", MEMBERS),
    "a team's caseloads": Shown(f"/caseloads?place={TEAM}", "Caseloads", MEMBERS),
    "reviewing officers": Shown("/caseloads?whose=reviewing-officers", "Caseloads", MEMBERS),
    "unallocated": Shown("/unallocated?place=norfolk&as-at=2015-07-31", "Unallocated children",
                         MEMBERS | {"worker"}),
    "quality": Shown("/quality", "Quality beside volume"),
    "an area's quality": Shown(f"/quality?place={AREA}", "Quality beside volume"),
    "published": Shown("/measures/lac-rate?place=norfolk", "Looked-after children per 10,000"),
    "work": Shown(f"/cases?place={AREA}", "What is overdue", MEMBERS),
    "no area": Shown("/measures/lac-count?place=no-area", "Children looked after"),
    "definitions": Shown("/definitions?core=yes", "Definitions"),
    "definition": Shown(f"/definitions/{SHARE}", "Personal education plan up to date"),
    "accessibility": Shown("/accessibility", "Accessibility"),
    "404": Shown("/no/such/page", "Page not found"),
    "not for the role": Shown(
        "/teams/norwich-looked-after", "Norwich looked-after", OF_ANOTHER_TEAM),
    "no snapshot": Shown("/?as-at=2016-01-31", "No snapshot of that date"),
}
CHARTED = ("share", "flow", "count", "rate", "mean")
