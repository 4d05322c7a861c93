"""Both sample workbooks: one of each form of Annex A."""

import pytest

from data.sources.read import read
from tests.data.sources.making import AS_AT, SHARED, TODAY

SAMPLES = SHARED / "samples" / "annex_a"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the sample workbooks are not here")

ROWS = {
    "person": 48, "disability": 33, "immigration_status": 0, "contacts": 5,
    "early_help_episodes": 5, "cin_episodes": 6, "cin_assessments": 5, "s47_enquiry": 5,
    "initial_cp_conference": 3, "open_status": 5, "cp_plans": 7, "cp_visits": 7,
    "cp_last_review": 5, "cla_episodes": 5, "legal_status": 5, "cla_placement": 5,
    "cla_care_plan": 0, "cla_visits": 5, "cla_reviews": 5, "cla_health": 10, "cla_last_year": 5,
    "care_leavers": 6, "permanence": 5, "adopters": 5, "involvements": 38,
}
WARNINGS = {
    "unknown-code": 6, "formula-error": 10, "blank-value": 3, "adoption-date-of-birth-differs": 5,
    "event-before-birth": 2, "looked-after-over-18": 1,
}


@pytest.mark.parametrize(("form", "blank_columns"), [(2019, 3), (2024, 5)])
@pytest.mark.parametrize("as_at", [AS_AT, None])
def test_a_sample_may_be_published_and_its_oddities_are_warnings(form, blank_columns, as_at):
    extract = read([str(SAMPLES / f"annex_a_{form}.xlsx")], as_at=as_at, today=TODAY)
    assert {name: table.num_rows for name, table in extract.tables.items()} == ROWS
    assert extract.report.counts() == {
        "error": {}, "warning": dict(sorted({**WARNINGS, "blank-value": blank_columns}.items()))}
    assert ("care_leavers.pathway_plan_review_date" in extract.provided) == (form == 2024)


def test_the_two_samples_hold_the_same_rows_but_for_what_only_one_form_asks():
    one, other = (read([str(SAMPLES / f"annex_a_{form}.xlsx")], as_at=AS_AT, today=TODAY)
                  for form in (2019, 2024))
    assert one.tables == other.tables


def test_oddities_of_a_sample_are_where_they_are():
    report = read([str(SAMPLES / "annex_a_2019.xlsx")], as_at=AS_AT, today=TODAY).report
    found = {(p.rule, p.sheet, p.row, p.column, p.value) for p in report.warnings}
    assert ("unknown-code", "List 6", 2, "Primary Need Code",
            "PSRMEM - Support with memory and cognition") in found
    assert ("formula-error", "List 6", 3, "Allocated Worker", "#N/A") in found
    assert ("adoption-date-of-birth-differs", "List 10", 2, "Date of Birth", "2002-02-13") in found
    assert ("event-before-birth", "List 8", 5, "Date Started to be Looked After",
            "2010-02-24") in found
    assert ("looked-after-over-18", "List 8", 2, "Date Ceased to be Looked After", "") in found
