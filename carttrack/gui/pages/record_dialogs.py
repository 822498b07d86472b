"""Which dialog a laboratory result is corrected in."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtWidgets import QWidget

from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.lab_result import LabResultDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.services.entries import Entry

_Correct: TypeAlias = Callable[[Occasion, Any, QWidget], EntryDialog[Any]]

CORRECT_RECORDS: Mapping[Entry, _Correct] = {
    Entry.LAB_RESULT: lambda occasion, kept, over: LabResultDialog(
        occasion, kept=kept, parent=over
    ),
}
"""The entries of these tabs, each with the dialog that replaces its value."""
