"""Make every table, its indexes, and the triggers that keep the audit as it is."""

import sqlalchemy as sa
from alembic import op

from carttrack.store.migrations.parts import check, columns, index, kept, keep_rows, one_valid

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Step up to this revision."""
    kept("access", "", *columns("kind happened_at by detail"))
    op.create_table(
        "audit",
        *columns(
            "seq# act# at utc_offset# by what reason subject row_id# patient_id?# kind "
            "changes previous& hash&"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    index("ix_audit_act", "audit", "act")
    index("ix_audit_patient_id_act", "audit", "patient_id", "act")
    op.create_table(
        "audit_head",
        *columns("id# rows# acts# hash&"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        check("audit_head", "only_one", "id = 1"),
    )
    kept(
        "clinic",
        "",
        *columns(
            "name address telephone country time_zone protocol driving_rule monitoring_end "
            "interval_hours lock_minutes# sample!"
        ),
        check("clinic", "only_one", "id = 1"),
    )
    op.create_table(
        "mark",
        *columns("id# store created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
        check("mark", "only_one", "id = 1"),
    )
    kept(
        "patient",
        "",
        *columns(
            "mrn family_name given_name birth_date latin_name sex disease disease_detail "
            "disease_status? disease_site? burden_percent? burden_on? extramedullary "
            "cns_status? cns_on? prior_transplant?! prior_cd19? language "
            "interpreter_needed?! phone referrer coordinator note folded sort_name"
        ),
        check("patient", "mrn", "length(mrn) > 0"),
        check("patient", "family_name", "length(family_name) > 0"),
    )
    index("ix_patient_birth_date_id", "patient", "birth_date", "id")
    index("ix_patient_sort_name_id", "patient", "sort_name", "id")
    one_valid("patient", "mrn")
    kept("protocol", "", *columns("key text"))
    one_valid("protocol", "key")
    kept("user", "", *columns("name role"))
    one_valid("user", "name")
    kept("alert", "patient", *columns("kind subject reaction"))
    kept("antigen_test", "patient", *columns("target tested_on status percent? sample"))
    kept("contact", "patient", *columns("kind name relation phone note"))
    kept(
        "course",
        "patient",
        *columns(
            "number# product product_name study opened_on protocol ended_on? end_reason? end_note"
        ),
        check("course", "end", "(ended_on IS NULL) = (end_reason IS NULL)"),
    )
    one_valid("course", "patient_id number")
    kept("death", "patient", *columns("died_on cause stated_by detail"))
    one_valid("death", "patient_id")
    kept(
        "therapy_line",
        "patient",
        *columns("kind drug target? started stopped response antigen_before? antigen_after?"),
    )
    kept("weight", "patient", *columns("kg measured_on"))
    kept("answer", "patient course", *columns("checklist item answer value limit checked_on? by"))
    one_valid("answer", "course_id checklist item")
    kept(
        "assessment",
        "patient course",
        *columns(
            "at assessor temp_now_c? systolic?# diastolic?# spo2?# note not_done_reason "
            "crs_derived?# crs_status? crs_at_least?! crs_recorded?# crs_override_reason? "
            "crs_scale? crs_rule_version? crs_age_years? crs_temp_c? "
            "crs_fever_attributed_to_other?! crs_fever_treated?! crs_episode_open?! "
            "crs_steroid_before_fever?! crs_hypotension? crs_vasopressin?! crs_inotrope? "
            "crs_hypotension_attributed_to_other?! crs_sbp_mmhg?# crs_hypoxia? "
            "crs_hypoxia_attributed_to_other?! crs_o2_device? crs_o2_flow_lpm? "
            "crs_ventilation_reason? crs_infection_proven?! crs_death_due_to_crs?! "
            "crs_organ_toxicity? icans_derived?# icans_status? icans_at_least?! "
            "icans_recorded?# icans_override_reason? icans_scale? icans_rule_version? "
            "icans_age_years? icans_ice_state? icans_ice?# icans_ice_items? "
            "icans_baseline_ice?# icans_capd?# icans_baseline_capd?# "
            "icans_developmental_delay?! icans_consciousness? "
            "icans_consciousness_attributed_to_other?! icans_sedated?! icans_seizure? "
            "icans_seizure_minutes? icans_motor? icans_icp? "
            "icans_score_attributed_to_other?! icans_other_findings? "
            "icans_death_due_to_icans?!"
        ),
        check("assessment", "crs", "crs_recorded IS NULL OR crs_recorded BETWEEN 0 AND 5"),
        check("assessment", "icans", "icans_recorded IS NULL OR icans_recorded BETWEEN 0 AND 5"),
    )
    index("ix_assessment_at", "assessment", "at")
    index("ix_assessment_course_id_at", "assessment", "course_id", "at")
    index(
        "ix_assessment_crs",
        "assessment",
        "course_id",
        "at",
        where="crs_recorded >= 1 AND void_reason IS NULL",
    )
    index(
        "ix_assessment_icans",
        "assessment",
        "course_id",
        "at",
        where="icans_recorded >= 1 AND void_reason IS NULL",
    )
    kept(
        "clearance",
        "patient course",
        *columns("checklist signed_at signed_by holds override_reason"),
    )
    kept("closing", "patient course", *columns("toxicity closed_at closed_by note"))
    kept(
        "given",
        "patient course",
        *columns(
            "drug started_at stopped_at? indication? name dose? unit weight_kg? route "
            "device? flow_lpm? ordered_by given_by note"
        ),
    )
    kept("identifier", "patient course", *columns("kind value expires_on? folded"))
    kept(
        "infusion",
        "patient course",
        *columns(
            "started_at ended_at? dose? dose_unit? total? weight_kg? weighed_on? bags?# "
            "volume_ml? infused_by checked_by note"
        ),
    )
    index("ix_infusion_started_at", "infusion", "started_at")
    one_valid("infusion", "course_id")
    kept(
        "milestone",
        "patient course",
        *columns("kind planned_on? done_on? until_on? by version detail"),
    )
    kept(
        "paper",
        "patient course",
        *columns("kind about_on issued_at issued_by sha256 record_version# destination"),
    )
    kept(
        "response",
        "patient course",
        *columns(
            "assessed_on stated? stated_by marrow_blasts? marrow_pending! mrd? mrd_level? "
            "mrd_method? mrd_sensitivity? mrd_sample extramedullary? cns? comment"
        ),
    )
    kept("setback", "patient course", *columns("kind step happened_on reason"))
    kept(
        "step",
        "patient course",
        *columns("step planned_on? planned_at? started_on? finished_on? by detail skipped_reason"),
        check(
            "step",
            "order",
            "finished_on IS NULL OR started_on IS NULL OR finished_on >= started_on",
        ),
    )
    index("ix_step_finished_on", "step", "finished_on")
    index(
        "ix_step_planned",
        "step",
        "planned_on",
        where="planned_on IS NOT NULL AND started_on IS NULL AND finished_on IS NULL AND skipped_reason = '' AND void_reason IS NULL",
    )
    one_valid("step", "course_id step")
    kept(
        "visit",
        "patient course",
        *columns(
            "code target earliest latest query_earliest? query_latest? appointment_on? "
            "appointment_at? place completed_on? missed_on? missed_reason"
        ),
        check("visit", "window", "earliest <= target AND target <= latest"),
        check("visit", "one_end", "completed_on IS NULL OR missed_on IS NULL"),
        check("visit", "missed", "missed_on IS NULL OR length(missed_reason) > 0"),
    )
    index("ix_visit_completed_on", "visit", "completed_on", where="completed_on IS NOT NULL")
    index(
        "ix_visit_course_due",
        "visit",
        "course_id",
        sa.text("coalesce(appointment_on, latest)"),
        where="completed_on IS NULL AND missed_on IS NULL AND void_reason IS NULL",
    )
    index(
        "ix_visit_due",
        "visit",
        sa.text("coalesce(appointment_on, latest)"),
        "course_id",
        where="completed_on IS NULL AND missed_on IS NULL AND void_reason IS NULL",
    )
    index(
        "ix_visit_latest",
        "visit",
        "latest",
        where="completed_on IS NULL AND missed_on IS NULL AND void_reason IS NULL",
    )
    one_valid("visit", "course_id code")
    kept(
        "visit_form",
        "patient course",
        *columns(
            "seen_on visit seen_by ecog?# weight_kg? temp_c? counts_on? anc? platelets? hb? "
            "igg? pending plan"
        ),
    )
    for table in (
        "patient weight contact therapy_line antigen_test alert death course step "
        "milestone setback identifier answer clearance infusion assessment given "
        "closing visit visit_form response clinic user protocol paper access audit "
        "audit_head"
    ).split():
        keep_rows(table)
    op.execute(
        'CREATE TRIGGER "no_update_audit" BEFORE UPDATE ON "audit" '
        "BEGIN SELECT RAISE(ABORT, 'the audit is not changed'); END"
    )
