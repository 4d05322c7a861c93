"""Education of looked-after children, from the virtual school."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "education_plans", "Personal education plans, from the virtual school: one row a meeting.",
        (
            _c("pep_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("review_date", "date", words="the day the plan was made or reviewed"),
            _c("school", "text"),
            _c("grade", "code", codes="plan_grade", words="quality when audited"),
            _c("graded_date", "date", not_before="review_date",
               words="the day the virtual school judged it"),
        ),
        key=("pep_id",), starts="review_date",
    ),
    Table(
        "school_attendance",
        "Attendance of looked-after pupils, from the attendance feed: one row a pupil and month.",
        (
            _c("person_id", "id", required=True),
            _c("period_start", "date", required=True),
            _c("period_end", "date", required=True),
            _c("sessions_possible", "whole", between=(0, 100)),
            _c("sessions_missed", "whole", between=(0, 100), no_more_than="sessions_possible"),
            _c("percent_attended", "number", between=(0, 100),
               words="where the feed gives a share in place of sessions"),
        ),
        key=("person_id", "period_start"), starts="period_start", ends="period_end",
    ),
    Table(
        "suspensions", "Suspensions (once called fixed-term exclusions) of looked-after pupils.",
        (
            _c("suspension_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("start_date", "date", required=True),
            _c("sessions", "whole", between=(0, 90)),
        ),
        key=("suspension_id",), starts="start_date",
    ),
)
