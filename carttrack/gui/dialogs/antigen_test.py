"""Expression of a target antigen on the blasts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import AntigenStatus, AntigenTest, Target
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField


class AntigenTestDialog(EntryDialog[AntigenTest]):
    """Takes one test of a target antigen."""

    def __init__(
        self,
        occasion: Occasion,
        target: Target | None = None,
        *,
        kept: AntigenTest | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, AntigenTest, kept=kept, parent=parent)
        choose = self.tr("choose")
        targets = words.options(Target)
        self.target = Choice(targets, name=self.tr("Antigen"), empty=choose, value=target)
        self.tested_on = DateField(name=self.tr("Tested on"), today=occasion.today, past=True)
        self.status = Choice(words.options(AntigenStatus), name=self.tr("Result"), empty=choose)
        self.percent = DecimalField(name=self.tr("Positive blasts"), unit="%")
        self.sample = LineField(name=self.tr("Sample"))
        sheet = self.sheet
        sheet.put(self.tr("Antigen"), ("target", self.target))
        sheet.require("target", self.tr("Choose the antigen."))
        sheet.put(self.tr("Tested on"), ("tested_on", self.tested_on))
        sheet.require("tested_on", self.tr("Type the day of the test."))
        sheet.put(self.tr("Result"), ("status", self.status))
        sheet.require("status", self.tr("Choose the result."))
        sheet.put(self.tr("Positive blasts"), ("percent", self.percent))
        sheet.put(self.tr("Sample"), ("sample", self.sample), stretch=True)
        self.finish(self.tr("Antigen test"))
        if target is not None:
            self.tested_on.setFocus(Qt.FocusReason.OtherFocusReason)
