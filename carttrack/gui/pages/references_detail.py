"""One published source: what it says of whom, how far to trust it, where it is cited."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from carttrack.domain.outcome.citing import (
    STANDINGS,
    cited_in,
    figures_of,
    statements_of,
    superseding,
)
from carttrack.domain.reference.figures import Figure
from carttrack.domain.reference.library import Library, Source
from carttrack.gui.models.source_list import caution_state
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.figure_lines import FigureLines
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.source_lines import Remark


class SourceDetail(QScrollArea):
    """Shows a source with its figures and statements; each keeps its n, group and limits.

    Signals:
        source_requested: another source was asked for; carries its number.
    """

    source_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAccessibleName(self.tr("Source"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.copy = Button(self.tr("Copy citation"), icon="copy", size="small")
        self.copy.clicked.connect(self._copy)
        self._source: Source | None = None
        self._copied = Label(self.tr("Copied."), role="small", tone="done")

    @property
    def source(self) -> Source | None:
        """The source on show."""
        return self._source

    def show_source(self, library: Library, source: Source) -> None:
        """Show a source."""
        self._source = source
        for kept in (self.copy, self._copied):
            kept.setParent(self)
            kept.hide()
        content = QWidget()
        content.setObjectName("surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 14, 16, 16)
        column.setSpacing(8)
        for part in self._parts(library, source):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)
        self.copy.show()

    def _parts(self, library: Library, source: Source) -> list[QWidget]:
        number = source.number
        figures, statements = figures_of(library, number), statements_of(library, number)
        parts: list[QWidget] = [
            Label(f"[{number}] {source.citation}", role="section", wrap=True),
            _row([Label(STANDINGS[source.standing], tone="text2"), self.copy, self._copied]),
        ]
        if source.superseded:
            parts.append(Remark(State.MISSED, self.tr("Superseded: {0}").format(source.superseded)))
            parts.append(_row([self._link(newer) for newer in superseding(library, source)]))
        if source.caution:
            parts.append(Remark(caution_state(source), source.caution))
        if figures:
            parts += [line(), Label(self.tr("Figures"), role="strong"), _lines(figures)]
        if statements:
            parts += [line(), Label(self.tr("Statements"), role="strong"), _lines(statements)]
        if not figures and not statements:
            parts += [line(), Label(self.tr("No figure or statement is taken from it."), wrap=True)]
        parts += [line(), Label(self.tr("Cited in"), role="strong")]
        parts += [Label(place, role="small", wrap=True) for place in cited_in(library, source)]
        return parts

    def _link(self, newer: Source) -> Button:
        words = self.tr("Show [{0}]").format(newer.number)
        link = Button(words, kind=Kind.LINK, size="small")
        link.clicked.connect(lambda: self.source_requested.emit(newer.number))
        return link

    @Slot()
    def _copy(self) -> None:
        if self._source is not None:
            QGuiApplication.clipboard().setText(self._source.citation)
            self._copied.show()


def _row(parts: Iterable[QWidget]) -> QWidget:
    around = QWidget()
    row = FlowLayout(around, gap=12)
    for part in parts:
        row.addWidget(part)
    return around


def _lines(figures: Iterable[Figure]) -> FigureLines:
    lines = FigureLines()
    lines.show_figures(figures)
    return lines
