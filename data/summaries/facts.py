"""What every copy of a report says of itself, and when it was made."""

from __future__ import annotations

import datetime as dt

from data.summaries.report import Report


def facts(report: Report) -> list[tuple[str, str]]:
    """What every copy says of itself, as (what, to what)."""
    said = [("Published by", report.authority), ("Place", report.place_name),
            ("As at", day_words(report.as_at)), ("Revision", str(report.revision))]
    if report.withdrawn:
        said.append(("Withdrawn", " ".join(report.withdrawn)))
    said += [("Made on", day_words(made_at(report).date())), ("Marking", report.marking),
             ("Who may have it", report.audience)]
    said += [("Narrowed to", f"{what}: {to}") for what, to in report.filters] or [
        ("Narrowed to", "nothing; it has all there is")]
    if report.as_now_known:
        said.append(("As now known", "Worked out from a later extract, so it may differ from what "
                                     "was printed at the time."))
    if report.made_up:
        said.append(("Made up", "Demonstration. Every child, worker and figure here is made up."))
    return [*said, ("Where it is kept", kept_at(report)),
            ("What opens there", f"The newest revision of this date. This copy is of revision "
                                 f"{report.revision}.")]


def kept_at(report: Report) -> str:
    """The report's address; in words where the authority's settings name no server before it."""
    if report.address.startswith("/"):
        return f"On this council’s Surgery, at {report.address}"
    return report.address


def made_at(report: Report) -> dt.datetime:
    """When the report's figures were made, in UTC."""
    return dt.datetime.fromisoformat(report.built_at).astimezone(dt.UTC)


def day_words(day: dt.date) -> str:
    """ "31 March 2016" """
    return f"{day.day} {day:%B %Y}"
