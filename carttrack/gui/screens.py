"""What the window opens: the pages, and the dialogs that pages wire to services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from carttrack.domain.kept import PatientId
from carttrack.gui.desk import Desk
from carttrack.services.worklist import PatientFilter

TODAY, PATIENTS, PATIENT = "today", "patients", "patient"
BOARD, CALENDAR, OUTCOMES, REFERENCES = "board", "calendar", "outcomes", "references"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """The makers of pages and the openers of dialogs; `further` makes pages by their key."""

    today: Callable[[Desk], QWidget]
    patients: Callable[[Desk], QWidget]
    patient: Callable[[Desk, PatientId], QWidget]
    open_assessment: Callable[[Desk, PatientId, QWidget], object]
    open_summary: Callable[[Desk, PatientId, QWidget], object]
    open_registration: Callable[[Desk, QWidget], object]
    further: Mapping[str, Callable[[Desk], QWidget]] = field(default_factory=dict)

    def maker(self, key: str) -> Callable[[Desk], QWidget]:
        """Return what makes a page; raises `KeyError` for one that does not exist."""
        return {TODAY: self.today, PATIENTS: self.patients, **self.further}[key]


def patient_of(page: object) -> PatientId | None:
    """Return the patient at hand on a page: that of its current row, or its own."""
    return page.current_patient if isinstance(page, _FollowsPatient) else None


def search_in(page: object) -> bool:
    """Put the cursor into a page's search; false where it has none."""
    if not isinstance(page, _Searchable):
        return False
    page.focus_search()
    return True


def list_only(page: object, filters: PatientFilter) -> None:
    """Let only some patients pass on a page that lists patients."""
    if isinstance(page, _Filtered):
        page.show_only(filters)


def tab_of(page: object) -> str:
    """Return the key of the tab on show, empty on a page without tabs."""
    return page.tab if isinstance(page, _Tabbed) else ""


def turn_to(page: object, tab: str) -> None:
    """Show a tab of a page that has tabs."""
    if isinstance(page, _Tabbed) and tab:
        page.show_tab(tab)


@runtime_checkable
class _FollowsPatient(Protocol):
    @property
    def current_patient(self) -> PatientId | None: ...


@runtime_checkable
class _Searchable(Protocol):
    def focus_search(self) -> None: ...


@runtime_checkable
class _Filtered(Protocol):
    def show_only(self, filters: PatientFilter) -> None: ...


@runtime_checkable
class _Tabbed(Protocol):
    @property
    def tab(self) -> str: ...

    def show_tab(self, tab: str) -> None: ...
