"""What holds a checklist, beside its items."""

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from carttrack.domain.pathway.eligibility import Hold
from carttrack.gui.tokens import State
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.fields import TextField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine


class HoldsAside(QWidget):
    """Names every open item, and takes the reason to go on in spite of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Chip(State.DONE, "")
        self.override_reason = TextField(name=self.tr("Reason to go on"), lines=3)
        self._holds: tuple[Hold, ...] = ()
        self._list = QVBoxLayout()
        self._signature = NoteLine()
        self._note = NoteLine()
        self._ask = Label(
            self.tr("Signing with open items needs a reason:"),
            role="small",
            tone="text2",
            wrap=True,
        )
        self._lay_out()

    @property
    def holding(self) -> tuple[Hold, ...]:
        """The items that hold."""
        return self._holds

    @property
    def signature(self) -> str:
        """Who signed when, as shown."""
        return self._signature.text

    @property
    def error(self) -> str:
        """What the signature lacks, as shown."""
        return self._note.text

    def show_holds(self, holding: Sequence[Hold]) -> None:
        """Show which items hold now."""
        self._holds = tuple(holding)
        text = self.tr("{0} open").format(len(holding)) if holding else self.tr("Nothing holds")
        self.state.show_state(State.BLOCKED if holding else State.DONE, text)
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hold in holding:
            self._list.addWidget(Label(hold.text, role="small", wrap=True))
        for widget in (self._ask, self.override_reason):
            widget.setVisible(bool(holding))

    def show_signature(self, text: str) -> None:
        """Say who signed when, empty for nobody yet."""
        self._signature.say(text, "done" if text else "")

    def show_error(self, text: str) -> None:
        """Say what the signature lacks; an empty text takes it back."""
        self._note.say(text, "error" if text else "")
        if text:
            self.override_reason.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        listed = QVBoxLayout(inside)
        listed.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        listed.addLayout(self._list)
        listed.addStretch()
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("What holds"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("What holds"), role="section"))
        column.addWidget(self.state)
        column.addWidget(scroll, 1)
        for widget in (self._signature, self._ask, self.override_reason, self._note):
            column.addWidget(widget)
