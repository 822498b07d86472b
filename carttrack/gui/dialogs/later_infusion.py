"""A later infusion of a course: a part of a split dose, or a reinfusion of the same product."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.days import day_label, local_day, short_date
from carttrack.domain.pathway.infusion import Infusion, InfusionKind, ReinfusionReason
from carttrack.domain.pathway.later_infusions import next_number
from carttrack.gui import words
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice

_LATER = (InfusionKind.SPLIT_DOSE, InfusionKind.REINFUSION)
_FIRST_LATER = 2


class LaterInfusionDialog(InfusionDialog):
    """Takes an infusion after the first; it belongs to the same course and moves no date."""

    def __init__(
        self, occasion: Occasion, *, kept: Infusion | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, kept=kept, parent=parent)
        self.kind.chosen.connect(self._turn)
        self._turn()

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        if self.kept is None:
            case = self.occasion.case
            found["number"] = max(_FIRST_LATER, next_number(case) if case else _FIRST_LATER)
        if found["kind"] is not InfusionKind.REINFUSION:
            found["reason"] = None
        return found

    @override
    def _title(self) -> str:
        return self.tr("Later infusion")

    @override
    def _lay_kind(self) -> None:
        kinds = [(kind, words.heading(kind)) for kind in _LATER]
        self.kind = Choice(kinds, name=self.tr("Kind of infusion"), empty=self.tr("choose"))
        self.because = Choice(words.options(ReinfusionReason), name=self.tr("Given again because"))
        self.sheet.put(self.tr("Kind"), ("kind", self.kind))
        self.sheet.require("kind", self.tr("Choose a part of a split dose, or a reinfusion."))
        self.sheet.put(self.tr("Given again"), ("reason", self.because))

    @override
    def _ask_for_start(self) -> str:
        return self.tr("Type day and time of the start.")

    @Slot()
    def _turn(self) -> None:
        """Ask for the reason of a reinfusion alone."""
        self.sheet.show_row("reason", shown=self.kind.value is InfusionKind.REINFUSION)

    @Slot()
    @override
    def foretell(self) -> None:
        """Say which Day it is, and that no date moves."""
        at, case = self.started_at.value, self.occasion.case
        if at is None or case is None or case.day0 is None:
            self.consequence.say("")
            return
        day = case.day(local_day(at, self.occasion.zone)) or 0
        text = self.tr("{0} of the first infusion on {1}. Day 0 stays, and no date moves.")
        self.consequence.say(text.format(day_label(day), short_date(case.day0)))
