"""Quality and voice: audits, feedback, complaints, advocacy."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "case_audits", "Audits of case files: one row a case audited.",
        (
            _c("audit_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("plan_type", "code", codes="plan_type", words="the plan it looked at"),
            _c("audited_date", "date", required=True),
            _c("moderated_date", "date", not_before="audited_date",
               words="the day somebody else agreed the grade"),
            _c("grade", "code", codes="plan_grade"),
            _c("auditor_role", "text"),
            _c("team", "team", words="the team whose work it was"),
        ),
        key=("audit_id",), starts="audited_date",
    ),
    Table(
        "feedback", "Answers of children and families; nobody is named.",
        (
            _c("feedback_id", "id", required=True),
            _c("received_date", "date", required=True),
            _c("team", "team"),
            _c("plan_type", "code", codes="plan_type"),
            _c("from_child", "flag", words="from a child or young person, not a parent or carer"),
            _c("rating", "whole", between=(1, 5), words="1 to 5; 4 and 5 mean it helped"),
        ),
        key=("feedback_id",), starts="received_date",
    ),
    Table(
        "complaints", "Complaints by or for children.",
        (
            _c("complaint_id", "id", required=True),
            _c("person_id", "id"),
            _c("team", "team"),
            _c("plan_type", "code", codes="plan_type"),
            _c("stage", "whole", between=(1, 3)),
            _c("received_date", "date", required=True),
            _c("answered_date", "date"),
            _c("upheld", "flag"),
        ),
        key=("complaint_id", "stage"), starts="received_date", ends="answered_date",
    ),
    Table(
        "advocacy", "Advocates and independent visitors of looked-after children.",
        (
            _c("advocacy_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("kind", "code", codes="advocacy_kind"),
            _c("referred_date", "date"),
            _c("start_date", "date", words="empty while the child waits"),
            _c("end_date", "date"),
        ),
        key=("advocacy_id",), starts="referred_date", ends="end_date",
    ),
)
