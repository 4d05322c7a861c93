"""A page of every kind: its address and heading, and the roles it is not for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AREA = "kings-lynn-west-norfolk"
TEAM = f"{AREA}-looked-after"
SHARE = "pep-up-to-date"


@dataclass(frozen=True)
class Shown:
    """A page: ``refused`` are the roles that get a message in its place, ``unaware`` those who are
    told that there is no such thing.
    """

    address: str
    heading: str
    refused: frozenset[str] = frozenset()
    unaware: frozenset[str] = frozenset()

    def heading_for(self, role: str) -> str:
        """What stands over it for somebody of a role."""
        if role in self.refused:
            return "Not for this role"
        return "Not found" if role in self.unaware else self.heading


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
    "actions": Shown("/actions", "Actions", MEMBERS),
    "action": Shown("/actions/5", "Action 5", unaware=MEMBERS | {"worker"}),
    "agree an action": Shown("/actions/add", "Agree an action", MEMBERS | {"worker"}),
    "surgeries": Shown("/surgeries", "Performance surgeries", MEMBERS | {"worker"}),
    "agenda": Shown(f"/surgeries/{AREA}", "Performance surgery, King’s Lynn and West Norfolk",
                    MEMBERS | {"worker"}),
    "a service's agenda": Shown("/surgeries/looked-after",
                                "Performance surgery, Looked-after children",
                                MEMBERS | {"worker", "manager"}),
    "surgery mode": Shown(f"/surgeries/{AREA}?mode=surgery&item=3", "What changed",
                          MEMBERS | {"worker"}),
    "minutes": Shown(f"/surgeries/{AREA}/minutes/2016-03-10",
                     "Minutes of the performance surgery, King’s Lynn and West Norfolk",
                     MEMBERS | {"worker"}),
    "quality": Shown("/quality", "Quality beside volume"),
    "an area's quality": Shown(f"/quality?place={AREA}", "Quality beside volume"),
    "published": Shown("/measures/lac-rate?place=norfolk", "Looked-after children per 10,000"),
    "work": Shown(f"/morning?place={AREA}", "The morning’s work", MEMBERS),
    "no area": Shown("/measures/lac-count?place=no-area", "Children looked after"),
    "definitions": Shown("/definitions?core=yes", "Definitions"),
    "definition": Shown(f"/definitions/{SHARE}", "Personal education plan up to date"),
    "methods": Shown("/methods", "How signals are told from chance"),
    "parts": Shown(f"/measures/{SHARE}?place=norfolk&chart=parts",
                   "Personal education plan up to date"),
    "pace": Shown(f"/measures/{SHARE}?place=norfolk&chart=pace",
                  "Personal education plan up to date"),
    "each area": Shown(f"/measures/{SHARE}?place=norfolk&chart=areas",
                       "Personal education plan up to date"),
    "teams": Shown(f"/measures/{SHARE}?place=norfolk&beside=teams",
                   "Personal education plan up to date"),
    "summaries": Shown("/summaries", "Summaries"),
    "committee": Shown("/summaries/committee",
                       "Children’s Services Committee: how children are doing"),
    "board": Shown("/summaries/board", "Safeguarding board data set",
                   frozenset({"manager", "worker", "committee"})),
    "challenges": Shown("/summaries/board/challenges", "Challenges of the board",
                        frozenset({"manager", "worker", "committee"})),
    "a challenge": Shown("/summaries/board/challenges/1", "Challenge 1",
                         frozenset({"manager", "worker", "committee"})),
    "monitoring": Shown("/summaries/monitoring", "Three-monthly monitoring",
                        MEMBERS | {"manager", "worker"}),
    "a monitored line": Shown("/summaries/monitoring/education-plans",
                              "Monitoring: Personal education plans",
                              MEMBERS | {"manager", "worker"}),
    "an area's summary": Shown(f"/summaries/locality/{AREA}",
                               "King’s Lynn and West Norfolk: how children are doing",
                               frozenset({"worker"})),
    "accessibility": Shown("/accessibility", "Accessibility statement"),
    "404": Shown("/no/such/page", "Page not found"),
    "not for the role": Shown(
        "/teams/norwich-looked-after", "Norwich looked-after", OF_ANOTHER_TEAM),
    "no snapshot": Shown("/?as-at=2016-01-31", "No snapshot of that date"),
}
CHARTED = ("share", "flow", "count", "rate", "mean", "parts", "teams")
