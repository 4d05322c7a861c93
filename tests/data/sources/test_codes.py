import csv

import pytest

from data.sources.codes import AMBIGUOUS, UNKNOWN, code_lists, label, look_up, match
from data.sources.tables import TABLES
from tests.data.sources.making import SHARED

REFERENCE = SHARED / "reference" / "code_lists.csv"
OURS = {
    "Gender": "sex", "Ethnicity": "ethnicity", "Contact / Referral Source": "contact_source",
    "Primary Need Code": "need", "Child's Category of Need": "need",
    "Reason for Closure": "closure_reason", "Case status": "case_status",
    "Initial/Latest Category of Abuse": "abuse", "Child's Legal Status": "legal_status",
    "What is the permanence plan for this child?": "permanence_plan",
    "Reason Ceased to be Looked After": "ceased_reason", "Placement Type": "placement",
    "Placement Provider": "provider", "Placement Location": "in_area",
    "LA of Placement": "placing_authority", "Eligibility Category": "eligibility",
    "LA In Touch": "in_touch", "Type of Accommodation": "accommodation",
    "Suitability of Accommodation": "suitable", "Activity Status": "activity",
    "Reason Why Child No Longer Placed for Adoption": "reversal_reason",
    "Reason for leaving adoption process": "adopter_left_reason",
}


@pytest.mark.parametrize(("code_list", "text", "code"), [
    ("yes_no", "a) Yes", "YES"), ("yes_no", "a)", "YES"), ("yes_no", "Yes", "YES"),
    ("yes_no", "Y", "YES"), ("yes_no", "1", "YES"), ("yes_no", "0", "NO"),
    ("yes_no", "True", "YES"), ("yes_no", "FALSE", "NO"), ("yes_no", "c) Unknown", "UNKNOWN"),
    ("contact_source", "b) 1B: Individual", "1B"), ("contact_source", "1b", "1B"),
    ("contact_source", "4.0", "4"), ("contact_source", "Health visitor", "3B"),
    ("ceased_reason", "e) E4A: Returned home to live with parents or relatives", "E4A"),
    ("ceased_reason", "u) X1:CodeError", "X1"),
    ("need", "N1 - Abuse or neglect", "N1"), ("need", "n1", "N1"), ("need", "LOW  INCOME", "N7"),
    ("need", "N2 - Child’s disability", "N2"), ("need", "N2 - Child's disability", "N2"),
    ("provider", "PR4", "PR4"), ("provider", "e) PR4 - Private provision", "PR4"),
    ("provider", "e) PR4: Private\u00a0provision ", "PR4"),
    ("legal_status", "C2: FCO", "C2"), ("legal_status", "C2", "C2"),
    ("placement", "zz)", "T4"), ("ethnicity", "s) NOBT", "NOBT"), ("ethnicity", "wbri", "WBRI"),
    ("eligibility", "d) Eligible", "ELIGIBLE"), ("eligibility", "e) Other", "OTHER"),
    ("activity", "F4", "F4"), ("activity", "P5: anything", "P5"),
    ("sex", "c) Not stated/recorded (or unborn)", "U"), ("sex_adopter", "c)", "I"),
    ("role", "ALLOCATED CASE WORKER", "allocated"), ("in_touch", "f) Rhom", "RHOM"),
    ("conference_unnecessary", "a) Yes if the section 47 enquiry was commenced, but an initial "
     "child protection conference was not deemed necessary;", "YES"),
])
def test_a_code_is_known_in_every_spelling(code_list, text, code):
    assert look_up(code_list, text) == (code, "")


def test_a_blank_has_no_code_and_nothing_wrong_with_it():
    assert look_up("need", " \u00a0 ") == (None, "")


def test_a_bare_letter_that_stands_for_two_ethnicities_is_ambiguous():
    assert look_up("ethnicity", "s)") == (None, AMBIGUOUS)
    assert match("ethnicity", "s)") is None


def test_a_code_of_another_list_is_unknown():
    assert look_up("need", "PSRMEM - Support with memory") == (None, UNKNOWN)


def test_a_role_nobody_listed_counts_as_another_role_and_is_still_reported():
    assert look_up("role", "Uncle") == ("other", UNKNOWN)


def test_a_label_says_what_a_code_means():
    assert label("legal_status", "V2") == "Accommodated under section 20"
    assert label("legal_status", "??") == "??"


def test_every_code_column_has_its_list():
    for table in TABLES.values():
        for column in table.columns:
            assert (column.type == "code") == (column.codes is not None)
            assert column.codes is None or column.codes in code_lists()


def test_no_two_codes_of_a_list_share_a_spelling():
    for codes in code_lists().values():
        assert all(look_up(codes.name, text) == (code, "")
                   for code, text in codes.labels.items()), codes.name


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference lists are not here")
def test_all_234_reference_codes_are_known_and_different():
    with REFERENCE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {(row["code_list"], row["code"]): look_up(OURS.get(row["code_list"], "yes_no"),
                                                      row["code"]) for row in rows}
    assert len(found) == len(rows) == 234
    assert all(code and not wrong for code, wrong in found.values())
    assert len({(name, code) for (name, _), (code, _) in found.items()}) == 234
