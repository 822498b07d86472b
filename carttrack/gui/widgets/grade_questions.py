"""Questions beside a proposed grade: keep it, or set the grade by hand; nothing is kept unasked."""

from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carttrack.domain.questions import Question
from carttrack.domain.toxicity.scales import Graded, Status
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented


class Answer(Enum):
    """What a person says to a question: the proposed grade stands, or another is set."""

    KEEP = "keep"
    BY_HAND = "by_hand"


class GradeQuestion(QWidget):
    """One question with its two choices.

    Signals:
        answered: the user chose; carries the `Answer`.
    """

    answered = Signal(object)

    def __init__(self, question: Question, keep: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.choice = Segmented(
            [(Answer.KEEP, keep), (Answer.BY_HAND, self.tr("Set by hand"))], name=question.text
        )
        self.note = NoteLine()
        text = NoteLine()
        text.say(question.text, "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        for widget in (text, self.choice, self.note):
            column.addWidget(widget)
        self.choice.chosen.connect(self._tell)

    @Slot(object)
    def _tell(self, answer: Answer) -> None:
        self.note.say("")
        self.answered.emit(answer)


class GradeQuestions(QWidget):
    """Every question about one proposed grade; a question or a proposal that changes is asked anew.

    Signals:
        kept: the user keeps the proposed grade, as far as one question goes.
        by_hand_wanted: the user answers by setting the grade by hand.
    """

    kept = Signal()
    by_hand_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked: tuple[GradeQuestion, ...] = ()
        self._graded: Graded | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    @property
    def answered(self) -> tuple[str, ...]:
        """The codes of the questions answered by keeping the proposed grade."""
        return tuple(one.question.code for one in self.asked if one.choice.value is Answer.KEEP)

    def show_graded(self, graded: Graded) -> None:
        """Ask what is open about a grade; answers to the same questions about it stay."""
        if _asked_about(graded) != _asked_about(self._graded):
            self._ask(graded)
        self._graded = graded
        self.setVisible(bool(self.asked))

    def show_by_hand(self, *, on: bool) -> None:
        """Show that the grade is set by hand, which answers each question, or no longer."""
        for one in self.asked:
            if on or one.choice.value is Answer.BY_HAND:
                one.choice.choose(Answer.BY_HAND if on else None)
                one.note.say("")

    def show_answered(self, codes: tuple[str, ...]) -> None:
        """Show what was answered before (for a correction)."""
        for one in self.asked:
            if one.question.code in codes:
                one.choice.choose(Answer.KEEP)

    def refuse_open(self) -> str:
        """Say at every question that is open that it has to be answered, and go to the first.

        Returns the words of the first, empty where all are answered.
        """
        still_open = [one for one in self.asked if one.choice.value is None]
        words = self.tr("Answer this to save: keep the proposed grade, or set it by hand.")
        for one in still_open:
            one.note.say(words, "error")
        if not still_open:
            return ""
        still_open[0].choice.setFocus(Qt.FocusReason.OtherFocusReason)
        return f"{still_open[0].question.text} {words}"

    def _ask(self, graded: Graded) -> None:
        for one in self.asked:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.asked = tuple(
            GradeQuestion(question, self._keep_words(graded)) for question in graded.questions
        )
        for one in self.asked:
            self._column.addWidget(one)
            one.answered.connect(self._tell)

    @Slot(object)
    def _tell(self, answer: Answer) -> None:
        (self.kept if answer is Answer.KEEP else self.by_hand_wanted).emit()

    def _keep_words(self, graded: Graded) -> str:
        if graded.grade is None or graded.status is not Status.GRADED:
            return self.tr("No grade, as proposed")
        if graded.at_least:
            return self.tr("At least grade {0}, as proposed").format(graded.grade)
        return self.tr("Grade {0} as proposed").format(graded.grade)


def _asked_about(graded: Graded | None) -> object:
    """Return what an answer holds for: these questions about this proposal."""
    if graded is None:
        return None
    return graded.questions, graded.grade, graded.status, graded.at_least
