"""Who looks at the hand-written county, and where."""

from __future__ import annotations

from data.places import Places
from data.viewers import Viewer
from tests.data.county import BOTH_TEAMS, BRECKLAND, CLOSED, LYNN, NORWICH
from tests.data.measures.worked import AUTHORITY

TREE = Places(AUTHORITY)
ANALYST, DIRECTOR = Viewer("analyst"), Viewer("director")
HEAD = Viewer("head", "kings-lynn-west-norfolk", "looked-after")
MANAGER = Viewer("manager", LYNN)
WORKER = Viewer("worker", LYNN, worker="worker-lynn-1")
COMMITTEE, BOARD = Viewer("committee"), Viewer("board")
EVERYONE = (ANALYST, DIRECTOR, HEAD, MANAGER, WORKER, COMMITTEE, BOARD)
"""One of each role."""
VIEWERS = (*EVERYONE, Viewer("manager", NORWICH), Viewer("worker", NORWICH, worker=BOTH_TEAMS),
           Viewer("head", "norwich", "front-door"),
           Viewer("head", "great-yarmouth", "child-protection"))
PLACES = ("norfolk", "norwich", "kings-lynn-west-norfolk", "breckland", "great-yarmouth",
          "south-norfolk", LYNN, NORWICH, BRECKLAND, CLOSED, "norwich-assessment", "mash",
          "great-yarmouth-family-intervention-1", "south-norfolk-leaving-care")
