"""Assessments from the dialog to the record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import PatientId
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.worklist import DueItem, DueKind, Person, TodayView, WatchLine
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.dialogs.scales import ScalesDialog
from carttrack.gui.pages.assessing import correct_assessment, next_patient, open_assessment
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import casefile, intake, toxicity
from carttrack.services.clinic import Clinic
from tests.builders import NOW, TODAY, crs_findings, icans_findings
from tests.gui.typing import type_text
from tests.services.builders import accepting, infused, registered

AT = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    return made


@pytest.fixture
def desk(clinic: Clinic, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001  (Qt)
    tasks = Tasks()
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


def opened(qtbot: QtBot, dialog: AssessmentDialog | None) -> AssessmentDialog:
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_what_is_typed_is_kept_graded_and_can_be_undone(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = infused(desk.clinic)
    dialog = opened(qtbot, open_assessment(desk, patient_id, window))
    type_text(dialog.crs.fever.temperature, "38.9")
    with qtbot.waitSignal(desk.changed):
        dialog.save.click()
    (kept,) = casefile.read(desk.clinic, patient_id).assessments
    assert kept.value.crs_grade is not None
    assert (kept.value.crs_grade.derived, kept.value.crs_grade.at_least) == (1, True)
    assert kept.value.icans is None
    assert not dialog.isVisible()
    desk.undo.undo()
    assert casefile.read(desk.clinic, patient_id).assessments == ()


def test_without_an_infusion_it_says_why_nothing_can_be_logged(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = registered(desk.clinic)
    with qtbot.waitSignal(desk.failed) as told:
        assert open_assessment(desk, patient_id, window) is None
    assert "No infusion is on record" in told.args[0]


def test_the_dialog_leads_to_how_the_scales_differ(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = infused(desk.clinic)
    dialog = opened(qtbot, open_assessment(desk, patient_id, window))
    dialog.derived.scales.click()
    shown = dialog.findChild(ScalesDialog)
    assert shown is not None
    assert shown.isVisible()
    shown.accept()
    assert dialog.isVisible()


def test_a_correction_keeps_its_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    patient_id, course_id = infused(desk.clinic)
    new = NewAssessment(at=AT, crs=crs_findings(), icans=icans_findings())
    act = toxicity.log_assessment(desk.clinic, course_id, new)
    dialog = opened(qtbot, correct_assessment(desk, patient_id, act.entry_id, window))
    field = dialog.crs.fever.highest_since
    field.selectAll()
    type_text(field, "39.4")
    type_text(dialog.when.reason, "misread")
    dialog.save.click()
    (kept,) = casefile.read(desk.clinic, patient_id).assessments
    assert kept.corrected
    assert kept.value.at == AT
    assert kept.value.crs is not None
    assert str(kept.value.crs.temp_c) == "39.4"


def test_an_assessment_not_done_is_kept_with_its_reason(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = infused(desk.clinic)
    dialog = opened(qtbot, open_assessment(desk, patient_id, window))
    dialog.when.not_done.click()
    type_text(dialog.when.reason, "in theatre")
    dialog.save.click()
    (kept,) = casefile.read(desk.clinic, patient_id).assessments
    assert kept.value.not_done_reason == "in theatre"


def test_a_refusal_of_the_record_is_shown_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = infused(desk.clinic)
    dialog = opened(qtbot, open_assessment(desk, patient_id, window))
    type_text(dialog.crs.fever.temperature, "38.9")
    death = Death(died_on=date(2026, 11, 18), cause=DeathCause.INFECTION)
    accepting(lambda codes: intake.record_death(desk.clinic, patient_id, death, accepted=codes))
    dialog.save.click()
    assert dialog.isVisible()
    assert "after the patient's death" in dialog.when.notes_shown()
    assert dialog.crs.fever.temperature.value == "38.9"


def test_saving_for_the_next_patient_opens_the_next_one(
    qtbot: QtBot, desk: Desk, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = infused(desk.clinic)
    second = PatientId(first + 1)
    view = a_view(watch=(a_line(first, 4), a_line(second, 2)))
    shown: list[PatientId] = []

    def remember(_: Desk, patient_id: PatientId, __: QWidget) -> None:
        shown.append(patient_id)

    dialog = opened(qtbot, open_assessment(desk, first, window))
    monkeypatch.setattr("carttrack.services.worklist.today", lambda _: view)
    monkeypatch.setattr("carttrack.gui.pages.assessing.open_assessment", remember)
    type_text(dialog.crs.fever.temperature, "36.8")
    dialog.next.click()
    assert shown == [second]
    assert not dialog.isVisible()


def a_person(patient_id: int, day: int) -> Person:
    return Person(
        patient_id=PatientId(patient_id),
        course_id=None,
        mrn=f"900{patient_id}",
        name="Muster, A",
        birth_date=date(1990, 1, 1),
        day=day,
    )


def a_line(patient_id: int, day: int, hours: int | None = None) -> WatchLine:
    return WatchLine(person=a_person(patient_id, day), interval_hours=hours)


def a_due(patient_id: int) -> DueItem:
    at = NOW - timedelta(hours=1)
    return DueItem(
        kind=DueKind.ASSESSMENT,
        person=a_person(patient_id, 4),
        what="assessment",
        due_on=TODAY,
        due_at=at,
    )


def a_view(*, items: tuple[DueItem, ...] = (), watch: tuple[WatchLine, ...] = ()) -> TodayView:
    return TodayView(
        today=TODAY,
        now=NOW,
        items=items,
        overdue=0,
        due_today=0,
        closing=0,
        watch=watch,
        coming=(),
        done_today=0,
    )


def test_the_next_patient_is_the_next_assessment_due() -> None:
    view = a_view(items=(a_due(1), a_due(3)), watch=(a_line(1, 4, 4), a_line(3, 2, 4)))
    assert next_patient(view, PatientId(1)) == 3
    assert next_patient(replace(view, items=()), PatientId(1)) is None


def test_without_a_clinic_rule_the_next_patient_stands_below_on_the_list() -> None:
    view = a_view(watch=(a_line(5, 4), a_line(2, 7)))
    assert next_patient(view, PatientId(5)) == 2
    assert next_patient(view, PatientId(2)) is None
