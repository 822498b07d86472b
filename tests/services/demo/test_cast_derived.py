"""What is derived of the cast: each grade, response, standing and finding that it is made for."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.duties import DutyKind
from carttrack.domain.follow_up.registry_standing import FormState
from carttrack.domain.outcome.assessed import assessed_responses
from carttrack.domain.outcome.b_cell_aplasia import AplasiaState
from carttrack.domain.outcome.b_cell_series import aplasia_of
from carttrack.domain.outcome.derivation import Agreement
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.patients import AntigenStatus, DeathCause
from carttrack.domain.supportive_care import Unit
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.course_hematotoxicity import anc_observation
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.hematotoxicity import early_icaht, late_icaht
from carttrack.domain.worklist import DueState
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import cases, duties, quality, registry, summary
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import make_demo
from carttrack.services.demo.record import LIMITS, morning

TODAY = date(2026, 11, 20)
PASSPHRASE = "correct horse battery staple"
CROWD = 160
MADE_FOR = {("9000214", "contact_outside_window"), ("9000112", "reconsent_open")}
"""The findings that the cast is made to show."""
IN_CROWD = {"registry_track_missing", "reconsent_open", "day_28_response"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """The cast with some of the crowd."""
    path = tmp_path_factory.mktemp("sample") / "sample.ctdb"
    make_demo(path, count=CROWD, today=TODAY, passphrase=PASSPHRASE)
    clinic = open_clinic(path, PASSPHRASE, now=lambda: morning(TODAY), read_only=True)
    yield clinic
    clinic.store.close()


@pytest.fixture(scope="module")
def found(sample: Clinic) -> dict[tuple[str, int], CaseFile]:
    """Every case of the cast by MRN and number of the course."""
    return {
        (case.patient.value.mrn, case.course.value.number): case
        for case in cases.every_case(sample)
        if case.course is not None and case.patient.value.mrn.startswith("9")
    }


Found = dict[tuple[str, int], CaseFile]


@pytest.mark.parametrize(
    ("mrn", "cause", "toxicity"),
    [
        ("9000401", DeathCause.CRS, Toxicity.CRS),
        ("9000389", DeathCause.ICANS, Toxicity.ICANS),
    ],
)
def test_a_death_from_a_toxicity_is_its_grade_5(
    found: Found, mrn: str, cause: DeathCause, toxicity: Toxicity
) -> None:
    case = found[mrn, 1]
    assert case.death is not None
    assert case.death.value.cause is cause
    assert max(e.maximum for e in case.episodes if e.toxicity is toxicity) == 5


def test_every_grade_of_icaht_is_derived(found: Found) -> None:
    seen = [anc_observation(case) for case in found.values()]
    early = {early_icaht(one).grade for one in seen if one}
    late = {late_icaht(one).grade for one in seen if one}
    assert early == {0, 1, 2, 3, 4}
    assert late == {None, 0, 1, 2, 3, 4}


def test_each_response_is_derived_and_some_statements_differ(found: Found) -> None:
    assessed = [one for case in found.values() for one in assessed_responses(case)]
    kinds = {one.derived.kind for one in assessed if one.derived}
    assert kinds >= {
        ResponseKind.CR,
        ResponseKind.CRI,
        ResponseKind.MLFS,
        ResponseKind.NO_RESPONSE,
        ResponseKind.RELAPSE,
    }
    differing = [one for one in assessed if one.agreement is Agreement.DIFFERS]
    assert [one.response.stated for one in differing] == [ResponseKind.MLFS]


def test_a_relapse_lost_the_antigen_and_a_second_course_followed(found: Found) -> None:
    (relapse,) = found["9000336", 1].relapses
    assert relapse.value.kind is RelapseKind.MARROW
    assert (relapse.value.cd19, relapse.value.cd22) == (
        AntigenStatus.NEGATIVE,
        AntigenStatus.POSITIVE,
    )
    assert found["9000336", 2].day0 is not None


def test_a_later_course_closed_the_one_before_on_its_day_0(found: Found) -> None:
    before, after = found["9000429", 1], found["9000429", 2]
    assert before.course is not None
    assert before.course.value.end_reason is EndReason.LATER_COURSE
    assert before.course.value.ended_on == after.day0


def test_a_transplantation_in_remission_stopped_a_visit(found: Found) -> None:
    case = found["9000352", 1]
    (therapy,) = case.later_therapies
    stopped = [kept.value for kept in case.visits if kept.value.stopped_on]
    assert therapy.value.in_remission
    assert {visit.stopped_on for visit in stopped} == {therapy.value.started_on}
    assert "month_9" in {visit.code for visit in stopped}


def test_a_second_part_was_withheld(found: Found) -> None:
    case = found["9000389", 1]
    assert SetbackKind.PARTIAL_DOSE in {kept.value.kind for kept in case.setbacks}
    assert not case.later_infusions


def test_aplasia_is_lost_kept_and_back_after_a_reinfusion(sample: Clinic, found: Found) -> None:
    states = {
        key: aplasia.state
        for key, case in found.items()
        if (aplasia := aplasia_of(case, sample.record)) is not None
    }
    assert states["9000107", 1] is AplasiaState.LOST
    assert states["9000361", 1] is AplasiaState.APLASIA
    assert found["9000361", 1].later_infusions


def test_answers_to_silent_points_are_kept_with_the_grade(found: Found) -> None:
    assessments = chain.from_iterable(case.assessments for case in found.values())
    answered = {code for kept in assessments for code in _answered(kept.value)}
    assert {"vasopressin_alone", "hfnc_low_flow", "sedation"} <= answered


def _answered(assessment: Assessment) -> Iterator[str]:
    for grade in (assessment.crs_grade, assessment.icans_grade):
        if grade is not None:
            yield from grade.answered


def test_stays_in_intensive_care_lie_within_those_in_hospital(found: Found) -> None:
    for case in found.values():
        stays = [kept.value for kept in case.admissions]
        wards = [stay for stay in stays if stay.unit is Unit.WARD]
        for stay in (stay for stay in stays if stay.unit is Unit.ICU):
            assert any(ward.started_on <= stay.started_on for ward in wards)


def test_registry_forms_are_sent_in_time_late_due_and_overdue(sample: Clinic) -> None:
    lines = list(registry.every_form(sample))
    states = {line.standing.state for line in lines}
    sent = [line.standing for line in lines if line.standing.state is FormState.SENT]
    assert states == set(FormState)
    assert {standing.on_time for standing in sent} == {True, False}
    overdue = {x.case.patient.value.mrn for x in lines if x.standing.state is FormState.LATE}
    assert "9000227" in overdue


def test_every_kind_of_duty_is_owed_and_some_are_overdue(sample: Clinic) -> None:
    owed = [line.duty for line in duties.everything_owed(sample)]
    assert {duty.kind for duty in owed} == set(DutyKind)
    overdue = {duty.kind for duty in owed if duty.state is DueState.OVERDUE}
    assert overdue >= {DutyKind.EXPIRY, DutyKind.RECONSENT, DutyKind.REGISTRY_FORM}


def test_the_cast_shows_only_the_findings_it_is_made_for(sample: Clinic) -> None:
    lines = list(quality.queue(sample))
    of_cast = {
        (line.case.patient.value.mrn, line.finding.rule)
        for line in lines
        if line.case.patient.value.mrn.startswith("9")
    }
    of_crowd = {
        line.finding.rule for line in lines if not line.case.patient.value.mrn.startswith("9")
    }
    assert of_cast == MADE_FOR
    assert of_crowd <= IN_CROWD


def test_one_finding_was_accepted_with_its_reason(sample: Clinic) -> None:
    accepted = [
        line for line in quality.queue(sample, accepted=True) if line.finding.accepted is not None
    ]
    assert [(line.case.patient.value.mrn, line.finding.rule) for line in accepted] == [
        ("9000227", "dose_missing")
    ]


def test_the_sample_clinic_has_limits_of_its_own(sample: Clinic) -> None:
    with sample.reading() as work:
        assert tuple(kept.value for kept in work.clinic_limits.kept()) == LIMITS
    assert {limit.checklist for limit in LIMITS} == {Checklist.ELIGIBILITY}


def test_a_summary_is_written_of_every_course(sample: Clinic, found: Found, tmp_path: Path) -> None:
    for (mrn, number), case in found.items():
        path = tmp_path / f"{mrn}-{number}.pdf"
        write_visit_summary(summary.gather(sample, case.patient_id, case.course_id), path)
        assert path.read_bytes().startswith(b"%PDF")
