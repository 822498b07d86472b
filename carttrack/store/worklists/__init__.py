"""The joined reads: each list is one query, or a small fixed number, and gives finished values."""

from carttrack.store.worklists.calendar import CalendarAsked, calendar_page, calendar_view
from carttrack.store.worklists.calendar_file import calendar_entries, store_id
from carttrack.store.worklists.choices import FilterChoices, filter_choices
from carttrack.store.worklists.cohort import cohort_courses
from carttrack.store.worklists.listing import (
    PatientFilter,
    PatientSort,
    patient_lines_all,
    patient_page,
)
from carttrack.store.worklists.people import person
from carttrack.store.worklists.today import due_items, today

__all__ = [
    "CalendarAsked",
    "FilterChoices",
    "PatientFilter",
    "PatientSort",
    "calendar_entries",
    "calendar_page",
    "calendar_view",
    "cohort_courses",
    "due_items",
    "filter_choices",
    "patient_lines_all",
    "patient_page",
    "person",
    "store_id",
    "today",
]
