"""The tab Response: statement beside derivation, what followed, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.response import Extramedullary, MrdResult, ResponseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.infusion import Infusion, InfusionKind, ReinfusionReason
from carttrack.domain.patients import AntigenStatus, Death, DeathCause, Disease
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.clinic_rules import ClinicRulesDialog
from carttrack.gui.dialogs.later_infusion import LaterInfusionDialog
from carttrack.gui.dialogs.later_therapy import LaterTherapyDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.dialogs.relapse import RelapseDialog
from carttrack.gui.dialogs.response import ResponseDialog
from carttrack.gui.dialogs.second_malignancy import SecondMalignancyDialog
from carttrack.gui.models.outcome_rows import OutcomeRow
from carttrack.gui.pages.clinic_rules import open_clinic_rules
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_outcome import ResponseTab
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import casefile, clinic_rules, entries, events, follow_up, infusion, intake
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from tests.builders import a_response
from tests.gui.dialogs.builders import enter
from tests.gui.pages.patient_scene import a_page
from tests.gui.typing import press, type_text
from tests.services.builders import accepting, infused, registered

Opened = TypeVar("Opened", bound=QDialog)
RELAPSE = Relapse(
    happened_on=date(2026, 11, 16),
    kind=RelapseKind.COMBINED,
    site="testis",
    marrow_blasts=Decimal(40),
    threshold=Decimal(5),
    cd19=AntigenStatus.NEGATIVE,
    cd22=AntigenStatus.DIM,
)
HSCT = LaterTherapy(
    kind=LaterTherapyKind.ALLOGENEIC_HSCT, started_on=date(2026, 11, 18), name="sibling"
)
CANCER = SecondMalignancy(diagnosed_on=date(2026, 11, 19), kind=MalignancyKind.SKIN)
CELLS = Infusion(
    started_at=datetime(2026, 11, 14, 9, tzinfo=UTC),
    kind=InfusionKind.REINFUSION,
    number=2,
    reason=ReinfusionReason.LOSS_OF_APLASIA,
)
BELOW = a_response(
    assessed_on=date(2026, 11, 10),
    stated=ResponseKind.CR,
    anc=Decimal("0.8"),
    platelets=Decimal(120),
    extramedullary=Extramedullary.NONE,
    mrd=MrdResult.NOT_DETECTED,
    mrd_sensitivity=Decimal("0.0001"),
)


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


def a_long_course(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """An infused patient with one of everything that follows."""
    patient_id, course_id = infused(clinic)
    follow_up.record_response(clinic, course_id, a_response(assessed_on=date(2026, 10, 1)))
    follow_up.record_response(clinic, course_id, BELOW)
    for event in (RELAPSE, HSCT, CANCER):
        _record(clinic, course_id, event)
    accepting(
        lambda accepted: infusion.record_infusion(clinic, course_id, CELLS, accepted=accepted)
    )
    return patient_id, course_id


def _record(clinic: Clinic, course_id: CourseId, event: events.Event) -> None:
    accepting(lambda codes: events.record_event(clinic, course_id, event, accepted=codes))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, _ = a_long_course(desk.clinic)
    made = a_page(desk, patient_id, "response")
    qtbot.addWidget(made)
    return made


def rows(tab: ResponseTab) -> list[tuple[str, str, str]]:
    return [(row.what, row.stated, row.derived) for row in tab.model.rows]


def choose(page: PatientPage, kind: Entry) -> OutcomeRow:
    """Make the last row of a kind the current one."""
    tab = page.response
    place = max(place for place, row in enumerate(tab.model.rows) if row.kind == kind)
    tab.table.setCurrentIndex(tab.model.index(place, 0))
    return tab.model.rows[place]


def opened(page: PatientPage, kind: type[Opened]) -> Opened:
    found = [dialog for dialog in page.window().findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def per_ul(desk: Desk) -> Decimal | None:
    return desk.clinic.record.aplasia_per_ul


def save_it_so(dialog: QDialog) -> None:
    buttons = dialog.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Save it so").click()


def case_of(page: PatientPage) -> CaseFile:
    assert page.case is not None
    return page.case


def test_everything_stands_in_order_of_time(page: PatientPage) -> None:
    assert rows(page.response) == [
        ("Baseline", "CRi", ""),
        ("Response", "CR", "CRi"),
        ("Reinfusion", "", ""),
        ("Relapse, marrow and extramedullary", "", ""),
        ("Allogeneic HSCT", "", ""),
        ("Second malignancy, skin cancer", "", ""),
    ]
    row = page.response.table.current()
    assert isinstance(row, OutcomeRow)
    assert row.what == "Second malignancy, skin cancer"


def test_a_relapse_shows_its_antigen_pair_first(page: PatientPage) -> None:
    row = choose(page, Entry.RELAPSE)
    assert row.detail.startswith("CD19 negative, CD22 dim, testis, marrow blasts 40 %")
    assert "CD19: negative\nCD22: dim" in page.response.pane.facts.text


def test_the_difference_is_shown_in_the_list_the_head_and_the_pane(page: PatientPage) -> None:
    row = choose(page, Entry.RESPONSE)
    assert row.differs
    pane = page.response.pane
    assert pane.chip.text == "differs"
    assert pane.derived.sentence.text() == "CRi"
    assert pane.derived.agreement.text == "Differs from the clinician’s statement"
    assert "ANC 0.8 × 10⁹/L: at least 1.0 × 10⁹/L" in pane.derived.text.splitlines()
    assert row.detail == "no MRD detectable, at a sensitivity of 10⁻⁴ or better, blasts 1 %"
    spoken = page.response.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "stated CR, derived CRi, differs from the clinician’s statement" in spoken


def test_the_pane_says_what_the_relapse_stopped(page: PatientPage) -> None:
    assert "are stopped (Day +28" in page.response.pane.plan.text()


def test_the_clinics_own_counts_judge(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    case = case_of(page)
    limit = replace(BELOW, anc=Decimal("1.0"), assessed_on=date(2026, 11, 12))
    assert case.course_id is not None
    with qtbot.waitSignal(desk.changed):
        follow_up.record_response(desk.clinic, case.course_id, limit)
    assert rows(page.response)[2] == ("Response", "CR", "CR")
    above = replace(desk.clinic.record, response_counts=Comparison.ABOVE)
    with qtbot.waitSignal(desk.changed):
        clinic_rules.change_record(desk.clinic, above)
    assert rows(page.response)[2] == ("Response", "CR", "CRi")


def test_aplasia_by_the_clinics_own_definition(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    pane = page.response.pane
    assert "no definition of B-cell aplasia" in pane.aplasia.text()
    assert pane.rules.isVisible()
    result = LabResult(
        test=LabTest.B_CELLS_PERCENT,
        taken_on=date(2026, 11, 17),
        value=Decimal(5),
        unit="%",
        sample="blood",
    )
    entries.add(desk.clinic, Entry.LAB_RESULT, case_of(page).patient_id, result)
    rules = replace(
        desk.clinic.record,
        aplasia_percent=Decimal(1),
        aplasia_comparison=Comparison.ABOVE,
        aplasia_second_sample=False,
    )
    with qtbot.waitSignal(desk.changed):
        clinic_rules.change_record(desk.clinic, rules)
    assert pane.aplasia.text().startswith("B-cell aplasia lost 17 Nov 2026")
    assert pane.definition.text().startswith("Clinic’s definition of loss: CD19+ cells > 1 %")
    assert not pane.rules.isVisible()


def test_the_rules_are_changed_as_one_act_that_can_be_undone(
    page: PatientPage, desk: Desk, qtbot: QtBot
) -> None:
    page.response.pane.rules.click()
    dialog = opened(page, ClinicRulesDialog)
    type_text(dialog.aplasia_per_ul, "100")
    dialog.aplasia_comparison.choose(Comparison.AT_LEAST)
    dialog.aplasia_second_sample.choose(value=False)
    type_text(dialog.correction, "set by the physicians")
    with qtbot.waitSignal(desk.changed):
        dialog.save.click()
    assert per_ul(desk) == Decimal(100)
    assert not page.response.pane.rules.isVisible()
    with qtbot.waitSignal(desk.changed):
        desk.undo.undo()
    assert per_ul(desk) is None
    assert page.response.pane.rules.isVisible()


def test_an_unknown_holiday_region_is_refused_in_the_dialog(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, registered(desk.clinic)[0], "response")
    qtbot.addWidget(page)
    dialog = open_clinic_rules(desk, page)
    type_text(dialog.holiday_country, "DE")
    type_text(dialog.holiday_region, "ZZ")
    type_text(dialog.correction, "holidays")
    dialog.save.click()
    assert dialog.isVisible()
    assert "not known here" in dialog.sheet.row_of("holiday_region").note.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Response…", ResponseDialog),
        ("Relapse…", RelapseDialog),
        ("Later therapy…", LaterTherapyDialog),
        ("Later infusion…", LaterInfusionDialog),
        ("Second malignancy…", SecondMalignancyDialog),
    ],
)
def test_the_menu_opens_what_can_be_recorded(
    page: PatientPage, text: str, kind: type[QDialog]
) -> None:
    menu = page.response.events_menu()
    {action.text(): action for action in menu.actions()}[text].trigger()
    assert opened(page, kind).isVisible()


def test_a_relapse_is_foretold_asked_about_kept_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = infused(desk.clinic)
    page = a_page(desk, patient_id, "response")
    qtbot.addWidget(page)
    assert page.response.empty.title.text() == "No response yet"
    page.acts.record_event(Entry.RELAPSE)
    dialog = opened(page, RelapseDialog)
    enter(dialog.happened_on, "16 nov 2026")
    dialog.kind.choose(RelapseKind.MARROW)
    dialog.kind.chosen.emit(RelapseKind.MARROW)
    assert "are stopped (Day +28, Month 9)" in dialog.consequence.text
    dialog.save.click()
    assert "No remission is on record" in dialog.message.text.text()
    with qtbot.waitSignal(desk.changed):
        save_it_so(dialog)
    assert rows(page.response) == [("Relapse, marrow or blood", "", "")]
    with qtbot.waitSignal(desk.changed):
        desk.undo.undo()
    assert rows(page.response) == []
    assert not any(kept.value.stopped_on for kept in case_of(page).visits)


def test_enter_corrects_the_entry_at_hand(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, Entry.RELAPSE)
    press(page.response.table, Qt.Key.Key_Return)
    dialog = opened(page, RelapseDialog)
    assert "are stopped" in dialog.consequence.text
    dialog.cd22.choose(AntigenStatus.POSITIVE)
    type_text(dialog.correction, "report came in")
    with qtbot.waitSignal(desk.changed):
        dialog.save.click()
    assert case_of(page).relapses[0].value.cd22 is AntigenStatus.POSITIVE


def test_a_later_infusion_is_corrected_and_keeps_its_number(
    page: PatientPage, desk: Desk, qtbot: QtBot
) -> None:
    choose(page, Entry.INFUSION)
    page.response.pane.correct.click()
    dialog = opened(page, LaterInfusionDialog)
    dialog.because.choose(ReinfusionReason.MRD)
    type_text(dialog.correction, "reason found")
    with qtbot.waitSignal(desk.changed):
        dialog.save.click()
    (kept,) = case_of(page).later_infusions
    assert (kept.value.reason, kept.value.number) == (ReinfusionReason.MRD, 2)


def test_delete_makes_the_entry_at_hand_void(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, Entry.LATER_THERAPY)
    page.activateWindow()
    page.response.table.setFocus()
    qtbot.waitUntil(page.response.table.hasFocus)
    press(page.response.table, Qt.Key.Key_Delete)
    dialog = opened(page, ReasonDialog)
    type_text(dialog.text, "another patient")
    with qtbot.waitSignal(desk.changed):
        dialog.save.click()
    assert case_of(page).later_therapies == ()
    assert "Allogeneic HSCT" not in [what for what, _, _ in rows(page.response)]


def test_a_death_ends_the_list(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    death = Death(died_on=date(2026, 11, 20), cause=DeathCause.DISEASE, stated_by="R. Demo")
    patient_id = case_of(page).patient_id
    with qtbot.waitSignal(desk.changed):
        accepting(
            lambda accepted: intake.record_death(desk.clinic, patient_id, death, accepted=accepted)
        )
    assert rows(page.response)[-1][0] == "Death"
    assert page.response.model.rows[-1].detail.endswith("stated by R. Demo")


def test_a_disease_without_a_response_form_says_so(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = infused(desk.clinic)
    lymphoma = replace(casefile.read(desk.clinic, patient_id).patient.value, disease=Disease.MCL)
    intake.correct_patient(desk.clinic, patient_id, lymphoma, "another diagnosis")
    page = a_page(desk, patient_id, "response")
    qtbot.addWidget(page)
    tab = page.response
    assert tab.empty.title.text().startswith("No response form for")
    assert not tab.empty.action.isVisible()
    menu = tab.events_menu()
    assert next(action.text() for action in menu.actions()) == "Relapse…"


def test_before_a_course_there_is_nothing_to_record(desk: Desk, qtbot: QtBot) -> None:
    patient_id, course_id = registered(desk.clinic)
    entries.void(desk.clinic, Entry.COURSE, course_id, "wrong patient")
    page = a_page(desk, patient_id, "response")
    qtbot.addWidget(page)
    assert page.response.empty.title.text() == "No course yet"
    assert not page.response.record.isVisible()
    assert page.response.open_events() is None


def test_nothing_stays_shown_of_a_list_that_is_empty(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = registered(desk.clinic)
    page = a_page(desk, patient_id, "response")
    qtbot.addWidget(page)
    pane = page.response.pane
    assert not pane.correct.isVisible()
    assert not pane.aplasia.isVisible()
    assert not pane.derived.isVisible()
