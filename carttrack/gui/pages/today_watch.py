"""The CRS list on Today: what is recorded here and how old it is. Not an alarm."""

from datetime import datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carttrack.domain.days import elapsed
from carttrack.domain.toxicity.temperature import FEVER_C
from carttrack.domain.worklist import TodayView, WatchLine
from carttrack.gui import words
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label, line
from carttrack.gui.widgets.spark_line import SparkLine

_MOST = 60
"""Cards made at once; the counts are of all."""


class WatchCard(QFrame):
    """One patient: last grades, temperatures, doses of tocilizumab, age of the last entry.

    Signals:
        log_requested: log an assessment for this patient; carries the patient's id.
        opened: the patient's name was pressed; carries the patient's id.
    """

    log_requested = Signal(int)
    opened = Signal(int)

    def __init__(self, watch: WatchLine, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patient_id = watch.person.patient_id
        self.log = Button(self.tr("Log assessment"), size="small")
        self.log.setAccessibleName(self.tr("Log assessment, {0}").format(watch.person.name))
        self.log.clicked.connect(lambda: self.log_requested.emit(self.patient_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(self._head(watch))
        column.addLayout(self._figures(watch))
        column.addLayout(self._age(watch, now))

    def _head(self, watch: WatchLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(ElidedLabel(watch.person.name, role="strong"), 1)
        day = words.day_label(watch.person.day, planned=watch.person.day_planned)
        row.addWidget(Label(day))
        return row

    def _figures(self, watch: WatchLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        grades = (
            (self.tr("CRS"), watch.crs, watch.crs_by_hand),
            (self.tr("ICANS"), watch.icans, watch.icans_by_hand),
        )
        for name, grade, by_hand in grades:
            row.addWidget(Label(name, role="small", tone="text2"))
            row.addWidget(GradeLabel(grade, name=name, side=22, by_hand=by_hand))
            row.addSpacing(12)
        row.addStretch()
        if watch.temperatures:
            spark = SparkLine(name=self.tr("Temperature, 48 h"), unit="°C", mark=Decimal(FEVER_C))
            spark.show_points(watch.temperatures)
            row.addWidget(spark)
            row.addWidget(Label(f"{watch.temperatures[-1][1]:.1f}", role="strong"))
            row.addWidget(Label("°C", role="small", tone="text2"))
        row.addSpacing(8)
        doses = self.tr("Toci {0}").format(watch.tocilizumab)
        row.addWidget(Label(doses, role="small", tone="" if watch.tocilizumab else "text3"))
        return row

    def _age(self, watch: WatchLine, now: datetime) -> QHBoxLayout:
        state, text = _standing(self, watch, now)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(IconLabel(state.glyph, f"{state.family}_fg", 16))
        role = "small_strong" if state is State.OVERDUE else "small"
        tone = "late" if state is State.OVERDUE else "text2"
        row.addWidget(ElidedLabel(text, role=role, tone=tone), 1)
        row.addWidget(self.log)
        return row


class CrsWatch(QFrame):
    """The list of cards under its statement that it is no alarm.

    Signals:
        log_requested: log an assessment; carries the patient's id.
    """

    log_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneRight")
        self.count = Label(tone="text2")
        self.more = Label(role="small", tone="text2")
        self._cards: list[QWidget] = []
        self._lay_out()

    def show_view(self, view: TodayView) -> None:
        """Show the patients on the list, in the order given."""
        self.count.setText(str(len(view.watch)))
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        for place, watch in enumerate(view.watch[:_MOST]):
            card = WatchCard(watch, view.now, self._stage)
            card.log_requested.connect(self.log_requested)
            rule = line(soft=True)
            self._column.insertWidget(2 * place, card)
            self._column.insertWidget(2 * place + 1, rule)
            self._cards += [card, rule]
        left = len(view.watch) - _MOST
        self.more.setText(self.tr("and {0} more: Patients, in monitoring").format(left))
        self.more.setVisible(left > 0)
        self.empty.setVisible(not view.watch)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.addWidget(Label(self.tr("CRS documentation, as recorded here"), role="section"), 1)
        head.addWidget(self.count)
        note = Banner(
            State.INFO,
            self.tr("Not an alarm. The ward record is the source."),
            self.tr("Day 0 to +14 and every open episode; 48 h, line 38.0"),
        )
        self.empty = Label(
            self.tr("No one is between Day 0 and +14, and no episode is open."),
            role="small",
            tone="text2",
            wrap=True,
        )
        self.empty.setContentsMargins(16, 12, 16, 12)
        self._stage = QWidget()
        self._stage.setObjectName("surface")
        self._column = QVBoxLayout(self._stage)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.more)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._stage)
        area.setAccessibleName(self.tr("CRS documentation, as recorded here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(note)
        column.addWidget(area, 1)


def _standing(widget: QWidget, watch: WatchLine, now: datetime) -> tuple[State, str]:
    """Return the state and words of the last entry; without a clinic rule nothing is late."""
    if watch.last_at is None:
        return State.LATER, widget.tr("no entry here yet")
    ago = now - watch.last_at
    text = widget.tr("last entry here {0} ago").format(elapsed(ago))
    if watch.interval_hours is None:
        return State.LATER, text
    late = ago > timedelta(hours=watch.interval_hours)
    return (State.OVERDUE if late else State.LATER), text
