"""Asks about something odd before it is kept; it asks, it does not block."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.questions import Question
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import Label

_WIDTH = 520


class QuestionsDialog(QDialog):
    """Shows the questions of one act: go on, or go back and look again."""

    def __init__(self, questions: tuple[Question, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Is this right?"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_WIDTH)
        self.accept_button = Button(self.tr("&Save it so"), kind=Kind.PRIMARY, parent=self)
        self.back = Button(self.tr("Go &back"), parent=self)
        self.accept_button.clicked.connect(self.accept)
        self.back.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(
            Label(self.tr("This is possible, but unusual. Is it right?"), role="section")
        )
        for question in questions:
            column.addWidget(Banner(State.BLOCKED, text=question.text, parent=self))
        column.addWidget(
            Label(self.tr("Nothing has been saved yet."), role="small", tone="text2", parent=self)
        )
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.accept_button)
        column.addSpacing(4)
        column.addLayout(foot)
        self.back.setFocus()


def ask(questions: tuple[Question, ...]) -> bool:
    """Ask over the window at hand and wait; true when the user stands by the entry."""
    dialog = QuestionsDialog(questions, QApplication.activeWindow())
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
