"""The pathway board: where everyone is, since when, and who is stuck."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.board.cards import Place
from carttrack.domain.board.usual import Usual
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.topics import Topic
from carttrack.gui.desk import Desk
from carttrack.gui.models.board_rows import CardRow
from carttrack.gui.pages.board_frame import COLUMNS, NOBODY, BoardFrame
from carttrack.gui.pages.moments import present_moment, short_name
from carttrack.services import board, casefile, worklist
from carttrack.services.worklist import PatientFilter

_TYPED_MS = 120
_EVERY_MS = 300_000
_SHOWN = frozenset({Topic.PATIENT, Topic.PATHWAY, Topic.TOXICITY, Topic.FOLLOW_UP, Topic.CLINIC})


class BoardPage(BoardFrame):
    """Every patient as a card in the column of the step; off the pathway by the way out.

    It reads again when something it shows changes; the current card stays current. How long steps
    usually take is read once a day: one patient more changes it little.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._usual: Usual = {}
        self._usual_of: date | None = None
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._regularly = QTimer(self, interval=_EVERY_MS)
        self.complete = QAction(self.tr("Complete the step of the card"), self)
        self.complete.setShortcut(QKeySequence("Ctrl+Shift+Right"))
        self.complete.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.complete)
        self._connect()

    @property
    def current_patient(self) -> PatientId | None:
        """The patient of the current card."""
        row = self.columns.current
        return row.card.person.patient_id if row is not None else None

    @Slot()
    def refresh(self) -> None:
        """Read again; the current card stays current, and the columns where they are scrolled."""
        self._stale = False
        clinic = self._desk.clinic
        if self._usual_of != clinic.today():
            self._usual, self._usual_of = board.usual(clinic), clinic.today()
        self.offer(worklist.choices(clinic), short_name)
        search = self.search.value
        view = board.read(clinic, self._usual, search=search, filters=self.chosen)
        self.columns.show_view(view, present_moment(clinic))
        one, many = self.tr("1 patient"), self.tr("{0} patients")
        self.count.setText(one if view.total == 1 else many.format(f"{view.total:,}"))
        self.stage.setCurrentIndex(COLUMNS if view.columns else NOBODY)
        searched = self.tr("No match") if search else self.tr("No one is off the pathway")
        self.nobody.say(searched)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def complete_step(self) -> None:
        """Open the dates of the current card's step, with what the step still lacks."""
        from carttrack.gui.pages import acting  # noqa: PLC0415  (dialogs are built when needed)

        row = self.columns.current
        if row is None:
            return
        person, step = row.card.person, row.card.step
        case = casefile.read(self._desk.clinic, person.patient_id, person.course_id)
        if row.card.left_on is not None:
            self._desk.failed.emit(
                self.tr("{0} has left the pathway, so no step can be completed.").format(
                    person.name
                )
            )
        elif case.course is None:
            acting.open_course(self._desk, case, self.window())
        elif step is Step.INFUSION and case.infusion is None:
            acting.record_infusion(self._desk, case, self.window())
        elif step is Step.FOLLOW_UP:
            self._desk.patient_requested.emit(person.patient_id, "follow_up")
        else:
            dialog = acting.record_step(self._desk, case, step, self.window())
            dialog.finished_on.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _open(self, row: CardRow) -> None:
        self._desk.patient_requested.emit(row.card.person.patient_id, "pathway")

    @Slot(object)
    def _list_more(self, place: Place) -> None:
        chosen = self.chosen
        step = place if isinstance(place, Step) else None
        self._desk.patients_requested.emit(
            PatientFilter(
                coordinator=chosen.coordinator,
                disease=chosen.disease,
                product=chosen.product,
                step=step,
                on_path=chosen.on_path,
            )
        )

    @Slot()
    def _open_found(self) -> None:
        self._typed.stop()
        self.refresh()
        if self.columns.current is not None:
            self._open(self.columns.current)

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & _SHOWN:
            self._read_if_seen()

    @Slot()
    def _read_if_seen(self) -> None:
        """Read when on the screen, else at the next showing."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        desk = self._desk
        self.complete.triggered.connect(self.complete_step)
        self.search.edited.connect(self._typed.start)
        self.search.entered_list.connect(self.columns.take_focus)
        self.search.confirmed.connect(self._open_found)
        self._typed.timeout.connect(self.refresh)
        self.filtered.connect(self.refresh)
        self.new_patient.clicked.connect(desk.registration_requested)
        self.columns.opened.connect(self._open)
        self.columns.more_requested.connect(self._list_more)
        desk.changed.connect(self._hear)
        self._regularly.timeout.connect(self._read_if_seen)
        self._regularly.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.columns.take_focus()
