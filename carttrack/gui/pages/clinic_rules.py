"""The rules of the clinic: opened from the menu, kept as one act that can be undone."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.kept import Act
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.clinic_rules import ClinicRulesDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import occasion_of
from carttrack.services import catalogue, clinic_rules


def open_clinic_rules(desk: Desk, parent: QWidget) -> ClinicRulesDialog:
    """Take other rules for the clinic, with the reason of the change."""
    clinic = desk.clinic
    record = clinic.record
    protocol = (
        catalogue.protocol(clinic, record.protocol)
        if record.protocol
        else catalogue.default_protocol()
    )
    dialog = ClinicRulesDialog(occasion_of(desk), protocol, kept=record, parent=parent)

    def keep(value: ClinicRecord, _accepted: Codes) -> Act:
        return clinic_rules.change_record(clinic, value, reason=dialog.reason)

    open_for(desk, dialog, keep)
    return dialog
