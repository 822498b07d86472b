"""What the rules derived, why, and what a person set instead."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.toxicity.scales import Graded, Reason, Status
from carttrack.gui import words
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.grade_questions import GradeQuestions
from carttrack.gui.widgets.labels import IconLabel, Label, line
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented

_SQUARE = 28
_WORST = 5


@dataclass(frozen=True, slots=True)
class ByHand:
    """A grade set by hand; `grade` is None until one is chosen."""

    grade: int | None
    reason: str


class DerivedBox(QFrame):
    """Shows a derived grade with its reasons and questions; asks for one set by hand.

    Each question stands under the grade with its two choices: the proposed grade, or one by hand.

    Signals:
        by_hand_changed: the user set, changed or took back a grade by hand.
        answered: the user kept the proposed grade where it was asked about.
    """

    by_hand_changed = Signal()
    answered = Signal()

    def __init__(self, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("{0}, derived").format(name))
        self._name = name
        self.square = GradeLabel(name=name, side=_SQUARE)
        self.sentence = Label(role="name", wrap=True)
        self.change = Label(role="small", tone="text2", wrap=True)
        self.next_grade = Label(role="small", tone="text3", wrap=True)
        self.set_by_hand = Check(self.tr("Set by hand, with a reason"))
        self.grade = Segmented(
            [(n, str(n)) for n in range(_WORST + 1)], name=self.tr("{0} grade").format(name)
        )
        self.reason = LineField(
            name=self.tr("Reason for the {0} grade").format(name), hint=self.tr("Reason")
        )
        self.reason_note = NoteLine()
        self._hint = Label(hint, role="axis", tone="text3")
        self._reasons = QGridLayout()
        self.questions = GradeQuestions()
        self._shown: Graded | None = None
        self._lay_out()
        self.set_by_hand.toggled.connect(self._open)
        self.grade.chosen.connect(self.by_hand_changed)
        self.reason.edited.connect(self.by_hand_changed)
        self.questions.by_hand_wanted.connect(self._answer_by_hand)
        self.questions.kept.connect(self._keep_proposed)
        self._open(on=False)

    @property
    def by_hand(self) -> ByHand | None:
        """What was set by hand, or None."""
        if not self.set_by_hand.isChecked():
            return None
        return ByHand(self.grade.value, self.reason.value)

    def show_refused(self, refused: Graded) -> None:
        """Show why nothing can be graded as it stands; answers given so far stay, unseen."""
        self._show(refused, "")
        self.questions.hide()

    def show_graded(self, graded: Graded, change: str = "") -> None:
        """Show what was derived; `change` says how it differs from the last time."""
        self._show(graded, change)
        self.questions.show_graded(graded)
        self.questions.show_by_hand(on=self.set_by_hand.isChecked())

    def _show(self, graded: Graded, change: str) -> None:
        drawn = graded.grade if graded.status is Status.GRADED else None
        self.square.show_grade(drawn)
        self.sentence.setText(self._sentence(graded))
        self.setAccessibleDescription(self.sentence.text())
        self.change.setText(change)
        self.change.setVisible(bool(change))
        self.next_grade.setText(graded.next_grade)
        self.next_grade.setVisible(bool(graded.next_grade))
        if graded != self._shown:  # else nothing moves under a reason that is being typed
            self._shown = graded
            self._show_reasons(graded)

    def proposes(self, grade: int | None, status: Status) -> bool:
        """Tell whether this is what was derived last."""
        shown = self._shown
        return shown is not None and (shown.grade, shown.status) == (grade, status)

    def show_by_hand(self, by_hand: ByHand | None) -> None:
        """Show a grade set by hand before (for a correction)."""
        self.set_by_hand.setChecked(by_hand is not None)
        if by_hand is not None:
            self.grade.choose(by_hand.grade)
            self.reason.show_value(by_hand.reason)

    def _sentence(self, graded: Graded) -> str:
        if graded.status is not Status.GRADED or graded.grade is None:
            words_for = words.term(graded.status)
            return words_for[:1].upper() + words_for[1:]
        if graded.at_least:
            return self.tr("At least ASTCT grade {0}").format(graded.grade)
        return self.tr("ASTCT grade {0}").format(graded.grade)

    def _show_reasons(self, graded: Graded) -> None:
        _empty(self._reasons)
        for row, reason in enumerate(graded.reasons):
            role = "small_strong" if reason.deciding else "small"
            tone = "" if reason.deciding else "text2"
            if reason.deciding:
                self._reasons.addWidget(
                    IconLabel("arrow-right", "text"), row, 0, Qt.AlignmentFlag.AlignTop
                )
            self._reasons.addWidget(Label(reason.text, role=role, tone=tone, wrap=True), row, 1)
            words_at_right = Label(self._effect(reason, graded), role=role, tone=tone)
            top_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            self._reasons.addWidget(words_at_right, row, 2, top_right)

    def _effect(self, reason: Reason, graded: Graded) -> str:
        if reason.grade is not None:
            return self.tr("grade {0}").format(reason.grade)
        return "" if graded.grade is None else self.tr("no change")

    @Slot()
    def _answer_by_hand(self) -> None:
        self.set_by_hand.setChecked(True)
        self.grade.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _keep_proposed(self) -> None:
        self.set_by_hand.setChecked(False)
        self.answered.emit()

    @Slot(bool)
    def _open(self, on: bool) -> None:  # noqa: FBT001  (a slot)
        for widget in (self.grade, self.reason):
            widget.setVisible(on)
        if not on:
            self.reason_note.say("")
        elif self.set_by_hand.hasFocus():
            self.grade.setFocus(Qt.FocusReason.TabFocusReason)
        self.questions.show_by_hand(on=on)
        self.by_hand_changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.square, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.sentence, 1)
        self._reasons.setColumnMinimumWidth(0, 20)
        self._reasons.setColumnStretch(1, 1)
        self._reasons.setHorizontalSpacing(6)
        self._reasons.setVerticalSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self.set_by_hand, 1)
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(4)
        column.addWidget(Label(self._name, role="small", tone="text2"))
        column.addLayout(head)
        column.addWidget(self.change)
        column.addWidget(line())
        column.addSpacing(4)
        column.addLayout(self._reasons)
        column.addWidget(self.next_grade)
        column.addWidget(self.questions)
        column.addLayout(foot)
        column.addWidget(self.grade)
        column.addWidget(self.reason)
        column.addWidget(self.reason_note)
        column.addStretch()


def _empty(layout: QGridLayout) -> None:
    while layout.count():
        taken = layout.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
