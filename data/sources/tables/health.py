"""Health of looked-after children."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "cla_health", "Health assessments, dental checks and other health checks.",
        (
            _c("health_check_id", "id", "clah_health_check_id", required=True),
            _c("person_id", "id", "clah_person_id", required=True),
            _c("check_type", "code", "clah_health_check_type", codes="health_check"),
            _c("check_date", "date", "clah_health_check_date"),
            _c("status", "code", "clah_health_check_status", codes="health_check_status"),
        ),
        key=("health_check_id",), ssd="ssd_cla_health", starts="check_date",
    ),
    Table(
        "cla_immunisations", "Whether a looked-after child's immunisations are up to date.",
        (
            _c("person_id", "id", "clai_person_id", required=True),
            _c("up_to_date", "flag", "clai_immunisations_status"),
            _c("status_date", "date", "clai_immunisations_status_date"),
        ),
        key=("person_id",), ssd="ssd_cla_immunisations", kind="state",
    ),
    Table(
        "sdq_scores",
        "Strengths and difficulties questionnaires of looked-after children: one row each.",
        (
            _c("sdq_id", "id", "csdq_table_id", required=True),
            _c("person_id", "id", "csdq_person_id", required=True),
            _c("completed_date", "date", "csdq_sdq_completed_date"),
            _c("reason", "code", "csdq_sdq_reason", codes="sdq_reason",
               words="why there is no score"),
            _c("score", "whole", "csdq_sdq_score", between=(0, 40)),
        ),
        key=("sdq_id",), ssd="ssd_sdq_scores", starts="completed_date",
    ),
)
