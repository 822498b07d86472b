"""Patients: find, filter, sort and compare; the chosen one in a preview."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.errors import NotFoundError
from carttrack.domain.kept import PatientId
from carttrack.domain.topics import Topic
from carttrack.gui.desk import Desk
from carttrack.gui.models.patient_preview import preview
from carttrack.gui.models.patient_table import ROOM_FOR, PatientRow
from carttrack.gui.pages.moments import short_name
from carttrack.gui.pages.patients_frame import LIST, NO_MATCH, NOBODY, PatientsFrame
from carttrack.gui.pages.patients_listing import Asked, Listing
from carttrack.services import casefile, worklist
from carttrack.services.worklist import EVERYONE, PatientFilter, PatientSort

_TYPED_MS = 120
_CHOSEN_MS = 150
_AHEAD = 600
"""The next page is read when fewer pixels than this are left below."""
_ROOM, _NAME, _NAME_MOST = 960, 204, 280
"""A third of what the table has beyond this goes to the names."""
_NO_PREVIEW = 1280
"""Below this window width the preview hides."""
_SHOWN = frozenset(
    {Topic.PATIENT, Topic.PATHWAY, Topic.TOXICITY, Topic.RESPONSE, Topic.FOLLOW_UP, Topic.CLINIC}
)
_TURNED = frozenset({PatientSort.BIRTH_DATE})
"""What is shown the other way round than it is kept: an age by the date of birth."""


class PatientsPage(PatientsFrame):
    """The list of all patients with search, filters, sorting and preview.

    It reads again when something it shows changes; the current row and the scroll stay.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.settings.row_height, parent)
        self._desk = desk
        self._stale = True
        self._wants_preview = True
        self.asked = Asked()
        self._listing = Listing(desk.clinic, self.model)
        self._typed, self._chosen = self._timer(_TYPED_MS), self._timer(_CHOSEN_MS)
        self._add_actions()
        self._connect()
        self._mark_sort()

    @property
    def current_patient(self) -> PatientId | None:
        """The patient of the current row."""
        row = self.table.current()
        return row.line.person.patient_id if isinstance(row, PatientRow) else None

    @Slot()
    def refresh(self) -> None:
        """Read again as many rows as were read; the current row and the scroll stay."""
        self._stale = False
        self.filters.offer(worklist.choices(self._desk.clinic), short_name)
        last = self.table.rowAt(self.table.viewport().height() - 1)
        self._read(least=max(last, self.table.currentIndex().row()) + 1)
        self._desk.counted.emit("patients", worklist.patient_count(self._desk.clinic))

    def show_only(self, filters: PatientFilter) -> None:
        """List the patients that pass, whatever was searched before."""
        self.search.clear()
        self.filters.choose(filters)
        self._ask(replace(self.asked, search="", filters=self.filters.value))

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Sort by a column; by the same one again the other way round."""
        key = self.model.columns[column].key
        if key:
            again = self.asked.sort == key
            descending = not self.asked.descending if again else PatientSort(key) in _TURNED
            self._ask(replace(self.asked, sort=PatientSort(key), descending=descending))
        self._mark_sort()

    @Slot()
    def toggle_preview(self) -> None:
        """Show or hide the preview."""
        self._wants_preview = not self._wants_preview
        self._fit()

    def _ask(self, asked: Asked) -> None:
        """Read other patients or another order; the same patient stays current if listed."""
        self.asked = asked
        self._read()
        self.table.scrollTo(self.table.currentIndex())

    def _read(self, *, least: int = 1) -> None:
        before, scroll = self.current_patient, self.table.verticalScrollBar()
        at = scroll.value()
        self._listing.read(self.asked, least=least)
        row = self.model.row_of(before)
        if row != self.table.currentIndex().row() or row < 0:
            self.table.setAutoScroll(False)
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
            self.table.setAutoScroll(True)
        scroll.setValue(at)
        self._say_counts()
        self._choose(self.table.current())

    def _say_counts(self) -> None:
        total = self._listing.total
        self.count.setText(str(total))
        one, many = self.tr("1 patient"), self.tr("{0} patients")
        self.found.setText(one if total == 1 else many.format(total))
        if total:
            self.pages.setCurrentIndex(LIST)
            return
        is_open = self.filters.is_open and not self.asked.search
        self.pages.setCurrentIndex(NOBODY if is_open or self._is_empty() else NO_MATCH)
        clear_search = self.filters.is_open
        self.no_match.action.setText(
            self.tr("Clear search") if clear_search else self.tr("Clear filters")
        )

    def _is_empty(self) -> bool:
        return worklist.patients(self._desk.clinic, filters=EVERYONE)[1] == 0

    @Slot()
    def _clear(self) -> None:
        """Let more pass: the filters go first, then the search."""
        if self.filters.is_open:
            self.search.clear()
            self._search()
        else:
            self.filters.let_all_pass()

    @Slot()
    def _search(self) -> None:
        self._typed.stop()
        if self.search.value != self.asked.search:
            self._ask(replace(self.asked, search=self.search.value))

    @Slot()
    def _filter(self) -> None:
        self._ask(replace(self.asked, filters=self.filters.value))

    @Slot()
    def _open_found(self) -> None:
        """Open the current row of what was typed."""
        self._search()
        self._open(self.table.current())

    @Slot(object)
    def _open(self, row: object) -> None:
        if isinstance(row, PatientRow):
            self._desk.patient_requested.emit(row.line.person.patient_id, "overview")

    @Slot(object)
    def _choose(self, row: object) -> None:
        self.preview.show_row(row if isinstance(row, PatientRow) else None)
        self._chosen.start()

    @Slot()
    def _read_preview(self) -> None:
        shown = self.preview.line
        if shown is None or self.preview.isHidden():
            return
        clinic = self._desk.clinic
        try:
            case = casefile.read(clinic, shown.person.patient_id, shown.person.course_id)
        except NotFoundError:
            self.preview.show_row(None)
            return
        self.preview.show_preview(preview(case, clinic.today(), clinic.record.zone))

    @Slot()
    def _read_more(self) -> None:
        bar = self.table.verticalScrollBar()
        if bar.maximum() - bar.value() < _AHEAD:
            self._listing.read_more(self.asked)

    @Slot()
    def _sort_by_next_column(self) -> None:
        sortable = [n for n, column in enumerate(self.model.columns) if column.key]
        keys = [self.model.columns[n].key for n in sortable]
        self.sort_by(sortable[(keys.index(self.asked.sort.value) + 1) % len(sortable)])

    @Slot()
    def _turn_sort(self) -> None:
        self.sort_by(self.model.column_of(self.asked.sort.value))

    def _mark_sort(self) -> None:
        down = self.asked.descending is not (self.asked.sort in _TURNED)
        self.model.mark_sort(self.asked.sort.value, descending=down)

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & _SHOWN:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _fit(self) -> None:
        self.preview.setVisible(self._wants_preview and self.window().width() >= _NO_PREVIEW)
        if self.preview.isVisible():
            self._chosen.start()
        room = self.width() - (0 if self.preview.isHidden() else self.preview.width())
        spare = max(0, room - _ROOM) // 3
        self.table.setColumnWidth(0, min(_NAME + spare, _NAME_MOST))
        for key, least in ROOM_FOR:
            self.table.setColumnHidden(self.model.column_of(key), room < least)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _add_actions(self) -> None:
        for text, key, act in (
            (self.tr("Show or hide the preview"), "Space", self.toggle_preview),
            (self.tr("Sort by the next column"), "S", self._sort_by_next_column),
            (self.tr("Sort the other way round"), "Shift+S", self._turn_sort),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            # The table alone: Space on a button presses it, letters in the search are letters.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            self.table.addAction(action)

    def _connect(self) -> None:
        desk = self._desk
        self.search.edited.connect(self._typed.start)
        self.search.entered_list.connect(self.table.setFocus)
        self.search.confirmed.connect(self._open_found)
        self._typed.timeout.connect(self._search)
        self._chosen.timeout.connect(self._read_preview)
        self.filters.changed.connect(self._filter)
        self.no_match.action_requested.connect(self._clear)
        for wish in (self.new_patient.clicked, self.nobody.action_requested):
            wish.connect(desk.registration_requested)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._choose)
        self.table.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.table.verticalScrollBar().valueChanged.connect(self._read_more)
        self.preview.open_requested.connect(
            lambda one: desk.patient_requested.emit(one, "overview")
        )
        self.preview.log_requested.connect(desk.assessment_requested)
        self.preview.summary_requested.connect(desk.summary_requested)
        desk.changed.connect(self._hear)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self._stale:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
