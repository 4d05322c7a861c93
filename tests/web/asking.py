"""Every address worth asking for, and what an answer gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import dash
import pyarrow.parquet as pq

from data.measures.catalogue import Measure
from data.viewers import Viewer
from tests.data.county import BRECKLAND, CLOSED, FORMULA, LYNN, MARCH, NORWICH

ROLES = ("analyst", "director", "head", "manager", "worker", "committee", "board")
PLACES = ("norfolk", "norwich", "kings-lynn-west-norfolk", "breckland", "great-yarmouth",
          "no-area", LYNN, NORWICH, "great-yarmouth-family-intervention-1")
MEASURES = ("lac-visit-timely", "cpp-visit-timely", "re-referrals-12m", "cl-in-touch",
            "caseload-average", "unallocated")
_VALUES = {
    "locality": ("norwich", "kings-lynn-west-norfolk", "breckland", "great-yarmouth", "nowhere"),
    "team": (LYNN, NORWICH, BRECKLAND, CLOSED, "great-yarmouth-family-intervention-1", "mash",
             "nowhere"),
    "measure": (*MEASURES, "none"),
    "action": ("1", "2", "999999", "x"),
    "challenge": ("1", "999999", "x"),
    "place": ("norwich", "kings-lynn-west-norfolk", "looked-after", "nowhere"),
    "service": ("looked-after", "child-protection", "adoption-permanence", "nowhere"),
    "line": ("education-plans", "nothing"),
    "child": ("child-lynn-1", "child-lynn-8", "child-lynn-12", "child-norwich-10", "child-plan-1",
              "child-lost-1", "leaver-south-1", "child-door-5", quote(FORMULA), "nobody"),
}
_SHOWS = [f"show={show}" for show in ("commissioner", "all", "child-protection", "placements",
                                      "nothing")]
_QUERIES = {
    "/": _SHOWS, "/localities/<locality>": _SHOWS, "/services/<service>": _SHOWS,
    "/teams/<team>": [*_SHOWS, "show=all&page=2"],
    "/definitions": ["search=visit", "domain=child-protection", "core=yes&search=zebra"],
    "/measures/<measure>": [*(f"place={place}" for place in PLACES), *(
        f"place={place}&by={way}" for place in ("norfolk", LYNN)
        for way in ("age", "sex", "height")), "chart=parts", "chart=pace&baselines=all",
        "chart=areas", "chart=none", "beside=teams",
        f"place={LYNN}&chart=parts&beside=teams"],
    "/children/<child>": ["years=all", "years=2&page=2"],
    "/late": [*(f"place={place}" for place in PLACES), "page=2"],
    "/caseloads": [f"place={place}{whose}" for place in (*PLACES, "mash", "reviewing-officers")
                   for whose in ("", "&whose=reviewing-officers")],
    "/unallocated": [*(f"place={place}" for place in PLACES), "page=2", "as-at=2016-02-29"],
    "/summaries/locality/<locality>": ["as-at=2016-02-29", "as-at=2010-01-31", "as-at=x"],
    "/quality": [*(f"place={place}" for place in PLACES), "as-at=2016-02-29"],
    "/cases": [
        *(f"measure={measure}&place={place}" for measure in MEASURES for place in PLACES),
        *(f"measure=lac-visit-timely&status={status}"
          for status in ("missed", "overdue", "due", "met", "unknown")),
        "measure=lac-visit-timely&worker=worker-both", "measure=lac-visit-timely&worker=no-worker",
        "measure=lac-visit-timely&search=child", "measure=lac-visit-timely&sort=-person",
        "measure=re-referrals-12m&period=year",
        "status=due"],
    "/actions": [*(f"show={show}" for show in ("all", "mine", "overdue", "nothing")),
                 *(f"place={place}" for place in PLACES), "as-at=2016-02-29"],
    "/summaries/board/challenges": ["show=all", "show=overdue", "as-at=2016-02-29"],
    "/actions/add": [*(f"place={place}" for place in PLACES),
                     "place=looked-after&measure=lac-visit-timely&child=child-lynn-1"],
    "/surgeries": ["as-at=2016-02-29"],
    "/surgeries/<place>": [
        *(f"mode=surgery&item={n}" for n in (*range(1, 9), "9", "x")), "all=3", "all=7",
        "as-at=2016-02-29"],
    "/morning": [
        *(f"place={place}" for place in PLACES), "when=due", "when=week&page=2", "when=never",
        "service=looked-after", "service=nothing", "worker=worker-both",
        "worker=no-worker&place=norwich"],
}
"""What else is asked of a page, beside its bare address."""
# An address that a page of the registry may not have, and nobody should learn anything from.
_OTHER = ("/nowhere", "/children/child-lynn-1", "/cases.csv", "/chart.csv", "/morning.csv")


def addresses() -> Iterator[str]:
    """Addresses of every registered page, for many places and measures."""
    for page in dash.page_registry.values():
        template = page.get("path_template") or page["path"]
        for path in _filled(template):
            yield path
            for query in _QUERIES.get(template, ["as-at=2016-02-29"]):
                yield f"{path}?{query}"
    yield from _OTHER


def _filled(template: str) -> list[str]:
    paths = [template]
    for name in re.findall(r"<(\w+)>", template):
        paths = [path.replace(f"<{name}>", value)
                 for path in paths for value in _VALUES.get(name, ("x",))]
    return paths


def everyone(store: Path) -> tuple[set[str], set[str]]:
    """The ids of all children and all workers in the newest snapshot."""
    rows = _cases(store)
    return ({r["person"] for r in rows if r["person"]}, {r["worker"] for r in rows if r["worker"]})


def within(store: Path, viewer: Viewer, catalogue: dict[str, Measure]) -> tuple[
        set[str], set[str]]:
    """The ids of the children and workers that a viewer may see, by the rule on its own."""
    people, workers = set(), set()
    for row in _cases(store):
        scope = viewer.may_see_cases(catalogue[row["measure"]])
        if scope is not None and (scope.column is None or row[scope.column] == scope.value):
            people.add(row["person"])
            workers.add(row["worker"])
    return people - {None}, workers - {None}


def _cases(store: Path) -> list[dict[str, str]]:
    path = store / f"snapshots/as_at={MARCH}/revision=1/cases.parquet"
    return pq.read_table(path, partitioning=None).to_pylist()


def named(text: str, ids: set[str]) -> set[str]:
    """Which of some ids stand anywhere in a text."""
    words = set(re.findall(r"[a-z]+(?:-[a-z0-9]+)+", text))
    return (words & ids) | ({FORMULA} if FORMULA in text and FORMULA in ids else set())
