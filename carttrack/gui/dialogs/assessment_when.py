"""When it was assessed, how long that is since the last time, or why it was not done."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.days import elapsed
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs_context import CrsContext
from carttrack.gui.dialogs.assessment_fields import CompactMoment
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.dialogs.assessment_section import ROW_HEIGHT, Section, below_fields
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import IconLabel, Label


class WhenSection(Section):
    """The moment of an assessment, now unless it is typed; "Not done…" asks for the reason.

    For a correction it holds the kept moment and asks why the entry is changed.

    Signals:
        not_done_toggled: the user says that it was not done, or takes that back.
    """

    not_done_toggled = Signal(bool)

    def __init__(self, setting: AssessmentSetting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        now = setting.local_now()
        self.moment = CompactMoment(name=self.tr("Assessed at"), now=now, day0=setting.case.day0)
        self.moment.make_narrow()
        self.moment.remark = self._remark
        self.moment.show_value(setting.kept.value.at if setting.kept else now)
        self._shown = self.moment.typed
        self.not_done = Button(self.tr("Not done…"), kind=Kind.LINK)
        self.reason = LineField(name=self.tr("Reason"), hint=self.tr("Reason"))
        self._since_icon = IconLabel("alert-circle-filled", "late_fg", 14)
        self.since = Label(role="small", tone="text2")
        self._note, self._reason_note, self._reason_row = below_fields(), below_fields(), QWidget()
        self._skipped = False
        self._lay_out()
        self.place(self._note, at=self.moment)
        self.place(self._reason_note, reason=self.reason, not_done_reason=self.reason)
        self.moment.changed.connect(self._tell)
        self.reason.edited.connect(self._tell)
        self.not_done.clicked.connect(self._toggle)

    @property
    def is_not_done(self) -> bool:
        """Whether the user says that it was not done."""
        return self._skipped

    @property
    def at(self) -> datetime:
        """The moment as far as it is understood, else now; for what is shown while typing."""
        return self.moment.value or self._setting.now()

    def value(self) -> datetime:
        """Return the moment; raises `InvalidEntryError` for none, and for one in the future."""
        kept = self._setting.kept
        if kept is not None and self.moment.typed == self._shown:
            return kept.value.at
        if self.moment.error:
            raise InvalidEntryError("at", self.moment.error)
        if self.moment.value is None:
            raise InvalidEntryError("at", self.tr("Type when it was assessed, or n for now."))
        if self.moment.value > self._setting.now():
            raise InvalidEntryError(
                "at", self.tr("This time lies in the future. Correct it, then save again.")
            )
        if self._setting.died_before(self.moment.value):
            raise InvalidEntryError("at", self.tr("This time lies after the patient's death."))
        return self.moment.value

    def reason_given(self, field: str) -> str:
        """Return the reason; raises `InvalidEntryError` where it is missing."""
        if not self.reason.value:
            raise InvalidEntryError(field, self.tr("Give the reason, it is kept with the entry."))
        return self.reason.value

    def show_since(self, around: CrsContext) -> None:
        """Say how long ago the last entry was, and the clinic's rule where there is one."""
        if around.last is None or around.since_last is None:
            self.since.setText(self.tr("first assessment of this course"))
            self._show_late(late=False)
            return
        words = self.tr("{0} since last").format(elapsed(around.since_last))
        last = around.last.crs_grade
        hours = self._setting.hours_after(last.recorded if last else None)
        ruled = hours is not None and self._setting.watched(self.at)
        if ruled:
            words = self.tr("{0}; {1} h clinic rule").format(words, hours)
        self.since.setText(words)
        self._show_late(late=ruled and around.since_last > timedelta(hours=hours or 0))

    def _show_late(self, *, late: bool) -> None:
        self._since_icon.setVisible(late)
        self.since.set_tone("late" if late else "text2")
        self.since.set_role("small_strong" if late else "small")

    def _remark(self, value: object) -> tuple[str, str]:
        if isinstance(value, datetime) and value > self._setting.now():
            return self.tr("lies in the future"), "warning"
        if isinstance(value, datetime) and self._setting.died_before(value):
            return self.tr("lies after the patient's death"), "warning"
        return "", ""

    @Slot()
    def _toggle(self) -> None:
        self._skipped = not self._skipped
        self._reason_row.setVisible(self._skipped)
        self.not_done.setText(self.tr("It was done") if self._skipped else self.tr("Not done…"))
        if self._skipped:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.not_done_toggled.emit(self._skipped)

    @Slot()
    def _tell(self) -> None:
        self._note.say("")
        self._reason_note.say("")
        self.changed.emit()

    def _lay_out(self) -> None:
        self._lay_out_reason()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self._note)
        column.addWidget(self._reason_row)
        column.addWidget(self._reason_note)

    def _head(self) -> QHBoxLayout:
        kept = self._setting.kept
        by = self.tr("by {0}").format(kept.value.assessor if kept else self._setting.user)
        title = _title(self.tr("Assessed at"))
        title.setBuddy(self.moment)
        assessor = Label(by, role="small", tone="text2")
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (title, self.moment, self._since_icon, self.since, self.not_done, assessor):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        head.insertStretch(head.indexOf(self.not_done))
        for widget in (self.since, assessor, self.not_done):
            widget.setMinimumHeight(ROW_HEIGHT)
        self.not_done.setStyleSheet(f"min-height: {ROW_HEIGHT}px;")  # else the theme's height wins
        self._since_icon.setFixedHeight(ROW_HEIGHT)
        self.not_done.setVisible(kept is None)
        return head

    def _lay_out_reason(self) -> None:
        correcting = self._setting.kept is not None
        row = QHBoxLayout(self._reason_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_title(self.tr("Why changed") if correcting else self.tr("Why not done")))
        row.addWidget(self.reason, 1)
        self._reason_row.setVisible(correcting)


def _title(words: str) -> Label:
    made = Label(words, tone="text2")
    made.setFixedWidth(LABEL_WIDTH + 4)
    made.setMinimumHeight(ROW_HEIGHT)
    return made
