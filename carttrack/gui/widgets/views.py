"""Tables and work lists: fixed rows, one tab stop, Ctrl+C for Excel, Enter opens."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from carttrack.gui.models import roles
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.tree import GroupedModel
from carttrack.gui.widgets.row_delegate import PAD, RowDelegate
from carttrack.gui.widgets.two_line_delegate import TwoLineDelegate

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # Qt takes one base of its own; what the two share is a plain class


class _Rows(_View):
    """What both views do with their rows; each has the signals `opened` and `chosen`."""

    opened: Any
    chosen: Any

    def current(self) -> object | None:
        """Return the value of the current row, None on a heading or nothing."""
        return self.currentIndex().data(roles.RECORD) if self.currentIndex().isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _acted(self, event, self._open):
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's shortcuts, not a search."""

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        return _tipped(self, event) or super().viewportEvent(event)

    def _open(self, index: QModelIndex) -> None:
        value = index.data(roles.RECORD) if index.isValid() else None
        if value is not None:
            self.opened.emit(value)

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(index.data(roles.RECORD) if index.isValid() else None)


class RecordTable(_Rows, QTableView):
    """A table over a `TableModel`: whole rows, no grid, the current row marked.

    Signals:
        opened: Enter or a double click; carries the value of the row.
        chosen: the current row changed; carries its value, None when there is none.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        model: TableModel[Any],
        *,
        name: str,
        height: int = 28,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.delegate = RowDelegate(self, height=height)
        self.setItemDelegate(self.delegate)
        _dress(self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_height(height)
        _size_columns(self.horizontalHeader(), [column.width for column in model.columns])
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def set_row_height(self, height: int) -> None:
        """Make the rows this tall, never lower than the font needs."""
        self.delegate.height = height
        self.verticalHeader().setDefaultSectionSize(max(height, self.fontMetrics().height() + 6))


class WorkList(_Rows, QTreeView):
    """A work list over a `GroupedModel`: two-line rows under headings that never fold.

    Signals:
        opened: Enter or a double click; carries the value of the row.
        chosen: the current row changed; carries its value, None on a heading or nothing.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, model: GroupedModel[Any], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(TwoLineDelegate(self))
        _dress(self)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        _size_columns(self.header(), [column.width for column in model.columns])
        self.expandAll()
        self._span()
        model.rowsInserted.connect(self._unfold)
        model.rowsRemoved.connect(self._span)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def _unfold(self) -> None:
        self.expandAll()
        self._span()

    def _span(self) -> None:
        for row in range(self.model().rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)  # noqa: FBT003


def _dress(view: QAbstractItemView) -> None:
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)


def _size_columns(header: QHeaderView, widths: Sequence[int]) -> None:
    header.setHighlightSections(False)
    header.setSectionsMovable(False)
    header.setStretchLastSection(False)
    header.setMinimumSectionSize(24)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths):
        if width:
            header.resizeSection(column, width)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def _acted(
    view: QAbstractItemView, event: QKeyEvent, open_row: Callable[[QModelIndex], None]
) -> bool:
    if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        open_row(view.currentIndex())
        return True
    if event.matches(QKeySequence.StandardKey.Copy):
        QGuiApplication.clipboard().setText(_as_text(view))
        return True
    return False


def _as_text(view: QAbstractItemView) -> str:
    """Return the current row as tab-separated text, for a spreadsheet."""
    at, model = view.currentIndex(), view.model()
    cells = []
    for column in range(model.columnCount()):
        cell = at.siblingAtColumn(column)
        grade = cell.data(roles.GRADE) if cell.data(roles.GRADED) else None
        cells.append(str(cell.data() or "") if grade is None else str(grade))
    return "\t".join(cells)


def _tipped(view: QAbstractItemView, event: QEvent) -> bool:
    """Show the whole text of a cell that does not fit; return whether there was one."""
    if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
        return False
    index = view.indexAt(event.pos())
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    text, second = str(index.data() or ""), str(index.data(roles.SECOND) or "")
    room = view.visualRect(index).width() - 2 * PAD
    widths = [view.fontMetrics().horizontalAdvance(words) for words in (text, second)]
    needed = max(widths) if isinstance(view, QTreeView) else sum(widths)
    if not tip and needed <= room:
        return False
    QToolTip.showText(event.globalPos(), str(tip or "\n".join(filter(None, (text, second)))), view)
    return True
