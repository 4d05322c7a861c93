"""Children in need: plans, reviews, visits."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "cin_plans", "Child in need plans.",
        (
            _c("cin_plan_id", "id", "cinp_cin_plan_id", required=True),
            _c("person_id", "id", "cinp_person_id", required=True),
            _c("referral_id", "id", "cinp_referral_id"),
            _c("start_date", "date", "cinp_cin_plan_start_date", required=True),
            _c("end_date", "date", "cinp_cin_plan_end_date"),
            _c("team", "team", "cinp_cin_plan_team"),
            _c("worker_id", "id", "cinp_cin_plan_worker_id"),
        ),
        key=("cin_plan_id",), ssd="ssd_cin_plans", starts="start_date", ends="end_date",
    ),
    Table(
        "cin_reviews", "Reviews of child in need plans: one row a meeting.",
        (
            _c("cin_review_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("cin_plan_id", "id"),
            _c("review_date", "date", required=True),
        ),
        key=("cin_review_id",), starts="review_date",
    ),
    Table(
        "cin_visits", "Visits to children in need.",
        (
            _c("cin_visit_id", "id", "cinv_cin_visit_id", required=True),
            _c("person_id", "id", "cinv_person_id", required=True),
            _c("visit_date", "date", "cinv_cin_visit_date", required=True),
            _c("seen", "flag", "cinv_cin_visit_seen"),
            _c("seen_alone", "flag", "cinv_cin_visit_seen_alone"),
            _c("visited_by", "id", words="the worker who visited"),
            _c("entered_on", "date", not_before="visit_date",
               words="the day the visit was recorded"),
        ),
        key=("cin_visit_id",), ssd="ssd_cin_visits", starts="visit_date",
    ),
    Table(
        "open_status", "How an extract that states it describes each child's case now.",
        (
            _c("person_id", "id", required=True),
            _c("status", "code", codes="case_status"),
            _c("start_date", "date"),
            _c("primary_need_code", "code", codes="need"),
            _c("last_seen_date", "date"),
            _c("close_date", "date"),
            _c("close_reason", "code", codes="closure_reason"),
        ),
        key=("person_id",), kind="state", starts="start_date", ends="close_date",
    ),
)
