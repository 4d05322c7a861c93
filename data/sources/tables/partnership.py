"""For the safeguarding board: private fostering, allegations, child deaths, partners."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "private_fostering", "Private fostering arrangements the council has been told of.",
        (
            _c("arrangement_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("notified_date", "date", required=True),
            _c("end_date", "date"),
            _c("team", "team"),
            _c("worker_id", "id"),
        ),
        key=("arrangement_id",), starts="notified_date", ends="end_date",
    ),
    Table(
        "private_fostering_visits", "Visits to privately fostered children.",
        (
            _c("visit_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("visit_date", "date", required=True),
            _c("seen_alone", "flag"),
        ),
        key=("visit_id",), starts="visit_date",
    ),
    Table(
        "allegations",
        "Allegations against people who work with children (LADO): the case number and no name.",
        (
            _c("allegation_id", "id", required=True),
            _c("referred_date", "date", required=True),
            _c("outcome_date", "date"),
            _c("outcome", "text"),
            _c("sector", "text", words="the kind of work the person does"),
            _c("locality", "text", words="the id of an area, where it belongs to one"),
        ),
        key=("allegation_id",), starts="referred_date", ends="outcome_date",
    ),
    Table(
        "child_death_reviews", "Deaths of children to be reviewed by the board's panel.",
        (
            _c("review_id", "id", required=True),
            _c("notified_date", "date", required=True),
            _c("reviewed_date", "date"),
        ),
        key=("review_id",), starts="notified_date", ends="reviewed_date",
    ),
    Table(
        "partner_attendance", "Which agencies came to the safeguarding board's meetings.",
        (
            _c("agency", "text", required=True),
            _c("meeting_date", "date", required=True),
            _c("attended", "flag"),
        ),
        key=("agency", "meeting_date"), starts="meeting_date",
    ),
    Table(
        "partner_returns", "Which agencies returned their data to the board, and when.",
        (
            _c("agency", "text", required=True),
            _c("period_end", "date", required=True, words="the quarter the data are of"),
            _c("returned_date", "date", words="empty when nothing was returned"),
        ),
        key=("agency", "period_end"), starts="period_end",
    ),
)
