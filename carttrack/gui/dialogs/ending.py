"""The end of a medicine, an infection or a stay."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The last day of something, with the reason where one was given."""

    stopped: date
    stop_reason: str = ""


class EndingDialog(EntryDialog[Ending]):
    """Takes the last day of what goes on; `asks_why` adds the reason, as medicines have one."""

    def __init__(
        self, occasion: Occasion, what: str, *, asks_why: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Ending, parent=parent)
        self.stopped = DateField(
            name=self.tr("Last day"), today=occasion.today, day0=occasion.day0, past=True
        )
        self.why = LineField(name=self.tr("Stopped because"))
        sheet = self.sheet
        sheet.put(self.tr("Last day"), ("stopped", self.stopped))
        sheet.require("stopped", self.tr("Type the last day."))
        if asks_why:
            sheet.put(self.tr("Stopped because"), ("stop_reason", self.why), stretch=True)
        self.finish(self.tr("End of {0}").format(what))
