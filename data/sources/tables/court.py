"""Pre-proceedings and care cases before the court."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "pre_proceedings",
        "Families in pre-proceedings (the Public Law Outline): one row a child.",
        (
            _c("pre_proceedings_id", "id", "prep_table_id", required=True),
            _c("person_id", "id", "prep_person_id", required=True),
            _c("family_id", "id", "prep_plo_family_id"),
            _c("decision_date", "date", "prep_pre_pro_decision_date"),
            _c("letter_date", "date", "prep_pre_pro_letter_date", not_before="decision_date"),
            _c("first_meeting_date", "date", "prep_initial_pre_pro_meeting_date",
               not_before="decision_date"),
            _c("outcome", "text", "prep_pre_pro_outcome"),
            _c("outcome_date", "date", words="the day pre-proceedings ended"),
        ),
        key=("pre_proceedings_id",), ssd="ssd_pre_proceedings", starts="decision_date",
        ends="outcome_date",
    ),
    Table(
        "pre_proceedings_reviews", "Review meetings of families in pre-proceedings.",
        (
            _c("review_id", "id", required=True),
            _c("family_id", "id", required=True),
            _c("review_date", "date", required=True),
        ),
        key=("review_id",), starts="review_date",
    ),
    Table(
        "court_proceedings", "Care cases before the court: one row a child.",
        (
            _c("proceedings_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("court_case_id", "id", words="the case, so that brothers and sisters count once"),
            _c("issued_date", "date", required=True),
            _c("final_order_date", "date"),
            _c("order", "text"),
        ),
        key=("proceedings_id",), starts="issued_date", ends="final_order_date",
    ),
)
