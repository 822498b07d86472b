"""A reason, and nothing else: to make void, to mark missed, to say why something was not done."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from carttrack.domain import fields
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.fields import TextField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.moment_field import MomentField


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why; `at` is the moment it is about, where one was asked for."""

    text: str
    at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", fields.text("text", self.text, required=True))


class ReasonDialog(EntryDialog[Reason]):
    """Says what is about to happen and takes the reason."""

    def __init__(
        self, occasion: Occasion, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Reason, parent=parent)
        self.text = TextField(name=self.tr("Reason"), lines=3)
        self.sheet.add_wide(Label(sentence, wrap=True))
        self.sheet.put(self.tr("Reason"), ("text", self.text), stretch=True)
        self.sheet.require("text", self.tr("Give the reason; it stays in history."))
        self.finish(title)

    def ask_when(self, label: str, required: str) -> MomentField:
        """Ask for the moment too; `required` is said while it is missing."""
        at = MomentField(name=label, now=self.occasion.now, day0=self.occasion.day0)
        self.sheet.put(label, ("at", at))
        self.sheet.require("at", required)
        return at
