from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from carttrack.domain.patients import (
    Alert,
    AlertKind,
    CnsStatus,
    Disease,
    Patient,
    PriorCd19,
    Sex,
    TherapyKind,
    TherapyLine,
    Weight,
)
from carttrack.gui.dialogs.course import CourseToOpen
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.registration import RegistrationDialog
from carttrack.gui.dialogs.therapy_line import TherapyLineDialog
from carttrack.services import catalogue
from tests.builders import NOW
from tests.gui.dialogs.builders import enter, error_at, refused, saved
from tests.gui.typing import press, type_text

TWIN = "Příkladová, Žofie, MRN 9000418, has the same family name and birth date: a twin?"


class Registered:
    """Says who is alike, and remembers for whom it was asked."""

    def __init__(self) -> None:
        self.asked: list[Patient] = []

    def __call__(self, entered: Patient) -> list[str]:
        self.asked.append(entered)
        return [TWIN] if entered.family_name == "Příkladová" else []


@pytest.fixture
def registered() -> Registered:
    return Registered()


@pytest.fixture
def dialog(qtbot: QtBot, registered: Registered) -> RegistrationDialog:
    occasion = Occasion(now=NOW, user="Alex Demo")
    made = RegistrationDialog(occasion, catalogue.products(), registered)
    qtbot.addWidget(made)
    made.open()
    return made


def fill(dialog: RegistrationDialog, born: str = "14.3.1992") -> None:
    """Type the least that a registration needs."""
    fields = dialog.fields
    type_text(fields.mrn, "9000501")
    type_text(fields.family_name, "Sampel")
    type_text(fields.given_name, "Ada")
    enter(fields.birth_date, born)
    fields.disease.choose(Disease.B_ALL)


def test_only_the_coordinator_is_filled_in(dialog: RegistrationDialog) -> None:
    fields = dialog.fields
    assert fields.coordinator.value == "Alex Demo"
    assert (fields.mrn.value, fields.family_name.value, fields.birth_date.typed) == ("", "", "")
    assert (fields.disease.value, fields.sex.value) == (None, Sex.UNKNOWN)
    assert dialog.course.product.value is None


def test_the_least_that_is_needed_is_enough(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog)
    new = saved(qtbot, dialog)
    assert new.patient == Patient(
        mrn="9000501",
        family_name="Sampel",
        given_name="Ada",
        birth_date=date(1992, 3, 14),
        coordinator="Alex Demo",
    )
    assert (new.course, new.weights, new.contacts) == (None, (), ())


def test_everything_entered_is_given(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog)
    fields = dialog.fields
    fields.sex.choose(Sex.FEMALE)
    type_text(fields.phone, "555 0100")
    type_text(fields.burden_percent, "34")
    enter(fields.burden_on, "12 oct 2026")
    fields.cns_status.choose(CnsStatus.CNS1)
    fields.prior_transplant.choose(value=False)
    fields.prior_cd19.choose(PriorCd19.NONE)
    type_text(dialog.kg, "61.4")
    enter(dialog.measured_on, "18 oct 2026")
    line = TherapyLine(kind=TherapyKind.CHEMOTHERAPY, drug="UKALL", started="2019")
    dialog.therapy_lines.show_values([line])
    allergy = Alert(kind=AlertKind.ALLERGY, subject="penicillin")
    dialog.alerts.show_values([allergy])
    dialog.course.product.choose("brexu_cel")
    type_text(dialog.course.study, "DEMO-1")
    enter(dialog.course.referred_on, "24 aug 2026")
    new = saved(qtbot, dialog)
    assert new.patient.burden_percent == Decimal(34)
    assert new.patient.prior_transplant is False
    assert new.weights == (Weight(kg=Decimal("61.4"), measured_on=date(2026, 10, 18)),)
    assert (new.therapy_lines, new.alerts) == ((line,), (allergy,))
    assert new.course == CourseToOpen(
        product="brexu_cel", study="DEMO-1", referred_on=date(2026, 8, 24)
    )


def test_an_empty_name_is_said_at_its_field(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog)
    dialog.fields.given_name.clear()
    refused(qtbot, dialog)
    assert error_at(dialog, "given_name") == "Type the given name."
    assert dialog.fields.family_name.value == "Sampel"


def test_an_over_long_name_is_said_at_its_field(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog)
    dialog.fields.family_name.setText("x" * 201)
    refused(qtbot, dialog)
    assert "201 characters" in error_at(dialog, "family_name")


def test_a_birth_date_in_the_future_is_refused(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog, born="14.3.2031")
    refused(qtbot, dialog)
    assert dialog.fields.birth_date.error


def test_a_weight_without_its_day_is_refused(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    fill(dialog)
    type_text(dialog.kg, "61.4")
    refused(qtbot, dialog)
    assert "neither" in error_at(dialog, "measured_on")


def test_someone_alike_is_pointed_out_while_typing(
    qtbot: QtBot, dialog: RegistrationDialog, registered: Registered
) -> None:
    enter(dialog.fields.birth_date, "14.3.1992")
    type_text(dialog.fields.family_name, "Příkladová")
    qtbot.waitUntil(lambda: dialog.likeness.text == TWIN, timeout=2000)
    assert registered.asked[-1].birth_date == date(1992, 3, 14)


def test_assent_is_asked_of_minors_only(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    assert not dialog.assent_on.isVisible()
    fill(dialog, born="14.3.2012")
    assert dialog.assent_on.isVisible()
    enter(dialog.assent_on, "today")
    refused(qtbot, dialog)
    assert "product" in error_at(dialog, "assent_on")
    dialog.course.product.choose("tisa_cel")
    assert saved(qtbot, dialog).assent_on == date(2026, 11, 20)


def test_a_line_of_therapy_is_added_changed_and_removed(dialog: RegistrationDialog) -> None:
    rows = dialog.therapy_lines
    rows.add.click()
    line = dialog.findChildren(TherapyLineDialog)[-1]
    line.kind.choose(TherapyKind.ANTIBODY)
    type_text(line.drug, "blinatumomab")
    line.save.click()
    assert [value.drug for value in rows.values] == ["blinatumomab"]
    press(rows.table, Qt.Key.Key_Return)
    again = [d for d in dialog.findChildren(TherapyLineDialog) if d.isVisible()][-1]
    assert again.drug.value == "blinatumomab"
    type_text(again.response, "CR")
    again.save.click()
    assert [value.response for value in rows.values] == ["CR"]
    rows.remove.click()
    assert rows.values == ()
    assert dialog.typed


def test_leaving_a_half_typed_registration_is_asked(dialog: RegistrationDialog) -> None:
    fill(dialog)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.fields.mrn.value == "9000501"


def test_a_section_is_reached_from_the_list(qtbot: QtBot, dialog: RegistrationDialog) -> None:
    dialog.resize(940, 500)
    qtbot.waitUntil(dialog.sections.isVisible, timeout=1000)
    dialog.sections.go_to(6)
    assert dialog.focusWidget() is dialog.course.product


def test_what_is_typed_last_stays_in_sight_with_its_reading(
    qtbot: QtBot, dialog: RegistrationDialog
) -> None:
    field, scroll = dialog.course.referred_on, dialog.findChildren(QScrollArea)[0]
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.course.study.setFocus()
    scroll.ensureWidgetVisible(dialog.course.study)
    press(dialog.course.study, Qt.Key.Key_Tab)
    type_text(field.input, "yesterday")
    note, view = field.note, scroll.viewport()
    qtbot.waitUntil(lambda: bool(note.text))
    qtbot.waitUntil(lambda: note.mapTo(view, note.rect().bottomLeft()).y() < view.height())
