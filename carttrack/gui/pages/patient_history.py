"""The tab History: who changed what, when, from what to what, and why."""

from PySide6.QtCore import QRect, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import CarttrackError
from carttrack.domain.history import ChangeKind
from carttrack.domain.history_words import field_words
from carttrack.gui.desk import Desk
from carttrack.gui.models.facts import Fact
from carttrack.gui.models.history_table import (
    STRUCK,
    HistoryRow,
    HistoryTableModel,
    history_rows,
)
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import Facts, SectionHead, SidePane
from carttrack.gui.pages.patient_split import split_page
from carttrack.gui.pages.patient_tab import CaseTab, Moment
from carttrack.gui.theme import theme
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.row_delegate import PAD, Index, RowDelegate
from carttrack.gui.widgets.views import RecordTable
from carttrack.services import history

_LEAST = 580
_ROOMY = 860
"""Below this width of the list, who and why stand only beside the change at hand."""
_ROOMY_ONLY = (1, 5)
_PANE = 300
_PAUSE_MS = 150


class HistoryTab(CaseTab):
    """A table of every change, filtered by kind of entry and by text; details at the right."""

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(desk, acts, parent)
        self._rows: tuple[HistoryRow, ...] = ()
        self._searched: dict[int, str] = {}
        self.head = SectionHead(self.tr("History"))
        self.subject = Choice[str](name=self.tr("Kind of entry"), empty=self.tr("All entries"))
        self.search = LineField(
            name=self.tr("Filter by text"), hint=self.tr("Filter: a name, a value, a reason")
        )
        self.search.setClearButtonEnabled(True)
        self.model = HistoryTableModel()
        self.table = HistoryTable(self.model, name=self.tr("History"))
        self.table.setItemDelegate(StruckDelegate(self.table))
        self.main = self.table
        self.empty = EmptyState(self.tr("No match"), "", self.tr("Clear filters"))
        self.stack = QStackedWidget()
        self.detail = HistoryDetail()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(self._filter)
        self.subject.chosen.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.table.chosen.connect(self.detail.show_row)
        self.empty.action_requested.connect(self.clear_filters)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        try:
            lines = history.of_patient(self.desk.clinic, case.patient_id)
        except CarttrackError as error:
            self.desk.failed.emit(str(error))
            return
        self._rows = history_rows(lines, moment.zone)
        self._searched.clear()
        kinds = sorted({line.subject for line in lines})
        chosen = self.subject.value if self.subject.value in kinds else None
        self.subject.offer([(kind, field_words(kind)) for kind in kinds], chosen)
        self._filter()

    @Slot()
    def clear_filters(self) -> None:
        """Show everything."""
        self.subject.choose(None)
        self.search.clear()
        self._filter()

    @Slot()
    def _filter(self) -> None:
        kind, wanted = self.subject.value, self.search.text().casefold().split()
        rows = [row for row in self._rows if kind is None or row.line.subject == kind]
        if wanted:
            rows = [row for row in rows if all(word in self._text(row) for word in wanted)]
        self.model.show(rows)
        every, some = self.tr("{0} changes, newest first"), self.tr("{0} of {1} changes")
        total = len(self._rows)
        counted = every.format(f"{total:,}")
        if len(rows) < total:
            counted = some.format(f"{len(rows):,}", f"{total:,}")
        self.head.words.setText(counted)
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _text(self, row: HistoryRow) -> str:
        if row.number not in self._searched:
            self._searched[row.number] = row.searched
        return self._searched[row.number]

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(260)
        self.head.right.addWidget(self.subject)
        self.head.right.addWidget(self.search)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        split_page(self, (self.head, self.stack), self.detail, least=_LEAST)


class HistoryDetail(SidePane):
    """Every field of the change at hand, old and new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=_PANE, parent=parent)
        self.title = Label(role="section", wrap=True)
        self.words = Label(role="small", tone="text2", wrap=True)
        self.facts = Facts(key_width=110)
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.words)
        self.inner.addSpacing(6)
        self.inner.addWidget(self.facts)
        self.inner.addStretch(1)

    @Slot(object)
    def show_row(self, row: HistoryRow | None) -> None:
        """Show the changes of a row in full."""
        self.setVisible(row is not None)
        if row is None:
            return
        is_new = row.line.kind is ChangeKind.ADDED
        self.title.setText(f"{row.subject}: {self.tr('new') if is_new else self.tr('changed')}")
        parts = [row.line.what, self.tr("{0} by {1}").format(row.when, row.line.by)]
        if row.line.reason:
            parts.append(self.tr("Reason: {0}").format(row.line.reason))
        if row.void:
            parts.append(self.tr("This entry is void now."))
        self.words.setText("\n".join(parts))
        empty = self.tr("empty")
        self.facts.show_facts(
            [
                Fact(c.field, c.new if is_new else f"{c.old or empty} → {c.new or empty}")
                for c in row.changes
            ]
        )


class HistoryTable(RecordTable):
    """The table of changes; where it is narrow it leaves to the pane what has no room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in _ROOMY_ONLY:
            self.setColumnHidden(column, event.size().width() < _ROOMY)


class StruckDelegate(RowDelegate):
    """Strikes the text of a void entry through."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if not index.data(STRUCK):
            return
        rect: QRect = option.rect
        metrics = QFontMetrics(theme.font("body"))
        width = metrics.horizontalAdvance(str(index.data() or ""))
        left, middle = rect.left() + PAD, rect.center().y()
        painter.setPen(QPen(theme.color("text2"), 1))
        painter.drawLine(left, middle, left + min(width, rect.width() - 2 * PAD), middle)
