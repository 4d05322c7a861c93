"""Questions about signals: as they were published, as far as the viewer may see, never worked out
by a page.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from pathlib import Path

import pytest

from data.authority import Authority
from data.disclosure.files import PublicFiles
from data.disclosure.publish import publish_public
from data.queries import NotAllowed, NotFound, Queries
from data.signal_queries import counted
from data.signals.chart import run_began
from data.signals.held import MOST
from data.signals.publish import publish_signals
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import CATALOGUE, LYNN
from tests.data.looking import (
    ANALYST,
    BOARD,
    COMMITTEE,
    DIRECTOR,
    HEAD,
    MANAGER,
    PLACES,
    TREE,
    VIEWERS,
    WORKER,
)
from tests.data.signals.making import (
    DECIDED,
    MARCH,
    NORFOLK,
    NORWICH,
    PLAIN,
    RECEIVED,
    REVIEWS,
    TEAM,
    UNALLOCATED,
    fill,
    month_ends,
    publish,
    rebased,
    rows,
    worked_out,
)

SEPTEMBER = dt.date(2015, 9, 1)
MONTHS = 20
AREAS = [place.id for place in TREE.localities]


def made(seed: int = 7) -> dict[tuple[str, str], list]:
    """Twenty months of four measures at the county, two areas and two teams; from September 2015
    children are unallocated and reviewed as never before.
    """
    chance = random.Random(seed)
    found: dict[tuple[str, str], list] = {}
    for place, size in ((NORFOLK, 400), (NORWICH, 120), ("breckland", 60), (TEAM, 40), (LYNN, 15)):
        for measure in (DECIDED, REVIEWS):
            shares = [0.8] * 13 + [0.95] * 7 if measure == REVIEWS else [0.85] * MONTHS
            found[measure, place] = [
                (sum(chance.random() < share for _ in range(size)), size) for share in shares]
        found[RECEIVED, place] = [chance.randint(size, size + 20) for _ in range(MONTHS)]
        found[UNALLOCATED, place] = [
            chance.randint(20, 40) if n < 13 else chance.randint(50, 60) for n in range(MONTHS)]
    found[RECEIVED, NORWICH][-1] = 400
    found[DECIDED, NORWICH][5] = None
    return found


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """Queries over that store; in September 2015 two measures began anew."""
    store = fill(tmp_path_factory.mktemp("signals"), made())
    return worked_out(store, rebased(REVIEWS, UNALLOCATED, day=SEPTEMBER))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fill(tmp_path, {(RECEIVED, NORFOLK): [100, 104, 100]})


# A page and what was published ------

def test_the_last_point_of_every_chart_says_what_was_published(q: Queries) -> None:
    compared = set()
    for day in (MARCH, dt.date(2015, 12, 31)):
        for place in (NORFOLK, NORWICH, "breckland", TEAM, LYNN):
            for signal in q.signals(ANALYST, place, day):
                chart = q.chart(ANALYST, signal.measure, place, day)
                assert (chart.chart, chart.period, chart.dates[-1]) == (
                    signal.chart, signal.period, day)
                ends = [chart.values[-1], chart.numerators[-1], chart.centre[-1],
                        chart.lower[-1], chart.upper[-1]]
                assert ends == pytest.approx([signal.value, signal.numerator, signal.centre,
                                              signal.lower, signal.upper], nan_ok=True)
                assert chart.rules[-1] == signal.rule
                if signal.chart:
                    last = chart.baselines[-1]
                    assert (last.since, last.until, last.trial) == (
                        signal.since, day, signal.trial)
                compared.add((signal.chart, signal.variation.split(" ")[0]))
    assert {("control", "common"), ("control", "neutral"), ("binomial", "common"),
            ("", "")} <= compared


def test_an_earlier_baseline_keeps_its_limits_and_says_what_ended_it(q: Queries) -> None:
    first, second = q.chart(ANALYST, REVIEWS, NORWICH, MARCH).baselines
    days = month_ends(MONTHS)
    assert (first.since, first.until, first.why) == (days[0], days[12], "")
    assert (second.since, second.until) == (days[13], MARCH)
    assert (second.why, second.who) == ("Visits are shared out anew.", "Director")
    assert first.upper < second.centre
    assert (first.trial, second.trial) == (False, True)
    before = q.chart(ANALYST, REVIEWS, NORWICH, days[12])
    assert before.baselines[0].upper == pytest.approx(first.upper)


def test_a_baseline_begins_anew_only_when_seven_figures_follow(q: Queries) -> None:
    assert len(q.chart(ANALYST, REVIEWS, NORWICH, month_ends(2)[0]).baselines) == 1


def test_a_chart_has_a_column_for_a_month_that_was_withdrawn(q: Queries, store: Store) -> None:
    february = month_ends(2)[0]
    store.withdraw(february, None, by="a", why="b")
    chart = worked_out(store).chart(ANALYST, RECEIVED, NORFOLK, MARCH)
    assert chart.dates == month_ends(3)
    assert chart.values == pytest.approx([100, math.nan, 100], nan_ok=True)


# What is asked ------

def test_signals_of_a_place_come_in_the_order_to_talk_about_them(q: Queries) -> None:
    found = q.signals(ANALYST, NORWICH, MARCH)
    assert [s.rank for s in found] == [1, 2, 3, 4]
    assert {s.place for s in found} == {NORWICH}
    assert found[-1].measure == RECEIVED
    assert found[-1].variation == "neutral high"
    some = q.signals(ANALYST, NORWICH, MARCH, measures=[RECEIVED, DECIDED])
    assert [s.measure for s in some] == [
        s.measure for s in found if s.measure in (RECEIVED, DECIDED)]


def test_one_signal_is_that_of_the_place_and_none_where_nothing_is_said(q: Queries) -> None:
    found = q.signal(ANALYST, DECIDED, NORWICH, MARCH)
    assert found in q.signals(ANALYST, NORWICH, MARCH)
    assert q.signal(ANALYST, DECIDED, "great-yarmouth", MARCH) is None


def test_a_funnel_has_every_place_of_a_level(q: Queries) -> None:
    assert [s.place for s in q.signals_across(ANALYST, REVIEWS, MARCH)] == ["breckland", NORWICH]
    teams = q.signals_across(ANALYST, REVIEWS, MARCH, level="team")
    assert {s.place for s in teams} == {TEAM, LYNN}


def test_a_service_has_its_measures_at_the_county_and_in_every_area(q: Queries) -> None:
    found = q.service_signals(ANALYST, "front-door", MARCH)
    assert {(s.measure, s.place) for s in found} == {
        (m, p) for m in (DECIDED, RECEIVED) for p in (NORFOLK, NORWICH, "breckland")}
    assert [s.rank for s in found] == [1, 2, 3, 4, 5, 6]
    assert [s.measure for s in found[3:]] == [RECEIVED] * 3


def test_the_count_says_how_many_charts_there_are_and_how_many_signals_chance_would_show(
    q: Queries,
) -> None:
    found = q.signal_count(ANALYST, NORWICH, MARCH)
    signals = q.signals(ANALYST, NORWICH, MARCH)
    assert found.charts == 4
    assert found.found == sum(s.variation != "common cause" for s in signals)
    assert found.expected == pytest.approx(sum(s.chance for s in signals))
    assert q.signal_count(ANALYST, NORWICH, MARCH, measures=[DECIDED]).charts == 1
    assert counted([]) == (0, 0, 0)


def test_what_there_is_none_of_is_not_found(q: Queries) -> None:
    for ask in (lambda: q.signals(ANALYST, "nowhere", MARCH),
                lambda: q.signals(ANALYST, NORWICH, dt.date(2001, 1, 31)),
                lambda: q.signals(ANALYST, NORWICH, MARCH, measures=["none"]),
                lambda: q.signal(ANALYST, "none", NORWICH, MARCH),
                lambda: q.chart(ANALYST, DECIDED, NORWICH, dt.date(2001, 1, 31)),
                lambda: q.service_signals(ANALYST, "none", MARCH)):
        with pytest.raises(NotFound):
            ask()


# Who sees which ------

@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda v: v.key)
def test_no_answer_about_signals_speaks_of_a_place_outside_the_viewers_sight(
    q: Queries, viewer: Viewer,
) -> None:
    for place in PLACES:
        found = q.places.by_id[place]
        for measure in (DECIDED, REVIEWS):
            allowed = viewer.may_see_figures_of(found, q.places, CATALOGUE[measure])
            for ask in (q.signal, q.chart):
                if allowed:
                    ask(viewer, measure, place, MARCH)
                else:
                    with pytest.raises(NotAllowed):
                        ask(viewer, measure, place, MARCH)
        if not viewer.may_see_figures_of(found, q.places, None):
            with pytest.raises(NotAllowed):
                q.signals(viewer, place, MARCH)
    for level in ("locality", "team"):
        for signal in q.signals_across(viewer, REVIEWS, MARCH, level=level):
            assert viewer.may_see_figures_of(
                q.places.by_id[signal.place], q.places, CATALOGUE[REVIEWS])


def test_a_head_sees_a_team_of_another_area_by_the_own_service_only(q: Queries) -> None:
    assert [s.measure for s in q.signals(HEAD, TEAM, MARCH, measures=[REVIEWS])] == [REVIEWS]
    with pytest.raises(NotAllowed):
        q.signals(HEAD, TEAM, MARCH, measures=[REVIEWS, DECIDED])
    assert [s.place for s in q.signals_across(MANAGER, REVIEWS, MARCH, level="team")] == [LYNN]
    assert len(q.signals(WORKER, LYNN, MARCH)) == len(q.signals(DIRECTOR, LYNN, MARCH)) == 4


def for_members(store: Store, authority: Authority = PLAIN) -> Queries:
    """Queries over a store whose signals are worked out, and what is public of it."""
    publish_public(store, authority, CATALOGUE)
    worked_out(store, authority)
    public = PublicFiles.of(store.root, authority, CATALOGUE)
    return Queries(Live(store, public=public), authority, CATALOGUE)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """Twelve months of large numbers in six areas, but that 3 reviews of 200 were on time in
    Norwich in June 2015, and 2 in Breckland.
    """
    figures: dict[tuple[str, str], list] = {}
    for measure in (REVIEWS, DECIDED):
        for place in AREAS:
            figures[measure, place] = [(100 + n, 200) for n in range(12)]
        figures[measure, NORFOLK] = [(600 + 6 * n, 1200) for n in range(12)]
    figures[REVIEWS, NORWICH][2] = (3, 200)
    figures[REVIEWS, "breckland"][2] = (2, 200)
    figures[REVIEWS, NORFOLK][2] = (600 + 8 - 195 - 200, 1200)
    return for_members(fill(tmp_path_factory.mktemp("small"), figures))


def test_committee_and_board_get_no_signal_that_a_hidden_figure_is_in(small: Queries) -> None:
    q = small
    for viewer in (COMMITTEE, BOARD):
        assert q.signal(viewer, REVIEWS, NORWICH, MARCH) is None
        assert [s.measure for s in q.signals(viewer, NORWICH, MARCH)] == [DECIDED]
        assert NORWICH not in {s.place for s in q.signals_across(viewer, REVIEWS, MARCH)}
        assert q.signal_count(viewer, NORWICH, MARCH).charts == 1
        chart = q.chart(viewer, REVIEWS, NORWICH, MARCH)
        assert (chart.chart, chart.baselines) == ("", [])
        assert math.isnan(chart.values[2])
        assert chart.values[3] == 51.5
        assert all(math.isnan(limit) for limit in (*chart.centre, *chart.lower, *chart.upper))
    assert len(q.signals(DIRECTOR, NORWICH, MARCH)) == 2
    assert q.chart(DIRECTOR, REVIEWS, NORWICH, MARCH).values[2] == 1.5


def test_committee_and_board_get_a_signal_of_shown_figures_without_its_numerators(
    small: Queries,
) -> None:
    q = small
    shown, known = (q.signal(v, DECIDED, NORWICH, MARCH) for v in (COMMITTEE, DIRECTOR))
    assert shown is not None
    assert known is not None
    assert (shown.value, shown.rule, shown.upper) == (known.value, known.rule, known.upper)
    assert (known.numerator, known.gap) == (111, 69)
    assert shown.gap is None
    assert all(math.isnan(number) for number in (
        shown.numerator, shown.denominator, shown.funnel_numerator, shown.funnel_denominator))
    assert shown.funnel == known.funnel == "within"
    chart = q.chart(COMMITTEE, DECIDED, NORWICH, MARCH)
    assert chart.lower == q.chart(DIRECTOR, DECIDED, NORWICH, MARCH).lower


def test_when_signals_began_is_what_the_charts_show(q: Queries) -> None:
    asked = (DECIDED, REVIEWS, RECEIVED, UNALLOCATED)
    charts = {measure: q.chart(ANALYST, measure, NORWICH, MARCH) for measure in asked}
    began = {measure: run_began(chart.dates, chart.rules, chart.directions)
             for measure, chart in charts.items()}
    assert began[RECEIVED] == MARCH
    assert q.signals_began(ANALYST, asked, NORWICH, MARCH) == {
        measure: day for measure, day in began.items() if day}
    assert q.signals_began(ANALYST, (), NORWICH, MARCH) == {}


def test_committee_and_board_are_told_of_no_beginning_that_a_hidden_figure_is_in(
    tmp_path: Path,
) -> None:
    """Decisions rise by two a month everywhere: to June they lie below the limits, from July they
    are a trend upwards. In April 3 were in time in Norwich and 2 in Breckland, which is not shown.
    """
    figures: dict[tuple[str, str], list] = {
        (DECIDED, place): [(100 + 2 * n, 200) for n in range(12)] for place in AREAS}
    figures[DECIDED, NORFOLK] = [(600 + 12 * n, 1200) for n in range(12)]
    figures[DECIDED, NORWICH][0], figures[DECIDED, "breckland"][0] = (3, 200), (2, 200)
    figures[DECIDED, NORFOLK][0] = (405, 1200)
    q = for_members(fill(tmp_path, figures))
    hidden, shown = (
        [q.signals_began(who, [DECIDED], place, MARCH) for who in (DIRECTOR, COMMITTEE, BOARD)]
        for place in (NORWICH, "south-norfolk"))
    assert shown == [{DECIDED: dt.date(2015, 7, 31)}] * 3
    assert list(hidden[0]) == [DECIDED]
    assert hidden[1:] == [{}, {}]


def test_committee_and_board_get_no_funnel_in_which_an_area_is_hidden(tmp_path: Path) -> None:
    areas = {(DECIDED, place): [(100, 200)] for place in AREAS} | {
        (DECIDED, NORFOLK): [(405, 1200)]}
    areas[DECIDED, NORWICH] = [(3, 200)]
    areas[DECIDED, "breckland"] = [(2, 200)]
    q = for_members(fill(tmp_path, areas))
    shown = q.signal(COMMITTEE, DECIDED, "south-norfolk", MARCH)
    assert shown is not None
    assert (shown.funnel, shown.funnel_period) == ("", "")
    assert math.isnan(shown.funnel_p)
    assert math.isnan(shown.funnel_lower998)
    known = q.signal(DIRECTOR, DECIDED, "south-norfolk", MARCH)
    assert known is not None
    assert known.funnel == "outside high"


# A running server ------

def test_signals_that_are_not_worked_out_are_said_and_answers_are_empty(store: Store) -> None:
    q = Queries(worked_out(store).live, rebased(RECEIVED, day=MARCH), CATALOGUE)
    assert not q.signals_ready(MARCH)
    assert q.signals_fault(MARCH) == "The signals of this date are not worked out yet."
    assert q.signals(ANALYST, NORFOLK, MARCH) == []
    assert q.signal(ANALYST, RECEIVED, NORFOLK, MARCH) is None
    assert q.signals_across(ANALYST, RECEIVED, MARCH) == []
    assert q.signal_count(ANALYST, NORFOLK, MARCH) == (0, 0, 0)
    assert q.chart(ANALYST, RECEIVED, NORFOLK, MARCH).values == [100, 104, 100]


def test_a_server_takes_up_what_is_published_while_it_runs(store: Store) -> None:
    q = worked_out(store, refresh_seconds=0)
    first = q.key
    assert q.signals_fault(MARCH) == ""
    february = month_ends(2)[0]
    publish(store, february, rows(february, {(RECEIVED, NORFOLK): 180}))
    assert not q.signals_ready(MARCH)
    assert q.signals_ready(month_ends(3)[0])
    second = q.key
    publish_signals(store, PLAIN, CATALOGUE)
    assert len({first, second, q.key}) == 3
    (found,) = q.signals(ANALYST, NORFOLK, MARCH)
    assert found.previous == 180


def test_a_torn_file_is_refused_and_said_until_it_is_worked_out_again(store: Store) -> None:
    publish_signals(store, PLAIN, CATALOGUE)
    (path,) = (store.root / "signals/as_at=2016-03-31").iterdir()
    path.write_bytes(path.read_bytes()[:-30])
    q = Queries(Live(store, refresh_seconds=0), PLAIN, CATALOGUE)
    assert not q.signals_ready(MARCH)
    assert q.signals(ANALYST, NORFOLK, MARCH) == []
    assert "may not be shown: signals/as_at=2016-03-31/" in q.signals_fault(MARCH)
    publish_signals(store, PLAIN, CATALOGUE)
    assert q.signals_ready(MARCH)
    assert len(q.signals(ANALYST, NORFOLK, MARCH)) == 1


def test_a_few_dates_are_held_and_the_one_longest_unasked_goes(q: Queries) -> None:
    days = month_ends(MOST + 1)
    for day in days:
        q.signals(ANALYST, NORFOLK, day)
    held = [path.parent.name for path in q._sheets._sheets]
    assert held == [f"as_at={day}" for day in days[1:]]
