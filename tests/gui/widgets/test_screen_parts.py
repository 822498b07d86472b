from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from carttrack.charts.marks import (
    Cell,
    Chart,
    Ink,
    Label,
    Line,
    Mark,
    Marker,
    Path,
    Rect,
    Shape,
    Spot,
)
from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.patients import Alert, AlertKind, Disease, Patient, Sex, Weight
from carttrack.gui.widgets.patient_band import AlertTag, PatientBand, Precaution
from carttrack.gui.widgets.sidebar import RAIL, WIDE, NavItem, RecentPatient, Sidebar
from carttrack.gui.widgets.spark_line import SparkLine
from carttrack.gui.widgets.stepper import Standing, StepMark, Stepper
from carttrack.gui.widgets.tab_strip import TabStrip
from carttrack.gui.widgets.timeline_view import TimelineView
from tests.gui.dialogs.builders import DAY_0, an_infused_case
from tests.gui.typing import press

TODAY = date(2026, 11, 20)
ENTERED = datetime(2026, 8, 24, 9, tzinfo=UTC)
PATIENT = Patient(
    mrn="9000418",
    family_name="Příkladová",
    given_name="Žofie",
    birth_date=date(1992, 3, 14),
    sex=Sex.FEMALE,
    disease=Disease.B_ALL,
)


def _case(patient: Patient = PATIENT) -> CaseFile:
    allergy = Alert(kind=AlertKind.ALLERGY, subject="piperacillin", reaction="rash")
    weight = Weight(kg=Decimal("61.4"), measured_on=TODAY)
    return CaseFile(
        patient_id=PatientId(1),
        patient=Kept(id=1, value=patient, entered_at=ENTERED, entered_by="AD"),
        weights=(Kept(id=1, value=weight, entered_at=ENTERED, entered_by="AD"),),
        alerts=(Kept(id=1, value=allergy, entered_at=ENTERED, entered_by="AD"),),
    )


@pytest.fixture
def band(qtbot: QtBot) -> PatientBand:
    made = PatientBand()
    qtbot.addWidget(made)
    made.show_case(_case(), today=TODAY, precautions=[Precaution("No driving", "car-off")])
    return made


def test_the_band_says_who_the_patient_is(band: PatientBand) -> None:
    assert band.name.text() == "Příkladová, Žofie"
    assert band.mrn.text() == "MRN 9000418"
    assert "F, 34 y (14 Mar 1992)" in band.facts.text()
    assert "61.4 kg" in band.facts.text()
    assert "B-ALL" in band.facts.text()


def test_the_disease_does_not_break_at_its_hyphen(band: PatientBand) -> None:
    assert "B-\u2060ALL" in QLabel.text(band.facts)


def test_facts_stand_below_the_name_where_there_is_little_room(band: PatientBand) -> None:
    band.show()
    for width, below in ((1200, False), (420, True), (1200, False)):
        band.resize(width, 60)
        QApplication.processEvents()
        assert (band.facts.y() > band.name.geometry().bottom()) is below
        assert band.day.geometry().right() <= width


def test_a_click_copies_the_mrn(qtbot: QtBot, band: PatientBand) -> None:
    with qtbot.waitSignal(band.mrn_copied) as copied:
        band.mrn.click()
    assert copied.args == ["9000418"]
    assert QGuiApplication.clipboard().text() == "9000418"


def test_an_allergy_and_a_precaution_stand_in_the_alerts_row(band: PatientBand) -> None:
    tags = [tag.accessibleName() for tag in band.findChildren(AlertTag)]
    assert tags == ["Allergy: piperacillin (rash)", "No driving"]


def test_a_name_is_never_markup(band: PatientBand) -> None:
    patient = replace(PATIENT, family_name="<b>Bold</b>")
    band.show_case(_case(patient), today=TODAY)
    assert band.name.text() == "<b>Bold</b>, Žofie"
    assert band.name.textFormat() == Qt.TextFormat.PlainText


def test_without_a_course_the_band_says_so(band: PatientBand) -> None:
    assert band.product.text() == "No course yet"
    assert band.day.text() == ""


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar([NavItem("today", "Today", "sun"), NavItem("patients", "Patients", "users")])
    qtbot.addWidget(made)
    made.show_recent([RecentPatient(7, "Příkladová, Žofie", "+28")])
    made.show()
    return made


