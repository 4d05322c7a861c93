"""The tidy file and its metadata: one row a figure, every column explained."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
from collections.abc import Iterator

from data.summaries.report import Datum
from data.summaries.sheets import sheets
from data.summaries.tidy import tidy_csv, tidy_metadata
from data.symbols import SYMBOLS
from tests.data.summaries.a_report import FORMULA, LONG_NAME, a_report

REPORT = a_report()
METADATA = json.loads(tidy_metadata(REPORT, "committee-2016-03-31.csv"))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_there_is_a_row_a_figure_and_a_column_a_field() -> None:
    found = rows(tidy_csv(REPORT))
    assert len(found) == len(REPORT.data)
    assert list(found[0]) == [field.name for field in dataclasses.fields(Datum)]
    assert found[0] == {
        "as_at": "2016-01-31", "measure": "lac-pep-current",
        "measure_name": "Looked-after children with an up-to-date education plan",
        "place": "norfolk", "place_name": "Norfolk", "period": "point", "unit": "percent",
        "value": "71", "symbol": "", "numerator": "639", "denominator": "900", "unknown": "12",
        "target": "95", "source": "Norfolk", "year": ""}


def test_a_hidden_figure_is_empty_and_its_symbol_says_why() -> None:
    (hidden,) = [row for row in rows(tidy_csv(REPORT)) if row["place_name"] == LONG_NAME]
    assert (hidden["value"], hidden["numerator"], hidden["symbol"]) == ("", "", "c")


def test_numbers_have_four_decimals_at_most_and_no_spreadsheet_runs_a_text() -> None:
    datum = dataclasses.replace(
        REPORT.data[0], value=200 / 3, denominator=1_234_567.0, unknown=math.nan,
        measure_name=FORMULA)
    (row,) = rows(tidy_csv(a_report(rows=(datum,))))
    assert (row["value"], row["denominator"], row["unknown"]) == ("66.6667", "1234567", "")
    assert row["measure_name"] == "'" + FORMULA


def test_the_metadata_describes_every_column_of_its_file() -> None:
    assert METADATA["@context"][0] == "http://www.w3.org/ns/csvw"
    assert METADATA["url"] == "committee-2016-03-31.csv"
    columns = METADATA["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(rows(tidy_csv(REPORT))[0])
    assert all(column["dc:description"] and column["null"] == [""] for column in columns)
    kinds = {column["name"]: column["datatype"] for column in columns}
    assert kinds["as_at"] == {"base": "date", "format": "yyyy-MM-dd"}
    assert (kinds["value"], kinds["symbol"]) == ("number", "string")


def test_the_metadata_explains_every_symbol() -> None:
    (symbol,) = [column["dc:description"] for column in METADATA["tableSchema"]["columns"]
                 if column["name"] == "symbol"]
    assert all(f"{letter}: {means}" in symbol for letter, means in SYMBOLS.items())


def test_the_metadata_says_what_every_copy_must_say() -> None:
    assert METADATA["dc:title"] == REPORT.title
    assert METADATA["dc:publisher"] == {"schema:name": "Norfolk"}
    assert METADATA["dc:date"]["@value"] == "2016-03-31"
    assert METADATA["dc:accessRights"].startswith("OFFICIAL. Everyone.")
    notes = [(note["schema:name"], note["schema:text"]) for note in METADATA["notes"]]
    for said in (("Place", "Norfolk"), ("As at", "31 March 2016"), ("Revision", "2"),
                 ("Marking", "OFFICIAL"), ("Narrowed to", "Areas: four of six"),
                 ("Where it is kept",
                  "On this council’s Surgery, at /summaries/committee?as-at=2016-03-31"),
                 ("What opens there",
                  "The newest revision of this date. This copy is of revision 2.")):
        assert said in notes
    assert {"Made up", "As now known"} <= {what for what, _ in notes}


def test_rows_are_gone_through_once_and_only_when_they_are_asked_for() -> None:
    gone: list[str] = []

    def each() -> Iterator[Datum]:
        for datum in REPORT.data:
            gone.append(datum.measure)
            yield datum

    report = a_report(rows=each())
    assert list(report.sentences())
    assert gone == []
    assert (report.data, report.data) == (REPORT.data, REPORT.data)
    assert len(gone) == len(REPORT.data)


def test_the_record_says_which_revision_was_withdrawn_and_nothing_where_none_was() -> None:
    """The cover of a workbook and the page of a summary hold the same record."""
    words = "Revision 3 of this date was withdrawn on 6 April 2016."
    notes = json.loads(tidy_metadata(a_report(withdrawn=(words,)), "x.csv"))["notes"]
    assert {"schema:name": "Withdrawn", "schema:text": words} in notes
    assert f"Withdrawn: {words}" in sheets(a_report(withdrawn=(words,)))[0].lines
    assert "Withdrawn" not in [note["schema:name"] for note in METADATA["notes"]]
