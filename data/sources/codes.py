"""Code lists: what a code means, and which code a text in an extract stands for.

The lists are in ``codes.toml``. A text is matched without regard to capitals, punctuation, kinds
of apostrophe or space, and with or without the letter Annex A puts in front: ``b) 1B: Individual``,
``1b`` and ``Acquaintance, neighbour or child minder`` are one code.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

UNKNOWN = "unknown"
AMBIGUOUS = "ambiguous"

FLAG_LISTS = ("yes_no", "suitable", "in_area", "conference_unnecessary")
"""Lists whose codes YES, NO and UNKNOWN become true, false and empty."""

_LETTER = re.compile(r"^([a-z]{1,2})\s*\)\s*(.*)$", re.DOTALL)
_LEADING = re.compile(r"^([a-z0-9]+)\s*[:\-\u2013\u2014]\s*(\S.*)$", re.DOTALL)
_WHOLE = re.compile(r"^(\d+)\.0+$")


@dataclass
class CodeList:
    """One list: the label of each code and the texts that stand for it."""

    name: str
    labels: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)
    otherwise: str | None = None


def plain(text: str) -> str:
    """The text in lower case with single spaces, whatever spaces it had."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def key(text: str) -> str:
    """Only the letters and digits of a text, in lower case: what spellings are compared by."""
    return re.sub(r"[^a-z0-9]+", "", plain(text).replace("&", "and"))


def _code_list(name: str, raw: dict[str, Any]) -> CodeList:
    made = CodeList(name, otherwise=raw.pop("otherwise", None))
    for code, facts in raw.items():
        made.labels[code] = facts["label"]
        if letter := facts.get("letter"):
            made.letters.setdefault(letter, []).append(code)
        for text in (code, facts["label"], *facts.get("also", ())):
            made.keys.setdefault(key(text), code)
    return made


@cache
def code_lists() -> dict[str, CodeList]:
    """Every list by its name."""
    with (Path(__file__).parent / "codes.toml").open("rb") as file:
        return {name: _code_list(name, raw) for name, raw in tomllib.load(file).items()}


def look_up(code_list: str, text: str) -> tuple[str | None, str]:
    """The code a text stands for, and why there is none: ``unknown``, ``ambiguous`` or ``""``.

    A blank text has no code and nothing wrong with it. A list may keep one code for every text it
    does not know; the text is then still ``unknown``. Raises KeyError for a list that is not there.
    """
    codes = code_lists()[code_list]
    cleaned = plain(text)
    if not cleaned:
        return None, ""
    if whole := _WHOLE.match(cleaned):
        cleaned = whole[1]
    if found := _exact(codes, cleaned):
        return found, ""
    if lettered := _LETTER.match(cleaned):
        letter, rest = lettered.groups()
        if rest:
            found = _exact(codes, rest)
        else:
            meant = codes.letters.get(letter, [])
            if len(meant) > 1:
                return None, AMBIGUOUS
            found = meant[0] if meant else None
    return (found, "") if found else (codes.otherwise, UNKNOWN)


def _exact(codes: CodeList, text: str) -> str | None:
    """The code of a whole text, or of the code at its head ("N1 - abuse")."""
    if found := codes.keys.get(key(text)):
        return found
    leading = _LEADING.match(text)
    code = codes.keys.get(key(leading[1])) if leading else None
    # Only a code may lead: the word "individual" at the head of a label is not one.
    return code if leading and code and key(code) == key(leading[1]) else None


def match(code_list: str, text: str) -> str | None:
    """The code that a text stands for; None when blank, unknown or ambiguous."""
    return look_up(code_list, text)[0]


def label(code_list: str, code: str) -> str:
    """What a code means, in plain words; the code itself when the list does not hold it."""
    return code_lists()[code_list].labels.get(code, code)
