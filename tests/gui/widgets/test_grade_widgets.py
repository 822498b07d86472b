import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from carttrack.domain.questions import Question
from carttrack.domain.toxicity.crs import Hypotension
from carttrack.domain.toxicity.scales import Graded, Reason, Status
from carttrack.gui.tokens import LIGHT, State
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.derived_box import ByHand, DerivedBox
from carttrack.gui.widgets.grade_choice import GradeChoice, GradeOption
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import Label
from tests.gui.typing import press, type_text

GRADE_2 = Graded(
    grade=2,
    status=Status.GRADED,
    reasons=(Reason("Fever", 1), Reason("Low-flow oxygen", 2, deciding=True)),
    questions=(Question("why", "Was oxygen given for hypoxia?"),),
)


def _drawn(label: GradeLabel) -> QImage:
    return label.grab().toImage()


@pytest.mark.parametrize("grade", range(6))
def test_a_grade_is_filled_with_its_colour(qtbot: QtBot, grade: int) -> None:
    label = GradeLabel(grade, name="CRS")
    qtbot.addWidget(label)
    assert _drawn(label).pixelColor(12, 3) == QColor(LIGHT.grade_fills[grade])


def test_not_assessed_is_never_drawn_as_0(qtbot: QtBot) -> None:
    none, zero = GradeLabel(None, name="CRS"), GradeLabel(0, name="CRS")
    qtbot.addWidget(none)
    qtbot.addWidget(zero)
    assert _drawn(none) != _drawn(zero)
    assert none.accessibleName() == "CRS not assessed"


def test_a_grade_set_by_hand_says_so(qtbot: QtBot) -> None:
    label = GradeLabel(1, name="CRS", by_hand=True)
    qtbot.addWidget(label)
    assert label.accessibleName() == "CRS grade 1, set by hand"
    assert label.sizeHint().width() > label.sizeHint().height()


@pytest.fixture
def choice(qtbot: QtBot) -> GradeChoice[Hypotension]:
    made = GradeChoice(
        [
            GradeOption(Hypotension.NONE, "None", 0),
            GradeOption(Hypotension.NO_VASOPRESSOR, "Present, no vasopressor", 2),
            GradeOption(Hypotension.ONE_VASOPRESSOR, "One vasopressor", 3),
        ],
        name="Hypotension",
    )
    qtbot.addWidget(made)
    made.show()
    return made


def _rows(choice: GradeChoice[Hypotension]) -> list[QAbstractButton]:
    return choice.findChildren(QAbstractButton)


def test_findings_start_not_recorded(choice: GradeChoice[Hypotension]) -> None:
    assert choice.value is None


def test_typing_a_grade_picks_the_finding_that_sets_it(
    qtbot: QtBot, choice: GradeChoice[Hypotension]
) -> None:
    with qtbot.waitSignal(choice.chosen) as told:
        type_text(_rows(choice)[0], "3")
    assert choice.value is Hypotension.ONE_VASOPRESSOR
    assert told.args[0] is Hypotension.ONE_VASOPRESSOR


def test_typing_0_says_none_was_found(choice: GradeChoice[Hypotension]) -> None:
    type_text(_rows(choice)[0], "0")
    assert choice.value is Hypotension.NONE


def test_a_digit_without_a_finding_changes_nothing(choice: GradeChoice[Hypotension]) -> None:
    choice.choose(Hypotension.NO_VASOPRESSOR)
    type_text(_rows(choice)[0], "4")
    assert choice.value is Hypotension.NO_VASOPRESSOR


def test_backspace_takes_a_finding_back(qtbot: QtBot, choice: GradeChoice[Hypotension]) -> None:
    choice.choose(Hypotension.NONE)
    with qtbot.waitSignal(choice.chosen) as told:
        press(_rows(choice)[0], Qt.Key.Key_Backspace)
    assert told.args == [None]
    assert choice.value is None


@pytest.fixture
def box(qtbot: QtBot) -> DerivedBox:
    made = DerivedBox("CRS")
    qtbot.addWidget(made)
    return made


def _texts(box: DerivedBox) -> list[str]:
    return [label.text() for label in box.findChildren(Label) if not label.isHidden()]


def test_a_derived_grade_shows_its_reasons_and_questions(box: DerivedBox) -> None:
    box.show_graded(GRADE_2, "Same as 03:30.")
    texts = _texts(box)
    assert box.sentence.text() == "ASTCT grade 2"
    assert {"Fever", "Low-flow oxygen", "grade 2", "Same as 03:30."} <= set(texts)
    assert "Was oxygen given for hypoxia?" in texts


def test_the_deciding_reason_is_bold(box: DerivedBox) -> None:
    box.show_graded(GRADE_2)
    roles = {label.text(): label.property("role") for label in box.findChildren(Label)}
    assert roles["Low-flow oxygen"] == "small_strong"
    assert roles["Fever"] == "small"


def test_a_grade_that_could_be_higher_says_at_least(box: DerivedBox) -> None:
    box.show_graded(Graded(grade=2, status=Status.GRADED, at_least=True))
    assert box.sentence.text() == "At least ASTCT grade 2"


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.GRADED])
def test_without_a_grade_no_digit_is_drawn(box: DerivedBox, status: Status) -> None:
    box.show_graded(Graded(grade=0, status=status))
    assert box.square.grade is None
    assert "grade 0" not in box.sentence.text()


def test_a_grade_by_hand_carries_its_reason(qtbot: QtBot, box: DerivedBox) -> None:
    box.show_graded(GRADE_2)
    assert box.by_hand is None
    box.set_by_hand.setChecked(True)
    box.grade.choose(1)
    with qtbot.waitSignal(box.by_hand_changed):
        type_text(box.reason, "Rigors, fever masked")
    assert box.by_hand == ByHand(1, "Rigors, fever masked")


def test_taking_the_hand_back_leaves_the_derived_grade(box: DerivedBox) -> None:
    box.show_by_hand(ByHand(3, "seen on the ward"))
    box.show_by_hand(None)
    assert box.by_hand is None


def test_old_reasons_go_when_the_findings_change(box: DerivedBox) -> None:
    box.show_graded(GRADE_2)
    box.show_graded(Graded(grade=0, status=Status.GRADED, reasons=(Reason("No fever", 0),)))
    assert "Fever" not in _texts(box)
    assert "No fever" in _texts(box)


def test_a_state_is_said_in_words(qtbot: QtBot) -> None:
    chip = Chip(State.OVERDUE, "2 d late")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "2 d late"


def test_a_filter_pill_is_pressed_by_key(qtbot: QtBot) -> None:
    chip = Chip(State.DUE, "6 due today", clickable=True)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.pressed):
        press(chip, Qt.Key.Key_Space)


def test_what_cannot_be_graded_claims_no_change(box: DerivedBox) -> None:
    missing = Reason("Cannot grade: what decides is not recorded.")
    box.show_graded(Graded(status=Status.CANNOT_GRADE, grade=None, reasons=(missing,)))
    assert missing.text in _texts(box)
    assert "no change" not in _texts(box)
