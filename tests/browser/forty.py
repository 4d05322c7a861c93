"""A county of forty areas, one of them of sixty letters with an apostrophe: few children in each,
enough that every area has figures.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from data.authority import Authority, read_authority
from data.disclosure.publish import publish_public
from data.settings import NORFOLK
from data.signals.publish import publish_signals
from data.snapshots.load import build
from data.snapshots.store import Store
from tests.browser.making import catalogue_of
from tests.data.county import Tables, county
from tests.data.measures.worked import born, extract_of, held_by, in_care, on_plan

AREAS = 40
LONGEST = "St Edmund's Marshland, Wymondham and the Wiggenhall Parishes"
NAMES = [LONGEST, *(f"Area {n} and Villages" for n in range(2, AREAS + 1))]
IDS = [f"area-{n}" for n in range(1, AREAS + 1)]


def authority_file(folder: Path) -> Path:
    """Norfolk's settings with forty areas in place of six, written in a folder."""
    text = NORFOLK.read_text(encoding="utf-8")
    areas = "".join(f'[[localities]]\nid = "{id}"\nname = "{name}"\n'
                    for id, name in zip(IDS, NAMES, strict=True))
    text = re.sub(r"(?s)\[\[localities\]\].*?(?=# Each kind of team)", areas, text)
    of_each = ", ".join(f"{id} = 4000" for id in IDS)
    text = re.sub(r"(?m)^(20\d\d) = \{.*\}$",
                  rf"\1 = {{ norfolk = {4000 * AREAS}, {of_each} }}", text)
    text = re.sub(r'(?m)^head_of = .*\n', "", text)
    text = text.replace("kings-lynn-west-norfolk", IDS[0])
    text = text.replace('"norfolk/', f'"{NORFOLK.parent}/norfolk/')
    path = folder / "forty.toml"
    path.write_text(text, encoding="utf-8")
    return path


def tables() -> Tables:
    """Some children looked after and some on a plan in every area, visited or not."""
    found: Tables = {name: [] for name in county()}
    for n, area in enumerate(IDS):
        for child in range(6 + n % 9):
            _looked_after(found, f"{area}-looked-{child}", f"{area}-looked-after", child)
        for child in range(n % 7):
            _planned(found, f"{area}-plan-{child}", f"{area}-family-intervention-1", child)
    found["professionals"] = [
        {"professional_id": worker, "job_title": "Social worker", "full_time_equivalent": 1.0}
        for worker in sorted({row["professional_id"] for row in found["involvements"]
                              if row["professional_id"]})]
    return found


def _looked_after(found: Tables, child: str, team: str, n: int) -> None:
    found["person"].append(born(child, f"{n + 1} May 2006"))
    found["cla_episodes"].append(in_care(child, "1 Sep 2014"))
    found["legal_status"].append({
        "legal_status_id": f"l {child}", "person_id": child, "status": "C2",
        "start_date": "1 Sep 2014"})
    found["involvements"].append(held_by(
        child, None if n == 5 else f"worker-{team}", team, since="1 Sep 2014"))
    found["cla_visits"] += [
        {"cla_visit_id": f"{child} {on}", "person_id": child, "visit_date": on}
        for on in ("10 Aug 2015", "20 Dec 2015", "20 Mar 2016")[n % 3:]]
    if n % 2:
        found["education_plans"].append({
            "pep_id": child, "person_id": child, "review_date": "20 Jan 2016"})


def _planned(found: Tables, child: str, team: str, n: int) -> None:
    found["person"].append(born(child, f"{n + 1} May 2008"))
    found["cp_plans"].append(on_plan(child, "1 Sep 2014"))
    found["involvements"].append(held_by(child, f"worker-{team}", team, since="1 Sep 2014"))
    if n % 2:
        found["cp_visits"].append({
            "cp_visit_id": child, "person_id": child, "cp_plan_id": child,
            "visit_date": "24 Mar 2016", "seen": True, "seen_alone": True})


def month_ends(months: int) -> list[dt.date]:
    """So many month-ends to March 2016, oldest first."""
    firsts = [dt.date(2016, 4, 1)]
    for _ in range(months - 1):
        firsts.append((firsts[-1] - dt.timedelta(days=1)).replace(day=1))
    return [first - dt.timedelta(days=1) for first in reversed(firsts)]


def make_store(root: Path, authority: Authority, *, months: int) -> Path:
    """Publish so many month-ends of it, with what is public and the signals."""
    catalogue = catalogue_of(authority)
    extract = extract_of(**tables())
    for day in month_ends(months):
        build(extract, as_at=day, store=Store(root), authority=authority, catalogue=catalogue,
              about={"signed_off_by": "a test", "made_up": True})
    publish_public(Store(root), authority, catalogue)
    publish_signals(Store(root), authority, catalogue)
    return root


def read_forty(folder: Path) -> tuple[Path, Authority]:
    """The settings' file and the authority in it."""
    path = authority_file(folder)
    return path, read_authority(path)
