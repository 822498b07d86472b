"""Keep results, supportive care, other scales, events after the infusion, and the clinic's duties.

Later infusions join the first, and a visit can be stopped by an event.
"""

import sqlalchemy as sa
from alembic import op

from carttrack.store.migrations.parts import (
    add,
    add_filled,
    columns,
    index,
    keep_rows,
    kept,
    one_valid,
)

revision = "0003"
down_revision = "0002"

OF_PATIENT = {
    "admission": "unit started_on stopped_on? reason hospital note",
    "contact_attempt": "at how by outcome vital_status_source note",
    "infection": "site started_on kind organism proven?! stopped_on? treatment note",
    "lab_result": (
        "test taken_on value unit name taken_at? comparator limit_low? limit_high? sample "
        "laboratory note"
    ),
    "medicine": (
        "name kind reason started stopped stop_reason dose? unit schedule prescribed_by note"
    ),
    "transfusion": "product given_on units?# volume_ml? irradiated?! reason note",
}
OF_COURSE = {
    "accepted_finding": "rule subject text reason accepted_by accepted_at",
    "iec_hs": "at by criteria_set met absent fulfilled?! attributable?! grade?# note",
    "later_therapy": "kind started_on stopped_on? name in_remission?! place detail",
    "other_grade": (
        "event value# scale graded_on version graded_at? is_maximum! assessor source note"
    ),
    "registry_form": (
        "registry_code form time_point about_on? revision contact_on? completed_on? submitted_on? note"
    ),
    "relapse": (
        "happened_on kind site marrow_blasts? blood_blasts? threshold? mrd_level? confirmed_on? "
        "cd19? cd22? stated_by detail"
    ),
    "safety_report": "what aware_on due_on? sent_on? sent_to reference note",
    "second_malignancy": (
        "diagnosed_on kind name transgene? tested_on? reported_on? reported_to detail"
    ),
    "validity": "kind what done_on? valid_until blocks? note",
}
OPEN_VISIT = (
    "completed_on IS NULL AND missed_on IS NULL AND stopped_on IS NULL AND void_reason IS NULL"
)
DUE = "coalesce(appointment_on, latest)"


def upgrade() -> None:
    """Step up to this revision."""
    kept("clinic_limit", "", *columns("checklist item limit"))
    one_valid("clinic_limit", "checklist item")
    for table, words in OF_PATIENT.items():
        kept(table, "patient", *columns(words))
    index("ix_lab_result_patient_id_test", "lab_result", "patient_id", "test", "taken_on")
    for table, words in OF_COURSE.items():
        kept(table, "patient course", *columns(words))
    for table in ("clinic_limit", *OF_PATIENT, *OF_COURSE):
        keep_rows(table)
    add_filled("clinic", "response_counts", "at_least")
    add("clinic", "aplasia_percent? aplasia_per_ul? aplasia_comparison? aplasia_second_sample?!")
    add("course", "registry_track?")
    add("given", "response_24h?")
    add_filled("given", "stop_reason", "")
    add_filled("given", "lot", "")
    add(
        "response",
        "mrd_on? anc? platelets? counts_on? circulating_blasts? transfusion_independent?! "
        "normal_maturation?!",
    )
    _number_infusions()
    _stop_visits()


def _number_infusions() -> None:
    add_filled("infusion", "kind", "first")
    add_filled("infusion", "number", 1)
    add("infusion", "reason?")
    op.drop_index("uq_infusion_course_id", "infusion")
    one_valid("infusion", "course_id number")


def _stop_visits() -> None:
    add("visit", "stopped_on?")
    add_filled("visit", "stopped_reason", "")
    for name in ("ix_visit_course_due", "ix_visit_due", "ix_visit_latest"):
        op.drop_index(name, "visit")
    index("ix_visit_course_due", "visit", "course_id", sa.text(DUE), where=OPEN_VISIT)
    index("ix_visit_due", "visit", sa.text(DUE), "course_id", where=OPEN_VISIT)
    index("ix_visit_latest", "visit", "latest", where=OPEN_VISIT)
