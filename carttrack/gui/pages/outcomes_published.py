"""What is published of groups like the cohort, source by source, under the note."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from carttrack.domain.outcome.cohort_picture import CohortPicture
from carttrack.domain.reference.figures import Figure
from carttrack.domain.reference.library import Source
from carttrack.gui.pages.outcomes_parts import PublishedNote, Section
from carttrack.gui.widgets.figure_lines import FigureLines
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.source_lines import SourceHead


class PublishedSection(Section):
    """Every published figure that stands beside the cohort, drawn or not, with its source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Published figures of other groups"))
        self.setAccessibleName(self.title.text())
        self.note = PublishedNote()
        self.note.words.setProperty("role", "body")
        self.none = Label(role="small", tone="text2", wrap=True)
        self.body.addWidget(self.note)
        self.body.addWidget(self.none)
        listed = QWidget()
        self._sources = QVBoxLayout(listed)
        self._sources.setContentsMargins(0, 0, 0, 0)
        self._sources.setSpacing(14)
        self.body.addWidget(listed)

    def show_picture(self, picture: CohortPicture) -> None:
        """Show the figures of groups like a cohort."""
        figures = picture.published
        self.note.say(picture.left_out, has_figures=bool(figures))
        self.none.setText(self.tr("Every source and figure is listed in References."))
        while self._sources.count():
            item = self._sources.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for source in picture.outcomes.sources:
            own = [figure for figure in figures if figure.source == source.number]
            if own:
                self._sources.addWidget(_source_block(source, own))


def _source_block(source: Source, figures: list[Figure]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(SourceHead(source))
    lines = FigureLines()
    lines.show_figures(figures)
    column.addWidget(lines)
    return block
