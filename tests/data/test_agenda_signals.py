"""What an agenda makes of signals: what went well, what changed, and where it comes from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.agenda_signals import (
    falls_behind,
    off_target,
    origin,
    standing,
    stands_out,
    to_talk_about,
)
from data.queries import Queries
from data.snapshots.figures import Figure
from data.viewers import Viewer
from tests.components.charted import signal
from tests.data.county import CATALOGUE
from tests.data.looking import ANALYST, TREE
from tests.data.signals.making import (
    DECIDED,
    MARCH,
    NORFOLK,
    NORWICH,
    REVIEWS,
    TEAM,
    UNALLOCATED,
    fill,
    worked_out,
)

ASSESSMENT = "norwich-assessment"
SHARE = CATALOGUE[DECIDED]
LESS = CATALOGUE["re-referrals-12m"]


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """Thirteen months. Norwich decides 90, 92, 90 … of 100 contacts in time and 30 in March;
    Breckland as many and 99 in March. In March 69 of the 70 not decided in time in Norwich are of
    its assessment team. Children are unallocated as ever.
    """
    def steady(last: float) -> list[tuple[float, float] | float | None]:
        return [*[(90 + 2 * (n % 2), 100) for n in range(12)], (last, 100)]

    return worked_out(fill(tmp_path_factory.mktemp("agenda"), {
        (DECIDED, NORFOLK): [(910, 1000)] * 13, (DECIDED, NORWICH): steady(30),
        (DECIDED, "breckland"): steady(99),
        (DECIDED, ASSESSMENT): [*[(45, 50)] * 12, (1, 70)],
        (DECIDED, TEAM): [*[(46, 50)] * 12, (29, 30)],
        (UNALLOCATED, NORWICH): [20 + n % 3 for n in range(13)],
        (REVIEWS, NORWICH): [(60, 100)] * 13, (REVIEWS, NORFOLK): [(600, 1000)] * 13}))


def test_what_got_worse_is_talked_of_first_with_the_team_that_it_comes_from(q: Queries) -> None:
    agenda = q.agenda(ANALYST, NORWICH, MARCH)
    found = q.reading(ANALYST, agenda, MARCH)
    first = found.changed[0]
    assert (first.signal.measure, first.signal.variation) == (DECIDED, "concern low")
    assert first.origin is not None
    assert (first.origin.place, first.origin.numerator, first.origin.denominator) == (
        ASSESSMENT, 1, 70)
    assert found.count.found == sum(
        not signal.variation.startswith("common") and signal.variation != ""
        for signal in q.signals(ANALYST, NORWICH, MARCH))


def test_a_team_that_the_viewer_may_not_see_is_not_named(q: Queries) -> None:
    manager = Viewer("manager", TEAM)
    found = q.reading(manager, q.agenda(manager, NORWICH, MARCH), MARCH)
    assert found.changed[0].signal.measure == DECIDED
    assert found.changed[0].origin is None


def test_what_went_well_here_is_to_be_shared_where_it_is_a_concern(q: Queries) -> None:
    found = q.reading(ANALYST, q.agenda(ANALYST, "breckland", MARCH), MARCH)
    (well,) = found.well
    assert (well.signal.measure, well.better) == (DECIDED, True)
    assert [place.id for place in well.to_share] == [NORWICH]
    assert all(one.signal.measure != DECIDED for one in found.changed)


def test_a_target_missed_for_good_is_talked_of_though_nothing_changed(q: Queries) -> None:
    """Sixty of 100 reviews every month, against 95: no signal, and no way to the target."""
    found = q.reading(ANALYST, q.agenda(ANALYST, NORWICH, MARCH), MARCH)
    reviews = next(one for one in found.changed if one.signal.measure == REVIEWS)
    assert reviews.signal.variation == "common cause"
    assert standing(reviews.signal) == "consistently fail"


def test_what_improved_is_not_said_to_be_moved_by_chance_alone(tmp_path: Path) -> None:
    """Ninety and 60 in turn, then up month by month to 80 of 100, against 95: off target still."""
    q = worked_out(fill(tmp_path, {(DECIDED, NORWICH): [
        (met, 100) for met in (90, 60, 90, 60, 90, 60, 68, 70, 72, 74, 76, 78, 80)]}))
    found = q.reading(ANALYST, q.agenda(ANALYST, NORWICH, MARCH), MARCH)
    (well,) = found.well
    assert (well.signal.measure, well.signal.variation, standing(well.signal)) == (
        DECIDED, "improvement high", "hit or miss")
    assert off_target(q.catalogue[DECIDED], well.signal)
    assert [one.measure for one in found.off_target] == []


def test_the_figure_of_a_line_is_that_of_its_signal(q: Queries) -> None:
    agenda = q.agenda(ANALYST, NORWICH, MARCH)
    found = next(s for s in q.signals(ANALYST, NORWICH, MARCH) if s.measure == DECIDED)
    recent = q.recent(ANALYST, agenda, found, MARCH)
    assert recent.figure is not None
    assert (recent.figure["numerator"], recent.figure["denominator"]) == (30, 100)
    assert recent.values == (*[90, 92] * 6, 30)
    assert recent.days[-1] == MARCH


def test_a_date_without_signals_says_so_and_nothing_else(tmp_path: Path) -> None:
    store = fill(tmp_path, {(DECIDED, NORWICH): [(9, 10)]})
    q = worked_out(store)
    for file in (tmp_path / "signals").rglob("*.parquet"):
        file.unlink()
    found = q.reading(ANALYST, q.agenda(ANALYST, NORWICH, MARCH), MARCH)
    assert found.why_not == "The signals of this date are not worked out yet."
    assert (found.well, found.changed, found.off_target) == ((), (), ())


@pytest.mark.parametrize(("variation", "assurance", "pace", "talked"), [
    ("concern low", "", "", True), ("neutral high", "", "", True),
    ("common cause", "consistently fail", "", True), ("common cause", "hit or miss", "", False),
    ("improvement high", "consistently fail", "", True), ("improvement high", "", "", False),
    ("common cause", "", "not at this pace", True), ("common cause", "", "on course", False),
    ("", "", "", False)])
def test_what_is_talked_of_changed_for_the_worse_or_misses_its_target_for_good(
    variation: str, assurance: str, pace: str, talked: bool,
) -> None:
    assert to_talk_about(
        signal(variation=variation, assurance=assurance, pace=pace)) is talked


@pytest.mark.parametrize(("flag", "more_is_better", "less_is_better"), [
    ("outside high", "out", "behind"), ("outside low", "behind", "out"),
    ("worth a look high", "", ""), ("within", "", ""), ("too few", "", "")])
def test_a_place_stands_out_beyond_chance_on_the_better_side(
    flag: str, more_is_better: str, less_is_better: str,
) -> None:
    for measure, expected in ((SHARE, more_is_better), (LESS, less_is_better)):
        one = signal(funnel=flag)
        assert (stands_out(measure, one), falls_behind(measure, one)) == (
            expected == "out", expected == "behind")


def test_a_place_behind_the_others_is_talked_of_though_it_is_steady(tmp_path: Path) -> None:
    """Eighty of 100 reviews a month where the county has 960 of 1,000."""
    q = worked_out(fill(tmp_path, {
        (REVIEWS, NORWICH): [(80, 100)] * 8, (REVIEWS, NORFOLK): [(960, 1000)] * 8}))
    (one,) = q.reading(ANALYST, q.agenda(ANALYST, NORWICH, MARCH), MARCH).changed
    assert (one.signal.variation, one.behind) == ("common cause", True)


@pytest.mark.parametrize(("met", "off"), [(90, False), (85, False), (84, True)])
def test_off_target_is_further_from_it_than_close(met: int, off: bool) -> None:
    """The target is 90, and 5 points from it is close."""
    assert off_target(SHARE, signal(numerator=float(met), denominator=100.0)) is off


def figure(place: str, numerator: float, denominator: float) -> Figure:
    return Figure(dt.date(2016, 3, 31), DECIDED, place, "team", "month", numerator, denominator,
                  0, denominator)


@pytest.mark.parametrize(("numbers", "wanted", "share"), [
    # At 90 % the first should have decided 45 and 9: it is 15 short, the other 1 short: 15 of 16.
    (((30, 50), (8, 10)), 90, 15 / 16),
    # 15 short, and the other 1 better than it should: more than all of what the whole is short of.
    (((30, 50), (10, 10)), 90, 15 / 14),
])
def test_the_origin_is_the_part_with_most_of_the_distance(
    numbers: tuple[tuple[int, int], ...], wanted: float, share: float,
) -> None:
    parts = [(TREE.by_id[place], figure(place, *pair)) for place, pair in zip(
        (ASSESSMENT, TEAM), numbers, strict=True)]
    found = origin(SHARE, wanted, parts, seen=[ASSESSMENT, TEAM])
    assert found is not None
    assert (found.place, found.share) == (ASSESSMENT, pytest.approx(share))
    assert origin(SHARE, wanted, parts, seen=[TEAM]) is None


def test_there_is_no_origin_where_no_part_has_half_of_it_or_there_is_only_one() -> None:
    """Three teams each 5 short of 45."""
    three = [(TREE.by_id[place], figure(place, 40, 50)) for place in (
        ASSESSMENT, TEAM, "norwich-leaving-care")]
    everyone = [place.id for place, _ in three]
    assert origin(SHARE, 90, three, seen=everyone) is None
    assert origin(SHARE, 90, three[:1], seen=everyone) is None
    assert origin(SHARE, 70, three, seen=everyone) is None  # the whole is better than that
