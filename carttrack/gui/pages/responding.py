"""Acts of what followed the infusion: relapses, later therapies, second cancers, later cells."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Act, Kept
from carttrack.domain.pathway.infusion import Infusion
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.event_dialog import EventDialog, Foretold
from carttrack.gui.dialogs.later_infusion import LaterInfusionDialog
from carttrack.gui.dialogs.later_therapy import LaterTherapyDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.relapse import RelapseDialog
from carttrack.gui.dialogs.second_malignancy import SecondMalignancyDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import course_of, occasion_of
from carttrack.services import events, infusion
from carttrack.services.entries import Entry
from carttrack.services.events import Event

_Make: TypeAlias = Callable[[Occasion, Any, Foretold, QWidget], EventDialog[Any]]

EVENTS: Mapping[Entry, _Make] = {
    Entry.RELAPSE: lambda occasion, kept, foretold, over: RelapseDialog(
        occasion, kept=kept, foretold=foretold, parent=over
    ),
    Entry.LATER_THERAPY: lambda occasion, kept, foretold, over: LaterTherapyDialog(
        occasion, kept=kept, foretold=foretold, parent=over
    ),
    Entry.SECOND_MALIGNANCY: lambda occasion, kept, foretold, over: SecondMalignancyDialog(
        occasion, kept=kept, foretold=foretold, parent=over
    ),
}
"""The events after the infusion, each with its dialog."""


def record_event(desk: Desk, case: CaseFile, kind: Entry, parent: QWidget) -> EventDialog[Any]:
    """Take a relapse, a later therapy or a second malignancy; the dialog says what it stops.

    Raises `KeyError` for another kind.
    """
    course_id = course_of(case)

    def foretold(event: Event) -> Any:
        return events.plan_with(desk.clinic, course_id, event)

    dialog = EVENTS[kind](occasion_of(desk, case), None, foretold, parent)

    def keep(value: Event, accepted: Codes) -> Act:
        return events.record_event(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def correct_event(
    desk: Desk, case: CaseFile, kind: Entry, kept: Kept[Any], parent: QWidget
) -> EventDialog[Any]:
    """Take the correction of such an event; the visits stop and go on by what it says now."""
    course_id = course_of(case)

    def foretold(event: Event) -> Any:
        return events.plan_with(desk.clinic, course_id, event, instead_of=kept.id)

    dialog = EVENTS[kind](occasion_of(desk, case), kept.value, foretold, parent)

    def keep(value: Event, accepted: Codes) -> Act:
        return events.correct_event(
            desk.clinic, course_id, kept.id, value, dialog.reason, accepted=accepted
        )

    open_for(desk, dialog, keep)
    return dialog


def record_later_infusion(desk: Desk, case: CaseFile, parent: QWidget) -> LaterInfusionDialog:
    """Take a part of a split dose or a reinfusion."""
    dialog, course_id = LaterInfusionDialog(occasion_of(desk, case), parent=parent), course_of(case)

    def keep(value: Infusion, accepted: Codes) -> Act:
        return infusion.record_infusion(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def correct_later_infusion(
    desk: Desk, case: CaseFile, kept: Kept[Infusion], parent: QWidget
) -> LaterInfusionDialog:
    """Take the correction of a later infusion; its number stays."""
    course_id = course_of(case)
    dialog = LaterInfusionDialog(occasion_of(desk, case), kept=kept.value, parent=parent)

    def keep(value: Infusion, accepted: Codes) -> Act:
        return infusion.correct_later_infusion(
            desk.clinic, course_id, kept.id, value, dialog.reason, accepted=accepted
        )

    open_for(desk, dialog, keep)
    return dialog
