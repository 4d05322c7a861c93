"""What counts as small, what is rounded and what is public is the authority's to say, in its file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.authority import Authority, AuthorityFileError, Disclosure, read_authority
from data.settings import NORFOLK as FILE
from data.snapshots.store import Store
from tests.data.looking import ANALYST, COMMITTEE, TREE
from tests.data.signals.making import DECIDED, MARCH, NORFOLK, NORWICH, PLAIN, REVIEWS, fill
from tests.data.test_signal_queries import for_members

AREAS = [place.id for place in TREE.localities]


def with_settings(tmp_path: Path, lines: str) -> Authority:
    """Norfolk's file with these lines for [disclosure]."""
    text = FILE.read_text(encoding="utf-8")
    text, changed = re.subn(r"\[disclosure\]\n(?:\w+ = .*\n)+", f"[disclosure]\n{lines}\n", text)
    assert changed == 1
    path = tmp_path / "other.toml"
    path.write_text(text, encoding="utf-8")
    return read_authority(path)


def test_an_authority_says_in_its_file_what_is_public(tmp_path: Path) -> None:
    assert read_authority(FILE).disclosure == Disclosure()
    assert with_settings(tmp_path, "\n".join((
        "threshold = 10", "rounding = 5", 'roles = ["board"]', 'levels = ["authority"]',
        'periods = "year"'))).disclosure == Disclosure(
            threshold=10, rounding=5, roles=("board",), levels=("authority",), periods="year")


@pytest.mark.parametrize("wrong", [
    "threshold = -1", "rounding = 2.5", 'roles = ["analyst"]', 'levels = ["team"]',
    'periods = "week"', "treshold = 5"])
def test_what_cannot_be_is_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(AuthorityFileError, match="disclosure"):
        with_settings(tmp_path, wrong)


def store_of(root: Path) -> Store:
    """Twelve months of 101 of 200 on time in every area, and 8 in Norwich."""
    figures: dict[tuple[str, str], list] = {}
    for measure in (REVIEWS, DECIDED):
        for area in AREAS:
            figures[measure, area] = [(101, 200)] * 12
        figures[measure, NORWICH] = [(8, 200)] * 12
        figures[measure, NORFOLK] = [(101 * (len(AREAS) - 1) + 8, 200 * len(AREAS))] * 12
    return fill(root, figures)


@pytest.mark.parametrize(("settings", "shown", "signals"), [
    (Disclosure(), 8, 2),
    (Disclosure(threshold=10), None, 0),
    (Disclosure(rounding=5), 10, 0),
    (Disclosure(periods="year"), 8, 1),
    (Disclosure(levels=("authority",)), None, 0)])
def test_members_see_by_the_settings_and_others_everything(
    tmp_path: Path, settings: Disclosure, shown: int | None, signals: int,
) -> None:
    """A signal is drawn from figures as they are: members have none of what is rounded, and none
    of a month where the year is public.
    """
    q = for_members(store_of(tmp_path), PLAIN.model_copy(update={"disclosure": settings}))
    seen = q.figure(COMMITTEE, REVIEWS, NORWICH, MARCH)
    assert seen is not None
    assert (None if seen["hidden"] else seen["numerator"]) == shown
    assert len(q.signals(COMMITTEE, NORWICH, MARCH)) == signals
    known = q.figure(ANALYST, REVIEWS, NORWICH, MARCH)
    assert known is not None
    assert known["numerator"] == 8
    assert len(q.signals(ANALYST, NORWICH, MARCH)) == 2
