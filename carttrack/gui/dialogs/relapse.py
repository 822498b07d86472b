"""A relapse: where the disease came back, what was counted, which antigens the blasts carry."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.outcome.relapse import OUTSIDE_MARROW, Relapse, RelapseKind
from carttrack.domain.patients import AntigenStatus
from carttrack.gui import words
from carttrack.gui.dialogs.event_dialog import EventDialog, Foretold
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField


class RelapseDialog(EventDialog[Relapse]):
    """Takes one relapse as the clinician states it, with the threshold that was used."""

    def __init__(
        self,
        occasion: Occasion,
        *,
        kept: Relapse | None = None,
        foretold: Foretold | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Relapse, kept=kept, foretold=foretold, parent=parent)
        today, day0 = occasion.today, occasion.day0
        self.happened_on = DateField(name=self.tr("Relapse on"), today=today, day0=day0, past=True)
        self.kind = Choice(
            words.options(RelapseKind), name=self.tr("Kind of relapse"), empty=self.tr("choose")
        )
        self.site = LineField(name=self.tr("Site outside the marrow"))
        self.marrow_blasts = DecimalField(name=self.tr("Marrow blasts"), unit="%")
        self.threshold = DecimalField(name=self.tr("Threshold of a relapse"), unit="%")
        self.blood_blasts = DecimalField(name=self.tr("Blasts in blood"), unit="%")
        self.mrd_level = DecimalField(name=self.tr("Level of MRD"), hint="0.0001")
        self.confirmed_on = DateField(
            name=self.tr("Confirmed by a second sample on"), today=today, day0=day0, past=True
        )
        self.cd19 = Choice(words.options(AntigenStatus), name=self.tr("CD19 on the blasts"))
        self.cd22 = Choice(words.options(AntigenStatus), name=self.tr("CD22 on the blasts"))
        self.stated_by = LineField(name=self.tr("Stated by"))
        self.detail = TextField(name=self.tr("Detail"), lines=2)
        self._lay_rows()
        self.finish(self.tr("Relapse"))
        self.kind.chosen.connect(self._turn)
        self.happened_on.changed.connect(self.foretell)
        self._turn()

    @override
    def so_far(self) -> Relapse | None:
        on, kind = self.happened_on.value, self.kind.value
        return None if on is None or kind is None else Relapse(happened_on=on, kind=kind)

    @Slot()
    def _turn(self) -> None:
        """Ask for a site where there is one; what stands in its field is never lost unseen."""
        outside = self.kind.value in OUTSIDE_MARROW
        self.sheet.show_row("site", shown=outside or bool(self.site.value))
        self.foretell()

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(self.tr("Relapse on"), ("happened_on", self.happened_on))
        sheet.require("happened_on", self.tr("Type the day of the relapse."))
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose where the disease came back."))
        sheet.add_note(self.consequence)
        sheet.put(self.tr("Site"), ("site", self.site), stretch=True)
        sheet.put(
            self.tr("Marrow blasts"),
            ("marrow_blasts", self.marrow_blasts),
            self.tr("threshold used"),
            ("threshold", self.threshold),
        )
        sheet.put(self.tr("Blood blasts"), ("blood_blasts", self.blood_blasts))
        sheet.put(
            self.tr("MRD level"),
            ("mrd_level", self.mrd_level),
            self.tr("as a fraction: 0.0001 is 10⁻⁴"),
        )
        sheet.put(self.tr("Second sample"), ("confirmed_on", self.confirmed_on))
        sheet.put(self.tr("CD19"), ("cd19", self.cd19), self.tr("and CD22"), ("cd22", self.cd22))
        sheet.put(self.tr("Stated by"), ("stated_by", self.stated_by), stretch=True)
        sheet.put(self.tr("Detail"), ("detail", self.detail), stretch=True)
