"""Every sentence that the committee's report has ever said, so that they can be read through.

    python -m data.summaries.all_sentences --store DIR --to FILE

writes each once, under its measure, with how often and on which date it first stood.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.actions import open_actions
from data.queries import open_queries
from data.settings import settings
from data.summaries.asked import PUBLIC, Asked
from data.summaries.committee import committee
from data.summaries.report import Report


def said(report: Report) -> Iterator[tuple[str, str]]:
    """Under what each sentence of a report stands, and the sentence: words of pictures too."""
    yield "lead", report.lead
    for section in report.sections:
        for sentence in section.sentences:
            yield section.id, sentence
        for item in section.items:
            for sentence in item.sentences:
                yield item.id, sentence
            for picture in item.pictures:
                yield f"{item.id}, {picture.kind}", picture.words


def all_sentences(reports: Iterable[Report]) -> dict[tuple[str, str], list[dt.date]]:
    """Every sentence of some reports, by where it stands, with the dates on which it stood."""
    found: dict[tuple[str, str], list[dt.date]] = {}
    for report in reports:
        for spot in said(report):
            found.setdefault(spot, []).append(report.as_at)
    return found


def listed(found: dict[tuple[str, str], list[dt.date]]) -> Iterator[str]:
    """The sentences as lines: where they stand, then each with how often and since when."""
    last = ""
    for (where, sentence), dates in sorted(
            found.items(), key=lambda spot: (spot[0][0], min(spot[1]), spot[0][1])):
        if where != last:
            yield f"\n{where}"
        last = where
        yield f"{len(dates):>3}x  {min(dates)}  {sentence}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="folder of the snapshots")
    parser.add_argument("--to", type=Path, required=True, help="file to write")
    given = parser.parse_args()
    chosen = settings().model_copy(update={"store": given.store})
    asked = Asked(open_queries(chosen), open_actions(chosen))
    found = all_sentences(committee(asked, day) for day in asked.q.dates(PUBLIC))
    given.to.write_text("\n".join(listed(found)).strip() + "\n", encoding="utf-8")
    print(f"{len(found)} sentences to {given.to}")


if __name__ == "__main__":
    main()
