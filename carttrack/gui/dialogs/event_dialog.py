"""The dialog of something that happened after the infusion; it says what the event stops."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.follow_up.after_event import AfterEventPlan
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.note_line import NoteLine

Value = TypeVar("Value")
Foretold: TypeAlias = Callable[[Any], AfterEventPlan | None]
"""Returns what would be planned with an event that is not kept yet."""


class EventDialog(EntryDialog[Value]):
    """Takes an event; what of the follow-up it stops stands below its day before it is saved.

    Subclasses put `consequence` into the sheet, connect `foretell` to kind and day, and return
    the event so far from `so_far`.
    """

    def __init__(
        self,
        occasion: Occasion,
        make: Callable[..., Value],
        *,
        kept: Value | None = None,
        foretold: Foretold | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, make, kept=kept, parent=parent)
        self._foretold = foretold
        self.consequence = NoteLine()

    def so_far(self) -> Value | None:
        """Return the event by kind and day, None until both are entered."""
        raise NotImplementedError

    @Slot()
    def foretell(self) -> None:
        """Say what of the follow-up stops and what goes on."""
        event = self.so_far()
        if event is None or self._foretold is None:
            self.consequence.say("")
            return
        plan = self._foretold(event)
        if plan is None:
            self.consequence.say(self.tr("Stops no visit: the follow-up goes on as planned."))
        else:
            self.consequence.say("\n".join(plan.sentences), "warning" if plan.stopped else "")
