from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.checklists import Answer, Checklist
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.milestones import MilestoneKind, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import DeathCause
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.interventions import Drug
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.checklist import ChecklistDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.patient import PatientDialog
from carttrack.gui.dialogs.weight import WeightDialog
from carttrack.gui.pages import acting
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.read_field import ReadField
from carttrack.services import casefile, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import NOW, crs_findings
from tests.gui.dialogs.builders import enter, error_at
from tests.gui.typing import type_text
from tests.services.builders import cleared, infused, ready_for_infusion, registered


@pytest.fixture
def desk(clinic: Clinic, tmp_path: Path, qapp: object) -> Iterator[Desk]:
    assert qapp
    tasks = Tasks()
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: False)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def read(desk: Desk, patient_id: PatientId) -> CaseFile:
    return casefile.read(desk.clinic, patient_id)


def says(dialog: EntryDialog[Any]) -> str:
    return f"{dialog.message.title.text()} {dialog.message.text.text()}"


def type_into(dialog: EntryDialog[Any], field: str, text: str) -> None:
    """Type a day or moment into the field of an attribute."""
    widget = dialog.sheet.widget_of(field)
    assert isinstance(widget, ReadField)
    enter(widget, text)


def press(dialog: EntryDialog[Any], words: str) -> None:
    """Press a button of the message in a dialog."""
    buttons = dialog.message.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words and b.isVisible()).click()


