"""Cohort figures over a real store: what is read of each course, and the demo clinic."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.outcome.cohort_course import CohortCourse, RelapseOnRecord, WorstGrade
from carttrack.domain.outcome.cohort_filter import CohortFilter, Start
from carttrack.domain.outcome.endpoints import EndedBy, Endpoint
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.patients import Disease, Target
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade
from carttrack.domain.toxicity.scales import Status
from carttrack.services import catalogue, cohort
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import make_demo
from carttrack.store import worklists
from tests.builders import PASSPHRASE, TODAY, a_response, crs_findings, icans_findings
from tests.services.builders import infused, registered

DAY0 = date(2026, 10, 23)
CD19 = frozenset({Target.CD19})


def courses(clinic: Clinic) -> tuple[CohortCourse, ...]:
    targets = {product.id: product.targets for product in catalogue.products()}
    with clinic.reading() as work:
        return worklists.cohort_courses(work, zone=clinic.record.zone, targets=targets)


def kept(clinic: Clinic, name: str, owner: int, *values: Any) -> None:
    with clinic.work("Test entries") as work:
        for value in values:
            getattr(work, name).add(owner, value)


def graded(at: datetime, recorded: int | None, status: Status, **changes: Any) -> Assessment:
    said = {"derived": recorded, "status": status, "recorded": recorded, "rule_version": "1"}
    grade = GradeOnRecord(**(said | changes))
    return Assessment(at=at, assessor="R. Demo", crs=crs_findings(), crs_grade=grade)


@pytest.fixture
def one(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """A patient infused on 23 Oct 2026."""
    return infused(clinic)


def test_a_course_is_read_with_its_days(clinic: Clinic, one: tuple[PatientId, CourseId]) -> None:
    kept(
        clinic,
        "milestones",
        one[1],
        Milestone(kind=MilestoneKind.TUMOUR_BOARD, done_on=date(2026, 9, 2)),
        Milestone(kind=MilestoneKind.PRODUCT_RECEIVED, done_on=date(2026, 10, 5)),
    )
    (found,) = courses(clinic)
    assert (found.patient_id, found.course_id, found.number) == (*one, 1)
    assert (found.product, found.targets) == ("brexu_cel", CD19)
    assert (found.opened_on, found.evaluated_on) == (date(2026, 8, 24), date(2026, 8, 31))
    assert (found.collected_on, found.decided_on) == (date(2026, 9, 14), date(2026, 9, 2))
    assert (found.made_on, found.infused_on) == (date(2026, 10, 5), DAY0)
    assert (found.died_on, found.end_reason) == (None, None)
    assert found.alive_on == DAY0


def test_a_course_at_its_referral_is_read_too(clinic: Clinic) -> None:
    registered(clinic)
    (found,) = courses(clinic)
    assert (found.evaluated_on, found.made_on, found.infused_on) == (None, None, None)
    assert found.alive_on == date(2026, 8, 24)


def test_responses_relapses_and_therapy_are_read(
    clinic: Clinic, one: tuple[PatientId, CourseId]
) -> None:
    unstated = a_response(assessed_on=date(2026, 11, 19), stated=None, marrow_blasts=Decimal(40))
    kept(clinic, "responses", one[1], a_response(), unstated)
    relapse = Relapse(happened_on=date(2026, 11, 19), kind=RelapseKind.MARROW)
    kept(clinic, "relapses", one[1], relapse)
    therapy = LaterTherapy(kind=LaterTherapyKind.SYSTEMIC, started_on=date(2026, 11, 20))
    kept(clinic, "later_therapies", one[1], therapy)
    (found,) = courses(clinic)
    first, second = found.responses
    assert (first.on, first.stated, first.findings) == (
        date(2026, 11, 18),
        ResponseKind.CRI,
        None,
    )
    assert (second.stated, second.findings) == (None, unstated)
    assert found.relapses == (RelapseOnRecord(date(2026, 11, 19), RelapseKind.MARROW),)
    assert found.therapies == (date(2026, 11, 20),)
    assert found.alive_on == date(2026, 11, 20)


def test_void_entries_do_not_count(clinic: Clinic, one: tuple[PatientId, CourseId]) -> None:
    with clinic.work("Test entries") as work:
        entry = work.responses.add(one[1], a_response())
        work.responses.void(entry, "Entered for another patient.")
    (found,) = courses(clinic)
    assert (found.responses, found.alive_on) == ((), DAY0)


def test_the_highest_grade_is_the_highest_that_may_be_shown(
    clinic: Clinic, one: tuple[PatientId, CourseId]
) -> None:
    at = datetime(2026, 10, 24, 8, tzinfo=UTC)
    kept(
        clinic,
        "assessments",
        one[1],
        graded(at, 2, Status.GRADED, at_least=True),
        graded(at, None, Status.CANNOT_GRADE),
        graded(at, 4, Status.GRADED, derived=1, override_reason="Seen by the team."),
    )
    lee = OtherGrade(
        event=GradedEvent.CRS,
        value=2,
        scale=GradingScale.LEE_2014,
        version="modified",
        graded_on=date(2026, 10, 25),
        source="Letter",
    )
    kept(clinic, "other_grades", one[1], lee, replace(lee, value=3), replace(lee, version=""))
    (found,) = courses(clinic)
    assert set(found.grades) == {
        WorstGrade(GradedEvent.CRS, "ASTCT 2019", 4, at_least=True),
        WorstGrade(GradedEvent.CRS, "Lee 2014 modified", 3, reported=True),
        WorstGrade(GradedEvent.CRS, "Lee 2014", 2, reported=True),
    }


def test_criteria_never_met_are_grade_0_and_nothing_gradable_is_none(
    clinic: Clinic, one: tuple[PatientId, CourseId]
) -> None:
    at = datetime(2026, 10, 24, 8, tzinfo=UTC)
    icans = GradeOnRecord(derived=None, status=Status.CANNOT_GRADE, recorded=None, rule_version="1")
    unmet = replace(
        graded(at, 0, Status.CRITERIA_NOT_MET), icans=icans_findings(), icans_grade=icans
    )
    kept(clinic, "assessments", one[1], unmet)
    (found,) = courses(clinic)
    assert found.grades == (
        WorstGrade(GradedEvent.CRS, "ASTCT 2019", 0),
        WorstGrade(GradedEvent.NEUROTOXICITY, "ASTCT 2019", None),
    )


def test_word_of_being_alive_counts_and_an_attempt_in_vain_does_not(
    clinic: Clinic, one: tuple[PatientId, CourseId]
) -> None:
    reached = ContactAttempt(
        at=datetime(2026, 11, 10, 9, tzinfo=UTC),
        how=ContactMethod.PHONE,
        by="Alex Demo",
        outcome=ContactOutcome.REACHED,
    )
    later = datetime(2026, 11, 15, 9, tzinfo=UTC)
    in_vain = replace(reached, at=later, outcome=ContactOutcome.NO_ANSWER)
    kept(clinic, "contact_attempts", one[0], reached, in_vain)
    (found,) = courses(clinic)
    assert found.alive_on == date(2026, 11, 10)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    path: Path = tmp_path_factory.mktemp("cohort") / "demo.ctdb"
    now = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    make_demo(path, count=300, today=TODAY, passphrase=PASSPHRASE)
    clinic = open_clinic(path, PASSPHRASE, now=lambda: now)
    yield clinic
    clinic.store.close()


def test_the_figures_of_the_demo_clinic_hang_together(demo: Clinic) -> None:
    found = cohort.outcomes(demo)
    assert found.referred > found.collected > found.infused > 100
    reached = [line.reached for line in found.funnel.lines]
    assert reached[0] == found.referred
    assert reached == sorted(reached, reverse=True)
    assert reached[-1] >= found.infused
    lost = sum(count for line in found.funnel.lines for _, count in line.lost)
    waiting = sum(line.waiting for line in found.funnel.lines)
    assert found.referred == lost + waiting + reached[-1]
    response = found.response
    assert response is not None
    assert response.of_infused.of + response.not_yet == found.infused
    assert response.of_assessed.of <= response.of_infused.of
    for figure in found.survival:
        assert figure.survival.patients == sum(count for _, count in figure.ended_by)
    overall = found.figure(Endpoint.OVERALL, Start.INFUSION)
    assert overall is not None
    assert overall.survival.events == dict(overall.ended_by)[EndedBy.DEATH]


def test_the_filters_divide_the_demo_clinic(demo: Clinic) -> None:
    everyone = cohort.outcomes(demo).infused
    b_all = [one for one in courses(demo) if one.disease is Disease.B_ALL and one.infused_on]
    assert everyone == len({one.patient_id for one in b_all})
    for targets in {one.targets for one in b_all}:
        counted = {one.patient_id for one in b_all if one.targets == targets}
        assert cohort.outcomes(demo, CohortFilter(targets=targets)).infused == len(counted)
    half = date(2025, 7, 1)
    late = {one.patient_id for one in b_all if one.infused_on and one.infused_on >= half}
    found = cohort.outcomes(demo, CohortFilter(since=half)).infused
    assert 0 < found == len(late) < everyone


def test_the_stringent_definition_never_has_fewer_events(demo: Clinic) -> None:
    found = cohort.outcomes(demo)
    plain = found.figure(Endpoint.EVENT_FREE, Start.INFUSION)
    stringent = found.figure(Endpoint.STRINGENT_EVENT_FREE, Start.INFUSION)
    assert plain is not None
    assert stringent is not None
    assert stringent.survival.events >= plain.survival.events
