"""A small report and its pictures, for the tests of what shows one."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

from data.summaries.report import (
    Cell,
    Column,
    Item,
    Picture,
    Report,
    Section,
    Table,
    Term,
)

NAN = math.nan
MONTHS = ("2016-01-31", "2016-02-29", "2016-03-31")


def months(*values: float, **more: Any) -> Picture:
    """Three months of a share, unless told otherwise."""
    return Picture(**{
        "id": "plans-months", "title": "Plans up to date, Norfolk", "words": "From 70 % to 79 %.",
        "kind": "months", "unit": "percent", "labels": MONTHS,
        "values": values or (70.0, 75.0, 79.0), "symbols": ("",) * 3, **more})


def areas(names: tuple[str, ...], values: tuple[float, ...], **more: Any) -> Picture:
    """A share in some places."""
    return Picture(**{
        "id": "plans-areas", "title": "Plans up to date by area", "words": "Norwich is at 55 %.",
        "kind": "areas", "unit": "percent", "labels": names, "values": values,
        "symbols": ("",) * len(names), **more})


TABLE = Table(
    "by-area", "Plans up to date by area",
    (Column("Area"), Column("Up to date", "percent")),
    ((Cell("Norwich"), Cell("55 %", 55.0)), (Cell("Breckland"), Cell("", None, "c")),
     (Cell("King’s Lynn"), Cell("", None, "k"))), ("At the date.",))
ITEM = Item(
    "plans", "Education plans", ("79 of every 100 children have an education plan.",
                                 "Our statistical neighbours have an education plan more often."),
    "better", (months(), areas(("Norwich", "Breckland"), (55.0, NAN), symbols=("", "c"))),
    (TABLE,), ("From the case system.",), "/measures/pep-up-to-date")
TERMS = (Term("education plan", "What a looked-after child needs to do well at school."),
         Term("statistical neighbours", "Ten councils most like ours."))


def report(**more: Any) -> Report:
    """A public one of two sections, made up."""
    return Report(**{
        "id": "committee", "title": "Performance report", "lead": "Most plans are up to date.",
        "authority": "Norfolk", "place": "norfolk", "place_name": "Norfolk",
        "as_at": dt.date(2016, 3, 31), "revision": 2, "built_at": "2016-04-04T09:00:00+00:00",
        "marking": "OFFICIAL", "audience": "Everyone may have it.", "public": True,
        "made_up": True, "as_now_known": False,
        "address": "https://surgery.example/summaries/committee?as-at=2016-03-31",
        "file": "committee_2016-03-31",
        "sections": (
            Section("school", "School", ("Every education plan counts.",), (ITEM,)),
            Section("numbers", "Numbers", tables=(replace(TABLE, id="again"),))),
        "terms": TERMS, "filters": (("Measures", "education only"),),
        "sources": ("The case system, to 31 March 2016.",), **more})