def test_a_step_is_kept_and_the_dialog_closes(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.record_step(desk, read(desk, patient_id), Step.EVALUATION, page)
    enter(dialog.started_on, "31 aug 2026")
    dialog.save.click()
    assert not dialog.isVisible()
    assert read(desk, patient_id).step(Step.EVALUATION).started_on == date(2026, 8, 31)
    assert desk.undo.canUndo()


def test_what_a_service_refuses_is_said_at_its_field(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.record_step(desk, read(desk, patient_id), Step.EVALUATION, page)
    enter(dialog.started_on, "tomorrow")
    dialog.save.click()
    assert dialog.isVisible()
    assert "future" in error_at(dialog, "started_on")
    assert dialog.started_on.value == date(2026, 11, 21)


def test_an_odd_entry_is_asked_in_the_dialog_and_kept_when_stood_by(
    desk: Desk, page: QWidget
) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.record_step(desk, read(desk, patient_id), Step.LEUKAPHERESIS, page)
    enter(dialog.started_on, "14 sep 2026")
    dialog.save.click()
    assert dialog.isVisible()
    assert "Consent" in says(dialog)
    assert read(desk, patient_id).step(Step.LEUKAPHERESIS).started_on is None
    press(dialog, "Save it so")
    assert not dialog.isVisible()
    assert read(desk, patient_id).step(Step.LEUKAPHERESIS).started_on == date(2026, 9, 14)


def test_going_back_from_a_question_keeps_what_was_typed(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.record_step(desk, read(desk, patient_id), Step.LEUKAPHERESIS, page)
    enter(dialog.started_on, "14 sep 2026")
    dialog.save.click()
    press(dialog, "Go back")
    assert dialog.isVisible()
    assert dialog.message.isHidden()
    assert dialog.started_on.value == date(2026, 9, 14)


def test_a_changed_date_of_a_step_needs_its_reason(desk: Desk, page: QWidget) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    case = read(desk, patient_id)
    kept = next(k for k in case.steps if k.value.step is Step.EVALUATION)
    dialog = acting.correct_entry(desk, case, Entry.STEP, kept, page)
    type_into(dialog, "started_on", "1 sep 2026")
    dialog.save.click()
    assert "reason" in error_at(dialog, "reason")


def test_an_infusion_without_its_go_names_the_holds_and_opens_the_list(
    desk: Desk, page: QWidget
) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    case = read(desk, patient_id)
    clearance = next(k for k in case.clearances if k.value.checklist is Checklist.BEFORE_INFUSION)
    void = acting.void_entry(desk, case, Entry.CLEARANCE, clearance, page)
    type_text(void.text, "signed for another patient")
    void.save.click()
    dialog = acting.record_infusion(desk, read(desk, patient_id), page)
    enter(dialog.started_at, "20 nov 2026 8:30")
    dialog.save.click()
    press(dialog, "Save it so")
    assert "not signed" in says(dialog)
    press(dialog, "Go/no-go before infusion")
    (checklist,) = [d for d in dialog.findChildren(ChecklistDialog) if d.isVisible()]
    assert dialog.isVisible()
    checklist.accept()
    assert not dialog.message.isVisible()


def test_an_infusion_makes_day_0(desk: Desk, page: QWidget) -> None:
    patient_id, _ = ready_for_infusion(desk.clinic)
    dialog = acting.record_infusion(desk, read(desk, patient_id), page)
    enter(dialog.started_at, "23 oct 2026 11:20")
    type_text(dialog.dose, "1.0")
    dialog.dose_unit.choose(DoseUnit.MILLION_PER_KG)
    dialog.save.click()
    press(dialog, "Save it so")
    case = read(desk, patient_id)
    assert case.day0 == date(2026, 10, 23)
    assert len(case.visits) == 24


def test_a_corrected_infusion_moves_the_dates_it_listed(desk: Desk, page: QWidget) -> None:
    patient_id, _ = infused(desk.clinic)
    case = read(desk, patient_id)
    assert case.infusion is not None
    dialog = acting.correct_entry(desk, case, Entry.INFUSION, case.infusion, page)
    assert isinstance(dialog, InfusionDialog)
    enter(dialog.started_at, "24 oct 2026 11:20")
    assert "move with Day 0: 24." in dialog.consequence.text
    type_text(dialog.correction, "misread")
    dialog.save.click()
    press(dialog, "Save it so")
    assert read(desk, patient_id).day0 == date(2026, 10, 24)


def test_a_milestone_a_setback_and_a_death(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    consent = acting.record_milestone(
        desk, read(desk, patient_id), page, MilestoneKind.CONSENT_TREATMENT
    )
    enter(consent.done_on, "7 sep 2026")
    consent.save.click()
    delay = acting.record_setback(desk, read(desk, patient_id), page, Step.REFERRAL)
    delay.kind.choose(SetbackKind.DELAY)
    enter(delay.happened_on, "1 sep 2026")
    type_text(delay.cause, "holiday")
    delay.save.click()
    death = acting.record_death(desk, read(desk, patient_id), page)
    enter(death.died_on, "19 nov 2026")
    death.cause.choose(DeathCause.INFECTION)
    death.save.click()
    case = read(desk, patient_id)
    assert [k.value.kind for k in case.milestones] == [MilestoneKind.CONSENT_TREATMENT]
    assert [k.value.kind for k in case.setbacks] == [SetbackKind.DELAY]
    assert case.death is not None
    assert case.course is not None
    assert case.course.value.end_reason is EndReason.DIED


def test_signing_keeps_the_answers_first(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.open_checklist(desk, read(desk, patient_id), Checklist.ELIGIBILITY, page)
    dialog.rows[0].answer.choose(Answer.MET)
    dialog.rows[0].answer.chosen.emit(Answer.MET)
    type_text(dialog.aside.override_reason, "tumour board of 1 Sep")
    dialog.sign.click()
    case = read(desk, patient_id)
    assert not dialog.isVisible()
    assert [k.value.answer for k in case.answers] == [Answer.MET]
    (clearance,) = (k.value for k in case.clearances)
    assert clearance.override_reason == "tumour board of 1 Sep"
    assert len(clearance.holds) == len(dialog.rows) - 1


def test_answers_are_saved_without_signing(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.open_checklist(desk, read(desk, patient_id), Checklist.ELIGIBILITY, page)
    dialog.rows[0].answer.choose(Answer.NOT_MET)
    dialog.save.click()
    case = read(desk, patient_id)
    assert (len(case.answers), case.clearances) == (1, ())


def test_a_visit_is_booked_completed_and_another_missed(desk: Desk, page: QWidget) -> None:
    patient_id, _ = infused(desk.clinic)
    booking = acting.book_visit(desk, read(desk, patient_id), "month_2", page)
    enter(booking.day, "15 jan 2027")
    type_text(booking.outside, "family abroad")
    booking.save.click()
    form = acting.complete_visit(desk, read(desk, patient_id), "day_28", page)
    enter(form.seen_on, "today")
    form.save.click()
    missed = acting.miss_visit(desk, read(desk, patient_id), "day_21", page)
    type_text(missed.text, "admitted elsewhere")
    missed.save.click()
    visits = {k.value.code: k.value for k in read(desk, patient_id).visits}
    assert visits["month_2"].appointment_on == date(2027, 1, 15)
    assert visits["day_28"].completed_on == date(2026, 11, 20)
    assert visits["day_21"].missed_reason == "admitted elsewhere"


def test_a_response_and_what_was_given(desk: Desk, page: QWidget) -> None:
    patient_id, _ = infused(desk.clinic)
    response = acting.record_response(desk, read(desk, patient_id), page)
    enter(response.assessed_on, "18 nov")
    response.save.click()
    given = acting.record_given(desk, read(desk, patient_id), page)
    given.drug.choose(Drug.DEXAMETHASONE)
    enter(given.started_at, "8:40")
    given.save.click()
    case = read(desk, patient_id)
    assert case.responses[0].value.assessed_on == date(2026, 11, 18)
    assert case.given[0].value.drug is Drug.DEXAMETHASONE


def test_an_episode_is_closed(desk: Desk, page: QWidget) -> None:
    patient_id, course_id = infused(desk.clinic)
    toxicity.log_assessment(
        desk.clinic, course_id, NewAssessment(at=NOW.replace(hour=6), crs=crs_findings())
    )
    dialog = acting.close_episode(desk, read(desk, patient_id), Toxicity.CRS, page)
    enter(dialog.closed_at, "9:00")
    type_text(dialog.closed_by, "Dr R. Demo")
    dialog.save.click()
    assert read(desk, patient_id).episodes[0].closing is not None


def test_an_assessment_not_done_gives_its_reason(desk: Desk, page: QWidget) -> None:
    patient_id, _ = infused(desk.clinic)
    dialog = acting.mark_not_done(desk, read(desk, patient_id), page)
    type_text(dialog.text, "at the scanner")
    type_into(dialog, "at", "8:00")
    dialog.save.click()
    assert read(desk, patient_id).assessments[0].value.not_done_reason == "at the scanner"


def test_a_second_course_is_opened_and_closed(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    opening = acting.open_course(desk, read(desk, patient_id), page)
    opening.fields.product.choose("obe_cel")
    opening.save.click()
    case = read(desk, patient_id)
    assert len(case.courses) == 2
    closing = acting.close_course(desk, case, page)
    enter(closing.ended_on, "today")
    closing.end_reason.choose(EndReason.WITHDREW)
    closing.save.click()
    case = read(desk, patient_id)
    assert case.course is not None
    assert case.course.value.end_reason is EndReason.WITHDREW


def test_a_weight_is_entered_corrected_and_made_void(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    entry = acting.record_entry(desk, read(desk, patient_id), Entry.WEIGHT, page)
    assert isinstance(entry, WeightDialog)
    type_text(entry.kg, "61.4")
    enter(entry.measured_on, "today")
    entry.save.click()
    (kept,) = read(desk, patient_id).weights
    again = acting.correct_entry(desk, read(desk, patient_id), Entry.WEIGHT, kept, page)
    type_text(again.correction, "looked again")
    again.save.click()
    assert "Nothing differs" in says(again)
    void = acting.void_entry(desk, read(desk, patient_id), Entry.WEIGHT, kept, page)
    type_text(void.text, "another patient")
    void.save.click()
    assert read(desk, patient_id).weights == ()


def test_a_donation_number_that_does_not_fit_is_asked_before_it_is_kept(
    desk: Desk, page: QWidget
) -> None:
    patient_id, _ = registered(desk.clinic)
    dialog = acting.record_entry(desk, read(desk, patient_id), Entry.IDENTIFIER, page)
    dialog.sheet.show_value(_Din())
    dialog.save.click()
    assert "check character" in says(dialog)
    press(dialog, "Save it so")
    assert read(desk, patient_id).identifiers[0].value.value == "W9999260041807"


class _Din:
    kind = IdentifierKind.DIN
    value = "W9999260041807"
    expires_on = None


def test_a_corrected_patient_needs_a_reason_and_a_free_mrn(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    registered(desk.clinic, mrn="9000999", family_name="Other", given_name="One")
    dialog = acting.correct_patient(desk, read(desk, patient_id), page)
    assert isinstance(dialog, PatientDialog)
    dialog.fields.mrn.setText("9000999")
    dialog.save.click()
    assert "reason" in error_at(dialog, "correction")
    type_text(dialog.correction, "typing error")
    dialog.save.click()
    assert "belongs to" in error_at(dialog, "mrn")
    dialog.fields.mrn.setText("9000419")
    dialog.save.click()
    assert read(desk, patient_id).patient.value.mrn == "9000419"


def test_a_death_cannot_be_corrected_into_the_future(desk: Desk, page: QWidget) -> None:
    patient_id, _ = registered(desk.clinic)
    death = acting.record_death(desk, read(desk, patient_id), page)
    enter(death.died_on, "19 nov 2026")
    death.cause.choose(DeathCause.DISEASE)
    death.save.click()
    case = read(desk, patient_id)
    assert case.death is not None
    dialog = acting.correct_entry(desk, case, Entry.DEATH, case.death, page)
    dialog.sheet.show_value(_Later())
    type_text(dialog.correction, "misread")
    dialog.save.click()
    assert "future" in error_at(dialog, "died_on")


class _Later:
    died_on = date(2026, 12, 1)


def test_every_kind_of_entry_can_be_corrected(desk: Desk, page: QWidget) -> None:
    patient_id, course_id = infused(desk.clinic)
    cleared(desk.clinic, course_id, Checklist.ELIGIBILITY)
    case = read(desk, patient_id)
    assert case.course is not None
    for kind, kept in (
        (Entry.VISIT, case.visits[0]),
        (Entry.COURSE, case.course),
        (Entry.ANSWER, case.answers[0]),
    ):
        dialog = acting.correct_entry(desk, case, kind, kept, page)
        assert dialog.isVisible()
        dialog.reject()
