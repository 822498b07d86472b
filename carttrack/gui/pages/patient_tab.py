"""What every tab of the patient page is."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.gui.desk import Desk
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import SidePane


@dataclass(frozen=True, slots=True)
class Moment:
    """The clinic's now: its day, its instant, its zone, and the holidays it keeps."""

    today: date
    now: datetime
    zone: ZoneInfo
    holidays: Container[date] = ()


class CaseTab(QWidget):
    """A tab: it shows a case as of a moment, and opens acts about it.

    `complete` and `reschedule` are what the keys D and R do on it; a tab without visits does
    nothing then. `main` is the list that F6 jumps from and to.
    """

    has_visits = False

    def __init__(self, desk: Desk, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.acts = desk, acts
        self.main: QWidget | None = None

    def jump(self) -> None:
        """Jump from the list to the pane beside it, and back."""
        pane = self.findChild(SidePane)
        if self.main is None or pane is None:
            return
        focused: QWidget | None = QApplication.focusWidget()
        acts = [
            button
            for button in pane.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled()
        ]
        in_pane = focused is not None and pane.isAncestorOf(focused)
        there = self.main if in_pane or not acts else acts[0]
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show a case; the current row and the scroll stay where they were."""
        raise NotImplementedError

    def open_events(self) -> QMenu | None:
        """Open the menu of what is recorded on this tab; None for a tab without one."""
        return None

    def complete(self) -> None:
        """Complete the visit at hand."""

    def reschedule(self) -> None:
        """Book the visit at hand, or book it again."""
