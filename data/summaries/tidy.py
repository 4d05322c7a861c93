"""A report's figures as tidy CSV, one row a figure, and the metadata that belongs beside it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from dataclasses import dataclass
from typing import Any, Literal

from data.exports import neutral
from data.summaries.facts import facts, kept_at, made_at
from data.summaries.report import Report
from data.symbols import SYMBOLS


@dataclass(frozen=True)
class TidyColumn:
    """A column of the file: a field of ``Datum``. ``width`` in characters and ``empty``, what
    stands for no value, are for a sheet of the same figures; without ``empty`` a symbol stands.
    """

    name: str
    datatype: Literal["string", "number", "date"]
    description: str
    width: int = 16
    empty: str = ""


_LETTERS = "; ".join(f"{letter}: {means}" for letter, means in SYMBOLS.items())
COLUMNS = (
    TidyColumn("as_at", "date", "The date as at which the figure is reported."),
    TidyColumn("measure", "string", "The id of the measure.", 28),
    TidyColumn("measure_name", "string", "The name of the measure.", 48),
    TidyColumn("place", "string", "The id of the place.", 28),
    TidyColumn("place_name", "string", "The name of the place.", 36),
    TidyColumn("period", "string", "What the figure covers: a point in time or a stretch of it.",
               empty="not stated"),
    TidyColumn("unit", "string", "What the value is. percent: 0 to 100; rate: for every 10,000 "
                                 "children; count, days and mean: as they are.", 12),
    TidyColumn("value", "number", "The figure. Empty where it is not shown: symbol says why.", 12),
    TidyColumn("symbol", "string", f"Why the value is not shown, as a letter. {_LETTERS}.", 12,
               "none"),
    TidyColumn("numerator", "number", "How many it is so for. Empty where it is hidden or there "
                                      "is none.", 14),
    TidyColumn("denominator", "number", "Of how many. Empty where it is hidden or there is none.",
               14),
    TidyColumn("unknown", "number", "For how many it is not known. Empty where it is hidden or "
                                    "there is none.", 14),
    TidyColumn("target", "number", "The authority’s target, in the unit of the value. Empty where "
                                   "it has none.", 14, "no target"),
    TidyColumn("source", "string", "Whose figure it is; own is the authority’s.", 36, "not stated"),
    TidyColumn("year", "string", "The year of a published figure. Empty for the authority’s own.",
               14, "own figure"),
)
"""The columns of the file, in order."""


def tidy_csv(report: Report) -> str:
    """The figures as CSV (UTF-8, a heading, lines end in a newline). Numbers that are not shown
    are empty, and ``symbol`` says why; ``tidy_metadata`` describes the columns.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    for datum in report.data:
        writer.writerow([_field(getattr(datum, column.name)) for column in COLUMNS])
    return out.getvalue()


def _field(value: str | float | dt.date | None) -> object:
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return ""
        return int(value) if float(value).is_integer() else round(value, 4)
    return value.isoformat() if isinstance(value, dt.date) else neutral(value)


def tidy_metadata(report: Report, csv_name: str) -> str:
    """What the CSV called ``csv_name`` holds, as JSON after the W3C's Metadata Vocabulary for
    Tabular Data (CSV on the Web). What has no term of its own there stands in ``notes``.
    """
    return json.dumps(_described(report, csv_name), ensure_ascii=False, indent=2) + "\n"


def _described(report: Report, csv_name: str) -> dict[str, Any]:
    notes = [*facts(report), *(("Source", words) for words in report.sources),
             *((f"Symbol {letter}", means) for letter, means in SYMBOLS.items())]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": csv_name,
        "dc:title": report.title,
        "dc:description": report.lead,
        "dc:publisher": {"schema:name": report.authority},
        "dc:date": {"@value": report.as_at.isoformat(), "@type": "xsd:date"},
        "dc:issued": {"@value": made_at(report).isoformat(), "@type": "xsd:dateTime"},
        "dc:spatial": report.place_name,
        "dc:identifier": kept_at(report),
        "dc:accessRights": f"{report.marking}. {report.audience}",
        "schema:version": str(report.revision),
        "notes": [{"schema:name": what, "schema:text": said} for what, said in notes],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_column(column) for column in COLUMNS]},
    }


def _column(column: TidyColumn) -> dict[str, Any]:
    return {
        "name": column.name, "titles": column.name, "dc:description": column.description,
        "datatype": {"base": "date", "format": "yyyy-MM-dd"} if column.datatype == "date"
        else column.datatype,
        "null": [""],
    }
