"""The board's data set: its own priorities, agencies by name, and what it asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.actions import DatabaseUnavailable, open_actions
from data.agency_queries import AgencyStanding
from data.asking import NotFound
from data.disclosure.publish import publish_public
from data.queries import open_queries
from data.settings import NORFOLK, Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.summaries.asked import PUBLIC, Asked
from data.summaries.board import BOARD, board
from data.summaries.board_agencies import agency_sentences, agency_table
from data.summaries.board_file import Board, BoardFileError, board_of, read_board
from data.summaries.data import published_source
from data.summaries.report import Report
from data.viewers import Viewer
from tests.data.actions.agreed import token
from tests.data.county import CATALOGUE, MARCH, county
from tests.data.measures.worked import AUTHORITY, extract_of

FILE = NORFOLK.parent / "norfolk" / "board.toml"
JANUARY = dt.date(2016, 1, 20)
MEETINGS = [dt.date(2015, 5, 20), dt.date(2015, 7, 22), dt.date(2016, 3, 23)]
RETURNS, CAME = "partner-returns", "board-attendance"


def agencies() -> dict[str, list[dict[str, Any]]]:
    """The police came three times, the schools once, Cafcass never and not to the last."""
    came: dict[str, list[bool | None]] = {
        "Police": [True] * 3, "Schools": [True, False, False], "Probation": [True, True, False],
        "Cafcass": [False, False, None]}
    returned = {"Police": dt.date(2016, 2, 1), "Schools": dt.date(2016, 3, 1), "Probation": None}
    return {
        "partner_attendance": [
            {"agency": agency, "meeting_date": on, "attended": there}
            for agency, times in came.items()
            for on, there in zip(MEETINGS, times, strict=True)],
        "partner_returns": [
            {"agency": agency, "period_end": dt.date(2015, 12, 31), "returned_date": on}
            for agency, on in returned.items()]}


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """March with the agencies, and February without their tables."""
    found = Settings(store=tmp_path_factory.mktemp("board"), refresh_seconds=60)
    lacking = ("partner_attendance", "partner_attendance.attended", "partner_returns",
               "partner_returns.returned_date", "child_death_reviews")
    for as_at, extract in (
            (dt.date(2016, 2, 29), extract_of(lacking=lacking, **county())),
            (MARCH, extract_of(**county(), **agencies()))):
        build(extract, as_at=as_at, store=Store(found.store), authority=AUTHORITY,
              catalogue=CATALOGUE, about={"signed_off_by": "a test", "made_up": True})
    publish_public(Store(found.store), AUTHORITY, CATALOGUE)
    return found


@pytest.fixture(scope="module")
def asked(chosen: Settings) -> Iterator[Asked]:
    """The store, with one challenge overdue, one answered, one closed and one yet to come."""
    book = open_actions(chosen)
    for whom, days in (("police", ()), ("schools", (30,)), ("council", (30, 50))):
        one = book.raise_challenge(
            BOARD, challenge=f"What will {whom} do?", whom=whom, raised_on=JANUARY,
            answer_by=dt.date(2016, 2, 17), offered=[whom], token=token())
        for version, day in enumerate(days):
            write = book.close_challenge if version else book.answer_challenge
            write(BOARD, one.id, seen_version=version, token=token(), **{
                "outcome" if version else "answer": f"{whom} did it",
                "closed_on" if version else "answered_on": JANUARY + dt.timedelta(days=day)})
    book.raise_challenge(
        BOARD, challenge="Later", whom="police", raised_on=dt.date(2016, 4, 20),
        answer_by=dt.date(2016, 5, 18), offered=["police"], token=token())
    yield Asked(open_queries(chosen), book)
    book.close()


@pytest.fixture(scope="module")
def march(asked: Asked) -> Report:
    return board(asked, MARCH)


def standing(agency: str, **more: Any) -> AgencyStanding:
    return AgencyStanding(**{
        "agency": agency, "day": MARCH, "met": True, "done": MARCH, "said": "Came", "share": "all",
        "latest": True, **more})


# The report

def test_the_priorities_stand_in_the_boards_own_order(march: Report) -> None:
    board_file = board_of(AUTHORITY, CATALOGUE)
    assert [section.title for section in march.sections] == [
        "At a glance", *(one.heading for one in board_file.priorities),
        "The areas side by side", "What is not known", "The board’s challenges"]
    assert [item.href for item in march.items()][:-1] == [
        f"/measures/{name}" for one in board_file.priorities for name in one.measures]


def test_it_is_made_of_what_the_public_may_see_and_says_who_may_have_it(
    asked: Asked, march: Report,
) -> None:
    assert march.public
    assert march.audience.startswith("For members of the safeguarding board, heads")
    shown = {(row["measure"], row["place"]): row["numerator"] for row in asked.q.side_by_side(
        PUBLIC, "norfolk", MARCH).to_dict("records")}
    own = [row for row in march.data if row.source == "own" and row.as_at == MARCH
           and row.place != "norfolk"]
    assert own
    for row in own:
        expected = shown[row.measure, row.place]
        assert row.numerator == (None if expected != expected else expected), row


def test_whose_published_figures_it_uses_is_among_its_sources_when_it_uses_any(
    march: Report,
) -> None:
    years = sorted({row.year for row in march.data if row.year})
    assert years
    assert march.sources[1:] == (
        "England and statistical neighbours: Department for Education official statistics, "
        f"{', '.join(years)}, Open Government Licence v3.0.",)
    assert published_source([]) == ()


def test_no_two_items_tables_or_pictures_share_an_id(march: Report) -> None:
    for ids in ([item.id for item in march.items()], [one.id for one in march.tables()],
                [one.id for one in march.pictures()]):
        assert len(ids) == len(set(ids))


def test_what_the_extract_does_not_hold_is_said_and_nothing_is_drawn(asked: Asked) -> None:
    found = {item.title: item for item in board(asked, dt.date(2016, 2, 29)).items()}
    missing = found["Child deaths waiting for the panel"]
    assert missing.sentences[0] == "Child deaths waiting for the panel: not in this extract."
    assert missing.pictures == ()
    returns = found["Figures agencies returned on time"]
    assert "The extract says nothing of single agencies." in returns.sentences


def test_what_agencies_did_is_not_said_to_be_nought_in_each_area(march: Report) -> None:
    assert not [row for row in march.data if row.measure in (CAME, RETURNS)
                and row.place != "norfolk"]
    assert [row for row in march.data if row.measure == "cpp-count-rate"
            and row.place == "norwich"]
    (by_area,) = [one for one in march.tables() if one.id == "by-area"]
    rows = {row[0].text for row in by_area.rows}
    assert CATALOGUE["cpp-neglect-share"].name in rows
    assert CATALOGUE[CAME].name not in rows


def test_a_date_without_a_snapshot_and_an_authority_without_a_board_are_said(asked: Asked) -> None:
    with pytest.raises(NotFound, match="no snapshot as at 2016-03-30"):
        board(asked, dt.date(2016, 3, 30))
    without = AUTHORITY.model_copy(update={
        "summaries": AUTHORITY.summaries.model_copy(update={"board": None})})
    with pytest.raises(NotFound, match="no file of the safeguarding board"):
        board_of(without, CATALOGUE)


# Agencies

def test_who_stayed_away_and_who_returned_nothing_is_said_by_name(march: Report) -> None:
    said = " ".join(march.sentences())
    assert "Schools and Probation did not come to the last meeting." not in said
    assert "Probation and Schools did not come to the last meeting." in said
    assert "Probation returned no figures for the last quarter that was due." in said


def test_every_agency_of_the_board_has_its_row_the_ones_without_data_too(march: Report) -> None:
    table = next(one for one in march.tables() if one.id == "agencies-one-by-one")
    rows = {row[0].text: row for row in table.rows}
    assert list(rows) == [one.called for one in board_of(AUTHORITY, CATALOGUE).agencies]
    assert rows["Probation"][2].text == (
        "Quarter to 31 Dec 2015: nothing returned; no figures of any quarter before it. "
        "In twelve months: no quarter on time")
    assert rows["Schools"][2].text.startswith("Quarter to 31 Dec 2015: returned 1 Mar 2016, late")
    assert (rows["Cafcass"][2].text, rows["Cafcass"][2].symbol) == (
        "Nothing in this extract [x]", "x")


def test_how_often_an_agency_came_is_never_a_number(asked: Asked) -> None:
    found = {one.agency: one for one in asked.q.agencies(PUBLIC, [CAME], MARCH)[CAME]}
    assert {name: (one.met, one.share) for name, one in found.items()} == {
        "Police": (True, "all"), "Schools": (False, "some"), "Probation": (False, "some"),
        "Cafcass": (None, "none")}
    assert found["Schools"].said == "Did not come; came last on 20 May 2015"


def test_a_single_agency_that_came_sometimes_is_not_given_away_by_the_sum(
    chosen: Settings, tmp_path: Path,
) -> None:
    tables = agencies()
    tables["partner_attendance"] = [
        row for row in tables["partner_attendance"] if row["agency"] in ("Police", "Schools")]
    build(extract_of(**tables), as_at=MARCH, store=Store(tmp_path), authority=AUTHORITY,
          catalogue={CAME: CATALOGUE[CAME]}, about={"signed_off_by": "a test", "made_up": True})
    publish_public(Store(tmp_path), AUTHORITY, CATALOGUE)
    q = open_queries(Settings(store=tmp_path))
    assert [one.share for one in q.agencies(PUBLIC, [CAME], MARCH)[CAME]] == ["at least one"] * 2


def test_agencies_are_asked_of_only_where_cases_are_of_agencies(asked: Asked) -> None:
    with pytest.raises(NotFound, match="no agencies in Children looked after"):
        asked.q.agencies(PUBLIC, ["lac-count"], MARCH)


@pytest.mark.parametrize(("found", "expected"), [
    ([standing("A")], ("Every agency came to the last meeting.",)),
    ([standing("A", met=False)], ("A did not come to the last meeting.",)),
    ([standing("A", met=None)], ("Of A nothing is recorded for it.",)),
    ([standing("A", latest=False, met=False)], ("Of A nothing is recorded for it.",)),
    ([], ("The extract says nothing of single agencies.",))])
def test_the_sentence_on_the_last_meeting(
    found: list[AgencyStanding], expected: tuple[str, ...],
) -> None:
    file = Board.model_validate({
        "priorities": [{"id": "p", "heading": "P", "asks": "Q?", "measures": [CAME]}],
        "agencies": [{"id": "a", "name": "A"}]})
    assert agency_sentences(file, CAME, found) == expected


def test_an_agency_the_file_does_not_know_and_one_long_silent_have_their_rows() -> None:
    file = Board.model_validate({
        "priorities": [{"id": "p", "heading": "P", "asks": "Q?", "measures": [CAME]}],
        "agencies": [{"id": "a", "name": "A", "words": "The A"}]})
    table = agency_table(file, [CATALOGUE[CAME]], {CAME: [
        standing("B", latest=False), standing("A")]})
    assert table
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["The A", "Came. In twelve months: came to every meeting"],
        ["B", "Came. Nothing is recorded of it since. In twelve months: came to every meeting"]]
    assert agency_table(file, [CATALOGUE[CAME]], {CAME: []}) is None


# Challenges

def test_challenges_not_closed_stand_in_the_report_as_they_stood_at_the_date(
    march: Report,
) -> None:
    table = next(one for one in march.tables() if one.id == "challenges-open")
    assert [(row[0].text, row[1].text, row[4].text, row[5].text) for row in table.rows] == [
        ("What will police do?", "Police", "overdue for an answer", "none yet"),
        ("What will schools do?", "Schools", "answered", "19 February 2016: schools did it")]
    log = next(item for item in march.items() if item.id == "challenge-log")
    assert log.sentences == (
        "1 of the board’s challenges waits for an answer, and it is overdue.",
        "1 challenge is closed; what came of each is in the challenge log.")
    assert log.href == "/summaries/board/challenges"
    assert march.lead.endswith(log.sentences[0])


def test_a_log_that_cannot_be_read_is_said_and_the_rest_stands(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(viewer: Viewer) -> None:
        raise DatabaseUnavailable("surgery.db is away.")

    monkeypatch.setattr(asked.actions, "challenges", gone)
    found = board(asked, MARCH)
    assert found.sections[-1].sentences == (
        "The challenge log cannot be read now. The database it is kept in cannot be used.",)
    assert "challenges" not in found.lead
    assert len(found.sections) == 14


# The file

@pytest.mark.parametrize(("old", "new", "words"), [
    ('"contacts-decided-1wd"', '"contacts-decidid"',
     "priorities.front-door.measures: no measure called contacts-decidid"),
    ("answer_days = 28", "answer_days = 0", "answer_days: Input should be greater than 0"),
    ("answer_days = 28", "colour = 1", "colour: Extra inputs"),
    ("answer_days = 28", "answer_days =", "is not TOML"),
    ('id = "early-help"', 'id = "front-door"', "priorities named twice: front-door"),
    ('by_agency = ["board-attendance", ', 'by_agency = ["lac-count", ',
     "by_agency names what is not among measures: lac-count"),
    ('name = "Cafcass"', 'name = "Police"', "agencies named twice: Police")])
def test_a_board_file_that_cannot_be_is_refused_with_file_and_key(
    tmp_path: Path, old: str, new: str, words: str,
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "board.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BoardFileError) as refused:
        read_board(tmp_path / "board.toml", CATALOGUE)
    assert str(refused.value).startswith(str(tmp_path / "board.toml"))
    assert words in str(refused.value)


def test_a_board_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BoardFileError, match=r"board\.toml: cannot be read: No such file"):
        read_board(tmp_path / "board.toml", CATALOGUE)
