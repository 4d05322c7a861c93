"""Questions about quality beside volume: of each kind of plan, how many are in place, how many were
audited, how many of those were good, and what children and families say.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data.asking import NotAllowed
from data.disclosure.files import PublicRow
from data.disclosure.groups import AUDITED, KIND
from data.measures.catalogue import Measure
from data.measures.tallies import ANSWERS, Said
from data.places import NO_LOCALITY, NO_TEAM, Place
from data.snapshots.figures import Figure
from data.snapshots.live import Snapshot
from data.sources.codes import code_lists
from data.statistics.intervals import wilson
from data.status import SMALLEST_SHARE
from data.tally_queries import TallyQueries, chosen, of_place, rows_of
from data.viewers import Viewer

AUDITS, FEEDBACK, COMPLAINTS = ANSWERS["good"], ANSWERS["helped"], ANSWERS["in_time"]
ADVOCACY = "advocacy-uptake"
PLAN_NAMES: Mapping[str, str] = code_lists()["plan_type"].labels
"""Each kind of plan in words."""

NOT_IN_EXTRACT = "not in this extract"
NO_PLANS = "no plans"
NOT_AUDITED = "not audited"
FEW_AUDITED = "too few audited to say"
COMPLIANT_BUT_POOR = "compliant but poor"
POOR = "late and poor"
GOOD = "in place and good"
LATE = "late, quality as wanted"
UNCLEAR = "quality not clear yet"
SUPPRESSED = "suppressed"


class Share(NamedTuple):
    """So many of so many; both None where they are kept back because they are small."""

    part: int | None
    of: int | None


_NONE, _KEPT_BACK = Share(0, 0), Share(None, None)


@dataclass(frozen=True)
class PlanQuality:
    """One kind of plan at one place.

    How many are ``in_place`` by the measure's own rule; of the children with one, how many were
    ``audited`` in the twelve months to the date; of the audits, how many were ``good``; of those
    who answered, how many said it ``helped``; of the complaints answered, how many ``in_time``.
    None for what is not in the extract. ``verdict`` is one of the words above.
    """

    plan_type: str
    measure: str
    in_place: Share | None
    audited: Share | None
    good: Share | None
    helped: Share | None
    in_time: Share | None
    verdict: str


class QualityQueries(TallyQueries):
    """Quality beside volume."""

    @property
    def planned(self) -> dict[str, Measure]:
        """Each kind of plan with the measure that says whether it is in place."""
        return {m.plan_type: m for m in self.catalogue.values() if m.plan_type}

    def quality(
        self, viewer: Viewer, place: str, as_at: dt.date, *, parts: bool = True,
    ) -> dict[str, list[PlanQuality]]:
        """By place id: the place itself first, then (unless without ``parts``) its areas or teams
        as far as the viewer may see them; of each, every kind of plan.

        The snapshot of an earlier version, which does not say what an audit was of, gives nothing
        at all. Members of the committee and the board get the county, with small numbers hidden,
        and no other place. Raises NotFound, NotAllowed.
        """
        found = self.place(viewer, place)
        snapshot = self.snapshot(viewer, as_at)
        if not viewer.sees_small_numbers and found.level != "authority":
            raise NotAllowed
        if not snapshot.holds("kinds.parquet"):
            return {}
        said = (self._quality_rows(found, snapshot, parts=parts) if viewer.sees_small_numbers
                else self._public_rows(found, snapshot))
        figures = self.edition.figures if viewer.sees_small_numbers else (
            self.edition.public_figures)

        def volume(one: Place, measure: Measure) -> Figure | None:
            return (figures[as_at].one(one.level, one.id, measure.id, "year")
                    or figures[as_at].one(
                        one.level, one.id, measure.id, self.period_of(viewer, measure)))

        places = [found, *(self._parts_with_quality(viewer, found, said) if parts else ())]
        return {one.id: [
            self._plan(snapshot, kind, measure, volume(one, measure),
                       said.get((one.id, kind), {}))
            for kind, measure in self.planned.items()] for one in places}

    def _parts_with_quality(
        self, viewer: Viewer, whole: Place, rows: Mapping[tuple[str, str], object],
    ) -> Sequence[Place]:
        held = {place for place, _ in rows}
        if not viewer.sees_small_numbers or whole.level == "team":
            return ()
        if whole.level == "authority":
            return [area for area in (*self.places.localities, self.places.no_locality)
                    if area.id in held or area.id != NO_LOCALITY]
        return [team for team in self.places.teams
                if team.parent == whole.id and team.id in held
                and viewer.may_see_figures_of(team, self.places, None)]

    def _quality_rows(
        self, whole: Place, snapshot: Snapshot, *, parts: bool,
    ) -> dict[tuple[str, str], dict[str, Share]]:
        """What was audited and said of each kind of plan at a place and its parts, by place and
        kind; what was about none of them has no kind.
        """
        county = whole.level == "authority"
        found: dict[tuple[str, str], dict[str, Share]] = {}
        for locality, team, kind, share, part, of in rows_of(chosen(
                self._tally(snapshot, "said"), of_place(whole)), Said):
            own_part = (locality or NO_LOCALITY) if county else (team or NO_TEAM)
            for place in {whole.id, own_part} if parts else (whole.id,):  # a team: part of itself
                shares = found.setdefault((place, kind), {})
                before = shares.get(share, _NONE)
                shares[share] = Share((before.part or 0) + part, (before.of or 0) + of)
        return found

    def _plan(
        self, snapshot: Snapshot, kind: str, measure: Measure, volume: Figure | None,
        said: Mapping[str, Share],
    ) -> PlanQuality:
        """One kind of plan at one place."""
        lacking = snapshot.lacking

        def share(name: str, *measures: str) -> Share | None:
            if any(one in lacking for one in measures):
                return None
            return said.get(name, _NONE)

        in_place = None if measure.id in lacking else _volume(volume)
        audited = share("audited", measure.id, AUDITS)
        answers = {name: share(name, asked) for name, asked in ANSWERS.items()}
        return PlanQuality(
            kind, measure.id, in_place, audited, **answers, verdict=verdict_of(
                measure, self.catalogue[AUDITS], in_place, audited, answers["good"]))

    def _public_rows(
        self, whole: Place, snapshot: Snapshot,
    ) -> dict[tuple[str, str], dict[str, Share]]:
        """What was audited and said of each kind of plan in the county, as it was made public; kept
        back where that is not worked out, where a measure is public over another period, and all of
        it where the county's own figure is hidden.
        """
        public, entry, seal = self.live.public, snapshot.entry, snapshot.manifest["seal"]
        asked = [*ANSWERS.values(), *(f"{AUDITED}{kind}" for kind in self.planned)]
        rows = public.rows(entry, seal, (KIND, ""), asked) if public else None
        if rows is None:
            return {(whole.id, kind): dict.fromkeys(("audited", *ANSWERS), _KEPT_BACK)
                    for kind in self.planned}
        by_kind, audits = rows[KIND], rows[""]
        hidden = {row.measure for row in audits if row.hidden}
        said = {(row.measure, row.part): _KEPT_BACK if row.measure in hidden else _share(row)
                for row in by_kind}
        audited = {row.measure: _share(row) for row in audits}
        told = {row.measure for row in (*by_kind, *(row for row in audits if row.cases == 0))}
        unsaid = {name: _NONE if measure in told - hidden else _KEPT_BACK
                  for name, measure in ANSWERS.items()}
        return {(whole.id, kind): {
            "audited": audited.get(f"{AUDITED}{kind}", _KEPT_BACK),
            **{name: said.get((measure, kind), unsaid[name])
               for name, measure in ANSWERS.items()}} for kind in self.planned}


def _share(row: PublicRow) -> Share:
    """A public row as so many of so many."""
    if row.hidden or row.numerator is None or row.denominator is None:
        return _KEPT_BACK
    return Share(int(row.numerator), int(row.denominator))


def _volume(figure: Figure | None) -> Share:
    """How many plans are in place, as the measure's own figure has it."""
    if figure is None:
        return _NONE
    if figure.hidden or math.isnan(figure.denominator):
        return _KEPT_BACK
    return Share(int(figure.numerator), int(figure.denominator))


def verdict_of(
    measure: Measure, audits: Measure, in_place: Share | None, audited: Share | None,
    good: Share | None,
) -> str:
    """Whether a kind of plan is in place, and good: two questions with one word for the answer.

    In place is at or close to the measure's target. Poor is when even the top of the 95 % interval
    of the share graded good is under the target of audits, good when the share reaches it: with
    few audits neither can be said.
    """
    if in_place is None or audited is None or good is None:
        return NOT_IN_EXTRACT
    if in_place.of == 0:
        return NO_PLANS
    if audited.part == 0 and good.of == 0:
        return NOT_AUDITED
    (held, plans), (well, graded) = in_place, good
    if held is None or plans is None or well is None or graded is None:
        return SUPPRESSED
    if graded < SMALLEST_SHARE:
        return FEW_AUDITED
    wanted, target = audits.target or 100.0, measure.target or 100.0
    there = 100 * held / plans >= target - measure.tolerance - 1e-9
    if 100 * well / graded >= wanted - 1e-9:
        return GOOD if there else LATE
    if wilson(well, graded)[1] < wanted:
        return COMPLIANT_BUT_POOR if there else POOR
    return UNCLEAR
