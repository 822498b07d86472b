"""Which pages and dialogs there are: the window knows no other."""

from carttrack.gui.pages.assessing import open_assessment
from carttrack.gui.pages.board import BoardPage
from carttrack.gui.pages.calendar import CalendarPage
from carttrack.gui.pages.outcomes import OutcomesPage
from carttrack.gui.pages.patient import PatientPage
from carttrack.gui.pages.patients import PatientsPage
from carttrack.gui.pages.references import ReferencesPage
from carttrack.gui.pages.registering import open_registration
from carttrack.gui.pages.summaries import open_summary
from carttrack.gui.pages.today import TodayPage
from carttrack.gui.screens import BOARD, CALENDAR, OUTCOMES, REFERENCES, Screens

SCREENS = Screens(
    today=TodayPage,
    patients=PatientsPage,
    patient=PatientPage,
    open_assessment=open_assessment,
    open_summary=open_summary,
    open_registration=open_registration,
    further={
        BOARD: BoardPage,
        CALENDAR: CalendarPage,
        OUTCOMES: OutcomesPage,
        REFERENCES: ReferencesPage,
    },
)
