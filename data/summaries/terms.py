"""The words of the trade and what they mean (``terms.toml``), those that stand in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.summaries.report import Term

HERE = Path(__file__).parent
_WORD = re.compile(r"\w+")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str
    also: tuple[str, ...] = ()
    means: str


@cache
def _entries() -> tuple[tuple[Term, frozenset[str], re.Pattern[str]], ...]:
    """Every term, the words that its forms begin with, and what finds them."""
    with (HERE / "terms.toml").open("rb") as file:
        found = [_Entry.model_validate(entry) for entry in tomllib.load(file)["terms"]]
    return tuple((Term(e.word, e.means), _first_words(forms_of(e)), _pattern(forms_of(e)))
                 for e in found)


def forms_of(entry: _Entry) -> tuple[str, ...]:
    """Every form of a word that is explained with it, longest first."""
    return tuple(sorted((entry.word, *entry.also), key=len, reverse=True))


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(form) for form in forms)})\b", re.IGNORECASE)


def _first_words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(_WORD.findall(form.lower())[0] for form in forms)


@cache
def _by_first_word() -> dict[str, tuple[tuple[Term, re.Pattern[str]], ...]]:
    found: dict[str, tuple[tuple[Term, re.Pattern[str]], ...]] = {}
    for term, words, pattern in _entries():
        for word in words:
            found[word] = (*found.get(word, ()), (term, pattern))
    return found


def _searched(text: str) -> Iterator[tuple[Term, re.Match[str]]]:
    """The first of each term in a text, looked for only where one of its words stands."""
    index, found = _by_first_word(), set[Term]()
    for word in _WORD.finditer(text):
        for term, pattern in index.get(word[0].lower(), ()):
            if term not in found and (match := pattern.match(text, word.start())):
                found.add(term)
                yield term, match


def terms() -> tuple[Term, ...]:
    """All of them, in the order of the alphabet."""
    return tuple(sorted((term for term, *_ in _entries()), key=lambda term: term.word.lower()))


def terms_of(texts: Iterable[str]) -> tuple[Term, ...]:
    """Those that occur in some texts in any of their forms, in the order of the alphabet."""
    whole = "\n".join(texts)
    return tuple(sorted((term for term, _ in _searched(whole)),
                        key=lambda term: term.word.lower()))


def spots(text: str) -> list[tuple[int, int, Term]]:
    """Where words that are explained stand in a text: from, to and which; the first of each, and
    none inside another.
    """
    found = sorted(((match.start(), match.end(), term) for term, match in _searched(text)),
                   key=lambda spot: (spot[0], -spot[1]))
    kept: list[tuple[int, int, Term]] = []
    for spot in found:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept
