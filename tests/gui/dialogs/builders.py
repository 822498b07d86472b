"""Cases and occasions that tests of dialogs start from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.pathway.courses import Course
from carttrack.domain.patients import Weight
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.read_field import ReadField
from carttrack.services import catalogue
from tests.builders import NOW, a_patient, an_infusion
from tests.gui.typing import type_text

Value = TypeVar("Value")
DAY_0 = date(2026, 10, 23)


def kept(value: Value, entry_id: int = 1) -> Kept[Value]:
    return Kept(id=entry_id, value=value, entered_at=NOW, entered_by="Alex Demo")


def a_case(**changes: Any) -> CaseFile:
    """Return a patient with a course that waits for leukapheresis."""
    course = Course(
        number=1, product="brexu_cel", opened_on=date(2026, 8, 24), protocol="b-all-15-year@1"
    )
    case = CaseFile(
        patient_id=PatientId(1),
        patient=kept(a_patient()),
        weights=(kept(Weight(kg=Decimal("61.4"), measured_on=date(2026, 10, 18))),),
        courses=(kept(course),),
        course=kept(course),
        product=catalogue.product("brexu_cel"),
        protocol=catalogue.default_protocol(),
    )
    return replace(case, **changes)


def an_infused_case(**changes: Any) -> CaseFile:
    """Return a patient on Day +28, with every visit planned."""
    visits = tuple(
        kept(visit, number)
        for number, visit in enumerate(plan_visits(DAY_0, catalogue.default_protocol()), 1)
    )
    case = a_case(infusion=kept(an_infusion()), day0=DAY_0, visits=visits)
    return replace(case, **changes)


def an_occasion(case: CaseFile | None = None) -> Occasion:
    return Occasion(now=NOW, user="Alex Demo", case=case or a_case())


def shown(qtbot: QtBot, dialog: EntryDialog[Value]) -> EntryDialog[Value]:
    """Show a dialog as it is opened, and let it go after the test."""
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def enter(field: ReadField, text: str) -> None:
    """Type a day or moment, and leave the field."""
    field.input.clear()
    type_text(field.input, text)
    field.input.editingFinished.emit()


def saved(qtbot: QtBot, dialog: EntryDialog[Value]) -> Value:
    """Press Save and return what the dialog gives; fails when it gives nothing."""
    with qtbot.waitSignal(dialog.saved, timeout=500) as got:
        dialog.save.click()
    value: Value = got.args[0]
    return value


def refused(qtbot: QtBot, dialog: EntryDialog[Any]) -> None:
    """Press Save; the dialog must give nothing and stay open."""
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.save.click()
    assert dialog.isVisible()


def error_at(dialog: EntryDialog[Any], field: str) -> str:
    """Return what is said at the row of a field."""
    return dialog.sheet.row_of(field).note.text
