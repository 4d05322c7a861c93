"""Adoption: children with a decision, and adopters."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
    Table(
        "permanence", "Children with an adoption decision, and what followed.",
        (
            _c("permanence_id", "id", "perm_table_id", required=True),
            _c("person_id", "id", "perm_person_id", required=True),
            _c("entered_care_date", "date"),
            _c("decision_date", "date", "perm_adm_decision_date"),
            _c("placement_order_date", "date", "perm_placement_order_date"),
            _c("matched_date", "date", "perm_matched_date"),
            _c("placed_date", "date", "perm_placed_for_adoption_date",
               not_before="entered_care_date"),
            _c("adopted_by_carer", "flag", "perm_adopted_by_carer_flag"),
            _c("fostered_date", "date", "perm_placed_foster_carer_date",
               words="the day the child was placed with the foster carer who then adopted"),
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
            _c("children_placed", "whole", between=(0, 20)),
            _c("order_date", "date"),
            _c("left_date", "date"),
            _c("left_reason", "code", codes="adopter_left_reason"),
        ),
        key=("adopter_id",), starts="enquiry_date", ends="left_date",
    ),
)
