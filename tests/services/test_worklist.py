"""Today: computed from dates when read, nothing stored."""

from datetime import UTC, date, datetime

from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.worklist import DueKind, DueState
from carttrack.services import follow_up, intake, pathway, toxicity, undo, worklist
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import Clock, crs_findings
from tests.services.builders import accepting, infused, registered, step


def whats(clinic: Clinic) -> dict[str, DueState]:
    view = worklist.today(clinic)
    return {item.what: item.state(view.today, view.now) for item in view.items}


def test_moving_the_clock_alone_changes_the_list(clinic: Clinic, clock: Clock) -> None:
    infused(clinic)
    assert whats(clinic)["day_28"] is DueState.CLOSING
    clock.forward(days=4)
    assert whats(clinic)["day_28"] is DueState.DUE_TODAY
    clock.forward(days=1)
    assert whats(clinic)["day_28"] is DueState.OVERDUE


def test_a_booked_visit_is_due_on_its_day(clinic: Clinic, clock: Clock) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 23)))
    assert whats(clinic)["day_28"] is DueState.CLOSING
    clock.forward(days=3)
    assert whats(clinic)["day_28"] is DueState.DUE_TODAY


def test_counts_agree_with_the_lines(clinic: Clinic) -> None:
    infused(clinic)
    view = worklist.today(clinic)
    states = [item.state(view.today, view.now) for item in view.items]
    assert view.overdue == states.count(DueState.OVERDUE)
    assert view.due_today == states.count(DueState.DUE_TODAY)
    assert view.closing == states.count(DueState.CLOSING)


def test_a_hold_names_its_open_items(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    plan = StepRecord(step=Step.LYMPHODEPLETION, planned_on=date(2026, 11, 23))
    accepting(lambda accepted: pathway.record_step(clinic, course_id, plan, accepted=accepted))
    holds = [item for item in worklist.today(clinic).items if item.kind is DueKind.HOLD]
    assert len(holds) == 1
    assert any("weight" in text.lower() for text in holds[0].holds)


def test_death_ends_everything_due_and_undo_brings_it_back(clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    death = Death(died_on=date(2026, 11, 19), cause=DeathCause.INFECTION)
    act = intake.record_death(clinic, patient_id, death)
    view = worklist.today(clinic)
    assert (view.items, view.watch, view.coming) == ((), (), ())
    undo.take_back(clinic, act)
    assert worklist.today(clinic).items


def test_the_crs_list_shows_what_is_recorded_and_how_old(clinic: Clinic, clock: Clock) -> None:
    _, course_id = infused(clinic)
    clock.now = datetime(2026, 10, 28, 9, tzinfo=UTC)
    at = datetime(2026, 10, 28, 3, 30, tzinfo=UTC)
    toxicity.log_assessment(clinic, course_id, NewAssessment(at=at, crs=crs_findings()))
    (line,) = worklist.today(clinic).watch
    assert (line.crs, line.icans, line.last_at) == (2, None, at)
    assert line.episode_open


def test_an_open_episode_stays_on_the_list_after_day_14(clinic: Clinic, clock: Clock) -> None:
    _, course_id = infused(clinic)
    at = datetime(2026, 10, 28, 3, 30, tzinfo=UTC)
    toxicity.log_assessment(clinic, course_id, NewAssessment(at=at, crs=crs_findings()))
    clock.forward(days=30)
    assert len(worklist.today(clinic).watch) == 1


def test_the_patient_list_finds_without_diacritics(clinic: Clinic) -> None:
    registered(clinic)
    assert worklist.patients(clinic, search="prik zof")[1] == 1
    assert worklist.patients(clinic, search="9000418")[1] == 1
    assert worklist.patients(clinic, search="nobody") == ((), 0)
