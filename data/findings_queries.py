"""Questions about faults of an extract: what they keep out of a measure's figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.asking import Asking
from data.measures.catalogue import HERE, Measure
from data.sources.left_out import KEPT
from data.sources.rules import RULES
from data.viewers import Viewer


@dataclass(frozen=True)
class LeftOut:
    """Rows or values of one kind that no figure of a measure counts, in the whole extract.

    ``one`` and ``many`` name what is left out. ``count`` is None where the viewer may not see small
    numbers: it could be how many are not known. ``first`` holds up to KEPT findings with file,
    sheet, row, column, value and message, for those who can have them put right; nothing for
    others.
    """

    one: str
    many: str
    count: int | None
    first: tuple[Mapping[str, Any], ...]


class FindingsQueries(Asking):
    """What was found wrong with an extract, by the measures it concerns."""

    def left_out(self, viewer: Viewer, measure: str, as_at: dt.date) -> list[LeftOut] | None:
        """What the faults of a date's extract keep out of a measure, most first.

        None where the snapshot does not say: an earlier version kept only how many there were.
        Raises NotFound.
        """
        asked = self.measure(viewer, measure)
        kept = self.snapshot(viewer, as_at).manifest["validation"].get("left_out")
        if kept is None:
            return None
        counts: dict[str, int] = {}
        first: dict[str, list[Mapping[str, Any]]] = {}
        for found in kept:
            if found["rule"] in RULES and _touches(asked, found["rule"], found["concerns"]):
                rule = found["rule"]
                counts[rule] = counts.get(rule, 0) + found["count"]
                first.setdefault(rule, []).extend(found["first"])
        sees_rows = viewer.role in ("analyst", "director")
        return [
            LeftOut(*(RULES[rule].left_out or ("", "")), count=_shown(viewer, counts[rule]),
                    first=tuple(first[rule][:KEPT]) if sees_rows else ())
            for rule in sorted(counts, key=lambda rule: (-counts[rule], rule))]


def _shown(viewer: Viewer, count: int) -> int | None:
    return count if viewer.sees_small_numbers else None


def _touches(measure: Measure, rule: str, concerns: Iterable[str]) -> bool:
    """Whether a finding can change a measure: a row of a table that it reads has gone, or a value
    of a column that its SQL, or one of the shared views, names.
    """
    tables = {source.partition(".")[0] for source in measure.sources}
    named = _words(measure.sql) | _view_words()
    whole_row = RULES[rule].whole_row
    return any(
        table in tables and (whole_row or not column or column in named)
        for table, _, column in (concern.partition(".") for concern in concerns))


@cache
def _view_words() -> frozenset[str]:
    return _words((HERE / "views.sql").read_text(encoding="utf-8"))


@cache
def _words(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", sql))
