"""The safeguarding board's data set: its own priorities in its order, and its challenges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.actions import Challenge, DatabaseUnavailable
from data.challenge_lists import stood
from data.summaries.asked import PUBLIC, UNREAD, Asked
from data.summaries.board_agencies import agency_sentences, agency_table
from data.summaries.board_file import Board, Priority, board_of
from data.summaries.data import AREAS_NOTE, data, matrix, published_source
from data.summaries.made import made
from data.summaries.overview import lead, not_known, overview
from data.summaries.pictures import picture
from data.summaries.reading import Reading, read_all
from data.summaries.report import Cell, Column, Item, Report, Section, Table
from data.summaries.saying import day_words, plural
from data.summaries.sentences import sentences, verdict
from data.viewers import Viewer

BOARD = Viewer("board")
"""For whom the challenge log is read: the report goes to nobody who may not."""
AUDIENCE = ("For members of the safeguarding board, heads of social work, the director and "
            "analysts. Small numbers are hidden as they are for the public.")
LOG = "/summaries/board/challenges"


def board(asked: Asked, as_at: dt.date) -> Report:
    """The data set as at a date, with figures as the public may see them. It goes to members of the
    board, heads, directors and analysts alone, since the challenges are the board's own. Raises
    NotFound for no such date, and where the authority has no file of the board.
    """
    q = asked.q
    q.snapshot(PUBLIC, as_at)
    county = q.places.authority
    settings = board_of(q.authority, q.catalogue)
    wanted = dict.fromkeys(name for one in settings.priorities for name in one.measures)
    readings = {name: _by_area(reading) for name, reading in read_all(
        asked, PUBLIC, list(wanted), county.id, as_at).items()}
    challenges, why_not = _challenges(asked, as_at)
    waiting = "" if why_not else f" {_waiting(challenges, as_at)}"
    everything = list(readings.values())
    titles = {one.measure.id: one.measure.name for one in everything}
    return made(
        asked, as_at, path="board", title="Safeguarding board data set",
        lead=f"{lead(everything)}{waiting}", place=county, audience=AUDIENCE,
        sections=[
            Section("glance", "At a glance", overview(everything, titles)),
            *(_section(asked, settings, one, readings, as_at) for one in settings.priorities),
            _areas([readings[name] for one in settings.priorities for name in one.charts]),
            Section("not-known", "What is not known", not_known(everything, titles)),
            _log(settings, challenges, why_not, as_at)],
        data=(row for reading in everything for row in data(reading)),
        sources=published_source(everything))


# Priorities ------

def _by_area(reading: Reading) -> Reading:
    """The reading, without its areas where none has a case and the county has some: those are of
    the county alone, such as what an agency did, and nought in each area would not be true.
    """
    if reading.now.cases != 0 and all(area.cases == 0 for area in reading.areas):
        return replace(reading, areas=())
    return reading


def _section(
    asked: Asked, settings: Board, priority: Priority, readings: Mapping[str, Reading],
    as_at: dt.date,
) -> Section:
    """A priority: an item a measure, and below them its agencies one by one."""
    standing = asked.q.agencies(PUBLIC, priority.by_agency, as_at)
    items = [_item(priority, readings[name], agency_sentences(settings, name, standing[name])
                   if name in standing else ()) for name in priority.measures]
    table = agency_table(settings, [readings[name].measure for name in standing], standing)
    return Section(
        priority.id, priority.heading, sentences=(priority.asks,), items=tuple(items),
        tables=(table,) if table else ())


def _item(priority: Priority, reading: Reading, of_agencies: Sequence[str]) -> Item:
    measure = reading.measure
    drawn = picture(reading) if measure.id in priority.charts else None
    return Item(
        id=f"{priority.id}-{measure.id}", title=measure.name,
        sentences=(*sentences(reading), *of_agencies), verdict=verdict(reading),
        pictures=(drawn,) if drawn else (),
        sources=tuple(dict.fromkeys(e.caveat for e in reading.elsewhere if e.caveat)),
        href=f"/measures/{measure.id}")


def _areas(readings: Sequence[Reading]) -> Section:
    """The measures that are drawn, by area, as far as they are kept by area."""
    table = matrix([one for one in readings if one.areas], id="by-area",
                   title="The measures by area", notes=(AREAS_NOTE,))
    return Section("by-area", "The areas side by side", tables=(table,))


# Challenges ------

def _challenges(asked: Asked, as_at: dt.date) -> tuple[list[Challenge], str]:
    """The challenges as they stood at the date; and why they cannot be read, where they cannot."""
    try:
        return stood(asked.actions.challenges(BOARD), as_at), ""
    except DatabaseUnavailable:
        return [], UNREAD


def _waiting(challenges: Sequence[Challenge], as_at: dt.date) -> str:
    """ "3 of the board’s challenges wait for an answer, 1 of them is overdue." """
    still = sum(one.state == "open" for one in challenges)
    late = sum(one.overdue_at(as_at) for one in challenges)
    if not challenges:
        return "The board has raised no challenge."
    if not still:
        return "None of the board’s challenges waits for an answer."
    said = f"{still} of the board’s challenges {'waits' if still == 1 else 'wait'} for an answer"
    if not late:
        return f"{said}, none of them overdue."
    return f"{said}, and it is overdue." if still == 1 else (
        f"{said}, {late} of them {'is' if late == 1 else 'are'} overdue.")


def _log(
    settings: Board, challenges: Sequence[Challenge], why_not: str, as_at: dt.date,
) -> Section:
    """The challenges that are not closed yet, and how many there were."""
    if why_not:
        return Section("challenges", "The board’s challenges", sentences=(
            f"The challenge log cannot be read now. {why_not}",))
    standing = [one for one in challenges if one.state != "closed"]
    closed = len(challenges) - len(standing)
    said = [_waiting(challenges, as_at)]
    if closed:
        said.append(f"{plural(closed, 'challenge')} {'is' if closed == 1 else 'are'} closed; what "
                    "came of each is in the challenge log.")
    table = Table(
        "challenges-open", "Challenges not closed yet",
        tuple(Column(name, "date" if name in ("Raised", "Answer due") else "words") for name in (
            "What the board asks", "Of whom", "Raised", "Answer due", "How it stands", "Answer")),
        tuple(_row(settings, one, as_at) for one in standing))
    return Section(
        "challenges", "The board’s challenges",
        sentences=("What the board has asked of an agency or of the council, and what became of "
                   "it.",),
        items=(Item("challenge-log", "The challenge log", tuple(said),
                    tables=(table,) if standing else (), href=LOG),))


def _row(settings: Board, one: Challenge, as_at: dt.date) -> tuple[Cell, ...]:
    stands = ("answered" if one.state == "answered" else
              "overdue for an answer" if one.overdue_at(as_at) else "waits for an answer")
    answer = one.answer
    return (Cell(one.what), Cell(settings.whom_words(one.whom)), Cell(day_words(one.raised_on)),
            Cell(day_words(one.answer_by)), Cell(stands),
            Cell(f"{day_words(answer.on)}: {answer.text}" if answer else "none yet"))
