"""The outcomes of the clinic's own patients, beside published figures of groups like them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from carttrack.domain.errors import CarttrackError
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.domain.outcome.cohort_picture import SMALL_WORDS, CohortPicture
from carttrack.domain.outcome.cohort_table import cohort_table
from carttrack.domain.topics import Topic
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.period import Days, PeriodDialog
from carttrack.gui.pages.moments import short_name
from carttrack.gui.pages.outcomes_frame import FIGURES, NOBODY, STOPPED, TABLE, OutcomesFrame
from carttrack.gui.tokens import State
from carttrack.services import cohort

_SHOWN = frozenset(Topic) - {Topic.PAPERS, Topic.ACCESS}


class OutcomesPage(OutcomesFrame):
    """Works the figures out off the GUI thread, when it is shown and when what it counts changed.

    Stopping the work leaves what was shown before, or says that nothing was worked out.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale, self._running = True, False
        self.picture: CohortPicture | None = None
        self._add_actions()
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Work the figures out again, at once or when the page is next shown."""
        self._stale = True
        if self._running:
            self._desk.tasks.stop()
        else:
            self._start()

    def export_table(self, path: Path) -> None:
        """Write every figure with its n as a table, and keep that it was exported."""
        if self.picture is None:
            return
        try:
            cohort.export_table(self._desk.clinic, self.picture, self.filters.say(), path)
        except CarttrackError as error:
            self._desk.failed.emit(str(error))
            return
        self._desk.settings.export_folder = path.parent
        self._desk.told.emit(self.tr("Exported to {0}.").format(path))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._start()

    @Slot()
    def _start(self) -> None:
        """Begin, unless nothing changed or other work is running, whose end is waited for."""
        tasks = self._desk.tasks
        if not self._stale or not self.isVisible() or tasks.busy:
            return
        self._stale, self._running = False, True
        tasks.run(
            partial(cohort.picture, self._desk.clinic, self.filters.value),
            then=self._show_picture,
            failed=self._fail,
            what=self.tr("Working out the outcomes"),
        )

    @Slot()
    def _finish(self) -> None:
        """Hear that work ended: that of others, or the own that was stopped."""
        if self._running:
            self._running = False
            if not self._stale:
                self._turn_to(STOPPED)
        self._start()

    def _show_picture(self, found: object) -> None:
        assert isinstance(found, CohortPicture)
        self._running = False
        self.picture = found
        outcomes = found.outcomes
        clinic = self._desk.clinic
        self.filters.offer(found.on_record, short_name, clinic.today())
        self.count.setText(self.tr("n = {0}").format(outcomes.infused))
        self._say_small(found)
        if outcomes.infused:
            self.figures.show_picture(found)
            self.model.show(cohort_table(found))
        self.nobody.action.setVisible(outcomes.wanted != CohortFilter())
        self._turn_to(self.shown_as.value or FIGURES)

    def _say_small(self, found: CohortPicture) -> None:
        outcomes, response = found.outcomes, found.outcomes.response
        self.small.setVisible(found.is_small)
        if response is None:
            counted = self.tr("{0} infused").format(outcomes.infused)
        else:
            counted = self.tr("{0} infused, {1} assessed by month 3").format(
                outcomes.infused, response.of_assessed.of
            )
        self.small.say(State.BLOCKED, self.tr("Small cohort: {0}").format(counted), SMALL_WORDS)

    def _turn_to(self, wanted: int) -> None:
        somebody = self.picture is not None and bool(self.picture.outcomes.infused)
        shown = wanted if somebody or wanted == STOPPED else NOBODY
        self.pages.setCurrentIndex(shown)
        self.export.setVisible(shown in {FIGURES, TABLE})
        self.shown_as.setVisible(shown in {FIGURES, TABLE})
        if shown == STOPPED:
            self.small.hide()
            self.count.setText("")

    def _fail(self, error: Exception) -> None:
        self._running = False
        if not isinstance(error, CarttrackError):
            raise error
        self._desk.failed.emit(str(error))
        self._turn_to(STOPPED)

    @Slot()
    def _ask_where(self) -> None:
        if self.picture is None or not self.picture.outcomes.infused:
            return
        asked = QFileDialog(self, self.tr("Export figures"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(self.tr("Table (*.csv)"))
        asked.setDefaultSuffix("csv")
        folder = self._desk.settings.export_folder
        if folder is not None:
            asked.setDirectory(str(folder))
        asked.selectFile(f"outcomes-{self._desk.clinic.today().isoformat()}.csv")
        asked.fileSelected.connect(lambda chosen: self.export_table(Path(chosen)))
        asked.open()

    @Slot()
    def _ask_days(self) -> None:
        since, until = self.filters.period.value or (None, None)
        today = self._desk.clinic.today()
        dialog = PeriodDialog(Days(since=since, until=until), today=today, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_requested.connect(partial(self._take_days, dialog))
        dialog.open()

    def _take_days(self, dialog: PeriodDialog) -> None:
        days = dialog.value()
        if days is None:
            return
        if days.since is None and days.until is None:
            self.filters.period.let_all_pass()
        else:
            self.filters.period.choose_days((days.since, days.until))
        dialog.accept()

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & _SHOWN:
            self.refresh()

    def _add_actions(self) -> None:
        export = QAction(self.tr("Export figures…"), self)
        export.setShortcut(QKeySequence("Ctrl+S"))
        export.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.triggered.connect(self._ask_where)
        self.addAction(export)
        self.setFocusProxy(self.area)

    def _connect(self) -> None:
        self._desk.changed.connect(self._hear)
        self._desk.tasks.finished.connect(self._finish)
        self.filters.changed.connect(self.refresh)
        self.filters.period.other_requested.connect(self._ask_days)
        self.export.clicked.connect(self._ask_where)
        self.shown_as.chosen.connect(self._turn_to)
        self.nobody.action_requested.connect(self.filters.reset)
        self.stopped.action_requested.connect(self.refresh)
