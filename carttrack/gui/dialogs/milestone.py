"""A dated milestone inside a step: a consent, bridging, the product's arrival, discharge."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField, TextField

_SIGNED = frozenset(
    {
        MilestoneKind.CONSENT_TREATMENT,
        MilestoneKind.CONSENT_LEUKAPHERESIS,
        MilestoneKind.CONSENT_DATA,
        MilestoneKind.CONSENT_LONG_TERM,
        MilestoneKind.ASSENT,
        MilestoneKind.RECONSENT,
    }
)
_LASTING = frozenset({MilestoneKind.BRIDGING, MilestoneKind.WASHOUT})


class MilestoneDialog(EntryDialog[Milestone]):
    """Takes one milestone: what, planned or done, until when, who, which version, what exactly."""

    def __init__(
        self,
        occasion: Occasion,
        kind: MilestoneKind | None = None,
        *,
        kept: Milestone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Milestone, kept=kept, parent=parent)
        today, day0 = occasion.today, occasion.day0
        options, empty = words.options(MilestoneKind), self.tr("choose")
        self.kind = Choice(options, name=self.tr("Milestone"), empty=empty, value=kind)
        self.planned_on = DateField(name=self.tr("Planned on"), today=today, day0=day0)
        self.done_on = DateField(name=self.tr("Done on"), today=today, day0=day0, past=True)
        self.until_on = DateField(name=self.tr("Until"), today=today, day0=day0)
        self.by = LineField(name=self.tr("By"))
        self.version = LineField(name=self.tr("Version of the document"))
        self.detail = TextField(name=self.tr("Detail"), lines=3)
        self._lay_rows()
        self.finish(self.tr("Milestone"))
        self._suit()
        self.kind.chosen.connect(self._suit)

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Milestone"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose the milestone."))
        sheet.put(self.tr("Planned on"), ("planned_on", self.planned_on))
        sheet.put(self.tr("Done on"), ("done_on", self.done_on))
        self._until = sheet.put(self.tr("Until"), ("until_on", self.until_on))
        sheet.put(self.tr("By"), ("by", self.by), stretch=True)
        self._version = sheet.put(self.tr("Version"), ("version", self.version))
        sheet.put(self.tr("Detail"), ("detail", self.detail), stretch=True)

    @Slot()
    def _suit(self) -> None:
        """Enable the version for what is signed, the end for what lasts, and what is filled."""
        kind = self.kind.value
        self.version.setEnabled(kind in _SIGNED or bool(self.version.value))
        self.until_on.setEnabled(kind in _LASTING or bool(self.until_on.typed))
