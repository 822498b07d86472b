"""Acts that want a dialog: each function opens one, wires it to its service and returns it.

They serve the patient page and Today alike. What is refused or asked stands in the dialog, with
what was typed; what was kept is told by `Desk.changed`. They need a case with a course, all but
`record_death`, `open_course`, `record_entry` of a patient's own entries, and the corrections.
"""

from carttrack.gui.pages.correcting import correct_entry, correct_patient, record_entry, void_entry
from carttrack.gui.pages.responding import record_event, record_later_infusion
from carttrack.gui.pages.treating import (
    close_course,
    open_checklist,
    open_course,
    record_death,
    record_infusion,
    record_milestone,
    record_setback,
    record_step,
)
from carttrack.gui.pages.visiting import (
    book_visit,
    close_episode,
    complete_visit,
    mark_not_done,
    miss_visit,
    record_given,
    record_response,
)

__all__ = [
    "book_visit",
    "close_course",
    "close_episode",
    "complete_visit",
    "correct_entry",
    "correct_patient",
    "mark_not_done",
    "miss_visit",
    "open_checklist",
    "open_course",
    "record_death",
    "record_entry",
    "record_event",
    "record_given",
    "record_infusion",
    "record_later_infusion",
    "record_milestone",
    "record_response",
    "record_setback",
    "record_step",
    "void_entry",
]
