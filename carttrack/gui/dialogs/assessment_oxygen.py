"""How oxygen or pressure is given: device, flow, and why pressure is."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.toxicity.crs import CrsFindings, OxygenDevice, VentilationReason
from carttrack.domain.toxicity.hypoxia import PRESSURE_DEVICES
from carttrack.gui import words
from carttrack.gui.dialogs.assessment_section import Section
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField
from carttrack.gui.widgets.labels import Label


class Oxygen(Section):
    """Device and flow; the reason is asked for a device that gives pressure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device = Choice(
            words.options(OxygenDevice),
            name=self.tr("Oxygen device"),
            empty=self.tr("device not recorded"),
        )
        self.flow = DecimalField(name=self.tr("Oxygen flow"), unit="L/min")
        self.flow.setFixedWidth(96)
        self.ventilation = Choice(
            words.options(VentilationReason), name=self.tr("Reason for ventilation")
        )
        self._why = QWidget()
        self._lay_out()
        self.device.chosen.connect(self._tell)
        self.ventilation.chosen.connect(self.changed)
        self.flow.edited.connect(self.changed)
        self.flow.left.connect(self.changed)

    @property
    def recorded(self) -> bool:
        """Whether anything was entered here."""
        return self.device.value is not None or bool(self.flow.value)

    @property
    def reason(self) -> VentilationReason | None:
        """Why pressure is given, None for a device without."""
        return self.ventilation.value if self._asks_why else None

    def show_device(self, device: OxygenDevice) -> None:
        """Show a device; the user did not choose it here."""
        self.device.choose(device)
        self._tell()

    def show_findings(self, findings: CrsFindings) -> None:
        """Show findings that are to be corrected."""
        self.device.choose(findings.o2_device)
        self.flow.show_number(findings.o2_flow_lpm)
        self.ventilation.choose(findings.ventilation_reason)
        self._why.setVisible(self._asks_why)

    @property
    def _asks_why(self) -> bool:
        return self.device.value in PRESSURE_DEVICES

    @Slot()
    def _tell(self) -> None:
        self._why.setVisible(self._asks_why)
        self.changed.emit()

    def _lay_out(self) -> None:
        given = QHBoxLayout()
        given.setSpacing(8)
        given.addWidget(self.device, 1)
        given.addWidget(self.flow)
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(8)
        why.addWidget(Label(self.tr("Ventilated for"), role="small", tone="text2"))
        why.addWidget(self.ventilation, 1)
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(given)
        column.addWidget(self._why)
