"""Contacts, early help, referrals and assessments."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "contacts", "Each contact about a child at the front door.",
        (
            _c("contact_id", "id", "cont_contact_id", required=True),
            _c("person_id", "id", "cont_person_id", required=True),
            _c("contact_date", "date", "cont_contact_date", required=True),
            _c("source_code", "code", "cont_contact_source_code", codes="contact_source"),
            _c("decided_date", "date", not_before="contact_date",
               words="the day a manager decided what happens next"),
            _c("referral_id", "id", words="the referral it became, where the system links them"),
            _c("team", "team", words="the team it was for"),
        ),
        key=("contact_id",), ssd="ssd_contacts", starts="contact_date",
    ),
    Table(
        "early_help_episodes", "Early help assessments and the help that followed.",
        (
            _c("episode_id", "id", "earl_episode_id", required=True),
            _c("person_id", "id", "earl_person_id", required=True),
            _c("start_date", "date", "earl_episode_start_date", required=True),
            _c("end_date", "date", "earl_episode_end_date"),
            _c("assessment_completed_date", "date", not_before="start_date",
               words="the day its assessment was finished; the help may go on"),
            _c("family_id", "id", words="the family, so that brothers and sisters count once"),
            _c("team", "team"),
            _c("worker_id", "id", "earl_episode_worker_id"),
            _c("organisation", "text", "earl_episode_organisation"),
        ),
        key=("episode_id",), ssd="ssd_early_help_episodes", starts="start_date", ends="end_date",
    ),
    Table(
        "cin_episodes", "Each referral and the child in need episode it opened.",
        (
            _c("referral_id", "id", "cine_referral_id", required=True),
            _c("person_id", "id", "cine_person_id", required=True),
            _c("referral_date", "date", "cine_referral_date", required=True),
            _c("source_code", "code", "cine_referral_source_code", codes="contact_source"),
            _c("primary_need_code", "code", "cine_cin_primary_need_code", codes="need"),
            _c("nfa", "flag", "cine_referral_nfa", words="closed with no further action"),
            _c("close_date", "date", "cine_close_date"),
            _c("close_reason", "code", "cine_close_reason", codes="closure_reason"),
            _c("team", "team", "cine_referral_team"),
            _c("worker_id", "id", "cine_referral_worker_id"),
            _c("referrals_before_12m", "whole", between=(0, 366),
               words="referrals in the twelve months before this child's latest one, where an "
                     "extract states the count instead of holding the rows"),
        ),
        key=("referral_id",), ssd="ssd_cin_episodes", starts="referral_date", ends="close_date",
    ),
    Table(
        "cin_assessments", "Child and family assessments, finished and open.",
        (
            _c("assessment_id", "id", "cina_assessment_id", required=True),
            _c("person_id", "id", "cina_person_id", required=True),
            _c("referral_id", "id", "cina_referral_id"),
            _c("start_date", "date", "cina_assessment_start_date", required=True),
            _c("checkpoint_date", "date", not_before="start_date",
               words="the day a manager recorded a first view"),
            _c("child_seen", "flag", "cina_assessment_child_seen"),
            _c("authorised_date", "date", "cina_assessment_auth_date"),
            _c("nfa", "flag", "cina_assessment_outcome_nfa",
               words="ended with no further action; the reverse of needing support"),
            _c("team", "team", "cina_assessment_team"),
            _c("worker_id", "id", "cina_assessment_worker_id"),
        ),
        key=("assessment_id",), ssd="ssd_cin_assessments",
        starts="start_date", ends="authorised_date",
    ),
)
