"""One patient on the CRS list of Today."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.days import elapsed, local_day
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.temperature import FEVER_C
from carttrack.domain.worklist import WatchLine
from carttrack.gui import words
from carttrack.gui.models.work_list import Moment
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label
from carttrack.gui.widgets.spark_line import SparkLine

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIDE, _GAP = 16, 6
_AGE_LEAST = 100


class WatchCard(QFrame):
    """One patient: last grades, temperatures, doses of tocilizumab, age of the last entry.

    Signals:
        log_requested: log an assessment for this patient; carries the patient's id.
        opened: Enter or a double click; carries the patient's id.
    """

    log_requested = Signal(int)
    opened = Signal(int)

    def __init__(self, watch: WatchLine, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patient_id = watch.person.patient_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)  # noqa: FBT003  (Qt's signature)
        self.name = ElidedLabel(role="strong")
        self.day = Label()
        self.crs = GradeLabel(None, name=self.tr("CRS"), side=22)
        self.icans = GradeLabel(None, name=self.tr("ICANS"), side=22)
        self.ages = {toxicity: Label(role="small", tone="text2") for toxicity in Toxicity}
        self.spark = SparkLine(
            name=self.tr("Temperature, 48 h"), unit="°C", mark=Decimal(FEVER_C), parent=self
        )
        self.warmth, self.unit = Label(role="strong"), Label("°C", role="small", tone="text2")
        self.doses = Label(role="small")
        self.glyph = IconLabel(State.LATER.glyph, "later_fg", 16)
        self.age = ElidedLabel(role="small")
        self._plain = Button(self.tr("Log assessment"), size="small")
        self._late = Button(self.tr("Log assessment"), kind=Kind.PRIMARY, size="small")
        for button in (self._plain, self._late):
            button.clicked.connect(lambda: self.log_requested.emit(self.patient_id))
        self._lay_out()
        self.show_watch(watch, moment)

    @property
    def log(self) -> Button:
        """The button on show."""
        return self._plain if self._late.isHidden() else self._late

    def show_watch(self, watch: WatchLine, moment: Moment, *, urged: bool = False) -> None:
        """Show another reading of the same patient; `urged` makes its button the primary one."""
        person = watch.person
        self.name.setText(person.name)
        day = words.day_label(person.day, planned=person.day_planned)
        label = moment.label_words(person)
        self.day.setText(f"{day}, {label}" if label else day)
        self.crs.show_grade(watch.crs, by_hand=watch.crs_by_hand)
        self.icans.show_grade(watch.icans, by_hand=watch.icans_by_hand)
        for toxicity, old in self.ages.items():
            old.setText(self._age_words(watch.age_of(toxicity, moment.now)))
            old.setVisible(bool(old.text()))
        warm = bool(watch.temperatures)
        for part in (self.spark, self.warmth, self.unit):
            part.setVisible(warm)
        if warm:
            self.spark.show_points(watch.temperatures)
            self.warmth.setText(f"{watch.temperatures[-1][1]:.1f}")
        self.doses.setText(self.tr("Toci {0}").format(watch.tocilizumab))
        self.doses.setToolTip(self.tr("Doses of tocilizumab on record"))
        self.doses.set_tone("" if watch.tocilizumab else "text3")
        state, text = self._standing(watch, moment)
        self.glyph.show_icon(state.glyph, f"{state.family}_fg")
        self.age.set_role("small_strong" if state is State.OVERDUE else "small")
        self.age.set_tone("late" if state is State.OVERDUE else "text2")
        self.age.setText(text)
        self._plain.setVisible(not urged)
        self._late.setVisible(urged)
        for button in (self._plain, self._late):
            button.setAccessibleName(self.tr("Log assessment, {0}").format(person.name))
        self._describe(watch, text)
        self._fit()

    def _age_words(self, age: timedelta | None) -> str:
        """Return the age of an old grade in its largest unit: `7 d ago`."""
        if age is None:
            return ""
        number, unit, *_ = elapsed(age).split()
        return self.tr("{0} {1} ago").format(number, unit)

    def _standing(self, watch: WatchLine, moment: Moment) -> tuple[State, str]:
        """Return the state and words of the last entry; without a clinic rule nothing is late."""
        if watch.last_at is None:
            if watch.infusion_planned_at is None:
                return State.LATER, self.tr("no entry here yet")
            planned = f"{watch.infusion_planned_at:%H:%M}"
            return State.LATER, self.tr("infusion planned {0}, no entry yet").format(planned)
        text = self.tr("last entry here {0} ago").format(elapsed(moment.now - watch.last_at))
        due_at = due_of(watch)
        if due_at is None:
            return State.LATER, text
        if due_at < moment.now:
            return State.OVERDUE, text
        due_today = _day_of(due_at, moment) == moment.today
        return (State.DUE if due_today else State.LATER), text

    def _describe(self, watch: WatchLine, age: str) -> None:
        said = [
            watch.person.name,
            self.day.text(),
            f"{self.crs.accessibleName()} {self.ages[Toxicity.CRS].text()}".strip(),
            f"{self.icans.accessibleName()} {self.ages[Toxicity.ICANS].text()}".strip(),
            f"{watch.temperatures[-1][1]:.1f} °C" if watch.temperatures else "",
            age,
        ]
        self.setAccessibleName(", ".join(part for part in said if part))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.day)
        self._grades, self._warm = QHBoxLayout(), QHBoxLayout()
        self._figures = figures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in (figures, self._grades, self._warm):
            part.setSpacing(_GAP)
        crs, icans = Toxicity.CRS, Toxicity.ICANS
        for toxicity, grade in ((crs, self.crs), (icans, self.icans)):
            self._grades.addWidget(Label(words.term(toxicity), role="small", tone="text2"))
            self._grades.addWidget(grade)
            self._grades.addWidget(self.ages[toxicity])
            self._grades.addSpacing(10)
        self._grades.addStretch()
        self._warm.addStretch()
        for shown in (self.spark, self.warmth, self.unit, self.doses):
            self._warm.addWidget(shown)
        self._warm.insertSpacing(self._warm.indexOf(self.doses), 4)
        figures.addLayout(self._grades, 1)
        figures.addLayout(self._warm)
        age = QHBoxLayout()
        age.setSpacing(6)
        age.addWidget(self.glyph)
        age.addWidget(self.age, 1)
        age.addWidget(self._plain)
        age.addWidget(self._late)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 9, _SIDE, 9)
        column.setSpacing(6)
        for row in (head, figures, age):
            column.addLayout(row)

    @override
    def minimumSizeHint(self) -> QSize:
        """Take no more width than grades and temperatures need below one another."""
        whole = max(self._needed(row) for row in (self._grades, self._warm))
        least = max(whole, self.log.sizeHint().width() + _AGE_LEAST) + 2 * _SIDE
        return QSize(least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the temperatures below the grades where both do not fit in one line."""
        needed = self._needed(self._grades) + _GAP + self._needed(self._warm)
        ways = QBoxLayout.Direction
        fits = needed <= self.width() - 2 * _SIDE
        self._figures.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    @staticmethod
    def _needed(row: QHBoxLayout) -> int:
        row.invalidate()
        return row.minimumSize().width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.opened.emit(self.patient_id)
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.patient_id)


def due_of(watch: WatchLine) -> datetime | None:
    """Return when the next entry is due by the clinic's rule, None without one."""
    if watch.last_at is None or watch.interval_hours is None:
        return None
    return watch.last_at + timedelta(hours=watch.interval_hours)


def _day_of(instant: datetime, moment: Moment) -> date:
    return local_day(instant, moment.zone)
