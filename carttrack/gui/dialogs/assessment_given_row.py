"""One thing given since the last assessment, as documented."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import OxygenDevice
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.gui import words
from carttrack.gui.dialogs.assessment_fields import CompactMoment
from carttrack.gui.dialogs.assessment_section import read_number, row_of
from carttrack.gui.widgets.buttons import IconButton
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

NAMED = frozenset({Drug.VASOPRESSOR, Drug.OTHER})
_KNOWN_BY_NAME = frozenset({Drug.SILTUXIMAB, Drug.ANAKINRA})
_HEAD = 148


class GivenRow(QWidget):
    """Dose as documented with its unit, the weight used, and the time; oxygen: device and flow.

    Signals:
        changed: the user changed something in it.
        dropped: the user unticked it.
        another_requested: the user wants one more of the same.
    """

    changed = Signal()
    dropped = Signal()
    another_requested = Signal()

    def __init__(
        self, drug: Drug, *, now: datetime, day0: date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.drug = drug
        title = words.heading(drug)
        self.check = Check(title)
        self.check.setChecked(True)
        self.name = LineField(name=self.tr("Name of the drug"), hint=self.tr("Name of the drug"))
        self.device = Choice(words.options(OxygenDevice), name=self.tr("Device started"))
        self.flow = DecimalField(name=self.tr("Flow started"), unit="L/min")
        dose = self.tr("{0}, dose as documented").format(title)
        self.dose = DecimalField(name=dose, hint=self.tr("dose"))
        self.unit = LineField(name=self.tr("Unit"), hint=self.tr("unit"))
        self.weight = DecimalField(name=self.tr("Weight used"), unit="kg")
        self.moment = CompactMoment(name=self.tr("{0} at").format(title), now=now, day0=day0)
        self.number = Label(role="small", tone="text2")
        self.another = IconButton("plus", self.tr("Another {0}").format(words.term(drug)))
        self.note = NoteLine()
        self._lay_out()
        self._connect()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = {Drug.OXYGEN: self.device}.get(self.drug, self.name if self._named else self.dose)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def value(self, latest: datetime) -> Given:
        """Return what was given; raises `InvalidEntryError`, for a time after `latest` too."""
        if self.moment.error:
            raise InvalidEntryError("started_at", self.moment.error)
        if self.moment.value is None:
            raise InvalidEntryError("started_at", self.tr("Type the time it was given."))
        if self.moment.value > latest:
            raise InvalidEntryError("started_at", self.tr("This time lies in the future."))
        oxygen = self.drug is Drug.OXYGEN
        return Given(
            drug=self._drug_named,
            started_at=self.moment.value,
            name=self.name.value,
            dose=read_number("dose", self.dose),
            unit=self.unit.value,
            weight_kg=read_number("weight_kg", self.weight),
            device=self.device.value if oxygen else None,
            flow_lpm=read_number("flow_lpm", self.flow) if oxygen else None,
        )

    def show_error(self, error: InvalidEntryError, *, focus: bool = True) -> None:
        """Show what is wrong with it."""
        self.note.say(error.message, "error")
        if not focus:
            return
        fields: dict[str, QWidget] = {
            "started_at": self.moment,
            "name": self.name,
            "dose": self.dose,
            "unit": self.unit,
            "weight_kg": self.weight,
            "flow_lpm": self.flow,
        }
        fields.get(error.field, self.check).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _named(self) -> bool:
        return self.drug in NAMED

    @property
    def _drug_named(self) -> Drug:
        name = self.name.value.casefold()
        known = {drug.value: drug for drug in _KNOWN_BY_NAME}
        return known.get(name, self.drug) if self.drug is Drug.OTHER else self.drug

    @Slot()
    def _tell(self) -> None:
        self.note.say("")
        self.changed.emit()

    def _connect(self) -> None:
        self.check.clicked.connect(self.dropped)
        self.another.clicked.connect(self.another_requested)
        for field in (self.name, self.flow, self.dose, self.unit, self.weight):
            field.edited.connect(self._tell)
        self.device.chosen.connect(self._tell)
        self.moment.changed.connect(self._tell)

    def _lay_out(self) -> None:
        self.check.setFixedWidth(_HEAD)
        self.dose.setFixedWidth(70)
        self.unit.setFixedWidth(60)
        self.weight.setFixedWidth(74)
        self.flow.setFixedWidth(96)
        self.moment.make_narrow()
        at = (self.tr("at"), self.moment, self.another, self.number)
        dose = (self.dose, self.unit, self.tr("weight used"), self.weight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if self.drug is Drug.OXYGEN:
            column.addLayout(row_of(self.check, self.device, self.flow, *at))
        elif not self._named:
            column.addLayout(row_of(self.check, *dose, *at))
        else:
            first = QHBoxLayout()
            first.setSpacing(8)
            first.addWidget(self.check)
            first.addWidget(self.name, 1)
            second = row_of(*dose, *at)
            second.setContentsMargins(24, 0, 0, 0)
            column.addLayout(first)
            column.addLayout(second)
        column.addWidget(self.note)
