"""Today over real clinics: rows, verbs, keys, pills, counts, and a refresh that moves nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.worklist import DueState
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.booking import BookingDialog
from carttrack.gui.dialogs.checklist import ChecklistDialog
from carttrack.gui.dialogs.reason import ReasonDialog
from carttrack.gui.dialogs.step import StepDialog
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from carttrack.gui.models import roles
from carttrack.gui.models.work_list import ACTION, SHIFT, WorkLine
from carttrack.gui.pages.today import TodayPage
from carttrack.gui.pages.today_actions import RowButton
from carttrack.gui.pages.today_week import DayColumn
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.services import casefile, follow_up, intake, pathway, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import Clock, crs_findings, icans_findings
from tests.gui.typing import press, type_text
from tests.services.builders import accepting, infused, ready_for_infusion, registered, step

RULES = (24, 8, 4, 2, 1)
NAMES = (
    "Abel, Berg, Claus, Dahl, Egger, Falk, Gross, Horn, Ising, Jung, "
    "Kraus, Lang, Moll, Nagel, Otto, Pauli, Quast, Roth, Schutz, Thoma"
)


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


def shown(qtbot: QtBot, desk: Desk, *, height: int = 900) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1232, height)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    page.needs.list.dress()
    return page


def index_of(page: TodayPage, what: str) -> QModelIndex:
    model = page.needs.list.model()
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 1, parent)
            if index.data() == what:
                return index
    raise AssertionError(what)


def rows(page: TodayPage) -> dict[str, list[str]]:
    """Return what each group lists, by its title."""
    model = page.needs.list.model()
    return {
        model.index(group, 0).data(): [
            model.index(row, 1, model.index(group, 0)).data()
            for row in range(model.rowCount(model.index(group, 0)))
        ]
        for group in range(model.rowCount())
    }


def current(page: TodayPage) -> str:
    line = page.needs.list.current()
    assert isinstance(line, WorkLine)
    return line.what


def choose(page: TodayPage, what: str) -> None:
    page.needs.list.setCurrentIndex(index_of(page, what).siblingAtColumn(0))


def button(page: TodayPage, what: str, column: int = ACTION) -> RowButton:
    widget = page.needs.list.indexWidget(index_of(page, what).siblingAtColumn(column))
    assert isinstance(widget, RowButton)
    return widget


def graded(clinic: Clinic, clock: Clock, at: datetime) -> tuple[PatientId, CourseId]:
    """A patient with a CRS grade 2 logged at an instant of Day +5; the clock stands at 09:00."""
    patient_id, course_id = infused(clinic)
    clock.now = datetime(2026, 10, 28, 9, tzinfo=UTC)
    new = NewAssessment(at=at, crs=crs_findings(), icans=icans_findings())
    toxicity.log_assessment(clinic, course_id, new)
    return patient_id, course_id


def with_rules(clinic: Clinic) -> None:
    with clinic.work("Set the rules") as work:
        work.clinic.change(replace(clinic.record, interval_hours=RULES))


def planned(clinic: Clinic, course_id: CourseId, which: Step, on: date) -> None:
    plan = StepRecord(step=which, planned_on=on)
    accepting(lambda accepted: pathway.record_step(clinic, course_id, plan, accepted=accepted))


def test_rows_stand_in_their_groups_with_the_verb_they_need(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    _, course_id = infused(clinic)
    booking = Booking(on=date(2026, 11, 20), at=time(10, 30))
    follow_up.book_visit(clinic, course_id, "day_28", booking)
    page = shown(qtbot, desk)
    assert rows(page) == {
        "Overdue": ["Day +7 visit", "Day +14 visit", "Day +21 visit"],
        "Due today": ["Day +28 visit"],
    }
    verbs = [button(page, f"Day +{day} visit").verb for day in (7, 28)]
    assert verbs == ["Book visit", "Record visit"]


def test_a_visit_booked_for_a_later_day_is_only_opened(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    patient_id, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 23)))
    page = shown(qtbot, desk)
    with qtbot.waitSignal(desk.patient_requested) as asked:
        button(page, "Day +28 visit").button.click()
    assert asked.args == [patient_id, "follow_up"]


def test_a_button_makes_its_row_current(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    infused(clinic)
    page = shown(qtbot, desk)
    button(page, "Day +14 visit").button.click()
    assert current(page) == "Day +14 visit"
    assert page.findChild(BookingDialog) is not None


def test_d_does_what_the_row_needs(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 20)))
    page = shown(qtbot, desk)
    choose(page, "Day +28 visit")
    press(page.needs.list, Qt.Key.Key_D)
    assert page.findChild(VisitFormDialog) is not None


def test_r_takes_the_second_way(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 20)))
    page = shown(qtbot, desk)
    choose(page, "Day +28 visit")
    press(page.needs.list, Qt.Key.Key_R)
    assert page.findChild(BookingDialog) is not None
    choose(page, "Day +7 visit")
    press(page.needs.list, Qt.Key.Key_R)
    assert page.findChild(ReasonDialog) is not None


def test_a_hold_opens_its_checklist_and_its_step_can_be_planned_anew(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    planned(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 11, 23))
    page = shown(qtbot, desk)
    assert current(page) == "Hold: Lymphodepletion"
    index = page.needs.list.currentIndex().siblingAtColumn(1)
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("Go/no-go before lymphodepletion")
    press(page.needs.list, Qt.Key.Key_D)
    assert page.findChild(ChecklistDialog) is not None
    press(page.needs.list, Qt.Key.Key_R)
    assert page.findChild(StepDialog) is not None


def test_enter_opens_the_patient_where_the_row_belongs(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    with_rules(clinic)
    patient_id, course_id = graded(clinic, clock, datetime(2026, 10, 28, 3, 30, tzinfo=UTC))
    follow_up.book_visit(clinic, course_id, "day_7", Booking(on=date(2026, 10, 30)))
    page = shown(qtbot, desk)
    for what, tab in (("CRS/ICANS assessment", "toxicity"), ("Day +7 visit", "follow_up")):
        choose(page, what)
        with qtbot.waitSignal(desk.patient_requested) as asked:
            press(page.needs.list, Qt.Key.Key_Return)
        assert asked.args == [patient_id, tab]


def test_a_planned_step_is_opened_at_the_pathway(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    patient_id, course_id = ready_for_infusion(clinic)
    planned(clinic, course_id, Step.INFUSION, date(2026, 11, 20))
    page = shown(qtbot, desk)
    choose(page, "Infusion")
    with qtbot.waitSignal(desk.patient_requested) as asked:
        press(page.needs.list, Qt.Key.Key_Return)
    assert asked.args == [patient_id, "pathway"]


def test_an_assessment_not_done_wants_its_reason(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    with_rules(clinic)
    patient_id, _ = graded(clinic, clock, datetime(2026, 10, 28, 3, 30, tzinfo=UTC))
    page = shown(qtbot, desk)
    button(page, "CRS/ICANS assessment", SHIFT).button.click()
    dialog = page.findChild(ReasonDialog)
    assert dialog is not None
    dialog.save.click()
    assert len(casefile.read(clinic, patient_id).assessments) == 1
    for field, text in (("at", "7:30"), ("text", "at imaging")):
        type_text(field_of(dialog, field), text)
    dialog.save.click()
    kept = casefile.read(clinic, patient_id).assessments[-1].value
    assert (kept.not_done_reason, kept.at.hour) == ("at imaging", 7)


def field_of(dialog: ReasonDialog, name: str) -> QWidget:
    if name == "text":
        return dialog.text
    moments = dialog.findChildren(MomentField)
    return moments[0].input


def test_log_asks_for_the_assessment_of_the_row(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    with_rules(clinic)
    patient_id, _ = graded(clinic, clock, datetime(2026, 10, 28, 3, 30, tzinfo=UTC))
    page = shown(qtbot, desk)
    assert page.needs.list.currentIndex().siblingAtColumn(3).data(roles.SECOND) == "1 h 30 min late"
    for wish in (button(page, "CRS/ICANS assessment").button, page.log, page.watch.cards[0].log):
        with qtbot.waitSignal(desk.assessment_requested) as asked:
            wish.click()
        assert asked.args == [patient_id]


def test_without_a_clinic_rule_nothing_is_late(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    graded(clinic, clock, datetime(2026, 10, 26, 3, 30, tzinfo=UTC))
    page = shown(qtbot, desk)
    (card,) = page.watch.cards
    assert card.age.text() == "last entry here 2 d 5 h ago"
    assert card.age.property("tone") == "text2"
    assert not any("assessment" in what for group in rows(page).values() for what in group)


def test_with_a_rule_the_late_card_is_urged(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    with_rules(clinic)
    graded(clinic, clock, datetime(2026, 10, 28, 3, 30, tzinfo=UTC))
    page = shown(qtbot, desk)
    (card,) = page.watch.cards
    assert (card.age.property("tone"), card.log.property("kind")) == ("late", "primary")
    assert (card.crs.accessibleName(), card.day.text()) == ("CRS grade 2", "Day +5")


def test_a_grade_older_than_the_rule_tells_its_age(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    graded(clinic, clock, datetime(2026, 10, 26, 3, 30, tzinfo=UTC))
    with_rules(clinic)
    page = shown(qtbot, desk)
    (card,) = page.watch.cards
    assert {label.text() for label in card.ages.values()} == {"2 d ago"}
    assert "CRS grade 2 2 d ago" in card.accessibleName()


def test_pills_count_and_filter(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 20)))
    page = shown(qtbot, desk)
    pills = page.needs.pills
    assert [pill.text for pill in pills.values() if pill.isVisible()] == [
        "3 overdue",
        "1 due today",
    ]
    pills[DueState.DUE_TODAY].pressed.emit()
    assert rows(page) == {"Due today": ["Day +28 visit"]}
    assert current(page) == "Day +28 visit"
    page.needs.all.click()
    assert list(rows(page)) == ["Overdue", "Due today"]
    assert current(page) == "Day +28 visit"


def test_a_filter_ends_with_its_last_row(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 20)))
    page = shown(qtbot, desk)
    page.needs.pills[DueState.DUE_TODAY].pressed.emit()
    follow_up.miss_visit(clinic, course_id, "day_28", "unwell")
    assert list(rows(page)) == ["Overdue"]
    assert page.needs.all.isHidden()


def test_the_counts_are_told_to_the_sidebar(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    infused(clinic)
    told: dict[str, int] = {}
    desk.counted.connect(told.__setitem__)
    shown(qtbot, desk)
    assert told == {"today": 3, "patients": 1}


def test_a_refresh_leaves_the_current_row_where_it_is(
    qtbot: QtBot, desk: Desk, clinic: Clinic, clock: Clock
) -> None:
    infused(clinic)
    page = shown(qtbot, desk)
    choose(page, "Day +28 visit")
    clock.forward(days=5)  # the row moves from closing to overdue
    page.refresh()
    assert current(page) == "Day +28 visit"
    assert list(rows(page)) == ["Overdue"]


def test_the_row_after_a_finished_one_becomes_current(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    _, course_id = infused(clinic)
    page = shown(qtbot, desk)
    choose(page, "Day +14 visit")
    follow_up.miss_visit(clinic, course_id, "day_14", "unwell")
    assert current(page) == "Day +21 visit"


def test_arrows_step_over_the_headings(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    infused(clinic)
    page = shown(qtbot, desk)
    choose(page, "Day +21 visit")
    press(page.needs.list, Qt.Key.Key_Down)
    assert current(page) == "Day +28 visit"
    press(page.needs.list, Qt.Key.Key_Up)
    assert current(page) == "Day +21 visit"
    press(page.needs.list, Qt.Key.Key_Home)
    press(page.needs.list, Qt.Key.Key_Up)
    assert current(page) == "Day +7 visit"


def test_only_rows_in_sight_carry_buttons(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    for number in range(20):
        born = date(1950 + number, 1 + number % 12, 3)
        _, course_id = registered(
            clinic, mrn=f"91{number:03d}", family_name=NAMES.split(", ")[number], birth_date=born
        )
        planned(clinic, course_id, Step.EVALUATION, date(2026, 11, 20))
    page = shown(qtbot, desk, height=640)
    scroll = page.needs.list.verticalScrollBar()
    parent = page.needs.list.model().index(0, 0)

    def dressed() -> list[int]:
        cells = [page.needs.list.model().index(row, ACTION, parent) for row in range(20)]
        return [
            row
            for row, cell in enumerate(cells)
            if isinstance(page.needs.list.indexWidget(cell), RowButton)
        ]

    first = dressed()
    assert first[0] == 0
    assert len(first) < 15
    scroll.setValue(scroll.maximum())
    assert dressed()[-1] == 19
    assert 0 not in dressed()
    page.refresh()
    assert scroll.value() == scroll.maximum()
    assert dressed()[-1] == 19


def test_death_empties_it(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    patient_id, _ = infused(clinic)
    page = shown(qtbot, desk)
    death = Death(died_on=date(2026, 11, 19), cause=DeathCause.INFECTION)
    intake.record_death(clinic, patient_id, death)
    assert rows(page) == {}
    assert page.needs.empty.isVisible()
    assert page.needs.empty.text.text() == "Nothing is planned in the next 7 days."
    assert page.current_patient is None
    assert not page.log.isEnabled()


def test_an_empty_day_names_what_comes_next(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    planned(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 11, 24))
    page = shown(qtbot, desk)
    assert page.needs.empty.text.text() == "Next: Příkladová, Žofie, Tue 24 Nov 2026"


def test_a_clinic_without_patients_offers_the_first(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.needs.nobody.isVisible()
    with qtbot.waitSignal(desk.registration_requested):
        page.needs.nobody.action.click()


def test_mine_shows_the_users_own_patients(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    infused(clinic)
    page = shown(qtbot, desk)
    page.whose.choose(value=True)
    page.whose.chosen.emit(True)  # noqa: FBT003  (the value that the choice carries)
    assert rows(page) == {}
    assert page.needs.empty.isVisible()


def test_the_week_shows_closing_windows_and_opens_them(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    patient_id, _ = infused(clinic)
    page = shown(qtbot, desk)
    days = page.week.findChildren(DayColumn)
    assert [day.accessibleName() for day in days if "closes" in day.accessibleName()] == [
        "Tue 24 Nov 2026: Day +28 closes, Příkladová, Žofie"
    ]
    (tuesday,) = [day for day in days if "closes" in day.accessibleName()]
    with qtbot.waitSignal(desk.patient_requested) as asked:
        tuesday.menu().actions()[0].trigger()
    assert asked.args == [patient_id, "follow_up"]


def test_a_low_window_folds_the_week_to_its_counts(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    infused(clinic)
    page = shown(qtbot, desk, height=700)
    assert page.week.strip.isHidden()
    assert page.week.counts.text() == "Sat 0, Sun 0, Mon 0, Tue 1, Wed 0, Thu 0, Fri 0"
    page.week.unfold.click()
    assert page.week.strip.isVisible()


def test_a_narrow_page_stacks_the_lists(qtbot: QtBot, desk: Desk, clinic: Clinic) -> None:
    infused(clinic)
    page = shown(qtbot, desk)
    page.resize(664, 400)
    qtbot.waitUntil(lambda: page.watch.y() > page.needs.y())
    assert page.watch.width() == page.needs.width()
    assert page.watch.height() >= 280


def test_a_page_out_of_sight_reads_when_it_is_shown_again(
    qtbot: QtBot, desk: Desk, clinic: Clinic
) -> None:
    page = shown(qtbot, desk)
    page.hide()
    with qtbot.assertNotEmitted(page.read):
        infused(clinic)
    with qtbot.waitSignal(page.read):
        page.show()
    assert "Overdue" in rows(page)
