"""Child protection: enquiries, conferences, plans, visits."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "s47_enquiry", "Section 47 enquiries; the start is the strategy discussion that began it.",
        (
            _c("s47_enquiry_id", "id", "s47e_s47_enquiry_id", required=True),
            _c("person_id", "id", "s47e_person_id", required=True),
            _c("referral_id", "id", "s47e_referral_id"),
            _c("start_date", "date", "s47e_s47_start_date", required=True),
            _c("end_date", "date", "s47e_s47_end_date"),
            _c("nfa", "flag", "s47e_s47_nfa"),
            _c("conference_unnecessary", "flag"),
            _c("team", "team", "s47e_s47_completed_by_team"),
            _c("worker_id", "id", "s47e_s47_completed_by_worker_id"),
        ),
        key=("s47_enquiry_id",), ssd="ssd_s47_enquiry", starts="start_date", ends="end_date",
    ),
    Table(
        "initial_cp_conference", "Initial child protection conferences.",
        (
            _c("icpc_id", "id", "icpc_icpc_id", required=True),
            _c("person_id", "id", "icpc_person_id", required=True),
            _c("s47_enquiry_id", "id", "icpc_s47_enquiry_id"),
            _c("transfer_in", "flag", "icpc_icpc_transfer_in"),
            _c("conference_date", "date", "icpc_icpc_date", words="the day it was held"),
            _c("outcome_cp_plan", "flag", "icpc_icpc_outcome_cp_flag"),
            _c("team", "team", "icpc_icpc_team"),
            _c("worker_id", "id", "icpc_icpc_worker_id"),
        ),
        key=("icpc_id",), ssd="ssd_initial_cp_conference", starts="conference_date",
    ),
    Table(
        "cp_plans", "Child protection plans.",
        (
            _c("cp_plan_id", "id", "cppl_cp_plan_id", required=True),
            _c("person_id", "id", "cppl_person_id", required=True),
            _c("icpc_id", "id", "cppl_icpc_id"),
            _c("start_date", "date", "cppl_cp_plan_start_date", required=True),
            _c("end_date", "date", "cppl_cp_plan_end_date"),
            _c("initial_category", "code", "cppl_cp_plan_initial_category", codes="abuse"),
            _c("latest_category", "code", "cppl_cp_plan_latest_category", codes="abuse"),
            _c("held_for_another_authority", "flag", "cppl_cp_plan_ola"),
            _c("previous_plans", "whole", between=(0, 50),
               words="earlier plans, where an extract states the count instead of the rows"),
        ),
        key=("cp_plan_id",), ssd="ssd_cp_plans", starts="start_date", ends="end_date",
    ),
    Table(
        "cp_visits", "Statutory visits to children on a plan.",
        (
            _c("cp_visit_id", "id", "cppv_cp_visit_id", required=True),
            _c("person_id", "id", "cppv_person_id", required=True),
            _c("cp_plan_id", "id", "cppv_cp_plan_id"),
            _c("visit_date", "date", "cppv_cp_visit_date", required=True),
            _c("seen", "flag", "cppv_cp_visit_seen"),
            _c("seen_alone", "flag", "cppv_cp_visit_seen_alone"),
            _c("alone_reason", "code", codes="alone_reason",
               words="why the child was not seen alone"),
            _c("visited_by", "id", words="the worker who visited"),
            _c("entered_on", "date", not_before="visit_date",
               words="the day the visit was recorded"),
        ),
        key=("cp_visit_id",), ssd="ssd_cp_visits", starts="visit_date",
    ),
    Table(
        "cp_reviews", "Every review conference of every plan, not only the latest.",
        (
            _c("cp_review_id", "id", "cppr_cp_review_id", required=True),
            _c("person_id", "id", "cppr_person_id", required=True),
            _c("cp_plan_id", "id", "cppr_cp_plan_id"),
            _c("due_date", "date", "cppr_cp_review_due"),
            _c("review_date", "date", "cppr_cp_review_date"),
            _c("quorate", "flag", "cppr_cp_review_quorate",
               words="false: inquorate or adjourned, so not held"),
        ),
        key=("cp_review_id",), ssd="ssd_cp_reviews", starts="review_date",
    ),
    Table(
        "cp_last_review", "The latest review of a plan, where an extract holds no other.",
        (
            _c("person_id", "id", required=True),
            _c("cp_plan_id", "id"),
            _c("review_date", "date"),
        ),
        kind="state",
    ),
)
