"""Which dialog an entry is made and corrected in."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.pathway.courses import Course
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.gui.dialogs.alert import AlertDialog
from carttrack.gui.dialogs.antigen_test import AntigenTestDialog
from carttrack.gui.dialogs.closing import ClosingDialog
from carttrack.gui.dialogs.contact import ContactDialog
from carttrack.gui.dialogs.course_correction import CourseCorrectionDialog
from carttrack.gui.dialogs.death import DeathDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.given import GivenDialog
from carttrack.gui.dialogs.identifier import IdentifierDialog
from carttrack.gui.dialogs.milestone import MilestoneDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.response import ResponseDialog
from carttrack.gui.dialogs.setback import SetbackDialog
from carttrack.gui.dialogs.therapy_line import TherapyLineDialog
from carttrack.gui.dialogs.visit import VisitDialog
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from carttrack.gui.dialogs.weight import WeightDialog
from carttrack.gui.pages.record_dialogs import CORRECT_RECORDS
from carttrack.gui.pages.visiting import visit_title
from carttrack.services import catalogue
from carttrack.services.entries import Entry

_New: TypeAlias = Callable[[Occasion, QWidget, Any], EntryDialog[Any]]
_Correct: TypeAlias = Callable[[Occasion, Any, QWidget], EntryDialog[Any]]

NEW: Mapping[Entry, _New] = {
    Entry.WEIGHT: lambda occasion, over, _: WeightDialog(occasion, parent=over),
    Entry.CONTACT: lambda occasion, over, _: ContactDialog(occasion, parent=over),
    Entry.THERAPY_LINE: lambda occasion, over, _: TherapyLineDialog(occasion, parent=over),
    Entry.ANTIGEN_TEST: lambda occasion, over, of: AntigenTestDialog(occasion, of, parent=over),
    Entry.ALERT: lambda occasion, over, _: AlertDialog(occasion, parent=over),
    Entry.IDENTIFIER: lambda occasion, over, of: IdentifierDialog(occasion, of, parent=over),
}
"""The entries that are made by themselves, each with its dialog.

The last argument chooses the identifier or the antigen beforehand, None chooses nothing.
"""


def _closing(occasion: Occasion, kept: EpisodeClosing, over: QWidget) -> EntryDialog[Any]:
    return ClosingDialog(occasion, kept.toxicity, kept=kept, parent=over)


def _visit(occasion: Occasion, kept: Visit, over: QWidget) -> EntryDialog[Any]:
    return VisitDialog(occasion, visit_title(_case(occasion), kept.code), kept=kept, parent=over)


def _visit_form(occasion: Occasion, kept: VisitForm, over: QWidget) -> EntryDialog[Any]:
    title = visit_title(_case(occasion), kept.visit)
    return VisitFormDialog(occasion, title, kept=kept, parent=over)


def _course(occasion: Occasion, kept: Course, over: QWidget) -> EntryDialog[Any]:
    return CourseCorrectionDialog(occasion, catalogue.products(), kept=kept, parent=over)


def _case(occasion: Occasion) -> CaseFile:
    assert occasion.case is not None, "a correction is about a case"
    return occasion.case


CORRECT: Mapping[Entry, _Correct] = {
    Entry.WEIGHT: lambda occasion, kept, over: WeightDialog(occasion, kept=kept, parent=over),
    Entry.CONTACT: lambda occasion, kept, over: ContactDialog(occasion, kept=kept, parent=over),
    Entry.THERAPY_LINE: lambda occasion, kept, over: TherapyLineDialog(
        occasion, kept=kept, parent=over
    ),
    Entry.ANTIGEN_TEST: lambda occasion, kept, over: AntigenTestDialog(
        occasion, kept=kept, parent=over
    ),
    Entry.ALERT: lambda occasion, kept, over: AlertDialog(occasion, kept=kept, parent=over),
    Entry.DEATH: lambda occasion, kept, over: DeathDialog(occasion, kept=kept, parent=over),
    Entry.COURSE: _course,
    Entry.MILESTONE: lambda occasion, kept, over: MilestoneDialog(occasion, kept=kept, parent=over),
    Entry.SETBACK: lambda occasion, kept, over: SetbackDialog(occasion, kept=kept, parent=over),
    Entry.IDENTIFIER: lambda occasion, kept, over: IdentifierDialog(
        occasion, kept=kept, parent=over
    ),
    Entry.GIVEN: lambda occasion, kept, over: GivenDialog(occasion, kept=kept, parent=over),
    Entry.CLOSING: _closing,
    Entry.VISIT: _visit,
    Entry.VISIT_FORM: _visit_form,
    Entry.RESPONSE: lambda occasion, kept, over: ResponseDialog(occasion, kept=kept, parent=over),
    **CORRECT_RECORDS,
}
"""The entries that are corrected by replacing their value, each with its dialog."""
