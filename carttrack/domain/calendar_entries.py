"""A visit or a step as a calendar file tells it, and how far it names the patient."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.steps import Step

MOST_INITIALS = 4
"""More letters than this name nobody better."""
TREATED = (Step.LEUKAPHERESIS, Step.LYMPHODEPLETION, Step.INFUSION)
"""Steps that take the days from their first to their last; of others the calendar has the first."""


class Naming(StrEnum):
    """How a calendar file names the patient: it leaves the encrypted store."""

    INITIALS = "initials"
    MRN = "mrn"
    FULL = "full"


class EntryKind(StrEnum):
    """What of a course an entry is; part of its lasting identity."""

    VISIT = "visit"
    STEP = "step"


class EntryState(StrEnum):
    """Where an entry stands; `CANCELLED`: missed, stopped, skipped, void, or the course ended."""

    PLANNED = "planned"
    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One visit or step of one course on its day or days, `last` included.

    `code` is the visit's code or the step; `title` its words. `at` is a local time, None for a
    whole day. `earliest` to `latest` is the window of a visit that is not booked. `sequence`
    counts what was changed in the record about it and only ever rises; `changed_at` is when that
    last happened.
    """

    course_id: int
    kind: EntryKind
    code: str
    title: str
    mrn: str
    name: str
    initials: str
    first: date
    last: date
    at: time | None
    state: EntryState
    place: str = ""
    earliest: date | None = None
    latest: date | None = None
    sequence: int
    changed_at: datetime

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidEntryError("last", "The last day lies before the first.")

    def who(self, naming: Naming) -> str:
        """Return the patient as far as the file may name the patient."""
        return {
            Naming.INITIALS: self.initials,
            Naming.MRN: self.mrn,
            Naming.FULL: self.name,
        }[naming]


def initials(given: str, family: str, latin: str = "") -> str:
    """Return the initials, given name first; those of the name in Latin letters where there is one.

    `Thị Lan` `Mẫu` has `TLM`.
    """
    words = (latin or f"{given} {family}").replace("-", " ").split()
    letters = [word[0].upper() for word in words if word[0].isalpha()]
    return "".join(letters[:MOST_INITIALS]) or "–"
