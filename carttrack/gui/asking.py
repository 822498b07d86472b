"""Asks about something odd before it is kept; it asks, it does not block."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from carttrack.domain.questions import Question
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import Label

_WIDTH = 560


class QuestionsDialog(DialogFrame):
    """Shows the questions of one act: save it so, or go back and look again."""

    def __init__(self, questions: tuple[Question, ...], parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setWindowTitle(self.tr("Unusual entry"))
        self.save.setText(self.tr("Save it so"))
        self.cancel.setText(self.tr("Go back"))
        self.setMinimumWidth(_WIDTH)
        head = self.tr("This is possible, but unusual. Is it right?")
        self.form.addWidget(Label(head, role="section"))
        for question in questions:
            self.form.addWidget(Banner(State.BLOCKED, text=question.text))
        kept = self.tr("Nothing has been saved yet.")
        self.form.addWidget(Label(kept, role="small", tone="text2"))
        self.save_requested.connect(self.accept)
        self.cancel.setFocus()


def ask(questions: tuple[Question, ...]) -> bool:
    """Ask over the window at hand and wait; true when the user stands by the entry.

    Locking the screen meanwhile counts as going back: nothing was saved.
    """
    dialog = QuestionsDialog(questions, QApplication.activeWindow())
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
