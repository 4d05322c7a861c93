"""Looked-after children: episodes, legal statuses, placements, visits, reviews."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "cla_episodes", "Episodes of care; a period of care is the episodes that share cla_id.",
        (
            _c("cla_episode_id", "id", "clae_cla_episode_id", required=True),
            _c("person_id", "id", "clae_person_id", required=True),
            _c("cla_id", "id", "clae_cla_id"),
            _c("start_date", "date", "clae_cla_episode_start_date", required=True),
            _c("entered_care_date", "date", "clae_entered_care_date",
               words="the start of the period of care"),
            _c("primary_need_code", "code", "clae_cla_primary_need_code", codes="need"),
            _c("ceased_date", "date", "clae_cla_episode_ceased_date"),
            _c("ceased_reason", "code", "clae_cla_episode_ceased_reason", codes="ceased_reason"),
            _c("placement_id", "id", "clae_cla_placement_id"),
            _c("last_iro_contact_date", "date", "clae_cla_last_iro_contact_date"),
        ),
        key=("cla_episode_id",), ssd="ssd_cla_episodes", starts="start_date", ends="ceased_date",
    ),
    Table(
        "legal_status", "Legal statuses of looked-after children.",
        (
            _c("legal_status_id", "id", "lega_legal_status_id", required=True),
            _c("person_id", "id", "lega_person_id", required=True),
            _c("status", "code", "lega_legal_status", codes="legal_status"),
            _c("start_date", "date", "lega_legal_status_start_date", required=True),
            _c("end_date", "date", "lega_legal_status_end_date"),
        ),
        key=("legal_status_id",), ssd="ssd_legal_status", starts="start_date", ends="end_date",
    ),
    Table(
        "cla_placement", "Placements of looked-after children.",
        (
            _c("placement_id", "id", "clap_cla_placement_id", required=True),
            _c("person_id", "id", "clap_person_id", required=True),
            _c("cla_id", "id", "clap_cla_id"),
            _c("type", "code", "clap_cla_placement_type", codes="placement"),
            _c("start_date", "date", "clap_cla_placement_start_date", required=True),
            _c("end_date", "date", "clap_cla_placement_end_date"),
            _c("provider", "code", "clap_cla_placement_provider", codes="provider"),
            _c("urn", "text", "clap_cla_placement_urn"),
            _c("distance_miles", "number", "clap_cla_placement_distance",
               between=(0, 1000), words="miles from the home the child left"),
            _c("in_area", "flag", words="placed inside the authority"),
            _c("placing_authority", "text", words="authority in whose area the placement is"),
        ),
        key=("placement_id",), ssd="ssd_cla_placement", starts="start_date", ends="end_date",
    ),
    Table(
        "placement_arrangements",
        "What decides a visiting interval and SSD does not hold: a placement with parents before "
        "assessment (regulation 19), a carer with temporary approval (regulation 24), or a "
        "designated long-term match and whether the child agrees to fewer visits.",
        (
            _c("person_id", "id", required=True),
            _c("placement_id", "id"),
            _c("arrangement", "code", required=True, codes="arrangement"),
            _c("child_agrees", "flag"),
            _c("start_date", "date", required=True),
            _c("end_date", "date"),
        ),
        starts="start_date", ends="end_date",
    ),
    Table(
        "cla_care_plan", "The permanence plan for a looked-after child.",
        (
            _c("person_id", "id", "lacp_person_id", required=True),
            _c("start_date", "date", "lacp_cla_care_plan_start_date"),
            _c("end_date", "date", "lacp_cla_care_plan_end_date"),
            _c("permanence_plan", "code", "lacp_cla_care_plan_json", codes="permanence_plan"),
        ),
        ssd="ssd_cla_care_plan", starts="start_date", ends="end_date",
    ),
    Table(
        "cla_visits", "Social work visits to looked-after children.",
        (
            _c("cla_visit_id", "id", "clav_cla_visit_id", required=True),
            _c("person_id", "id", "clav_person_id", required=True),
            _c("cla_id", "id", "clav_cla_id"),
            _c("visit_date", "date", "clav_cla_visit_date", required=True),
            _c("seen", "flag", "clav_cla_visit_seen"),
            _c("seen_alone", "flag", "clav_cla_visit_seen_alone"),
            _c("alone_reason", "code", codes="alone_reason",
               words="why the child was not seen alone"),
            _c("visited_by", "id", words="the worker who visited"),
            _c("entered_on", "date", not_before="visit_date",
               words="the day the visit was recorded"),
        ),
        key=("cla_visit_id",), ssd="ssd_cla_visits", starts="visit_date",
    ),
    Table(
        "cla_reviews", "Statutory reviews of looked-after children.",
        (
            _c("cla_review_id", "id", "clar_cla_review_id", required=True),
            _c("person_id", "id", words="found through cla_id where SSD gives only that"),
            _c("cla_id", "id", "clar_cla_id"),
            _c("due_date", "date", "clar_cla_review_due_date"),
            _c("review_date", "date", "clar_cla_review_date"),
            _c("cancelled", "flag", "clar_cla_review_cancelled"),
            _c("participation", "code", "clar_cla_review_participation", codes="participation"),
        ),
        key=("cla_review_id",), ssd="ssd_cla_reviews", starts="review_date",
    ),
    Table(
        "cla_last_year",
        "What a list states of a looked-after child's last twelve months, where the rows behind "
        "the counts are not held.",
        (
            _c("person_id", "id", required=True),
            _c("second_period_of_care", "flag"),
            _c("placements", "whole", between=(0, 100)),
            _c("missing_episodes", "whole", between=(0, 366)),
            _c("absent_episodes", "whole", between=(0, 366)),
            _c("return_interview_offered", "flag"),
            _c("return_interview_accepted", "flag"),
        ),
        key=("person_id",), kind="state",
    ),
)
