"""The page of a patient: band, tabs, keys, and reading again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause, Weight
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patient_head import PatientHead
from carttrack.gui.settings import Settings
from carttrack.gui.stylesheet import stylesheet
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import LIGHT
from carttrack.gui.widgets.patient_band import AlertTag
from carttrack.services import entries, intake, pathway
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.intake import NewCourse
from tests.builders import TODAY
from tests.gui.pages.patient_scene import a_full_course, a_page
from tests.gui.typing import press, type_text
from tests.services.builders import infused, registered


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PatientPage:
    patient_id, _ = a_full_course(desk.clinic)
    made = a_page(desk, patient_id)
    qtbot.addWidget(made)
    return made


def tags(page: PatientPage) -> list[str]:
    found = page.head.band.findChildren(AlertTag)
    return [tag.accessibleName() for tag in found if not tag.isHidden()]


def test_the_band_says_who_it_is_on_every_tab(page: PatientPage, qtbot: QtBot) -> None:
    for tab in ("overview", "pathway", "toxicity", "follow_up", "history"):
        page.show_tab(tab)
        assert page.tab == tab
        assert page.head.band.isVisible()
        assert page.head.band.day.text() == "Day +28"
    qtbot.waitUntil(lambda: tags(page) == ["Allergy: penicillin"])


def test_the_tabs_count_what_they_hold(page: PatientPage) -> None:
    names = [page.head.tabs.accessibleTabName(n) for n in range(page.head.tabs.count())]
    assert names == [
        "Overview",
        "Pathway",
        "Toxicity 2",
        "Labs",
        "Medicines and infections",
        "Response 1",
        "Follow-up 24",
        "History",
    ]


def test_ctrl_tab_goes_round_the_tabs(page: PatientPage) -> None:
    page.setFocus()
    press(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.tab == "pathway"
    for _ in range(page.head.tabs.count() - 1):
        press(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.tab == "overview"


def test_the_two_buttons_ask_the_window(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.assessment_requested) as asked:
        page.head.log.click()
    assert asked.args == [page.current_patient]
    with qtbot.waitSignal(desk.summary_requested):
        page.head.summary.click()


def test_news_of_the_patient_is_read_again(page: PatientPage, desk: Desk, qtbot: QtBot) -> None:
    weight = Weight(kg=Decimal("60.2"), measured_on=TODAY)
    with qtbot.waitSignal(desk.changed):
        entries.add(desk.clinic, Entry.WEIGHT, page.current_patient or 0, weight)
    assert "60.2 kg" in page.head.band.facts.text()


def test_a_page_out_of_sight_reads_again_when_it_is_shown(
    page: PatientPage, desk: Desk, qtbot: QtBot
) -> None:
    page.hide()
    case = page.case
    assert case is not None
    with qtbot.waitSignal(desk.changed):
        intake.record_death(
            desk.clinic, case.patient_id, Death(died_on=TODAY, cause=DeathCause.DISEASE)
        )
    assert page.case is case
    page.show()
    assert page.head.band.day.text() == "Died 20 Nov 2026"
    qtbot.waitUntil(lambda: "Died 20 Nov 2026: disease" in tags(page))


def test_a_closed_course_says_so_in_the_band(desk: Desk, qtbot: QtBot) -> None:
    patient_id, course_id = registered(desk.clinic)
    pathway.close_course(desk.clinic, course_id, date(2026, 11, 2), EndReason.WITHDREW)
    page = a_page(desk, patient_id)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "Course closed 2 Nov 2026: withdrew" in tags(page))


def test_another_course_can_be_chosen(desk: Desk, qtbot: QtBot) -> None:
    patient_id, first = infused(desk.clinic)
    intake.open_course(desk.clinic, patient_id, NewCourse(product="tisa_cel"))
    page = a_page(desk, patient_id)
    qtbot.addWidget(page)
    assert page.head.course.isVisible()
    assert page.case is not None
    assert page.case.day0 is None
    page.head.course.chosen.emit(first)
    assert page.case.course_id == first
    assert page.head.band.day.text() == "Day +28"


def test_letters_act_only_while_no_text_field_has_the_focus(page: PatientPage) -> None:
    page.focus_search()
    type_text(page.history.search, "d")
    assert page.history.search.text() == "d"
    assert page.window().findChild(VisitFormDialog) is None
    page.show_tab("follow_up")
    page.follow_up.show_visit("day_28")
    press(page.follow_up.table, Qt.Key.Key_D)
    assert page.window().findChild(VisitFormDialog) is not None


def test_everything_that_can_be_recorded_stands_in_one_menu(page: PatientPage) -> None:
    page.show_tab("pathway")
    menu = page.pathway.pane.events_menu(page)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert {"Milestone…", "Setback…", "Close course…", "Death…", "Weight…"} <= set(texts)
    assert "Infusion…" not in texts
    assert page.record.shortcut().toString() == "E"


def test_a_step_and_a_day_of_the_overview_open_their_tab(page: PatientPage) -> None:
    page.overview.stepper.step_opened.emit(Step.LEUKAPHERESIS)
    assert page.tab == "pathway"
    assert page.pathway.pane.title.text() == "Leukapheresis"
    page.show_tab("overview")
    page.overview.chart.day_opened.emit(date(2026, 10, 27))
    assert page.tab == "toxicity"
    index = page.toxicity.log.table.currentIndex()
    assert index.siblingAtColumn(1).data() == "Tue 27 Oct 18:30"


def test_the_overview_shows_next_visits_response_and_identifiers(page: PatientPage) -> None:
    assert page.overview.visits.all.text() == "All 24"
    assert page.overview.response.chip.text == "CRi"
    assert "Marrow: blasts 1%" in page.overview.response.facts.text
    assert page.overview.identifiers.chip.isVisible()
    assert "Dose: 1.0 × 10⁶ CAR+ viable T cells/kg" in page.overview.identifiers.facts.text


def test_the_pencil_of_a_card_offers_its_entries(page: PatientPage) -> None:
    menu = page.acts.entry_menu(page.overview.response.entries(), page)
    assert [action.text() for action in menu.actions()] == ["Correct…", "Make void…"]
    background = page.acts.entry_menu(page.overview.background.entries(), page)
    assert [action.text() for action in background.actions()] == ["Correct…", "Make void…"]
    names = [entered.words for entered in page.overview.background.entries()]
    assert names == ["Allergy: penicillin"]


def test_without_a_course_the_page_offers_to_open_one(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = registered(desk.clinic)
    kept = desk.clinic
    with kept.reading() as work:
        course = work.courses.of(patient_id)[0]
    entries.void(kept, Entry.COURSE, course.id, "wrong patient")
    page = a_page(desk, patient_id)
    qtbot.addWidget(page)
    assert page.overview.empty.isVisible()
    assert not page.overview.chart.isVisible()
    page.show_tab("follow_up")
    assert page.follow_up.empty.isVisible()
    assert not page.follow_up.empty.action.isVisible()
    page.show_tab("toxicity")
    assert page.toxicity.log.empty.title.text() == "Day 0 not set"
    page.show_tab("pathway")
    assert page.pathway.pane.course.isVisible()


def test_no_button_covers_a_tab_where_the_page_is_narrow(qtbot: QtBot) -> None:
    head = PatientHead()
    qtbot.addWidget(head)
    head.setStyleSheet(stylesheet(LIGHT))
    head.course.hide()
    head.setFixedWidth(627)
    head.show()
    tabs = head.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        qtbot.waitUntil(lambda: tabs.rect().contains(tabs.tabRect(tabs.currentIndex())))
    assert tabs.geometry().right() < head.summary.geometry().left()
    assert (head.summary.text(), head.log.text()) == ("PDF", "Log")
    head.setFixedWidth(1200)
    assert head.log.text() == "Log assessment"
