"""The source tables: what every reader ends in and every measure starts from.

The names are those of the Standard Safeguarding Dataset (SSD), the sector's own, without its
prefixes: ``ssd_cla_visits.clav_cla_visit_date`` is ``cla_visits.visit_date`` here. Each column
says which SSD field it comes from; a column or table without one is *local*: something a measure
needs that SSD does not hold (personal education plans come from the virtual school, for example).

A table is either ``events`` (rows with dates: what was true on an earlier day can be worked out
from them) or ``state`` (one row for how things are now: it cannot be wound back).

Column types: ``id`` and ``text`` (strings), ``code`` (a string from a list in ``codes.toml``),
``team`` (a team's id or name, matched to the configuration when a snapshot is built), ``date``,
``whole`` (integer), ``number`` (float) and ``flag`` (true, false or empty for not known).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

ARROW_TYPES: dict[str, pa.DataType] = {
    "id": pa.string(),
    "text": pa.string(),
    "code": pa.string(),
    "team": pa.string(),
    "date": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """One column. ``required`` means a row without it cannot be used at all."""

    name: str
    type: str
    ssd: str | None = None
    required: bool = False
    codes: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Table:
    """One source table: its key, its columns, and where it comes from."""

    name: str
    words: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    ssd: str | None = None
    kind: str = "events"
    starts: str | None = None
    """The column with the date on which a row begins or happens."""
    ends: str | None = None
    """The column with the date on which what began has ended."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def arrow_schema(self) -> pa.Schema:
        return pa.schema([(c.name, ARROW_TYPES[c.type]) for c in self.columns])

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")


def _c(name: str, type: str, ssd: str | None = None, **more: object) -> Column:
    return Column(name, type, ssd, **more)  # type: ignore[arg-type]


_ALL: tuple[Table, ...] = (
    Table(
        "person", "Every child and young person the other tables speak of; no names.",
        (
            _c("person_id", "id", "pers_person_id", required=True),
            _c("sex", "code", "pers_sex", codes="sex"),
            _c("ethnicity", "code", "pers_ethnicity", codes="ethnicity"),
            _c("date_of_birth", "date", "pers_dob", words="empty for an unborn child"),
            _c("expected_date_of_birth", "date", "pers_expected_dob"),
            _c("death_date", "date", "pers_death_date"),
        ),
        key=("person_id",), ssd="ssd_person", kind="state",
    ),
    Table(
        "disability", "Disabilities recorded for a child; a child with no row has none recorded.",
        (
            _c("person_id", "id", "disa_person_id", required=True),
            _c("disability_code", "code", "disa_disability_code", codes="disability"),
        ),
        ssd="ssd_disability", kind="state",
    ),
    Table(
        "immigration_status", "Unaccompanied asylum-seeking children, now or formerly.",
        (
            _c("person_id", "id", "immi_person_id", required=True),
            _c("status", "text", "immi_immigration_status"),
            _c("start_date", "date", "immi_immigration_status_start_date"),
            _c("end_date", "date", "immi_immigration_status_end_date"),
        ),
        ssd="ssd_immigration_status", kind="state", starts="start_date", ends="end_date",
    ),
    Table(
        "contacts", "Each contact about a child at the front door.",
        (
            _c("contact_id", "id", "cont_contact_id", required=True),
            _c("person_id", "id", "cont_person_id", required=True),
            _c("contact_date", "date", "cont_contact_date", required=True),
            _c("source_code", "code", "cont_contact_source_code", codes="contact_source"),
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
            _c("referrals_before_12m", "whole",
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
            _c("previous_plans", "whole",
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
        "cin_visits", "Visits to children in need.",
        (
            _c("cin_visit_id", "id", "cinv_cin_visit_id", required=True),
            _c("person_id", "id", "cinv_person_id", required=True),
            _c("visit_date", "date", "cinv_cin_visit_date", required=True),
            _c("seen", "flag", "cinv_cin_visit_seen"),
            _c("seen_alone", "flag", "cinv_cin_visit_seen_alone"),
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
            _c("distance_miles", "number", "clap_cla_placement_distance"),
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
        "cla_last_year",
        "What a list states of a looked-after child's last twelve months, where the rows behind "
        "the counts are not held.",
        (
            _c("person_id", "id", required=True),
            _c("second_period_of_care", "flag"),
            _c("placements", "whole"),
            _c("missing_episodes", "whole"),
            _c("absent_episodes", "whole"),
            _c("return_interview_offered", "flag"),
            _c("return_interview_accepted", "flag"),
        ),
        key=("person_id",), kind="state",
    ),
    Table(
        "education_plans", "Personal education plans, from the virtual school: one row a meeting.",
        (
            _c("pep_id", "id", required=True),
            _c("person_id", "id", required=True),
            _c("review_date", "date", words="the day the plan was made or reviewed"),
            _c("school", "text"),
            _c("grade", "code", codes="plan_grade", words="quality when audited"),
        ),
        key=("pep_id",), starts="review_date",
    ),
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
        "permanence", "Children with an adoption decision, and what followed.",
        (
            _c("permanence_id", "id", "perm_table_id", required=True),
            _c("person_id", "id", "perm_person_id", required=True),
            _c("entered_care_date", "date"),
            _c("decision_date", "date", "perm_adm_decision_date"),
            _c("placement_order_date", "date", "perm_placement_order_date"),
            _c("matched_date", "date", "perm_matched_date"),
            _c("placed_date", "date", "perm_placed_for_adoption_date"),
            _c("order_date", "date", "perm_permanence_order_date"),
            _c("order_type", "text", "perm_permanence_order_type"),
            _c("decision_reversed_date", "date", "perm_decision_reversed_date"),
            _c("decision_reversed_reason", "code", "perm_decision_reversed_reason",
               codes="reversal_reason"),
            _c("fostering_for_adoption_date", "date", "perm_placed_ffa_cp_date"),
            _c("family_id", "id"),
        ),
        key=("permanence_id",), ssd="ssd_permanence", starts="decision_date",
    ),
    Table(
        "adopters", "Prospective adopters: one row a person, two for a couple.",
        (
            _c("adopter_id", "id", required=True),
            _c("family_id", "id"),
            _c("sex", "code", codes="sex"),
            _c("ethnicity", "code", codes="ethnicity"),
            _c("disabled", "flag"),
            _c("fostering_for_adoption", "flag"),
            _c("enquiry_date", "date"),
            _c("stage_1_start_date", "date"),
            _c("stage_1_end_date", "date"),
            _c("stage_2_start_date", "date"),
            _c("stage_2_end_date", "date"),
            _c("application_date", "date"),
            _c("approved_date", "date"),
            _c("matched_date", "date"),
            _c("placed_date", "date"),
            _c("children_placed", "whole"),
            _c("order_date", "date"),
            _c("left_date", "date"),
            _c("left_reason", "code", codes="adopter_left_reason"),
        ),
        key=("adopter_id",), starts="enquiry_date", ends="left_date",
    ),
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
            _c("full_time_equivalent", "number", "prof_full_time_equivalency"),
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
        ),
        key=("professional_id",), kind="state", starts="started_on", ends="left_on",
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}


@cache
def ssd_tables() -> dict[str, Table]:
    """The tables that SSD holds, by their SSD name."""
    return {table.ssd: table for table in _ALL if table.ssd}
