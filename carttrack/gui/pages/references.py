"""The published sources: what is cited, what it says of whom, and what is out of date."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.outcome.citing import matching
from carttrack.gui.desk import Desk
from carttrack.gui.models.source_list import SourceLine, grouped, model
from carttrack.gui.pages.patients_search import SearchField
from carttrack.gui.pages.references_detail import SourceDetail
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.labels import ElidedLabel, Label, line
from carttrack.gui.widgets.views import WorkList
from carttrack.services import catalogue

SIDE_BY_SIDE = 900
"""Narrower than this the source stands below the list."""
LIST, NO_MATCH = range(2)


class ReferencesPage(QWidget):
    """The library that comes with the program: it can be read, searched and copied from."""

    def __init__(self, _desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = catalogue.library()
        self.search = SearchField(
            name=self.tr("Search references"), hint=self.tr("Author, product, figure")
        )
        self.count = Label(tone="text2")
        self.model = model()
        self.list = WorkList(self.model, name=self.tr("References"))
        self.no_match = EmptyState(self.tr("No match"), "", self.tr("Clear search"))
        self.detail = SourceDetail()
        self._lay_out()
        self._connect()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """List what the search finds; the current source stays if it is among it."""
        found = matching(self._library, self.search.value)
        self.model.show(grouped(self._library, found))
        figures = sum(
            one.source in {source.number for source in found}
            for one in (*self._library.figures, *self._library.further)
        )
        sources = self.tr("1 source") if len(found) == 1 else self.tr("{0} sources")
        self.count.setText(self.tr("{0}, {1} figures").format(sources.format(len(found)), figures))
        self.pages.setCurrentIndex(LIST if found else NO_MATCH)
        self.detail.setVisible(bool(found))
        if found and not isinstance(self.list.current(), SourceLine):
            self.list.setCurrentIndex(self.model.find(found[0].number))

    def open_source(self, number: int) -> None:
        """Make a source the current one; the search goes where it hides it."""
        if not self.model.find(number).isValid():
            self.search.clear()
            self.refresh()
        self.list.setCurrentIndex(self.model.find(number))

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.width() >= SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.LeftToRight if side else ways.TopToBottom)

    @Slot(object)
    def _show(self, chosen: object) -> None:
        if isinstance(chosen, SourceLine):
            self.detail.show_source(self._library, chosen.source)

    @Slot()
    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _clear(self) -> None:
        self.search.clear()
        self.refresh()

    def _connect(self) -> None:
        self.search.edited.connect(self.refresh)
        self.search.entered_list.connect(self._to_list)
        self.search.confirmed.connect(self._to_list)
        self.list.chosen.connect(self._show)
        self.detail.source_requested.connect(self.open_source)
        self.no_match.action_requested.connect(self._clear)

    def _lay_out(self) -> None:
        left = QFrame()
        left.setObjectName("pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        stage = QWidget()
        self.pages = QStackedLayout(stage)
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.no_match)
        column.addWidget(stage, 1)
        column.addWidget(self._footer())
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addWidget(left, 1)
        self._body.addWidget(line(upright=True))
        self._body.addWidget(self.detail, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar())
        whole.addLayout(self._body, 1)
        self.setFocusProxy(self.list)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setMinimumHeight(52)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(282)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("References"), role="title"))
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.search, 1)
        return bar

    def _footer(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 6, 16, 6)
        said = self.tr(
            "Numbers stay with a source for good: [1] on an old PDF is still [1] today. "
            "The library comes with the program."
        )
        row.addWidget(ElidedLabel(said, role="small", tone="text2"))
        return foot
