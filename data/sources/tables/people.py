"""The children and young people themselves."""

from __future__ import annotations

from data.sources.tables.declare import Table
from data.sources.tables.declare import column as _c

TABLES: tuple[Table, ...] = (
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
)
