"""Who does the work: allocations, workers, posts, sickness, supervision."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "involvements", "Who has worked with a child, in what role, from when to when.",
        (
            _c("involvement_id", "id", "invo_involvements_id", required=True),
            _c("person_id", "id", "invo_person_id", required=True),
            _c("professional_id", "id", "invo_professional_id",
               words="empty, a team or a duty label when nobody is named"),
            _c("role", "code", "invo_professional_role_id", codes="role"),
            _c("team", "team", "invo_professional_team"),
            _c("start_date", "date", "invo_involvement_start_date",
               words="empty where an extract only says who holds the case now"),
            _c("end_date", "date", "invo_involvement_end_date"),
            _c("change_reason", "text", "invo_worker_change_reason"),
        ),
        key=("involvement_id",), ssd="ssd_involvements", starts="start_date", ends="end_date",
    ),
    Table(
        "professionals", "Workers, by id: what they do and how much of a week they work.",
        (
            _c("professional_id", "id", "prof_professional_id", required=True),
            _c("job_title", "text", "prof_professional_job_title"),
            _c("department", "team", "prof_professional_department"),
            _c("full_time_equivalent", "number", "prof_full_time_equivalency",
               between=(0.01, 1), words="the share of a full week"),
            _c("agency", "flag", "prof_agency_worker_flag"),
        ),
        key=("professional_id",), ssd="ssd_professionals", kind="state",
    ),
    Table(
        "workforce", "What the establishment list adds about a worker.",
        (
            _c("professional_id", "id", required=True),
            _c("started_on", "date"),
            _c("left_on", "date"),
            _c("newly_qualified", "flag"),
            _c("leaving_reason", "text"),
        ),
        key=("professional_id",), kind="state", starts="started_on", ends="left_on",
    ),
    Table(
        "posts",
        "The establishment: social work posts, and who fills each. A post without a permanent "
        "worker is vacant, an agency worker covering it or not.",
        (
            _c("post_id", "id", required=True),
            _c("team", "team"),
            _c("job_title", "text"),
            _c("full_time_equivalent", "number", between=(0.01, 1)),
            _c("professional_id", "id", words="who is in it; empty when nobody is"),
            _c("start_date", "date", words="from when this worker, or nobody, was in it"),
            _c("end_date", "date"),
        ),
        starts="start_date", ends="end_date",
    ),
    Table(
        "sickness", "Days lost to sickness and days available: one row a worker and month.",
        (
            _c("professional_id", "id", required=True),
            _c("period_start", "date", required=True),
            _c("period_end", "date", required=True),
            _c("team", "team"),
            _c("days_lost", "number", between=(0, 31), no_more_than="days_available"),
            _c("days_available", "number", between=(0, 31)),
        ),
        key=("professional_id", "period_start"), starts="period_start", ends="period_end",
    ),
    Table(
        "supervision", "Recorded supervision: one row a session, or a child talked about in it.",
        (
            _c("supervision_id", "id", required=True),
            _c("professional_id", "id", required=True),
            _c("session_date", "date", required=True),
            _c("person_id", "id", words="the child talked about, where that is recorded"),
        ),
        key=("supervision_id",), starts="session_date",
    ),
)
