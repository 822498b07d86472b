"""One row of a toxicity course as findings, with the grades that the rules derive from them."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.answers import grade_on_record
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import RULE_VERSION as CRS_RULES
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia, OxygenDevice
from carttrack.domain.toxicity.crs_context import CrsContext
from carttrack.domain.toxicity.icans import (
    CAPD_BELOW_YEARS,
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)
from carttrack.domain.toxicity.icans import RULE_VERSION as ICANS_RULES
from carttrack.domain.toxicity.new_assessment import HandSet
from carttrack.domain.toxicity.scales import Graded
from carttrack.domain.toxicity.temperature import FEVER_C
from carttrack.services.demo.reading import Table

_PRESSURE = {
    "none": Hypotension.NONE,
    "fluids": Hypotension.NO_VASOPRESSOR,
    "one": Hypotension.ONE_VASOPRESSOR,
    "several": Hypotension.MULTIPLE_VASOPRESSORS,
    "-": None,
}
_OXYGEN = {
    "air": (Hypoxia.NONE, None),
    "low": (Hypoxia.LOW_FLOW, OxygenDevice.NASAL_CANNULA),
    "high": (Hypoxia.HIGH_FLOW, OxygenDevice.HFNC),
    "mask": (Hypoxia.HIGH_FLOW, OxygenDevice.NONREBREATHER),
    "bipap": (Hypoxia.POSITIVE_PRESSURE, OxygenDevice.BIPAP),
    "-": (None, None),
}
_MEASURED = {"now": "temp_now_c", "sys": "systolic", "dia": "diastolic", "spo2": "spo2"}
_SCORES = frozenset({"ice", "capd", "ice_state", "mind", "seizure", "motor", "icp"})


@dataclass(frozen=True, slots=True)
class GradedRow:
    """One assessment without its date: Day, time of day, and everything else as it is kept."""

    day: int
    at: time
    kept: Assessment

    def assessment(self, at: datetime) -> Assessment:
        """Return the assessment at an instant."""
        kept = self.kept
        return Assessment(
            at=at,
            assessor=kept.assessor,
            crs=kept.crs,
            icans=kept.icans,
            crs_grade=kept.crs_grade,
            icans_grade=kept.icans_grade,
            temp_now_c=kept.temp_now_c,
            systolic=kept.systolic,
            diastolic=kept.diastolic,
            spo2=kept.spo2,
            note=kept.note,
            not_done_reason=kept.not_done_reason,
        )


def graded_row(row: Table, at: datetime, age: Decimal, context: CrsContext) -> GradedRow:
    """Return the findings of one row with their grades, derived by the rules or set by hand."""
    crs = None if "not_done" in row else _crs(row, age, context)
    icans = _icans(row, age) if _SCORES & row.keys() else None
    kept = Assessment(
        at=at,
        assessor=row.get("by", "Alex Demo"),
        crs=crs,
        icans=icans,
        crs_grade=_on_record(crs_grading.grade(crs), row, "crs", CRS_RULES) if crs else None,
        icans_grade=_on_record(icans_grading.grade(icans), row, "icans", ICANS_RULES)
        if icans
        else None,
        note=row.get("note", ""),
        not_done_reason=row.get("not_done", ""),
        **{name: row[key] for key, name in _MEASURED.items() if key in row},
    )
    return GradedRow(row["day"], row["at"], kept)


def _on_record(graded: Graded, row: Table, scale: str, rules: str) -> GradeOnRecord:
    """Return the grade as kept: set by hand where the row says so, else every question answered."""
    hand = row.get(f"{scale}_by_hand")
    return grade_on_record(
        graded,
        rule_version=rules,
        by_hand=HandSet(grade=hand["grade"], reason=hand["reason"]) if hand else None,
        answered=[question.code for question in graded.questions],
    )


def _crs(row: Table, age: Decimal, context: CrsContext) -> CrsFindings:
    """Return the findings of a row; without `bp` the pressure was normal, without `o2` room air."""
    hypotension = _PRESSURE[row.get("bp", "none")]
    oxygen, _, flow = row.get("o2", "air").partition(" ")
    hypoxia, device = _OXYGEN[oxygen]
    fever = "c" in row and row["c"] >= FEVER_C
    return CrsFindings(
        age_years=age,
        temp_c=Decimal(row["c"]) if "c" in row else None,
        fever_attributed_to_other=bool(row.get("other_fever", False)) if fever else None,
        fever_treated=context.fever_treated,
        episode_open=context.episode_open,
        steroid_before_fever=context.steroid_before_fever,
        hypotension=hypotension,
        vasopressin=row.get("vasopressin", False),
        sbp_mmhg=row.get("sys"),
        hypoxia=hypoxia,
        o2_device=device,
        o2_flow_lpm=Decimal(flow) if flow else None,
        death_due_to_crs=row.get("death_due_to_crs"),
        organ_toxicity=row.get("organ", ""),
    )


def _icans(row: Table, age: Decimal) -> IcansFindings:
    """Return the findings of a row; what it leaves out was looked for and not there."""
    state = IceState(row["ice_state"]) if "ice_state" in row else IceState.DONE
    child = age < CAPD_BELOW_YEARS
    return IcansFindings(
        age_years=age,
        ice_state=state,
        ice=row.get("ice"),
        baseline_ice=None if child else 10,
        capd=row.get("capd"),
        baseline_capd=0 if child else None,
        consciousness=Consciousness(row.get("mind", "alert")),
        seizure=Seizure(row.get("seizure", "none")),
        motor=Motor(row.get("motor", "none")),
        icp=RaisedIcp(row.get("icp", "none")),
        other_findings=row.get("other", ""),
        death_due_to_icans=row.get("death_due_to_icans"),
    )
