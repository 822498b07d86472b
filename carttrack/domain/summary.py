"""The visit summary as a value: all that the paper prints, gathered before it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.reference.applicability import Applicability
from carttrack.domain.reference.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSummary:
    """One visit summary of one patient.

    `visit_on` is the day it is about; `visit` the planned visit of that day (None for a day
    without one) and `form` what was recorded at it. `driving` is the one sentence of the clinic's
    rule, empty without a rule, and so is `distance`. `printed_at` is an aware instant, shown in the
    clinic's zone.
    """

    case: CaseFile
    clinic: ClinicRecord
    visit_on: date
    visit: Visit | None
    form: VisitForm | None
    library: Library
    applicability: Applicability
    driving: str
    printed_at: datetime
    printed_by: str
    program: str
    distance: str = ""

    @property
    def today(self) -> date:
        """The calendar day of printing in the clinic's zone."""
        return self.printed_at.astimezone(self.clinic.zone).date()
