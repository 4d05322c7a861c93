"""The report to the Children's Services Committee, every two months: one page in plain words.

The measures that the settings choose, each in sentences made by rule; one table of them by area;
what is not known; and what the council has written for publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from data.quality_queries import PlanQuality, Share
from data.summaries.asked import PUBLIC, Asked
from data.summaries.committee_file import CommitteeFile, Group, read_committee
from data.summaries.data import data, matrix, published_source
from data.summaries.made import made
from data.summaries.overview import lead, not_known, overview
from data.summaries.pictures import picture
from data.summaries.reading import PUBLISHED, Reading, read_all
from data.summaries.report import Cell, Column, Item, Report, Section, Table
from data.summaries.saying import capital, day_words, joined
from data.summaries.sentences import sentences, verdict
from data.summaries.sentences_beside import quality

TITLE = "Children’s Services Committee: how children are doing"
AUDIENCE = "For elected members and the public. It names no child, no worker and no team."
NOTHING = "Nothing has been marked for publication."
EMPTY = CommitteeFile.model_construct(commentary_months=6, groups=())


def committee(asked: Asked, as_at: dt.date) -> Report:
    """The report as the public may see it. Raises NotFound, CommitteeFileError."""
    q = asked.q
    q.snapshot(PUBLIC, as_at)
    path = q.authority.summaries.committee
    chosen = read_committee(path, q.catalogue) if path else EMPTY
    readings = read_all(asked, PUBLIC, chosen.measures, q.authority.id, as_at)
    plans = {plan.measure: plan
             for plan in q.quality(PUBLIC, q.authority.id, as_at).get(q.authority.id, [])}
    return made(
        asked, as_at, path="committee", title=TITLE, lead=lead(list(readings.values())),
        place=q.places.authority, audience=AUDIENCE,
        sections=_sections(chosen, readings, plans, as_at),
        data=(datum for reading in readings.values() for datum in data(reading)),
        sources=published_source(readings.values()))


def _sections(
    chosen: CommitteeFile, readings: Mapping[str, Reading], plans: Mapping[str, PlanQuality],
    as_at: dt.date,
) -> list[Section]:
    everything = list(readings.values())
    if not everything:
        return [Section("glance", "At a glance", (
            "No measures are chosen for this report: the authority’s settings name none.",))]
    titles = {m.id: m.title for group in chosen.groups for m in group.measures}
    by_area = matrix(everything, id="by-area", title="All measures, by area", notes=(
        "Shares are of every 100. A letter in brackets says why a number is not printed.",
        "Children in no one area’s team are counted in the county’s figure only."))
    return [
        Section("glance", "At a glance", overview(everything, titles)),
        *(_group(group, readings, plans) for group in chosen.groups),
        Section("by-area", "The six areas side by side" if len(everything[0].areas) == 6 else
                "The areas side by side", tables=(by_area,)),
        Section("plans", "Plans: how many, and how good", _plan_sentences(readings, plans),
                tables=_plan_tables(readings, plans, titles)),
        Section("not-known", "What is not known",
                (*not_known(everything, titles), *_without_england(everything, titles))),
        Section("doing", "What the council is doing",
                _commentary(everything, titles, as_at, chosen.commentary_months))]


def _group(
    group: Group, readings: Mapping[str, Reading], plans: Mapping[str, PlanQuality],
) -> Section:
    return Section(group.id, group.title, items=tuple(
        _item(chosen.title, readings[chosen.id], plans.get(chosen.id))
        for chosen in group.measures))


def _item(title: str, reading: Reading, plan: PlanQuality | None) -> Item:
    """A measure, drawn over the months; its areas stand in the one table."""
    measure, drawn = reading.measure, picture(reading)
    return Item(
        id=measure.id, title=title, sentences=sentences(reading) + quality(plan),
        verdict=verdict(reading), pictures=(drawn,) if drawn else (),
        sources=tuple(dict.fromkeys(e.caveat for e in reading.elsewhere if e.caveat)),
        href=f"/measures/{measure.id}")


def _plan_sentences(
    readings: Mapping[str, Reading], plans: Mapping[str, PlanQuality],
) -> tuple[str, ...]:
    if any(m in plans for m in readings):
        return ("A plan in place is not yet a good plan. Senior workers audit some of them, and "
                "children and families say whether the help made things better.",)
    return ("This extract does not say how good plans are.",)


def _plan_tables(
    readings: Mapping[str, Reading], plans: Mapping[str, PlanQuality], titles: Mapping[str, str],
) -> tuple[Table, ...]:
    found = [plans[m] for m in readings if m in plans]
    if not found:
        return ()
    columns = (Column("Plans"), *(Column(name) for name in (
        "Up to date", "Children whose plan was audited", "Audits graded good",
        "People who said it helped")))
    rows = tuple((Cell(titles[plan.measure]), *(_share(share) for share in (
        plan.in_place, plan.audited, plan.good, plan.helped))) for plan in found)
    return (Table("plans", "Plans up to date, audited and good, in the last twelve months",
                  columns, rows),)


def _share(share: Share | None) -> Cell:
    """ "18 of 50"; [x] where it is not in the extract, [c] where it is hidden."""
    if share is None:
        return Cell("[x]", symbol="x")
    if share.part is None or share.of is None:
        return Cell("[c]", symbol="c")
    return Cell(f"{share.part:,} of {share.of:,}") if share.of else Cell("[z]", symbol="z")


def _without_england(
    readings: Sequence[Reading], titles: Mapping[str, str],
) -> tuple[str, ...]:
    """Why some measures have no published figure of England's beside them; nothing where all have.
    """
    beside = [titles[r.measure.id] for r in readings
              if any(e.whose == PUBLISHED["england"] for e in r.elsewhere)]
    if len(beside) == len(readings):
        return ()
    why = "published figure of the same meaning for a year that had ended"
    if not beside:
        return (f"England’s figure stands beside no measure: we hold no {why}.",)
    names = joined([name[:1].lower() + name[1:] for name in beside])
    return (f"England’s figure stands beside {names}. For the other measures we hold no {why}.",)


def _commentary(
    readings: Sequence[Reading], titles: Mapping[str, str], as_at: dt.date, months: int,
) -> tuple[str, ...]:
    """What was written for publication, by measure, the latest first; or that nothing was."""
    if unread := next((r.unread for r in readings if r.unread), ""):
        return (f"What was written for publication cannot be read now. {unread}",)
    first = as_at.year * 12 + as_at.month - months
    said = [f"{titles[r.measure.id]}, {day_words(c.as_at)}: {capital(c.text)}"
            for r in readings for c in r.comments
            if c.public and c.as_at.year * 12 + c.as_at.month > first]
    return tuple(said) or (NOTHING,)
