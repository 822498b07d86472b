"""A published source: its permanent number, its citation, and what is to be known of it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.reference.library import Source
from carttrack.gui.models.source_list import caution_state
from carttrack.gui.tokens import State
from carttrack.gui.widgets.labels import IconLabel, Label, at_top


class SourceHead(QWidget):
    """Number and citation; a caution, and in red what is superseded, each with a glyph."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        number = Label(f"[{source.number}]", role="small_strong")
        number.setMinimumWidth(34)
        row.addLayout(at_top(number))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(source.citation, role="small", wrap=True))
        if source.caution:
            column.addWidget(Remark(caution_state(source), source.caution))
        if source.superseded:
            column.addWidget(Remark(State.MISSED, source.superseded))
        row.addLayout(column, 1)


class Remark(QWidget):
    """A sentence with the glyph and in the colour of a state."""

    def __init__(self, state: State, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(at_top(IconLabel(state.glyph, f"{state.family}_fg", 16)))
        tone = "text2" if state is State.INFO else state.family
        row.addWidget(Label(text, role="small", tone=tone, wrap=True), 1)
