"""How the CRS scales differ: the same patient on each, and each in short."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from carttrack.domain.toxicity.scale_help import ScaleHelp, ScaleText, Situation
from carttrack.gui.dialogs.room import room_for
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import Label, line

_WIDTH, _HEIGHT, _AROUND = 1120, 760, 24
_FIRST, _GAP = 210, 14
_TOP = Qt.AlignmentFlag.AlignTop


class ScalesDialog(DialogFrame):
    """Explains the scales; it grades nothing and converts nothing.

    Arrow and page keys scroll it.
    """

    def __init__(self, shown: ScaleHelp, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How the CRS scales differ"), parent=parent)
        self.cancel.hide()
        self.save.setText(self.tr("Close"))
        self.save_requested.connect(self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.setSpacing(10)
        self.form.addWidget(Label(shown.note, wrap=True))
        self.form.addWidget(Label(self.tr("The same patient on different scales"), role="section"))
        self.form.addWidget(self._compared(shown))
        self.form.addWidget(Label(self.tr("Each scale in short"), role="section"))
        self.form.addWidget(self._in_short(shown))
        room = parent.window().size() if parent else room_for(self)
        self.resize(min(_WIDTH, room.width() - _AROUND), min(_HEIGHT, room.height() - _AROUND))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for area in self.findChildren(QScrollArea):
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            area.setFocus()

    def _compared(self, shown: ScaleHelp) -> QWidget:
        holder, grid = _grid(len(shown.compared))
        for column, text in enumerate(shown.compared, 1):
            grid.addWidget(_head(text.title), 0, column, _TOP)
        for number, situation in enumerate(shown.situations):
            row = 2 * number + 1
            grid.addWidget(line(), row, 0, 1, -1)
            grid.addWidget(Label(situation.words, role="small", wrap=True), row + 1, 0, _TOP)
            for column, text in enumerate(shown.compared, 1):
                grid.addWidget(_grade(situation, text), row + 1, column, _TOP)
        return holder

    def _in_short(self, shown: ScaleHelp) -> QWidget:
        holder, grid = _grid(4)
        for number in range(1, 5):
            grid.addWidget(_head(self.tr("grade {0}").format(number)), 0, number, _TOP)
        for number, text in enumerate(shown.scales):
            row = 2 * number + 1
            grid.addWidget(line(), row, 0, 1, -1)
            grid.addWidget(_name(text), row + 1, 0, _TOP)
            for column, words in enumerate(text.grades, 1):
                cell = Label(words, role="small", wrap=True)
                cell.setAccessibleName(f"{text.title}, {column}: {words}")
                grid.addWidget(cell, row + 1, column, _TOP)
        return holder


def _grid(columns: int) -> tuple[QWidget, QGridLayout]:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(_GAP)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, _FIRST)
    for column in range(1, columns + 1):
        grid.setColumnStretch(column, 1)
    return holder, grid


def _head(words: str) -> Label:
    return Label(words, role="small", tone="text2", wrap=True)


def _grade(situation: Situation, text: ScaleText) -> Label:
    grade = situation.grades[text.scale]
    cell = Label("–" if grade == "-" else grade.replace("-", "–"), role="strong")
    cell.setAccessibleName(f"{situation.words}, {text.title}: {cell.text()}")
    return cell


def _name(text: ScaleText) -> QWidget:
    holder = QWidget()
    holder.setMaximumWidth(_FIRST)
    column = QGridLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setVerticalSpacing(2)
    column.addWidget(Label(text.title, role="strong", wrap=True), 0, 0)
    for row, words in enumerate((text.remark, text.source), 1):
        if words:
            column.addWidget(Label(words, role="small", tone="text3", wrap=True), row, 0)
    return holder
