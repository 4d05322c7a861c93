"""The rules a source is checked against: id, severity, what is wrong and what to do.

Errors stop publication; warnings do not. The words are for the person who made the extract.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.sources.report import ERROR, WARNING, Problem

FIRST_DAY = dt.date(1925, 1, 1)
"""Nobody that children's services work with, nor anything they record, is from before this."""


@dataclass(frozen=True)
class Rule:
    """One rule. ``message`` and ``todo`` may hold ``{names}`` that the finding fills in.

    ``left_out`` is what its findings keep out of a figure, one and many; ``whole_row`` says
    whether that is the row or only the value in the column.
    """

    id: str
    severity: str
    message: str
    todo: str
    left_out: tuple[str, str] | None = None
    whole_row: bool = False

    def problem(self, *, file: str = "", sheet: str = "", row: int | None = None,
                column: str = "", value: str = "", concerns: tuple[str, ...] = (),
                **words: object) -> Problem:
        """A finding of this rule at a place."""
        return Problem(self.severity, self.id, self.message.format(**words),
                       self.todo.format(**words), file=file, sheet=sheet, row=row,
                       column=column, value=value, concerns=concerns)


_ALL = (
    # Files
    Rule("unreadable-file", ERROR, "The file cannot be read: {why}",
         "Check that it is there, complete and not open elsewhere, or export it again."),
    Rule("unreadable-row", ERROR, "The row has {found} values where the header has {expected}",
         "Put quotation marks around values that hold a comma, or export the file again.",
         ("row that cannot be read", "rows that cannot be read"), whole_row=True),
    Rule("encrypted-workbook", ERROR, "The workbook is protected with a password or is in the "
         "format of Excel 2003 and earlier",
         "Save it as an Excel workbook (.xlsx) without a password."),
    Rule("not-a-workbook", ERROR, "The file is called {suffix} but holds {found}",
         "Save it as an Excel workbook (.xlsx), or give it the name of what it is."),
    Rule("empty-folder", ERROR, "The folder holds no table that can be read",
         "Put .csv or .parquet files in it, each named after its table: ssd_cp_visits.csv."),
    Rule("damaged-parquet", ERROR, "The Parquet file is damaged or cut short: {why}",
         "Copy or export it again."),
    Rule("unreachable-database", ERROR, "The database cannot be read: {why}",
         "Check the address, the user and that the server can be reached from here."),
    Rule("empty-database", ERROR, "The database holds no table that can be read",
         "Check that the address names the database with the SSD tables, and that the user may "
         "read them."),
    Rule("not-a-source", ERROR, "This is neither an Excel workbook, a folder of tables nor a "
         "database address", "Give an .xlsx file, a folder of .csv or .parquet files, or an "
         "address such as mssql+pyodbc://..."),
    Rule("no-lists", ERROR, "The workbook has no sheet named after an Annex A list",
         "Name the sheets List_1 to List_11."),
    Rule("no-header", ERROR, "The sheet has no row with the column names of list {number}",
         "Put the column names of the list above its rows."),
    Rule("list-twice", ERROR, "List {number} is on two sheets; only the first was read",
         "Keep one sheet a list, or rename the other."),
    Rule("table-twice", ERROR, "The table {table} is in two places: here and in {other}",
         "Give each table once. Nothing was taken from the second."),
    # Columns
    Rule("column-missing", ERROR, "The column is missing",
         "Add the column, empty if the system does not hold it."),
    Rule("column-twice", ERROR, "The column is there more than once; only the first was read",
         "Remove or rename the other."),
    Rule("unreadable-column", ERROR, "The column holds what cannot be read as {type}: {why}",
         "Export it again as plain text, numbers or dates.",
         ("column that cannot be read", "columns that cannot be read")),
    Rule("unknown-column", WARNING, "The column is not one that is used; it was not read",
         "If it is {near}, correct its name; otherwise nothing."),
    Rule("unknown-table", WARNING, "No table has this name; it was not read",
         "If it is {near}, correct its name; otherwise nothing."),
    Rule("unused-tables", WARNING, "These tables of the Standard Safeguarding Dataset are not "
         "used yet and were not read", "Nothing."),
    Rule("unknown-list", WARNING, "No list of Annex A has the number of this sheet; it was passed "
         "over", "Correct the sheet's name if it is one of lists 1 to 11."),
    Rule("blank-rows", ERROR, "There are rows below {run} blank rows, down to row {last}; they "
         "were not read", "Delete the blank rows between them, or what stands below."),
    # Cells
    Rule("missing-required-value", ERROR, "The value is missing and the row cannot be used "
         "without it", "Fill it in at the source.",
         ("row without a value that it needs", "rows without a value that they need"),
         whole_row=True),
    Rule("not-a-date", ERROR, "The value is not a date", "Write it as DD/MM/YYYY or YYYY-MM-DD.",
         ("value that is not a date", "values that are not dates")),
    Rule("not-a-number", WARNING, "The value is not a number of the kind the column holds; it "
         "counts as not known", "Write it in digits.",
         ("value that is not a number", "values that are not numbers")),
    Rule("number-out-of-range", WARNING, "The number is less than {lowest} or more than {highest}; "
         "it counts as not known", "Correct it at the source.",
         ("number that cannot be", "numbers that cannot be")),
    Rule("number-above-another", WARNING, "{what} is more than {other} ({most}); it counts as not "
         "known", "Correct the number that is wrong.",
         ("number above the one it is a part of", "numbers above the one they are a part of")),
    Rule("date-before-another", WARNING, "{what} is before {other} ({first}); it counts as not "
         "known", "Correct the date that is wrong.",
         ("date before the one it follows", "dates before the one they follow")),
    Rule("date-out-of-range", ERROR, "The date is before {first} or after {last}",
         "Correct the date at the source."),
    Rule("unknown-code", WARNING, "The code is not in the list “{codes}”; it counts as {counted}",
         "Use a code from the list, or have this spelling added to it.",
         ("code that is not in its list", "codes that are not in their list")),
    Rule("ambiguous-code", WARNING, "The value can mean more than one code of the list “{codes}”; "
         "it counts as not known", "Write the whole code.",
         ("code with more than one meaning", "codes with more than one meaning")),
    Rule("formula-error", WARNING, "The cell holds a formula's error; it counts as blank",
         "Mend the formula, or replace it by its value.",
         ("formula with an error", "formulas with an error")),
    Rule("formula-without-result", WARNING, "The workbook holds {count} formulas with no stored "
         "result in this sheet, the first of them here; they count as blank",
         "Open the workbook in Excel, let it calculate, and save it."),
    Rule("blank-value", WARNING, "Blank in {blank} of {rows} rows although the list asks for a "
         "value; blanks count as not known", "Fill them in at the source."),
    # Rows
    Rule("duplicate-id", ERROR, "The same {key} is on more than one row",
         "Keep one row, or correct the id that is wrong."),
    Rule("two-dates-of-birth", ERROR, "The same child has two dates of birth: {here} here and "
         "{there} at {where}", "Correct the one that is wrong; if they are two children, give "
         "them two ids."),
    Rule("ends-before-start", ERROR, "{end} is before {start} ({started})",
         "Correct the date that is wrong."),
    Rule("older-than-25", ERROR, "The person was older than 25 (born {born}) on {day}",
         "Correct the date of birth, or close the record."),
    Rule("as-at-in-future", ERROR, "The report date {as_at} is in the future",
         "Give the date the extract was made."),
    Rule("as-at-before-every-row", ERROR, "The report date {as_at} is before every row of the "
         "extract; the earliest is of {earliest}", "Give the date the extract was made."),
    Rule("event-before-birth", WARNING, "{what} began more than nine months before the child was "
         "born ({born})", "Correct the date of birth or the date."),
    Rule("looked-after-over-18", WARNING, "Still looked after past the 18th birthday (born {born})",
         "End the period of care, or correct the date of birth."),
    Rule("adoption-date-of-birth-differs", WARNING, "The date of birth in list 10 ({here}) is "
         "not that in {where} ({there}), which was kept",
         "Check it. Adoption records are often kept under another identity."),
    Rule("team-not-configured", WARNING, "The authority's file has no team of this name; "
         "what it holds (rows: {rows}) is counted under “No team”",
         "Add the team to the authority's file, or correct its name at the source."),
    Rule("event-after-as-at", WARNING, "The date is after the report date {as_at}; the row is left "
         "out", "Nothing, if the extract was made after that date.",
         ("row dated after the report date", "rows dated after the report date"), whole_row=True),
    Rule("visit-before-start", WARNING, "The visit was before {what} began ({day}); it is not "
         "counted", "Correct the date, or what the visit is put down to.",
         ("visit from before what it belongs to began",
          "visits from before what they belong to began"), whole_row=True),
    Rule("review-cancelled-and-held", WARNING, "The review is marked as cancelled and has a day on "
         "which it was held; it counts as cancelled",
         "Take away the mark, or the date.",
         ("review both cancelled and held", "reviews both cancelled and held")),
    Rule("two-open-at-once", WARNING, "The child has another open {what}, begun on {day} (row "
         "{row}); that one counts", "End the one that is over.",
         ("open row beside a later one of the same child",
          "open rows beside a later one of the same child"), whole_row=True),
    Rule("placement-gap", WARNING, "The child was looked after and had no placement for the "
         "{days} days before this one, from {ended}; they count as in no placement",
         "Add the placement that is missing, or correct the dates."),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
