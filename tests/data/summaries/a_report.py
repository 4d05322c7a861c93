"""A report written by hand, with the odd things real ones have: hidden numbers, an area whose name
has an apostrophe and sixty letters, a text that a spreadsheet would run, both kinds of picture.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

from data.summaries.report import (
    Cell,
    Column,
    Datum,
    Item,
    Picture,
    Report,
    Section,
    Table,
    Term,
)

AS_AT = dt.date(2016, 3, 31)
MONTHS = (dt.date(2016, 1, 31), dt.date(2016, 2, 29), AS_AT)
NAN = math.nan
LONG_NAME = "King’s Lynn, West Norfolk, the Fens and the villages of the Wash"
"""An area's name of more than sixty letters, with an apostrophe."""
FORMULA = '=HYPERLINK("https://example.invalid","Read more")'
"""A text that a spreadsheet would run."""
AREAS = (("breckland", "Breckland", 79.0, ""), ("kings-lynn-west-norfolk", LONG_NAME, NAN, "c"),
         ("norwich", "Norwich", NAN, "k"), ("great-yarmouth", "Great Yarmouth", 61.25, ""))
"""Id, name, value and symbol of the report's areas: one hidden, one kept back."""
PLANS = ("lac-pep-current", "Looked-after children with an up-to-date education plan")


def a_report(**changes: Any) -> Report:
    """A report like the committee's, of four areas and three months. ``changes`` are its fields."""
    made = Report(
        id="committee",
        title="Performance report to the Children’s Services Committee",
        lead="Education plans are better than six months ago. Visits are not known everywhere.",
        authority="Norfolk",
        place="norfolk",
        place_name="Norfolk",
        as_at=AS_AT,
        revision=2,
        built_at="2016-04-05T07:30:00+00:00",
        marking="OFFICIAL",
        audience="Everyone. It goes to the committee in public.",
        public=True,
        made_up=True,
        as_now_known=True,
        address="/summaries/committee?as-at=2016-03-31",
        file="committee-2016-03-31",
        sections=(_doing(), _not_known()),
        rows=_data(),
        terms=(Term("Looked-after child", "A child whom the council looks after."),
               Term("Rate", "How many for every 10,000 children who live here.")),
        filters=(("Areas", "four of six"), ("Months", "January to March 2016")),
        sources=("The council’s case system, to 31 March 2016.",
                 "England: published figures of the Department for Education, 2014/15."),
    )
    return dataclasses.replace(made, **changes)


def _doing() -> Section:
    return Section(
        id="doing", title="How children are doing",
        sentences=("Each sentence says how many of every 100.",),
        items=(Item(
            id=PLANS[0], title=PLANS[1],
            sentences=("79 of every 100 looked-after children of school age have an up-to-date "
                       "education plan, 8 more than six months ago.",
                       "The target is 95.",
                       "In two areas the number is too few to print without pointing at someone."),
            verdict="better",
            pictures=(_months(), _areas()),
            tables=(_by_area(), _by_month()),
            sources=("The council’s case system, to 31 March 2016.",),
            href="/measures/lac-pep-current?as-at=2016-03-31"),))


def _not_known() -> Section:
    return Section(
        id="not-known", title="What is not known",
        sentences=(FORMULA, "The measure of missing children is not in this extract."),
        tables=(Table(
            id="said", title="What the council is doing",
            columns=(Column("Measure"), Column("Said on", "date"), Column("What was said")),
            rows=((Cell("Education plans"), Cell("15 March 2016"), Cell(FORMULA)),
                  (Cell("Missing children"), Cell("", symbol="x"), Cell("@nobody has answered")))),
        ))


def _months() -> Picture:
    return Picture(
        id="plans-months", title="Education plans by month",
        words="A line that rises from 71 per cent in January 2016 to 79 in March.",
        kind="months", unit="percent",
        labels=tuple(day.isoformat() for day in MONTHS), values=(71.0, NAN, 79.0),
        symbols=("", "x", ""), target=95.0, lower=(65.0, 65.5, 66.0), upper=(80.0, 80.5, 81.0),
        marks=("", "", "better"), beside=(("England, 2014/15", 66.0),))


def _areas() -> Picture:
    return Picture(
        id="plans-areas", title="Education plans by area",
        words="Breckland has 79 per cent and Great Yarmouth 61, by more than chance explains below "
              "the county. Two areas are hidden.",
        kind="areas", unit="percent",
        labels=tuple(name for _, name, _, _ in AREAS),
        values=tuple(value for _, _, value, _ in AREAS),
        symbols=tuple(symbol for _, _, _, symbol in AREAS), target=95.0,
        marks=("", "", "", "apart"), beside=(("Norfolk", 79.0), ("England, 2014/15", 66.0)))


def _by_area() -> Table:
    return Table(
        id="plans-by-area", title="Education plans by area",
        columns=(Column("Area"), Column("Up to date", "percent"), Column("Children", "number"),
                 Column("Beside the county")),
        rows=tuple(
            (Cell(name),
             Cell("" if symbol else f"{value:g} %", None if symbol else value, symbol),
             Cell("" if symbol else "1,120", None if symbol else 1120, symbol),
             Cell("further behind than chance explains" if place == "great-yarmouth"
                  else "not apart"))
            for place, name, value, symbol in AREAS),
        notes=("An area’s children are those whose worker is of a team there.",))


def _by_month() -> Table:
    return Table(
        id="plans-by-month", title="Education plans by month",
        columns=(Column("Month", "date"), Column("Up to date", "percent")),
        rows=((Cell("31 January 2016"), Cell("71 %", 71.0)),
              (Cell("29 February 2016"), Cell("", symbol="x")),
              (Cell("31 March 2016"), Cell("79 %", 79.0))),
        notes=("February’s extract lacked the table of education plans.",))


def _data() -> tuple[Datum, ...]:
    months = tuple(
        Datum(as_at=day, measure=PLANS[0], measure_name=PLANS[1], place="norfolk",
              place_name="Norfolk", period="point", unit="percent", value=value, symbol=symbol,
              numerator=of, denominator=all_, unknown=unknown, target=95.0, source="Norfolk")
        for day, value, symbol, of, all_, unknown in (
            (MONTHS[0], 71.0, "", 639.0, 900.0, 12.0), (MONTHS[1], None, "x", None, None, None),
            (MONTHS[2], 79.0, "", 711.0, 900.0, 10.0)))
    areas = tuple(
        Datum(as_at=AS_AT, measure=PLANS[0], measure_name=PLANS[1], place=place, place_name=name,
              period="point", unit="percent", value=None if symbol else value, symbol=symbol,
              numerator=None, denominator=None, unknown=None, target=95.0, source="Norfolk")
        for place, name, value, symbol in AREAS)
    england = Datum(
        as_at=AS_AT, measure=PLANS[0], measure_name=PLANS[1], place="england",
        place_name="England", period="year", unit="percent", value=66.0, symbol="",
        numerator=None, denominator=None, unknown=None, target=None,
        source="Department for Education", year="2014/15")
    return (*months, *areas, england)
