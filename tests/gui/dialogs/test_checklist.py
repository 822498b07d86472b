from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist, Clearance
from carttrack.domain.pathway.eligibility import ChecklistItem
from carttrack.gui.dialogs import checklist as checklist_dialog
from carttrack.gui.dialogs.checklist import ChecklistDialog
from carttrack.gui.dialogs.checklist_item import ItemRow
from tests.builders import NOW
from tests.gui.dialogs.builders import a_case, an_occasion, enter, kept, refused, saved
from tests.gui.typing import press, type_text

LIST = Checklist.BEFORE_INFUSION
ITEMS = (
    ChecklistItem(code="on_site", checklist=LIST, group="Product", question="Product on site"),
    ChecklistItem(code="weight", checklist=LIST, group="Patient", question="Weight measured"),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ChecklistDialog:
    made = ChecklistDialog(an_occasion(), LIST, ITEMS)
    qtbot.addWidget(made)
    made.open()
    return made


def answer(row: ItemRow, chosen: Answer) -> None:
    row.answer.choose(chosen)
    row.answer.chosen.emit(chosen)


def test_nothing_is_answered_and_every_item_holds(dialog: ChecklistDialog) -> None:
    assert [hold.text for hold in dialog.aside.holding] == [
        "Product on site: not answered",
        "Weight measured: not answered",
    ]
    assert dialog.aside.state.text == "2 open"


def test_the_holds_follow_the_answers(dialog: ChecklistDialog) -> None:
    answer(dialog.rows[0], Answer.MET)
    answer(dialog.rows[1], Answer.NOT_MET)
    assert [hold.text for hold in dialog.aside.holding] == ["Weight measured: not met"]


def test_answers_take_day_and_person_from_the_head(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    enter(dialog.checked_on, "today")
    type_text(dialog.by, "Alex Demo")
    answer(dialog.rows[0], Answer.MET)
    assert saved(qtbot, dialog) == (
        CheckAnswer(
            checklist=LIST,
            item="on_site",
            answer=Answer.MET,
            checked_on=date(2026, 11, 20),
            by="Alex Demo",
        ),
    )


def test_an_answer_keeps_its_own_value_limit_day_and_person(
    qtbot: QtBot, dialog: ChecklistDialog
) -> None:
    row = dialog.rows[1]
    answer(row, Answer.NOT_APPLICABLE)
    type_text(row.found, "61.4 kg")
    type_text(row.limit, "within 7 days")
    enter(row.checked_on, "18 nov 2026")
    type_text(row.by, "N. Nurse")
    (given,) = saved(qtbot, dialog)
    assert (given.value, given.limit, given.by) == ("61.4 kg", "within 7 days", "N. Nurse")
    assert given.checked_on == date(2026, 11, 18)


def test_a_date_not_understood_names_its_item(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    answer(dialog.rows[0], Answer.MET)
    enter(dialog.rows[0].checked_on, "31 feb")
    refused(qtbot, dialog)
    assert "Product on site" in dialog.message.title.text()


def test_signing_with_open_items_needs_a_reason(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    with qtbot.assertNotEmitted(dialog.signed):
        dialog.sign.click()
    assert "reason" in dialog.aside.error
    type_text(dialog.aside.override_reason, "agreed by the attending")
    with qtbot.waitSignal(dialog.signed, timeout=500) as got:
        dialog.sign.click()
    assert got.args == [(), "agreed by the attending"]


def test_a_complete_list_is_signed_without_reason(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    for row in dialog.rows:
        answer(row, Answer.MET)
    assert not dialog.aside.override_reason.isVisible()
    with qtbot.waitSignal(dialog.signed, timeout=500) as got:
        dialog.sign.click()
    assert got.args[1] == ""


def test_known_answers_and_the_signature_are_shown(qtbot: QtBot) -> None:
    known = CheckAnswer(checklist=LIST, item="on_site", answer=Answer.MET, value="bag 1")
    signed = Clearance(
        checklist=LIST,
        signed_at=NOW,
        signed_by="Dr R. Demo",
        holds=("weight",),
        override_reason="x",
    )
    case = a_case(answers=(kept(known),), clearances=(kept(signed),))
    dialog = ChecklistDialog(an_occasion(case), LIST, ITEMS)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.rows[0].answer.value is Answer.MET
    assert dialog.rows[0].found.value == "bag 1"
    assert dialog.aside.signature == "Signed by Dr R. Demo, 20 Nov 2026 09:12"


def test_tab_goes_from_the_answer_to_what_was_found(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    row = dialog.rows[0]
    answer(row, Answer.MET)
    segments = row.answer.findChildren(QPushButton)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    segments[-1].setFocus()
    press(segments[-1], Qt.Key.Key_Tab)
    assert row.found.hasFocus()


@pytest.mark.parametrize(("width", "beside"), [(911, False), (1093, True)])
def test_what_holds_stands_beside_the_items_only_where_both_have_room(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, width: int, beside: bool
) -> None:
    monkeypatch.setattr(checklist_dialog, "is_narrow", lambda least: width < least)
    made = ChecklistDialog(an_occasion(), LIST, ITEMS)
    qtbot.addWidget(made)
    assert (made.form.indexOf(made.aside) < 0) is beside
