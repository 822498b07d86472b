"""An assessment dialog over a synthetic case, without any service."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.episodes import episodes
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.scales import Graded
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from tests.builders import NOW, a_patient, crs_findings, icans_findings

DAY0 = date(2026, 11, 16)
LAST_AT = NOW - timedelta(hours=5, minutes=42)


def kept(value: Any, number: int = 1) -> Kept[Any]:
    return Kept(id=number, value=value, entered_at=NOW, entered_by="Alex Demo")


def on_record(graded: Graded) -> GradeOnRecord:
    return GradeOnRecord(
        derived=graded.grade,
        status=graded.status,
        at_least=graded.at_least,
        recorded=graded.grade,
        rule_version="test-1",
    )


def an_assessment(at: datetime = LAST_AT, **changes: Any) -> Assessment:
    """CRS grade 2 and ICANS grade 1, unless other findings are given."""
    crs = changes.pop("crs", crs_findings())
    icans = changes.pop("icans", icans_findings())
    return Assessment(
        at=at,
        assessor="R. Demo",
        crs=crs,
        icans=icans,
        crs_grade=on_record(crs_grading.grade(crs)) if crs else None,
        icans_grade=on_record(icans_grading.grade(icans)) if icans else None,
        **changes,
    )


def a_case(
    *assessments: Assessment,
    given: tuple[Given, ...] = (),
    birth_date: date = date(2004, 6, 11),
) -> CaseFile:
    return CaseFile(
        patient_id=PatientId(1),
        patient=kept(a_patient(birth_date=birth_date)),
        assessments=tuple(kept(value, n) for n, value in enumerate(assessments, start=1)),
        given=tuple(kept(value, n) for n, value in enumerate(given, start=1)),
        episodes=episodes(assessments, ()),
        day0=DAY0,
    )


def a_setting(case: CaseFile | None = None, **changes: Any) -> AssessmentSetting:
    return AssessmentSetting(
        case=case or a_case(),
        zone=ZoneInfo("UTC"),
        now=lambda: NOW,
        user="Alex Demo",
        **changes,
    )
