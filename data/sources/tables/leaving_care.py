"""Care leavers."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "care_leavers", "Young people receiving leaving care services, as they are now.",
        (
            _c("person_id", "id", "clea_person_id", required=True),
            _c("eligibility", "code", "clea_care_leaver_eligibility", codes="eligibility"),
            _c("in_touch", "code", "clea_care_leaver_in_touch", codes="in_touch"),
            _c("latest_contact", "date", "clea_care_leaver_latest_contact"),
            _c("accommodation", "code", "clea_care_leaver_accommodation", codes="accommodation"),
            _c("accommodation_suitable", "flag", "clea_care_leaver_accom_suitable"),
            _c("activity", "code", "clea_care_leaver_activity", codes="activity"),
            _c("pathway_plan_review_date", "date", "clea_pathway_plan_review_date"),
            _c("personal_advisor", "id", "clea_care_leaver_personal_advisor"),
            _c("team", "team", "clea_care_leaver_allocated_team"),
            _c("worker_id", "id", "clea_care_leaver_worker_id"),
        ),
        key=("person_id",), ssd="ssd_care_leavers", kind="state",
    ),
    Table(
        "pa_visits", "Visits of personal advisers to care leavers.",
        (
            _c("pa_visit_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("visit_date", "date", required=True),
            _c("face_to_face", "flag"),
            _c("visited_by", "id"),
            _c("entered_on", "date", not_before="visit_date",
               words="the day the visit was recorded"),
        ),
        key=("pa_visit_id",), starts="visit_date",
    ),
)
