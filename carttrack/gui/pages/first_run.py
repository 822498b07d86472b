"""The first run: four steps, then the clinic's encrypted store is made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from carttrack.domain.clinic import ClinicRecord, MonitoringEnd
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.people import User
from carttrack.gui.icons import paint_icon
from carttrack.gui.pages.cover import Cover
from carttrack.gui.pages.first_run_clinic import ClinicStep
from carttrack.gui.pages.first_run_recovery import RecoveryStep
from carttrack.gui.pages.first_run_rules import RulesStep
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.pages.first_run_you import YouStep
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import Label, line

_WIDTH, _LEAST_HEIGHT = 740, 500
_STEPS_WIDTH = 208
_AROUND = 64
_MARK = 18
_RECOVERY, _LAST = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClinic:
    """Everything entered in the first run."""

    store: Path
    record: ClinicRecord
    user: User
    passphrase: str
    recovery_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """What the steps need from the services, fetched when a step is reached."""

    recovery_key: Callable[[], str]
    save_sheet: Callable[[Path, str], None]
    protocol: Callable[[], Protocol]


class FirstRunPage(Cover):
    """Leads through the four steps; nothing is written before the last one is confirmed.

    Signals:
        create_requested: make the store; carries the `NewClinic`.
        open_requested: open an existing store instead.
        sample_requested: open the sample clinic instead.
        print_requested: print the recovery key; carries its text.
    """

    create_requested = Signal(object)
    open_requested = Signal()
    sample_requested = Signal()
    print_requested = Signal(str)

    def __init__(
        self, store: Path, supplies: Callable[[], Supplies], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._supplies = supplies
        self.clinic = ClinicStep(store)
        self.you = YouStep()
        self.recovery = RecoveryStep(lambda path, sheet: supplies().save_sheet(path, sheet))
        self.rules = RulesStep()
        self._pages: tuple[FirstRunStep, ...] = (self.clinic, self.you, self.recovery, self.rules)
        self._stack = QStackedWidget()
        self._marks = [
            StepMark(number, text)
            for number, text in enumerate(
                (
                    self.tr("Clinic"),
                    self.tr("You and passphrase"),
                    self.tr("Recovery key"),
                    self.tr("Protocol and rules"),
                ),
                start=1,
            )
        ]
        self.problem = Banner(State.OVERDUE)
        self.open_existing = Button(self.tr("Open an existing database…"), kind=Kind.LINK)
        self.sample = Button(self.tr("Open the sample clinic"), kind=Kind.LINK)
        self.back = Button(self.tr("&Back"))
        self.go_on = Button(self.tr("&Continue"), kind=Kind.PRIMARY)
        self.setFocusProxy(self.clinic.name)
        self._lay_out()
        self._connect()
        self._show_step(0)

    @property
    def step(self) -> int:
        """The step on show, counted from 0."""
        return self._stack.currentIndex()

    @Slot()
    def advance(self) -> None:
        """Go on if the step is complete; after the last one ask to make the store."""
        if not self.go_on.isEnabled() or not self._pages[self.step].complete():
            return
        if self.step < _LAST:
            self._show_step(self.step + 1)
        else:
            self.create_requested.emit(self._entered())

    @Slot()
    def retreat(self) -> None:
        """Go back a step; what was entered stays."""
        self._show_step(max(0, self.step - 1))

    def show_busy(self, *, busy: bool, doing: str = "") -> None:
        """Show that the store is being made."""
        self.go_on.setText((doing or self.tr("Making the database…")) if busy else self._words())
        for part in (self.go_on, self.back, self._stack):
            part.setEnabled(not busy)
        for link in (self.open_existing, self.sample):
            link.setVisible(not busy and self.step == 0)
        self.problem.hide()

    def show_problem(self, text: str) -> None:
        """Say why the store was not made; everything entered stays."""
        self.show_busy(busy=False)
        first, stop, rest = text.partition(". ")
        self.problem.say(State.OVERDUE, first + stop.strip(), rest)
        self.problem.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of steps out where the window is too narrow for it."""
        super().resizeEvent(event)
        room = event.size().width() - _AROUND
        self.card.setFixedWidth(min(_WIDTH, room))
        for part in self._beside:
            part.setVisible(room >= _WIDTH)

    def _entered(self) -> NewClinic:
        details = self.clinic.details
        record = ClinicRecord(
            name=details.name,
            address=details.address,
            telephone=details.telephone,
            country=details.country,
            time_zone=details.time_zone,
            protocol=self._supplies().protocol().key,
            driving_rule=self.rules.driving_rule.value or "",
            distance_rule=self.rules.distance_rule.value or "",
            holiday_country=self.rules.country_code,
            holiday_region=self.rules.region_code,
            monitoring_end=self.rules.monitoring_end.value or MonitoringEnd.DAY_28_VISIT,
            interval_hours=self.rules.interval_hours,
            lock_minutes=self.you.lock_minutes,
        )
        return NewClinic(
            store=self.clinic.store,
            record=record,
            user=self.you.user,
            passphrase=self.you.passphrase.value,
            recovery_key=self.recovery.key,
        )

    def _show_step(self, step: int) -> None:
        if step == _RECOVERY:
            key = self.recovery.key or self._supplies().recovery_key()
            self.recovery.show_key(
                key, clinic=self.clinic.details.name, file=self.clinic.store.name
            )
        if step == _LAST and not self.rules.protocol.text():
            self.rules.offer(self._supplies().protocol())
        self._stack.setCurrentIndex(step)
        for place, mark in enumerate(self._marks):
            mark.show_place(place - step)
        self.problem.hide()
        self.back.setVisible(step > 0)
        self.open_existing.setVisible(step == 0)
        self.sample.setVisible(step == 0)
        self.go_on.setText(self._words())
        self._pages[step].begin()
        self.show_top()

    def _words(self) -> str:
        return self.tr("&Create the database") if self.step == _LAST else self.tr("&Continue")

    def _connect(self) -> None:
        self.go_on.clicked.connect(self.advance)
        self.back.clicked.connect(self.retreat)
        self.open_existing.clicked.connect(self.open_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.recovery.print_requested.connect(self.print_requested)
        for field in self._stack.findChildren(QLineEdit):
            field.returnPressed.connect(self.advance)

    def _lay_out(self) -> None:
        self.card.setMinimumHeight(_LEAST_HEIGHT)
        row = QHBoxLayout(self.card)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._beside = (self._left(), line(upright=True))
        for part in self._beside:
            row.addWidget(part)
        right = QVBoxLayout()
        right.setContentsMargins(32, 28, 32, 24)
        right.setSpacing(12)
        for page in self._pages:
            self._stack.addWidget(page)
        right.addWidget(self._stack, 1)
        right.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.open_existing)
        foot.addWidget(self.sample)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.go_on)
        right.addLayout(foot)
        row.addLayout(right, 1)

    def _left(self) -> QWidget:
        left = QFrame()
        left.setObjectName("derived")
        left.setFixedWidth(_STEPS_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 28, 16, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.tr("Set up carttrack"), role="title"))
        for mark in self._marks:
            column.addWidget(mark)
        hint = self.tr("Nothing is written before the last step.")
        column.addSpacing(8)
        column.addWidget(Label(hint, role="small", tone="text3", wrap=True))
        column.addStretch()
        return left


class StepMark(QWidget):
    """One step in the list: done, at hand, or to come."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._place = number, 1
        self._words = Label(text, tone="text2")
        self.setMinimumHeight(_MARK + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARK + 10, 0, 0, 0)
        row.addWidget(self._words)

    def show_place(self, place: int) -> None:
        """Draw it as done (negative), at hand (0) or to come (positive)."""
        self._place = place
        self._words.set_role("strong" if place == 0 else "body")
        self._words.set_tone("" if place == 0 else "text2")
        states = {-1: self.tr("done"), 0: self.tr("at hand"), 1: self.tr("to come")}
        state = states[(place > 0) - (place < 0)]
        self.setAccessibleName(f"{self._number}. {self._words.text()}, {state}")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - _MARK) / 2, _MARK, _MARK)
        if self._place < 0:
            paint_icon(painter, box.adjusted(-1, -1, 1, 1), "circle-check-filled", "done_fg")
            return
        here = self._place == 0
        painter.setPen(QPen(theme.color("accent" if here else "border_strong"), 1))
        painter.setBrush(theme.color("accent") if here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.setFont(theme.font("small_strong" if here else "small"))
        painter.setPen(theme.color("on_accent" if here else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
