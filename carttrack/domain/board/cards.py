"""The cards of the board, in the columns they stand in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carttrack.domain.board.flags import Flag
from carttrack.domain.board.usual import Usual, UsualDays
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.patients import Disease
from carttrack.domain.worklist import Person

Place = Step | EndReason | SetbackKind
"""A column: a step, or how the pathway was left."""

ON_PATH: tuple[Place, ...] = STEPS
OFF_PATH: tuple[Place, ...] = (
    EndReason.SCREEN_FAILURE,
    EndReason.FAILED_PRODUCT,
    SetbackKind.DIED_BEFORE_INFUSION,
    EndReason.DIED,
    EndReason.WITHDREW,
    EndReason.OTHER_TREATMENT,
    EndReason.LOST_TO_CONTACT,
    EndReason.TRANSFERRED,
    EndReason.COMPLETED,
    EndReason.LATER_COURSE,
)
"""How the pathway can be left; a death is told apart by whether there was an infusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastGrade:
    """The last grade recorded of a toxicity, None for the dash, and when it was found."""

    grade: int | None
    by_hand: bool = False
    at: datetime | None = None

    def age(self, now: datetime) -> timedelta | None:
        """Return how old the grade is, None where there is none."""
        return None if self.grade is None or self.at is None else now - self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """One patient: `step` is the one the course stands or stood in, `entered_on` since when.

    `crs` and `icans` are None where the card shows no grades: before the infusion, and in
    follow-up without an open episode. `usual` is None where there is no range.
    """

    person: Person
    disease: Disease
    place: Place
    step: Step
    entered_on: date | None = None
    usual: UsualDays | None = None
    flags: tuple[Flag, ...] = ()
    crs: LastGrade | None = None
    icans: LastGrade | None = None
    left_on: date | None = None

    def days_in_step(self, today: date) -> int | None:
        """Return the days since the course came to the step, None where that is not known."""
        return None if self.entered_on is None else (today - self.entered_on).days

    def days_over(self, today: date) -> int:
        """Return the days beyond the usual ones, 0 within them or without a range."""
        days = self.days_in_step(today)
        return 0 if days is None or self.usual is None else max(0, days - self.usual.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A column: how many patients stand in it in `total`, and the first of them as cards."""

    place: Place
    total: int
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """The board of one moment; `usual` are the ranges of every product and step."""

    today: date
    now: datetime
    columns: tuple[BoardColumn, ...]
    usual: Usual

    @property
    def total(self) -> int:
        """How many patients there are in all columns."""
        return sum(column.total for column in self.columns)
