"""A report with everything that all of them say of themselves: place, date, revision, marking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from data.places import Place
from data.summaries.asked import PUBLIC, Asked
from data.summaries.report import Datum, Report, Section
from data.summaries.saying import day_words
from data.summaries.terms import terms_of
from data.viewers import Viewer


def made(
    asked: Asked, as_at: dt.date, *, path: str, title: str, lead: str, place: Place,
    audience: str, sections: Sequence[Section], data: Iterable[Datum] = (),
    params: Mapping[str, str] | None = None, filters: Sequence[tuple[str, str]] = (),
    sources: Sequence[str] = (), viewer: Viewer = PUBLIC, marking: str = "",
    compared: Collection[dt.date] = (),
) -> Report:
    """A report at ``path``, such as "committee" or "locality/norwich", made for a viewer. Its
    address keeps ``params`` and the date; its terms are those that its own words use. ``data`` is
    gone through when it is asked for. It says which revisions of its date were withdrawn, and of
    those that the date is ``compared`` with. Raises NotFound for a date without a snapshot.
    """
    q = asked.q
    snapshot = q.snapshot(viewer, as_at)
    settings = q.authority.summaries
    front = path if path.startswith("/") else f"/summaries/{path}"
    query = urlencode({**(params or {}), "as-at": as_at.isoformat()})
    report = Report(
        id=path, title=title, lead=lead, authority=q.authority.service_name, place=place.id,
        place_name=place.name, as_at=as_at, revision=snapshot.entry.revision,
        built_at=str(snapshot.manifest["built_at"]), marking=marking or settings.marking,
        audience=audience, public=not viewer.sees_small_numbers, made_up=snapshot.made_up,
        as_now_known=bool(snapshot.manifest.get("as_now_known")),
        address=f"{settings.link.rstrip('/')}{front}?{query}",
        file="-".join([*front.strip("/").removeprefix("summaries/").split("/"),
                       *(params or {}).values(), as_at.isoformat()]),
        sections=tuple(sections), rows=data, filters=tuple(filters),
        sources=(f"{q.authority.name}: own case records as at {day_words(as_at)}, revision "
                 f"{snapshot.entry.revision}.", *sources),
        withdrawn=tuple(_withdrawn(asked, viewer, as_at, compared)))
    headings = [item.title for item in report.items()]
    return replace(report, terms=terms_of([*report.sentences(), *headings]))


def _withdrawn(
    asked: Asked, viewer: Viewer, as_at: dt.date, compared: Collection[dt.date],
) -> Iterator[str]:
    """ "Revision 2 of this date was withdrawn on 5 May 2016." With the reason, for a viewer who may
    read it; other dates by name, oldest first.
    """
    for day in dict.fromkeys((as_at, *sorted(compared))):
        of = "this date" if day == as_at else day_words(day)
        for one in asked.q.withdrawn(viewer, day):
            when = f" on {day_words(one.on)}" if one.on else ""
            why = f" ({one.why.rstrip('.')})" if one.why else ""
            yield f"Revision {one.revision} of {of} was withdrawn{when}{why}."
