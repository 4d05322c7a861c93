"""Cells: from what a source holds to our types, a whole column at a time.

Texts are read once per distinct value and the answer is spread over the rows, so a column of a
hundred thousand dates costs as much as its few thousand different days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.care_plan import read_care_plan
from data.sources.codes import FLAG_LISTS, look_up
from data.sources.tables import ARROW_TYPES, Column

FORMULA_ERROR = re.compile(
    r"^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)$",
    re.IGNORECASE)
FLAG_COLUMNS = {"accommodation_suitable": "suitable", "in_area": "in_area",
                "conference_unnecessary": "conference_unnecessary"}
"""Flag columns whose words are not only yes and no, and the list that has them."""

BLANK_WORDS = frozenset({"", "null", "none", "nan", "nat", "<na>", "<blank>"})

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_BRITISH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T].*)?$")
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIALS = (9133, 65380)  # 1925 to 2078: a number outside is no date that Excel lost the format of

Reader = Callable[[str], tuple[Any, str]]
"""Reads a text that is not blank: the value, and the rule it breaks ("" when it breaks none)."""


@dataclass
class Cells:
    """A column in our type, and the distinct texts that broke a rule with the rows they are in."""

    values: pa.Array
    wrong: list[tuple[str, str, np.ndarray]] = field(default_factory=list)
    """(rule, text, positions) for every distinct text that broke a rule."""


def read_column(raw: pa.Array, column: Column, *, code_list: str | None = None) -> Cells:
    """A raw column (any Arrow type) as the type of ``column``.

    ``code_list`` names another list than the column's own: yes and no answers for a flag column,
    say. A cell that cannot be read is empty, and in ``wrong`` with the rule it breaks.
    """
    codes = code_list or column.codes
    if column.type == "date":
        return _dates(raw)
    if column.type == "flag":
        return _flags(raw, codes or FLAG_COLUMNS.get(column.name, "yes_no"))
    if column.type == "code":
        assert codes, f"{column.name} names no code list"
        reader = read_care_plan if codes == "permanence_plan" else _code_reader(codes)
        return _by_text(raw, pa.string(), reader)
    if column.type in ("whole", "number"):
        return _numbers(raw, ARROW_TYPES[column.type])
    return _texts(raw)


def as_text(raw: pa.Array) -> pa.Array:
    """Any column as strings; whole numbers held as floats or decimals lose their ".0"."""
    if pa.types.is_dictionary(raw.type):
        raw = raw.dictionary_decode()
    if pa.types.is_decimal(raw.type):
        raw = raw.cast(pa.float64())
    if pa.types.is_floating(raw.type):
        raw = pc.if_else(pc.is_nan(raw), None, raw)  # how pandas writes an empty number
        whole = raw.cast(pa.int64(), safe=False)
        same = pc.all(pc.equal(whole.cast(raw.type, safe=False), raw)).as_py()
        if same is not False:
            raw = whole
    if pa.types.is_boolean(raw.type):
        return pc.if_else(raw, "true", "false")
    return raw if raw.type == pa.string() else raw.cast(pa.string())


def _texts(raw: pa.Array) -> Cells:
    text = pc.utf8_trim_whitespace(as_text(raw))
    odd = pc.or_(pc.equal(pc.utf8_length(text), 0), pc.starts_with(text, "#"))
    odd = pc.or_(odd, pc.is_in(text, value_set=pa.array(["NULL", "null", "None", "nan", "NaN"])))
    if not pc.any(odd).as_py():
        return Cells(text)
    return _by_text(text, pa.string(), lambda cell: (cell, ""))


def _dates(raw: pa.Array) -> Cells:
    if pa.types.is_date(raw.type) or pa.types.is_null(raw.type):
        return Cells(raw.cast(pa.date32()))
    if pa.types.is_timestamp(raw.type):
        return Cells(pc.floor_temporal(raw, unit="day").cast(pa.date32(), safe=False))
    return _by_text(raw, pa.date32(), read_date)


def _flags(raw: pa.Array, code_list: str) -> Cells:
    if pa.types.is_boolean(raw.type):
        return Cells(raw)
    assert code_list in FLAG_LISTS, f"{code_list} is not a list of yes and no"
    meaning = {"YES": True, "NO": False}

    def read(text: str) -> tuple[bool | None, str]:
        code, wrong = look_up(code_list, text)
        return meaning.get(code or ""), wrong and f"{wrong}-code"

    return _by_text(raw, pa.bool_(), read)


def _numbers(raw: pa.Array, wanted: pa.DataType) -> Cells:
    if pa.types.is_integer(raw.type) or raw.type == wanted:
        if pa.types.is_floating(raw.type):
            raw = pc.if_else(pc.is_nan(raw), None, raw)  # how pandas writes an empty number
        return Cells(raw.cast(wanted))

    def read(text: str) -> tuple[float | None, str]:
        try:
            number = float(text.replace(",", ""))
        except ValueError:
            return None, "not-a-number"
        if not isfinite(number) or (wanted == pa.int64() and not number.is_integer()):
            return None, "not-a-number"
        return number, ""

    found = _by_text(raw, pa.float64(), read)
    return Cells(found.values.cast(wanted), found.wrong)


def _code_reader(code_list: str) -> Reader:
    def read(text: str) -> tuple[str | None, str]:
        code, wrong = look_up(code_list, text)
        return code, wrong and f"{wrong}-code"

    return read


def read_date(text: str) -> tuple[dt.date | None, str]:
    """A date written as YYYY-MM-DD or DD/MM/YYYY, with or without a time, or as Excel's number."""
    try:
        if found := _ISO.match(text):
            return dt.date(int(found[1]), int(found[2]), int(found[3])), ""
        if found := _BRITISH.match(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1])), ""
    except ValueError:
        return None, "not-a-date"
    if (found := _SERIAL.match(text)) and _SERIALS[0] <= int(found[1]) <= _SERIALS[1]:
        return _EXCEL_EPOCH + dt.timedelta(days=int(found[1])), ""
    return None, "not-a-date"


def _by_text(raw: pa.Array, wanted: pa.DataType, read: Reader) -> Cells:
    """Read each distinct text once and spread the answers over the rows."""
    encoded = as_text(raw).dictionary_encode()
    answers: list[Any] = []
    wrong: list[tuple[int, str, str]] = []
    for n, text in enumerate(encoded.dictionary.to_pylist()):
        cell = " ".join(text.split())
        value, rule = None, ""
        if FORMULA_ERROR.match(cell):
            rule = "formula-error"
        elif cell.casefold() not in BLANK_WORDS:
            value, rule = read(cell)
        answers.append(value)
        if rule:
            wrong.append((n, rule, text))
    values = pa.array(answers, wanted).take(encoded.indices)
    if not wrong:
        return Cells(values)
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Cells(values, [(rule, text, np.flatnonzero(indices == n)) for n, rule, text in wrong])
