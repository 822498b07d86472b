"""Patients over real clinics: search, filters, sorting, paging, preview, keys."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import Act, PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Alert, AlertKind, Death, DeathCause, Disease
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.gui.desk import Desk
from carttrack.gui.models import roles
from carttrack.gui.models.patient_preview import preview
from carttrack.gui.pages.patients import PatientsPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import State
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.row_delegate import PAD
from carttrack.services import casefile, entries, follow_up, intake, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.follow_up import Booking
from carttrack.services.intake import NewCourse, Registration
from carttrack.services.worklist import PatientSort
from carttrack.store.load import LoadedPatient, load
from tests.builders import NOW, a_patient, a_response, crs_findings, icans_findings
from tests.gui.typing import press, type_text
from tests.services.builders import accepting, infused, ready_for_infusion

MANY = 450


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientsPage:
    made = PatientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    return made


def show(qtbot: QtBot, page: PatientsPage) -> PatientsPage:
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def registered(clinic: Clinic, mrn: str, family: str, given: str, **changes: Any) -> PatientId:
    patient = a_patient(mrn=mrn, family_name=family, given_name=given, **changes)
    course = NewCourse(product="tisa_cel", referred_on=date(2026, 11, 2))
    registration = Registration(patient=patient, course=course)
    made: list[PatientId] = []

    def register(accepted: frozenset[str]) -> Act:
        patient_id, act = intake.register(clinic, registration, accepted=accepted)
        made.append(patient_id)
        return act

    accepting(register)
    return made[-1]


def cast(clinic: Clinic) -> list[PatientId]:
    """Four patients whose names are written in four ways."""
    return [
        registered(clinic, "9000001", "Příkladová", "Žofie"),
        registered(
            clinic,
            "9000002",
            "示例",
            "小明",
            latin_name="Shili, Xiaoming",
            birth_date=date(2012, 5, 6),
        ),
        registered(
            clinic,
            "9000003",
            "Παράδειγμα",
            "Ελένη",
            latin_name="Paradeigma, Eleni",
            birth_date=date(1998, 2, 3),
            disease=Disease.LBCL,
        ),
        registered(
            clinic,
            "9000004",
            "Örnek",
            "Çağla",
            birth_date=date(1968, 2, 3),
            coordinator="B. Muster",
        ),
    ]


def names(page: PatientsPage) -> list[str]:
    return [row.line.person.name for row in page.model.rows]


def heading(page: PatientsPage, key: str) -> int:
    return page.model.column_of(key)


def loaded(clinic: Clinic, count: int) -> None:
    """Load patients into the empty clinic, past the services."""
    patients = (
        LoadedPatient(
            patient=a_patient(
                mrn=f"9{number:06d}", family_name=f"Sampel {number:04d}", given_name="Ada"
            ),
            entered_at=NOW,
            entered_by="Alex Demo",
        )
        for number in range(count)
    )
    load(clinic.store, patients)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("prik", "Příkladová, Žofie"),
        ("zofie prikl", "Příkladová, Žofie"),
        ("小明", "示例 小明 (Shili, Xiaoming)"),
        ("xiao", "示例 小明 (Shili, Xiaoming)"),
        ("ελενη", "Παράδειγμα Ελένη (Paradeigma, Eleni)"),
        ("ΠΑΡΑΔ", "Παράδειγμα Ελένη (Paradeigma, Eleni)"),
        ("cagla", "Örnek, Çağla"),
        ("9000004", "Örnek, Çağla"),
    ],
)
def test_the_search_answers_without_diacritics_and_in_every_script(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic, typed: str, found: str
) -> None:
    cast(clinic)
    show(qtbot, page)
    page.focus_search()
    type_text(page.search, typed)
    qtbot.waitUntil(lambda: names(page) == [found])
    assert (page.count.text(), page.found.text()) == ("1", "1 patient")


def test_keys_lead_from_the_search_to_the_patient(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic, desk: Desk
) -> None:
    patients = cast(clinic)
    show(qtbot, page)
    page.focus_search()
    type_text(page.search, "cagla")
    with qtbot.waitSignal(desk.patient_requested) as asked:
        press(page.search, Qt.Key.Key_Return)
    assert asked.args == [patients[3], "overview"]
    press(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    press(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.current_patient == patients[3]


def test_450_patients_come_page_by_page(qtbot: QtBot, page: PatientsPage, clinic: Clinic) -> None:
    loaded(clinic, MANY)
    show(qtbot, page)
    page.filters.let_all_pass()
    page.sort_by(heading(page, "name"))
    assert (len(names(page)), page.count.text()) == (200, str(MANY))
    scroll = page.table.verticalScrollBar()
    for _ in range(4):
        page.table.scrollToBottom()
        QApplication.processEvents()
    assert len(names(page)) == MANY
    assert names(page) == sorted(names(page))
    page.table.selectRow(MANY - 1)
    page.table.scrollToBottom()
    page.refresh()
    assert (len(names(page)), page.table.currentIndex().row()) == (MANY, MANY - 1)
    assert scroll.value() == scroll.maximum()


def test_filters_let_only_their_patients_pass(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    cast(clinic)
    show(qtbot, page)
    page.filters.disease.menu_of_choices().actions()[
        1 + list(Disease).index(Disease.LBCL)
    ].trigger()
    assert names(page) == ["Παράδειγμα Ελένη (Paradeigma, Eleni)"]
    assert page.filters.disease.text() == "Disease: LBCL"
    page.filters.clear.click()
    assert len(names(page)) == 4
    coordinators = page.filters.coordinator.menu_of_choices().actions()
    assert [action.text() for action in coordinators] == ["Any", "B. Muster"]
    coordinators[1].trigger()
    assert names(page) == ["Örnek, Çağla"]
    assert page.filters.product.menu_of_choices().actions()[1].text() == "Tisa-cel"


def test_who_is_off_the_pathway_is_listed_when_asked_for(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    patients = cast(clinic)
    death = Death(died_on=date(2026, 11, 10), cause=DeathCause.INFECTION)
    intake.record_death(clinic, patients[0], death)
    show(qtbot, page)
    assert len(names(page)) == 3
    page.filters.status.menu_of_choices().actions()[2].trigger()
    assert names(page) == ["Příkladová, Žofie"]
    (row,) = page.model.rows
    assert (row.due_what, row.state) == ("died 10 Nov 2026", None)


def test_no_match_clears_the_filters_then_the_search(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    cast(clinic)
    show(qtbot, page)
    page.focus_search()
    type_text(page.search, "nobody")
    qtbot.waitUntil(page.no_match.isVisible)
    assert page.no_match.action.text() == "Clear filters"
    page.no_match.action.click()
    assert page.no_match.action.text() == "Clear search"
    page.no_match.action.click()
    assert len(names(page)) == 4


def test_a_clinic_without_patients_offers_the_first(
    qtbot: QtBot, page: PatientsPage, desk: Desk
) -> None:
    show(qtbot, page)
    assert page.nobody.isVisible()
    with qtbot.waitSignal(desk.registration_requested):
        page.nobody.action.click()


def test_a_head_sorts_and_again_the_other_way_round(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    cast(clinic)
    show(qtbot, page)
    page.sort_by(heading(page, "birth_date"))
    ages = [row.age for row in page.model.rows]  # all of two digits, they sort as they are
    assert ages == sorted(ages)
    at = heading(page, "birth_date")
    assert page.model.headerData(at, Qt.Orientation.Horizontal) == "Age ↑"
    page.sort_by(at)
    assert [row.age for row in page.model.rows] == sorted(ages, reverse=True)
    assert page.model.headerData(at, Qt.Orientation.Horizontal) == "Age ↓"


def test_letters_sort_from_the_keyboard(qtbot: QtBot, page: PatientsPage, clinic: Clinic) -> None:
    cast(clinic)
    show(qtbot, page)
    press(page.table, Qt.Key.Key_S)
    press(page.table, Qt.Key.Key_S)
    assert page.asked.sort is PatientSort.NAME
    press(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert page.asked.descending


def test_sorting_keeps_the_patient_current(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    patients = cast(clinic)
    show(qtbot, page)
    page.table.selectRow(page.model.row_of(patients[2]))
    for key in ("name", "mrn", "birth_date", "step", "day", "coordinator", "next"):
        page.sort_by(heading(page, key))
        assert page.current_patient == patients[2]


def test_a_row_says_day_next_due_and_the_highest_grades(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    _, course_id = infused(clinic)
    at = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)
    new = NewAssessment(at=at, crs=crs_findings(), icans=icans_findings())
    toxicity.log_assessment(clinic, course_id, new)
    show(qtbot, page)
    (row,) = page.model.rows
    assert (row.age, row.step, row.day) == ("34 y", "Monitoring", "+28")
    assert (row.state, row.due_what) == (State.OVERDUE, "Day +7 visit")
    grades = [page.model.index(0, column).data(roles.GRADE) for column in (9, 10)]
    assert grades == [2, 1]
    said = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("CRS maximum grade 2, ICANS maximum grade 1")


def test_a_child_under_2_has_its_months_in_list_and_preview(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    registered(clinic, "9000418", "Příkladová", "Žofie", birth_date=date(2025, 1, 2))
    show(qtbot, page)
    (row,) = page.model.rows
    assert row.age == "1 y 10 mo"
    age = page.model.column_of("birth_date")
    room = page.table.columnWidth(age) - 2 * PAD
    assert page.table.fontMetrics().horizontalAdvance("0 y 11 mo") <= room
    qtbot.waitUntil(page.preview.heading.isVisible)
    assert page.preview.who.text() == "9000418, F, 1 y 10 mo (2 Jan 2025)"


def test_the_preview_shows_the_case_of_the_row_that_stays_chosen(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    patient_id, course_id = infused(clinic)
    allergy = Alert(kind=AlertKind.ALLERGY, subject="piperacillin", reaction="rash")
    entries.add(clinic, Entry.ALERT, patient_id, allergy)
    at = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)
    toxicity.log_assessment(clinic, course_id, NewAssessment(at=at, crs=crs_findings()))
    follow_up.record_response(clinic, course_id, a_response())
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 23)))
    show(qtbot, page)
    shown = page.preview
    qtbot.waitUntil(shown.heading.isVisible)
    assert shown.name.text() == "Příkladová, Žofie"
    assert shown.who.text() == "9000418, F, 34 y (14 Mar 1992)"
    assert shown.heading.text() == "Day +28, monitoring"
    assert "brexu-cel (CD19)" in shown.course.text
    assert "CRi" in shown.response.text
    said = [label.text() for label in shown.next.findChildren(Label)]
    assert "Day +28 visit" in said
    assert "Allergy: piperacillin (rash)" in [
        label.text() for label in shown.alerts.findChildren(Label)
    ]


def test_the_preview_of_a_patient_before_infusion_names_the_planned_steps(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    patient_id, _ = ready_for_infusion(clinic)
    shown = preview(casefile.read(clinic, patient_id), date(2026, 11, 20), ZoneInfo("UTC"))
    assert shown.heading == "Infusion"
    assert (shown.grades, shown.next) == ((), ())
    show(qtbot, page)
    qtbot.waitUntil(page.preview.heading.isVisible)
    assert page.preview.heading.text() == "Infusion"


def test_space_hides_the_preview_and_shows_it_again(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    cast(clinic)
    show(qtbot, page)
    press(page.table, Qt.Key.Key_Space)
    assert page.preview.isHidden()
    press(page.table, Qt.Key.Key_Space)
    assert page.preview.isVisible()


def test_a_narrow_window_has_no_preview_and_fewer_columns(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    cast(clinic)
    show(qtbot, page)
    page.resize(664, 500)
    qtbot.waitUntil(page.preview.isHidden)
    assert page.table.isColumnHidden(heading(page, "product"))
    page.resize(1500, 900)
    qtbot.waitUntil(page.preview.isVisible)
    assert not page.table.isColumnHidden(heading(page, "coordinator"))


def test_the_preview_asks_for_what_its_buttons_say(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic, desk: Desk
) -> None:
    registered(clinic, "9000001", "Příkladová", "Žofie")
    show(qtbot, page)
    for button, wish in (
        (page.preview.open, desk.patient_requested),
        (page.preview.log, desk.assessment_requested),
        (page.preview.pdf, desk.summary_requested),
    ):
        with qtbot.waitSignal(wish) as asked:
            button.click()
        assert asked.args[0] == page.current_patient


def test_news_reads_again_and_tells_the_sidebar(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic, desk: Desk
) -> None:
    told: list[tuple[str, int]] = []
    desk.counted.connect(lambda key, count: told.append((key, count)))
    show(qtbot, page)
    cast(clinic)
    assert told[-1] == ("patients", 4)
    assert len(names(page)) == 4
    page.filters.disease.choose(Disease.LBCL)
    page.filters.changed.emit()
    registered(clinic, "9000005", "Sampel", "Dewi", birth_date=date(2014, 1, 2))
    assert len(names(page)) == 1
    assert told[-1] == ("patients", 5)


def test_a_step_filter_follows_the_pathway(
    qtbot: QtBot, page: PatientsPage, clinic: Clinic
) -> None:
    infused(clinic)
    registered(clinic, "9000005", "Sampel", "Dewi", birth_date=date(2014, 1, 2))
    show(qtbot, page)
    page.filters.step.choose(Step.MONITORING)
    page.filters.changed.emit()
    assert len(names(page)) == 1
