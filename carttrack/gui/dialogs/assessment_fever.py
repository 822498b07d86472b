"""Temperature now and highest since the last assessment, and what the fever is due to."""

from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.gui.dialogs.assessment_fields import TemperatureField
from carttrack.gui.dialogs.assessment_section import Section, below_fields, read_number, row_of
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented


class FeverCause(StrEnum):
    """What the clinician says about the fever."""

    CRS = "crs"
    OTHER = "other"
    MASKED = "masked"


class Fever(Section):
    """Two temperatures and the cause; "masked by treatment" only where CRS fever is on record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.temperature = TemperatureField(name=self.tr("Temperature now"))
        self.highest_since = TemperatureField(name=self.tr("Highest temperature since the last"))
        causes = [(FeverCause.CRS, self.tr("Yes")), (FeverCause.OTHER, self.tr("No, other cause"))]
        masked = (FeverCause.MASKED, self.tr("Masked by treatment"))
        name = self.tr("Fever due to CRS")
        self._plain = Segmented(causes, name=name, clearable=True)
        self._with_masked = Segmented([*causes, masked], name=name, clearable=True)
        self._masked_offered = False
        self._reading, self._note, self._cause_note = (below_fields() for _ in range(3))
        self._lay_out()
        self.place(self._note, temp_now_c=self.temperature, temp_c=self.highest_since)
        self.place(self._cause_note, fever_attributed_to_other=self._plain)
        for field in (self.temperature, self.highest_since):
            field.edited.connect(self._tell)
            field.left.connect(self._tell)
        self._plain.chosen.connect(self.changed)
        self._with_masked.chosen.connect(self.changed)

    @property
    def places(self) -> dict[str, tuple[QWidget, NoteLine]]:
        """Its fields, for the section it is part of."""
        return dict(self._places)

    @property
    def choice(self) -> Segmented[FeverCause]:
        """The choice of the cause that is on show."""
        return self._with_masked if self._masked_offered else self._plain

    @property
    def cause(self) -> FeverCause | None:
        """What was chosen, None while nothing was."""
        return self.choice.value

    @property
    def attributed_to_other(self) -> bool | None:
        """Whether fever is attributed to another cause; None where that was not said."""
        return (
            {FeverCause.CRS: False, FeverCause.OTHER: True}.get(self.cause) if self.cause else None
        )

    @property
    def recorded(self) -> bool:
        """Whether anything was entered here."""
        fields = (self.temperature, self.highest_since)
        return self.cause is not None or any(field.value for field in fields)

    def now(self) -> Decimal | None:
        """Return the temperature now in °C."""
        return read_number("temp_now_c", self.temperature)

    def highest(self) -> Decimal | None:
        """Return the highest temperature recorded since the last assessment, in °C.

        Where only the one now is recorded, that one. Raises `InvalidEntryError` where the highest
        lies below the one now.
        """
        now, highest = self.now(), read_number("temp_c", self.highest_since)
        if now is not None and highest is not None and highest < now:
            raise InvalidEntryError(
                "temp_c", self.tr("The highest since the last is below the temperature now.")
            )
        return now if highest is None else highest

    def offer_masked(self, *, offered: bool) -> None:
        """Offer "masked by treatment", or no longer."""
        if offered == self._masked_offered:
            return
        before = self.cause
        self._masked_offered = offered
        self._plain.setVisible(not offered)
        self._with_masked.setVisible(offered)
        self.choice.choose(None if before is FeverCause.MASKED and not offered else before)

    def show_assessment(self, kept: Assessment, *, masked: bool = False) -> None:
        """Show an assessment that is to be corrected; `masked` by the clinician's own word."""
        self.temperature.show_number(kept.temp_now_c)
        if kept.crs is None:
            return
        if kept.crs.temp_c != kept.temp_now_c:  # else only the one now was recorded
            self.highest_since.show_number(kept.crs.temp_c)
        cause = {True: FeverCause.OTHER, False: FeverCause.CRS}.get(
            bool(kept.crs.fever_attributed_to_other)
        )
        if kept.crs.fever_attributed_to_other is None:
            cause = FeverCause.MASKED if masked and self._masked_offered else None
        self.choice.choose(cause)

    @Slot()
    def _tell(self) -> None:
        readings = (self.temperature.reading, self.highest_since.reading)
        self._reading.say("; ".join(filter(None, readings)))
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._with_masked.hide()
        titles = (self.tr("Temperature"), self.tr("Fever due to CRS"))
        heads = [Label(title, tone="text2") for title in titles]
        for head in heads:
            head.setFixedWidth(LABEL_WIDTH + 4)
        column.addLayout(
            row_of(heads[0], self.temperature, self.tr("Highest since last"), self.highest_since)
        )
        column.addWidget(self._reading)
        column.addWidget(self._note)
        column.addLayout(row_of(heads[1], self._plain, self._with_masked))
        column.addWidget(self._cause_note)
