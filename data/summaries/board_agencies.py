"""The board's agencies side by side: who came, and who returned figures, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.agency_queries import AgencyStanding, Share
from data.measures.catalogue import Measure
from data.summaries.board_file import Board
from data.summaries.report import Cell, Column, Table
from data.summaries.saying import joined

RETURNS, MEETINGS = "partner-returns", "board-attendance"
_OF_YEAR: dict[str, dict[Share, str]] = {
    MEETINGS: {"all": "came to every meeting", "some": "came to some meetings",
               "none": "came to no meeting", "at least one": "came to at least one meeting"},
    RETURNS: {"all": "every quarter on time", "some": "some quarters on time",
              "none": "no quarter on time", "at least one": "at least one quarter on time"}}
_NOTE = ("How often is said in words: so few meetings and quarters are small numbers, and small "
         "numbers are hidden.")


def agency_table(
    board: Board, measures: Sequence[Measure],
    standing: Mapping[str, Sequence[AgencyStanding]],
) -> Table | None:
    """Every agency of the board in the order of its file, and whoever else is in the extract, with
    the measures across. One of which the extract holds nothing is there and says so; None where
    it holds nothing of any.
    """
    if not any(standing.values()):
        return None
    called = {agency.name: agency.called for agency in board.agencies}
    others = dict.fromkeys(
        one.agency for found in standing.values() for one in found if one.agency not in called)
    by_name = {name: {one.agency: one for one in found} for name, found in standing.items()}
    return Table(
        "agencies-one-by-one", "Agency by agency: the last time, and in twelve months",
        (Column("Agency"), *(Column(measure.name) for measure in measures)),
        tuple((Cell(words), *(_cell(measure, by_name[measure.id].get(name))
                              for measure in measures))
              for name, words in (*called.items(), *((one, one) for one in others))), (_NOTE,))


def _cell(measure: Measure, one: AgencyStanding | None) -> Cell:
    if one is None:
        return Cell("Nothing in this extract [x]", symbol="x")
    said = one.said if one.latest else f"{one.said}. Nothing is recorded of it since"
    return Cell(f"{said}. In twelve months: {_OF_YEAR[measure.id][one.share]}")


def agency_sentences(
    board: Board, measure: str, standing: Sequence[AgencyStanding],
) -> tuple[str, ...]:
    """Which agencies stayed away from the last meeting, or returned nothing for the last quarter
    that was due; and of which the extract holds nothing.
    """
    called = {agency.name: agency.called for agency in board.agencies}
    if not standing:
        return ("The extract says nothing of single agencies.",)
    away = [called.get(one.agency, one.agency) for one in standing if one.latest and (
        one.done is None and not one.met if measure == RETURNS else one.met is False)]
    recorded = {one.agency for one in standing if one.latest and one.met is not None}
    missing = [words for name, words in called.items() if name not in recorded]
    what = ("returned no figures for the last quarter that was due" if measure == RETURNS
            else "did not come to the last meeting")
    every = ("Every agency returned figures for the last quarter that was due"
             if measure == RETURNS else "Every agency came to the last meeting")
    said = [f"{joined(away)} {what}." if away else f"{every}." if not missing else ""]
    if missing:
        said.append(f"Of {joined(missing)} nothing is recorded for it.")
    return tuple(filter(None, said))
