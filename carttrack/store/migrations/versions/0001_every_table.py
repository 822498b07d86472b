"""Make every table, its indexes, and the triggers that keep the audit as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def texts(names):
    return [sa.Column(name, sa.String(), nullable=False) for name in names.split()]


def maybe_texts(names):
    return [sa.Column(name, sa.String()) for name in names.split()]


def numbers(names):
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names.split()]


def maybe_numbers(names):
    return [sa.Column(name, sa.Integer()) for name in names.split()]


def flags(names):
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names.split()]


def maybe_flags(names):
    return [sa.Column(name, sa.Boolean()) for name in names.split()]


def bytes_(names):
    return [sa.Column(name, sa.LargeBinary(), nullable=False) for name in names.split()]


def entry():
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        *maybe_texts("void_reason"),
        *texts("entered_at entered_by"),
        *flags("corrected"),
    ]


def check(table, name, words):
    return sa.CheckConstraint(words, name=op.f(f"ck_{table}_{name}"))


def index(name, table, *columns, where=None):
    partial = {"sqlite_where": sa.text(where)} if where else {}
    op.create_index(name, table, list(columns), **partial)


def one_valid(table, columns):
    name = f"uq_{table}_{columns.replace(' ', '_')}"
    valid = sa.text("void_reason IS NULL")
    op.create_index(name, table, columns.split(), unique=True, sqlite_where=valid)


def kept(table, parents, *parts):
    """Make an audited table: the columns every entry has, what it belongs to, its own."""
    owners = [f"{parent}_id" for parent in parents.split()]
    checks = [part for part in parts if isinstance(part, sa.CheckConstraint)]
    columns = [part for part in parts if isinstance(part, sa.Column)]
    keys = [
        sa.ForeignKeyConstraint(
            [f"{parent}_id"], [f"{parent}.id"], name=f"fk_{table}_{parent}_id_{parent}"
        )
        for parent in parents.split()
    ]
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, *entry(), *numbers(" ".join(owners)), *columns, primary, *checks, *keys)
    if owners:
        index(f"ix_{table}_{owners[-1]}", table, owners[-1])


def upgrade() -> None:
    """Step up to this revision."""
    kept("access", "", *texts("kind happened_at by detail"))
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        *numbers("act"),
        *texts("at"),
        *numbers("utc_offset"),
        *texts("by what reason subject"),
        *numbers("row_id"),
        *maybe_numbers("patient_id"),
        *texts("kind changes"),
        *bytes_("previous hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    index("ix_audit_act", "audit", "act")
    index("ix_audit_patient_id_act", "audit", "patient_id", "act")
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        *numbers("rows acts"),
        *bytes_("hash"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        check("audit_head", "only_one", "id = 1"),
    )
    kept(
        "clinic",
        "",
        *texts(
            "name address telephone country time_zone protocol driving_rule monitoring_end "
            "interval_hours"
        ),
        *numbers("lock_minutes"),
        *flags("sample"),
        check("clinic", "only_one", "id = 1"),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        *texts("store created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
        check("mark", "only_one", "id = 1"),
    )
    kept(
        "patient",
        "",
        *texts("mrn family_name given_name birth_date latin_name sex disease disease_detail"),
        *maybe_texts("disease_status disease_site burden_percent burden_on"),
        *texts("extramedullary"),
        *maybe_texts("cns_status cns_on"),
        *maybe_flags("prior_transplant"),
        *maybe_texts("prior_cd19"),
        *texts("language"),
        *maybe_flags("interpreter_needed"),
        *texts("phone referrer coordinator note folded sort_name"),
        check("patient", "mrn", "length(mrn) > 0"),
        check("patient", "family_name", "length(family_name) > 0"),
    )
    index("ix_patient_birth_date_id", "patient", "birth_date", "id")
    index("ix_patient_sort_name_id", "patient", "sort_name", "id")
    one_valid("patient", "mrn")
    kept("protocol", "", *texts("key text"))
    one_valid("protocol", "key")
    kept("user", "", *texts("name role"))
    one_valid("user", "name")
    kept("alert", "patient", *texts("kind subject reaction"))
    kept(
        "antigen_test",
        "patient",
        *texts("target tested_on status"),
        *maybe_texts("percent"),
        *texts("sample"),
    )
    kept("contact", "patient", *texts("kind name relation phone note"))
    kept(
        "course",
        "patient",
        *numbers("number"),
        *texts("product product_name study opened_on protocol"),
        *maybe_texts("ended_on end_reason"),
        *texts("end_note"),
        check("course", "end", "(ended_on IS NULL) = (end_reason IS NULL)"),
    )
    one_valid("course", "patient_id number")
    kept("death", "patient", *texts("died_on cause stated_by detail"))
    one_valid("death", "patient_id")
    kept(
        "therapy_line",
        "patient",
        *texts("kind drug"),
        *maybe_texts("target"),
        *texts("started stopped response"),
        *maybe_texts("antigen_before antigen_after"),
    )
    kept("weight", "patient", *texts("kg measured_on"))
    kept(
        "answer",
        "patient course",
        *texts("checklist item answer value limit"),
        *maybe_texts("checked_on"),
        *texts("by"),
    )
    one_valid("answer", "course_id checklist item")
    kept(
        "assessment",
        "patient course",
        *texts("at assessor"),
        *maybe_texts("temp_now_c"),
        *maybe_numbers("systolic diastolic spo2"),
        *texts("note not_done_reason"),
        *maybe_numbers("crs_derived"),
        *maybe_texts("crs_status"),
        *maybe_flags("crs_at_least"),
        *maybe_numbers("crs_recorded"),
        *maybe_texts("crs_override_reason crs_scale crs_rule_version crs_age_years crs_temp_c"),
        *maybe_flags(
            "crs_fever_attributed_to_other crs_fever_treated crs_episode_open "
            "crs_steroid_before_fever"
        ),
        *maybe_texts("crs_hypotension"),
        *maybe_flags("crs_vasopressin"),
        *maybe_texts("crs_inotrope"),
        *maybe_flags("crs_hypotension_attributed_to_other"),
        *maybe_numbers("crs_sbp_mmhg"),
        *maybe_texts("crs_hypoxia"),
        *maybe_flags("crs_hypoxia_attributed_to_other"),
        *maybe_texts("crs_o2_device crs_o2_flow_lpm crs_ventilation_reason"),
        *maybe_flags("crs_infection_proven crs_death_due_to_crs"),
        *maybe_texts("crs_organ_toxicity"),
        *maybe_numbers("icans_derived"),
        *maybe_texts("icans_status"),
        *maybe_flags("icans_at_least"),
        *maybe_numbers("icans_recorded"),
        *maybe_texts(
            "icans_override_reason icans_scale icans_rule_version icans_age_years icans_ice_state"
        ),
        *maybe_numbers("icans_ice"),
        *maybe_texts("icans_ice_items"),
        *maybe_numbers("icans_baseline_ice icans_capd icans_baseline_capd"),
        *maybe_flags("icans_developmental_delay"),
        *maybe_texts("icans_consciousness"),
        *maybe_flags("icans_consciousness_attributed_to_other icans_sedated"),
        *maybe_texts("icans_seizure icans_seizure_minutes icans_motor icans_icp"),
        *maybe_flags("icans_score_attributed_to_other"),
        *maybe_texts("icans_other_findings"),
        *maybe_flags("icans_death_due_to_icans"),
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
        "clearance", "patient course", *texts("checklist signed_at signed_by holds override_reason")
    )
    kept("closing", "patient course", *texts("toxicity closed_at closed_by note"))
    kept(
        "given",
        "patient course",
        *texts("drug started_at"),
        *maybe_texts("stopped_at indication"),
        *texts("name"),
        *maybe_texts("dose"),
        *texts("unit"),
        *maybe_texts("weight_kg"),
        *texts("route"),
        *maybe_texts("device flow_lpm"),
        *texts("ordered_by given_by note"),
    )
    kept(
        "identifier",
        "patient course",
        *texts("kind value"),
        *maybe_texts("expires_on"),
        *texts("folded"),
    )
    kept(
        "infusion",
        "patient course",
        *texts("started_at"),
        *maybe_texts("ended_at dose dose_unit total weight_kg weighed_on"),
        *maybe_numbers("bags"),
        *maybe_texts("volume_ml"),
        *texts("infused_by checked_by note"),
    )
    index("ix_infusion_started_at", "infusion", "started_at")
    one_valid("infusion", "course_id")
    kept(
        "milestone",
        "patient course",
        *texts("kind"),
        *maybe_texts("planned_on done_on until_on"),
        *texts("by version detail"),
    )
    kept(
        "paper",
        "patient course",
        *texts("kind about_on issued_at issued_by sha256"),
        *numbers("record_version"),
        *texts("destination"),
    )
    kept(
        "response",
        "patient course",
        *texts("assessed_on"),
        *maybe_texts("stated"),
        *texts("stated_by"),
        *maybe_texts("marrow_blasts"),
        *flags("marrow_pending"),
        *maybe_texts("mrd mrd_level mrd_method mrd_sensitivity"),
        *texts("mrd_sample"),
        *maybe_texts("extramedullary cns"),
        *texts("comment"),
    )
    kept("setback", "patient course", *texts("kind step happened_on reason"))
    kept(
        "step",
        "patient course",
        *texts("step"),
        *maybe_texts("planned_on planned_at started_on finished_on"),
        *texts("by detail skipped_reason"),
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
        *texts("code target earliest latest"),
        *maybe_texts("query_earliest query_latest appointment_on appointment_at"),
        *texts("place"),
        *maybe_texts("completed_on missed_on"),
        *texts("missed_reason"),
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
        *texts("seen_on visit seen_by"),
        *maybe_numbers("ecog"),
        *maybe_texts("weight_kg temp_c counts_on anc platelets hb igg"),
        *texts("pending plan"),
    )
    for table in (
        "patient weight contact therapy_line antigen_test alert death course step "
        "milestone setback identifier answer clearance infusion assessment given "
        "closing visit visit_form response clinic user protocol paper access audit "
        "audit_head"
    ).split():
        op.execute(
            f'CREATE TRIGGER "no_delete_{table}" BEFORE DELETE ON "{table}" '
            "BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END"
        )
    op.execute(
        'CREATE TRIGGER "no_update_audit" BEFORE UPDATE ON "audit" '
        "BEGIN SELECT RAISE(ABORT, 'the audit is not changed'); END"
    )
