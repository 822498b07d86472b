"""The screens that the sidebar and the View menu lead to, in their order."""

from PySide6.QtCore import QCoreApplication

from carttrack.gui.screens import BOARD, CALENDAR, OUTCOMES, PATIENTS, REFERENCES, TODAY, Screens
from carttrack.gui.widgets.sidebar import NavItem

translate = QCoreApplication.translate
_CONTEXT = "Nav"


def nav_items(screens: Screens) -> list[NavItem]:
    """Return an item for each screen that there is."""
    known = (
        NavItem(TODAY, translate(_CONTEXT, "Today"), "sun", "Ctrl+1"),
        NavItem(PATIENTS, translate(_CONTEXT, "Patients"), "users", "Ctrl+2"),
        NavItem(BOARD, translate(_CONTEXT, "Pathway board"), "layout-kanban", "Ctrl+3"),
        NavItem(CALENDAR, translate(_CONTEXT, "Calendar"), "calendar", "Ctrl+4"),
        NavItem(OUTCOMES, translate(_CONTEXT, "Outcomes"), "chart-dots", "Ctrl+5"),
        NavItem(REFERENCES, translate(_CONTEXT, "References"), "books", "Ctrl+6"),
    )
    there = {TODAY, PATIENTS, *screens.further}
    return [item for item in known if item.key in there]