def test_a_screen_is_asked_for_by_its_key(qtbot: QtBot, sidebar: Sidebar) -> None:
    place = sidebar.pages.visualRect(sidebar.pages.model().index(1, 0)).center()
    with qtbot.waitSignal(sidebar.page_requested) as asked:
        qtbot.mouseClick(sidebar.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["patients"]


def test_a_recent_patient_is_asked_for_by_id(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.patient_requested) as asked:
        sidebar.recent.clicked.emit(sidebar.recent.model().index(0, 0))
    assert asked.args == [7]


def test_the_rail_keeps_the_screens_and_the_lock(qtbot: QtBot, sidebar: Sidebar) -> None:
    assert sidebar.width() == WIDE
    sidebar.set_narrow(on=True)
    assert sidebar.maximumWidth() == RAIL
    assert sidebar.recent.isHidden()
    with qtbot.waitSignal(sidebar.lock_requested):
        sidebar.rail_lock.click()


def test_a_rail_with_many_screens_asks_for_no_more_height_than_some(qtbot: QtBot) -> None:
    items = [NavItem(str(number), f"Screen {number}", "sun") for number in range(8)]
    rail = Sidebar(items)
    qtbot.addWidget(rail)
    rail.set_narrow(on=True)
    few = Sidebar(items[:3])
    qtbot.addWidget(few)
    few.set_narrow(on=True)
    assert rail.minimumSizeHint().height() == few.minimumSizeHint().height()
    assert rail.pages.sizeHint().height() > few.pages.sizeHint().height()


def test_an_overdue_count_is_spoken(sidebar: Sidebar) -> None:
    sidebar.show_count("today", 2, late=True)
    index = sidebar.pages.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Today, 2 overdue"


def test_a_step_opens_by_enter_and_arrows_move(qtbot: QtBot) -> None:
    stepper = Stepper()
    qtbot.addWidget(stepper)
    done, ahead = Standing.DONE, Standing.AHEAD
    stepper.show_steps(
        [
            StepMark(value="referral", title="Referral", standing=done, lines=("24 Aug",)),
            StepMark(value="infusion", title="Infusion", standing=ahead),
        ]
    )
    with qtbot.waitActive(stepper):
        stepper.show()
    stepper.steps[0].setFocus()
    press(stepper.steps[0], Qt.Key.Key_Right)
    assert stepper.steps[1].hasFocus()
    with qtbot.waitSignal(stepper.step_opened) as opened:
        press(stepper.steps[1], Qt.Key.Key_Return)
    assert opened.args == ["infusion"]
    assert stepper.steps[0].accessibleName() == "Referral, done, 24 Aug"


def test_a_tab_speaks_its_count(qtbot: QtBot) -> None:
    tabs = TabStrip(name="Patient")
    qtbot.addWidget(tabs)
    place = tabs.add("Toxicity", 26)
    assert tabs.accessibleTabName(place) == "Toxicity 26"
    tabs.show_count(place, None)
    assert tabs.accessibleTabName(place) == "Toxicity"


def test_a_spark_line_speaks_its_points(qtbot: QtBot) -> None:
    spark = SparkLine(name="Temperature, 48 h", unit="°C", mark=Decimal("38.0"))
    qtbot.addWidget(spark)
    spark.show_points([(ENTERED, Decimal("36.9")), (ENTERED, Decimal("38.2"))])
    assert spark.accessibleDescription() == "36.9 °C, 38.2 °C"
    assert not spark.grab().isNull()


def _chart(width: float) -> Chart:
    marks: tuple[Mark, ...] = (
        Line(x1=0, y1=5, x2=width, y2=5, ink=Ink.GRID),
        Path(points=((0, 1), (10, 9)), ink=Ink.TEMP),
        Rect(x=2, y=2, width=20, height=8, fill=Ink.WIN, stroke=Ink.WIN_LINE),
        Cell(x=30, y=2, width=20, height=20, grade=3, by_hand=True),
        *(Marker(x=60, y=10, shape=shape, ink=Ink.ACCENT) for shape in Shape),
        Label(x=5, y=30, text="Day 0"),
    )
    spots = (
        Spot(x=30, y=2, width=20, height=20, tip="Day +4: CRS grade 3", day=date(2026, 11, 24)),
        Spot(x=60, y=2, width=20, height=20, tip="tocilizumab"),
    )
    return Chart(width=width, height=40, marks=marks, description="CRS up to grade 3", spots=spots)


@pytest.fixture
def timeline(qtbot: QtBot) -> TimelineView:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(300, 60)
    made.show()
    made.show_chart(_chart)
    return made


def test_a_chart_is_laid_out_for_the_width_it_gets(qtbot: QtBot, timeline: TimelineView) -> None:
    timeline.resize(500, timeline.height())
    qtbot.waitUntil(lambda: timeline.chart.width == 500)
    assert timeline.height() == 40
    assert not timeline.grab().isNull()


def test_a_chart_describes_itself(timeline: TimelineView) -> None:
    assert timeline.accessibleDescription() == "CRS up to grade 3"


def test_a_click_on_a_day_opens_it(qtbot: QtBot, timeline: TimelineView) -> None:
    with qtbot.waitSignal(timeline.day_opened) as opened:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(40, 12))
    assert opened.args == [date(2026, 11, 24)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_arrows_walk_through_the_chart_and_enter_opens(
    qtbot: QtBot, timeline: TimelineView
) -> None:
    press(timeline, Qt.Key.Key_Right)
    assert timeline.accessibleDescription() == "Day +4: CRS grade 3"
    with qtbot.waitSignal(timeline.day_opened) as opened:
        press(timeline, Qt.Key.Key_Return)
    assert opened.args == [date(2026, 11, 24)]


def test_a_dialogs_band_takes_the_short_name_where_the_long_one_has_no_room(qtbot: QtBot) -> None:
    band = PatientBand(compact=True)
    qtbot.addWidget(band)
    band.resize(640, 60)
    band.show()
    band.show_case(an_infused_case(), today=DAY_0)
    assert band.product.text().startswith("brexu-cel")
    band.resize(1400, 60)
    assert band.product.text().startswith("Brexucabtagene autoleucel")
    assert not band.product.wordWrap()
