"""Children who go missing, and risks of exploitation."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "missing", "Each time a child was missing, and the talk on return.",
        (
            _c("missing_id", "id", "miss_table_id", required=True),
            _c("person_id", "id", "miss_person_id", required=True),
            _c("start_date", "date", "miss_missing_episode_start_date", required=True),
            _c("end_date", "date", "miss_missing_episode_end_date"),
            _c("type", "code", "miss_missing_episode_type", codes="missing_type"),
            _c("interview_offered", "flag", "miss_missing_rhi_offered"),
            _c("interview_accepted", "flag", "miss_missing_rhi_accepted"),
            _c("interview_date", "date", not_before="end_date",
               words="the day of the return interview"),
            _c("interview_hours", "number", between=(0, 8760),
               words="hours from return to interview, where the system holds times"),
            _c("team", "team", words="the team, for a child without an allocated worker"),
        ),
        key=("missing_id",), ssd="ssd_missing", starts="start_date", ends="end_date",
    ),
    Table(
        "exploitation_risks", "Assessed risks of exploitation: one row an assessment.",
        (
            _c("risk_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("kind", "code", codes="exploitation_kind"),
            _c("level", "code", codes="risk_level"),
            _c("assessed_date", "date", required=True),
            _c("end_date", "date", words="the day the risk was closed"),
            _c("team", "team", words="the team, for a child without an allocated worker"),
        ),
        key=("risk_id",), starts="assessed_date", ends="end_date",
    ),
)
