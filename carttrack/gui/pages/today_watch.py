"""The CRS list on Today, as far as the record knows: no alarm."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carttrack.domain.worklist import TodayView, WatchLine
from carttrack.gui.models.work_list import Moment
from carttrack.gui.pages.today_card import WatchCard, due_of
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.labels import Label, line

_MOST = 60
"""Cards made at once; the counts are of all."""


class CrsWatch(QFrame):
    """The list of cards under its statement that it is no alarm.

    Signals:
        log_requested: log an assessment; carries the patient's id.
        opened: open a patient; carries the patient's id.
    """

    log_requested = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneRight")
        self.count = Label(tone="text2")
        self.more = Label(role="small", tone="text2", wrap=True)
        self.more.setContentsMargins(16, 10, 16, 10)
        self._made: dict[int, tuple[WatchCard, QFrame]] = {}
        self._lay_out()

    @property
    def cards(self) -> tuple[WatchCard, ...]:
        """The cards, in their order."""
        return tuple(card for card, _ in self._made.values())

    def show_view(self, view: TodayView, moment: Moment) -> None:
        """Show the patients on the list, in the order given; a card stays its patient's."""
        self.count.setText(str(len(view.watch)))
        shown = {watch.person.patient_id: watch for watch in view.watch[:_MOST]}
        for gone in self._made.keys() - shown.keys():
            for widget in self._made.pop(gone):
                widget.hide()
                widget.deleteLater()
        order = list(self._made)
        late = (n for n, w in shown.items() if (due := due_of(w)) and due < moment.now)
        urged = next(late, None)
        for patient_id, watch in shown.items():
            card = self._card(watch, moment)
            card.show_watch(watch, moment, urged=patient_id == urged)
        if order != list(shown):
            self._order(list(shown))
        left = len(view.watch) - _MOST
        self.more.setText(self.tr("and {0} more, under Patients").format(left))
        self.more.setVisible(left > 0)
        self.empty.setVisible(not view.watch)

    def _card(self, watch: WatchLine, moment: Moment) -> WatchCard:
        known = self._made.get(watch.person.patient_id)
        if known is not None:
            return known[0]
        card = WatchCard(watch, moment, self._stage)
        card.log_requested.connect(self.log_requested)
        card.opened.connect(self.opened)
        self._made[watch.person.patient_id] = card, line(self._stage, soft=True)
        return card

    def _order(self, patients: list[int]) -> None:
        self._made = {patient_id: self._made[patient_id] for patient_id in patients}
        for place, (card, rule) in enumerate(self._made.values()):
            self._column.insertWidget(2 * place, card)
            self._column.insertWidget(2 * place + 1, rule)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.addWidget(Label(self.tr("CRS documentation, as recorded here"), role="section"), 1)
        head.addWidget(self.count)
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
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._stage)
        area.setAccessibleName(self.tr("CRS documentation, as recorded here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._note())
        column.addWidget(area, 1)

    def _note(self) -> Banner:
        note = Banner(
            State.INFO,
            self.tr("Not an alarm. The ward record is the source."),
            self.tr("Day 0 to +14 and every open episode; 48 h, line 38.0"),
        )
        note.title.set_role("small_strong")
        note.text.set_role("small")
        note.text.set_tone("text2")
        inside = note.layout()
        if inside is not None:
            inside.setContentsMargins(16, 5, 16, 5)
            inside.setSpacing(8)
        return note
