"""The dialog for one entry: new, or correcting the one on record with a reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.questions import Question
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.room import room_for
from carttrack.gui.dialogs.sheet import Sheet
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.dialog_parts import stand_over_window
from carttrack.gui.widgets.fields import TextField
from carttrack.gui.widgets.message_bar import Action
from carttrack.gui.widgets.patient_band import PatientBand

Value = TypeVar("Value")

WIDTH = 720
_MARGIN = 24
_BELOW = 28  # the line under a field that says how it was read
_CORRECTION = "correction"


class EntryDialog(DialogFrame, Generic[Value]):
    """Takes one value in; what cannot be is said at its field, the dialog stays as it is.

    With a `kept` value it is prefilled with that and asks for the reason of the change.
    Subclasses put rows on `sheet` and call `finish` last.

    Signals:
        saved: the user saved what is a valid value; carries it. The dialog stays open until it is
            accepted: whoever keeps the value may still refuse (`show_refused`) or ask (`ask`).
    """

    saved = Signal(object)

    def __init__(
        self,
        occasion: Occasion,
        make: Callable[..., Value],
        *,
        kept: Value | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.occasion, self.kept = occasion, kept
        self.sheet = Sheet()
        self.correction = TextField(name=self.tr("Reason for the change"), lines=2)
        self._make, self._wide, self._beside = make, WIDTH, _MARGIN
        self._growth = QTimer(self, singleShot=True, interval=0)
        self._growth.timeout.connect(self._grow)
        self.form.addWidget(self.sheet)
        if occasion.case is not None:
            band = PatientBand(compact=True)
            band.show_case(occasion.case, today=occasion.today)
            self.show_identity(band)
        if kept is not None:
            self.save.setText(self.tr("Save correction"))
        self.save_requested.connect(self._submit)

    @property
    def reason(self) -> str:
        """Why an entry is changed, empty for a new one."""
        return self.correction.value

    def value(self) -> Value:
        """Return what was entered.

        Raises `InvalidEntryError` naming the field that holds what it cannot hold.
        """
        entered = self.entered()
        if self.kept is None:
            return self._make(**entered)
        kept: Any = self.kept
        changed: Value = replace(kept, **entered)
        return changed

    def entered(self) -> dict[str, Any]:
        """Return the attributes as entered; a correction needs its reason."""
        found = self.sheet.values()
        found.pop(_CORRECTION, None)
        return found

    def finish(self, title: str, width: int = WIDTH) -> None:
        """Take this title and width, show the kept value, ask for the reason of a correction."""
        self._wide = width
        self.setWindowTitle(title)
        if self.kept is not None:
            self.setWindowTitle(self.tr("{0}, correction").format(title))
            self.sheet.show_value(self.kept)
            self.sheet.put(
                self.tr("Changed, because"), (_CORRECTION, self.correction), stretch=True
            )
            self.sheet.require(_CORRECTION, self.tr("Give the reason why the entry is changed."))
        self.form.addStretch()
        self.sheet.focus_first()

    def show_refused(self, error: InvalidEntryError, actions: Sequence[Action] = ()) -> None:
        """Say at its field, or else above the form, why nothing was kept."""
        field = error.field
        if field == "reason" and not self.sheet.knows(field):
            field = _CORRECTION
        at_field = self.sheet.show_error(field, error.message)
        if actions or not at_field:
            self.message.show_error(error.message, actions)
            if actions and not at_field:
                self.message.focus_action(0)
        self._keep_in_sight(self.sheet.widget_of(field))

    def ask(self, questions: Sequence[Question], stand_by: Callable[[], object]) -> None:
        """Ask about something odd above the form; `stand_by` is called for "save it so".

        The keyboard goes to the safe answer, and from there back to where it was.
        """
        was = QApplication.focusWidget()

        def go_back() -> None:
            self.message.clear()
            if was is not None and self.isAncestorOf(was):
                was.setFocus(Qt.FocusReason.OtherFocusReason)

        head = self.tr("Possible, but unusual; nothing is saved yet. ")
        texts = "\n".join(question.text for question in questions)
        so, back = self.tr("Save it so"), self.tr("Go back")
        self.message.show_warning(head + texts, [(so, stand_by), (back, go_back)])
        self.message.focus_action(-1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self.resize(self._fitting())
            for watched in (self, *self.findChildren(QWidget, "scrolled")):
                watched.installEventFilter(self)
            for scroll in self.findChildren(QScrollArea):
                bar = scroll.verticalScrollBar()
                bar.rangeChanged.connect(self._follow, Qt.ConnectionType.UniqueConnection)
        super().showEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is said below a field or above the form, where the screen has room."""
        if event.type() == QEvent.Type.LayoutRequest and not self._growth.isActive():
            self._growth.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _grow(self) -> None:
        if self.isVisible() and self._fitting().height() > self.height():
            self.resize(self._fitting())
            stand_over_window(self)

    @Slot()
    def _follow(self) -> None:
        """Stay with the field at hand when the form grows below it."""
        self._keep_in_sight(self.focusWidget())

    def _fitting(self) -> QSize:
        """Return a size that shows the whole form where the screen has room for it."""
        room = room_for(self) - QSize(_MARGIN, _MARGIN)
        width = min(self._wide, room.width())
        self.resize(width, self.height())
        scroll = self.findChildren(QScrollArea)[0]
        whole, form = self.layout(), self.form
        if whole is None:  # for the type checker: the frame always has one
            return self.size()
        # the size hint is that of a band not yet laid out, which stands in two lines
        by_width = whole.hasHeightForWidth()
        tall = whole.totalHeightForWidth(width) if by_width else whole.totalSizeHint().height()
        around = tall - scroll.sizeHint().height()
        column = width - self._beside
        inside = form.heightForWidth(column) if form.hasHeightForWidth() else 0
        height = around + max(inside, form.totalSizeHint().height())
        return QSize(width, min(height, room.height()))

    @Slot()
    def _submit(self) -> None:
        self.sheet.clear_errors()
        self.message.clear()
        try:
            value = self.value()
        except InvalidEntryError as error:
            self.show_refused(error)
            return
        self.saved.emit(value)

    def _keep_in_sight(self, widget: QWidget | None) -> None:
        """Scroll to a part of the form and to what is said below it."""
        for scroll in self.findChildren(QScrollArea):
            inside = scroll.widget()
            if widget is not None and inside is not None and inside.isAncestorOf(widget):
                scroll.ensureWidgetVisible(widget, 20, 60)
                below = widget.mapTo(inside, widget.rect().bottomLeft())
                scroll.ensureVisible(below.x(), below.y(), 0, _BELOW)
