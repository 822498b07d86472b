"""The preview beside the patient list: who it is, the worst so far, the response, what is next."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.worklist import PatientLine
from carttrack.gui.models.facts import Fact
from carttrack.gui.models.patient_preview import AlertLine, GradeLine, NextLine, Preview
from carttrack.gui.models.patient_table import PatientRow
from carttrack.gui.pages.patient_parts import Facts, SidePane, empty
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import IconLabel, Label, line

WIDTH = 290
_KEY = 74
_URGENT = frozenset({State.OVERDUE, State.DUE, State.CLOSING})


class PatientPreview(SidePane):
    """Shows the chosen patient in short.

    Signals:
        open_requested: open the patient; carries the id.
        log_requested: log an assessment; carries the id.
        summary_requested: make the PDF; carries the id.
    """

    open_requested = Signal(int)
    log_requested = Signal(int)
    summary_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self.setAccessibleName(self.tr("Preview"))
        self._line: PatientLine | None = None
        self.name = Label(role="section", wrap=True)
        self.chip = Chip(State.LATER, "")
        self.who = Label(role="small", tone="text2", wrap=True)
        self.alerts = QWidget()
        self.heading = Label(role="strong", wrap=True)
        self.course = Facts(key_width=_KEY)
        self.grades = QWidget()
        self.response = Facts(key_width=_KEY)
        self.next = QWidget()
        self.open = Button(self.tr("Open"), kind=Kind.PRIMARY)
        self.log = Button(self.tr("Log assessment"))
        self.pdf = Button(self.tr("PDF"))
        self._lay_out()
        for button, wish in (
            (self.open, self.open_requested),
            (self.log, self.log_requested),
            (self.pdf, self.summary_requested),
        ):
            button.clicked.connect(lambda _checked=False, wish=wish: self._ask(wish))

    @property
    def line(self) -> PatientLine | None:
        """The patient on show."""
        return self._line

    def show_row(self, row: PatientRow | None) -> None:
        """Show the row at once; what it has no words for comes with `show_preview`."""
        before = self._line
        self._line = row.line if row else None
        self._content.setVisible(row is not None)
        for button in (self.open, self.log, self.pdf):
            button.setEnabled(row is not None)
        if row is None:
            return
        self.name.setText(row.line.person.name)
        urgent = row.state in _URGENT
        self.chip.setVisible(urgent)
        if urgent and row.state is not None:
            self.chip.show_state(row.state, self._due(row))
        if before is None or before.person.patient_id != row.line.person.patient_id:
            self._details.setVisible(False)
            self.who.setText(self.tr("MRN {0}").format(row.line.person.mrn))
            self.alerts.setVisible(False)
            self.area.verticalScrollBar().setValue(0)

    def show_preview(self, shown: Preview) -> None:
        """Show the case of the row on show."""
        self.who.setText(shown.who)
        self._show_alerts(shown.alerts)
        self.heading.setText(shown.heading)
        self.course.show_facts(shown.course)
        self._show_grades(shown.grades, shown.given)
        self._toxicity.setVisible(bool(shown.grades))
        none = (Fact(self.tr("Response"), self.tr("not recorded")),)
        self.response.show_facts(shown.response or none)
        self._response.setVisible(bool(shown.grades))
        self._show_next(shown.next)
        self._details.setVisible(True)

    def _due(self, row: PatientRow) -> str:
        if row.state is State.DUE and row.line.next_at is not None:
            return self.tr("Today {0}").format(row.due)
        return row.due[:1].upper() + row.due[1:]

    def _ask(self, wish: SignalInstance) -> None:
        if self._line is not None:
            wish.emit(self._line.person.patient_id)

    def _show_alerts(self, alerts: tuple[AlertLine, ...]) -> None:
        empty(self._alert_grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, alert in enumerate(alerts):
            icon, ink = ("alert-triangle", "late_fg") if alert.allergy else ("info-circle", "text2")
            role, tone = ("small_strong", "late") if alert.allergy else ("small", "text2")
            self._alert_grid.addWidget(IconLabel(icon, ink, 16), row, 0, top)
            self._alert_grid.addWidget(Label(alert.words, role=role, tone=tone, wrap=True), row, 1)
        self.alerts.setVisible(bool(alerts))

    def _show_grades(self, grades: tuple[GradeLine, ...], given: str) -> None:
        empty(self._grade_grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, shown in enumerate(grades):
            label = GradeLabel(shown.grade, name=shown.name, side=20)
            self._grade_grid.addWidget(_key(shown.name), row, 0)
            self._grade_grid.addWidget(label, row, 1)
            self._grade_grid.addWidget(Label(shown.words, role="small", wrap=True), row, 2)
        if grades:
            last = len(grades)
            self._grade_grid.addWidget(_key(self.tr("Given")), last, 0, top)
            self._grade_grid.addWidget(Label(given, role="small", wrap=True), last, 1, 1, 2)

    def _show_next(self, lines: tuple[NextLine, ...]) -> None:
        empty(self._next_grid)
        if not lines:
            nothing = Label(self.tr("Nothing is planned."), role="small", tone="text2")
            self._next_grid.addWidget(nothing, 0, 0, 1, 3)
        for row, shown in enumerate(lines):
            glyph = IconLabel(shown.state.glyph, f"{shown.state.family}_fg", 16)
            when = Label(shown.when, role="small", tone="text2")
            when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._next_grid.addWidget(glyph, row, 0)
            self._next_grid.addWidget(Label(shown.what, role="small", wrap=True), row, 1)
            self._next_grid.addWidget(when, row, 2)

    def _lay_out(self) -> None:
        self._alert_grid = _grid(self.alerts, stretch=1)
        self._grade_grid = _grid(self.grades, stretch=2)
        self._grade_grid.setColumnMinimumWidth(0, _KEY)
        self._next_grid = _grid(self.next, stretch=1)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(0)
        self._toxicity = _block(Label(self.tr("Toxicity"), role="strong"), self.grades)
        self._response = _block(Label(self.tr("Response"), role="strong"), self.response)
        for block in (
            _block(self.heading, self.course),
            self._toxicity,
            self._response,
            _block(Label(self.tr("Next"), role="strong"), self.next),
        ):
            details.addWidget(block)
        self._content = QWidget()
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(4)
        content.addLayout(head)
        for widget in (self.who, self.alerts, self._details):
            content.addWidget(widget)
        self.inner.addWidget(self._content)
        self.inner.addStretch()
        self.foot.addWidget(line())
        self.add_buttons(self.open, self.log, self.pdf)


def _block(title: Label, content: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 10, 0, 0)
    column.setSpacing(6)
    column.addWidget(line())
    column.addSpacing(4)
    column.addWidget(title)
    column.addWidget(content)
    return block


def _grid(widget: QWidget, *, stretch: int) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(stretch, 1)
    return grid


def _key(text: str) -> Label:
    return Label(text, role="small", tone="text3")
