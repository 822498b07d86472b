"""What is on record around an assessment: all that its dialog asks of the case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, day_number, local_day, short_date
from carttrack.domain.kept import Kept
from carttrack.domain.patients import age_on
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import OxygenDevice
from carttrack.domain.toxicity.crs_context import CrsContext, context
from carttrack.domain.toxicity.episodes import Toxicity, grade_of
from carttrack.domain.toxicity.icans import CAPD_BELOW_YEARS
from carttrack.domain.toxicity.interventions import STEROIDS, Drug, Given
from carttrack.domain.worklist import WATCH_DAYS

NO_INTERVALS = (None, None, None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSetting:
    """What the assessment dialog needs to know.

    `now` is the clock (aware). `interval_hours` are the clinic's hours between assessments by the
    last CRS grade, None where it has set none. `kept` is the entry to correct, None for a new one.
    """

    case: CaseFile
    zone: ZoneInfo
    now: Callable[[], datetime]
    user: str
    interval_hours: Sequence[int | None] = field(default=NO_INTERVALS)
    kept: Kept[Assessment] | None = None

    def local_now(self) -> datetime:
        """Return the present minute in the clinic's zone."""
        return self.now().astimezone(self.zone).replace(second=0, microsecond=0)

    @property
    def today(self) -> date:
        """The clinic's calendar day."""
        return self.local_now().date()

    def died_before(self, instant: datetime) -> bool:
        """Return whether the patient was dead by the day of an instant."""
        death = self.case.death
        return death is not None and local_day(instant, self.zone) > death.value.died_on

    @property
    def others(self) -> tuple[Assessment, ...]:
        """Every assessment on record but the one being corrected."""
        skipped = self.kept.id if self.kept else None
        return tuple(each.value for each in self.case.assessments if each.id != skipped)

    @property
    def given(self) -> tuple[Given, ...]:
        """Everything given in this course."""
        return tuple(each.value for each in self.case.given)

    def around(self, at: datetime, given_now: Sequence[Given] = ()) -> CrsContext:
        """Return the circumstances at an instant, with what is being entered as given."""
        closings = [each.value for each in self.case.closings]
        return context(self.others, (*self.given, *given_now), closings, at)

    def age(self, at: datetime) -> Decimal:
        """Return the completed years of age at an instant."""
        return Decimal(age_on(self.case.patient.value.birth_date, local_day(at, self.zone)))

    @property
    def child(self) -> bool:
        """Whether the CAPD is the score for this patient's age."""
        return self.age(self.now()) < CAPD_BELOW_YEARS

    def hours_after(self, grade: int | None) -> int | None:
        """Return the clinic's hours until the next assessment after a CRS grade, or None."""
        if grade is None or grade >= len(self.interval_hours):
            return None
        return self.interval_hours[grade]

    def watched(self, at: datetime) -> bool:
        """Return whether assessments are due: Day 0 to +14, or while an episode is open."""
        day0 = self.case.day0
        day = None if day0 is None else day_number(day0, local_day(at, self.zone))
        early = day is not None and 0 <= day <= WATCH_DAYS
        return early or any(episode.closing is None for episode in self.case.episodes)

    def last_with(self, toxicity: Toxicity, at: datetime) -> Assessment | None:
        """Return the latest assessment before an instant that holds a grade of a toxicity."""
        earlier = [a for a in self.others if a.at < at and grade_of(a, toxicity) is not None]
        return max(earlier, key=lambda a: a.at, default=None)

    def maximum(self, toxicity: Toxicity, at: datetime) -> int | None:
        """Return the highest grade shown before an instant, None where there is none."""
        grades = [grade_of(a, toxicity) for a in self.others if a.at < at]
        return max((g.shown for g in grades if g and g.shown is not None), default=None)

    def clock(self, instant: datetime) -> str:
        """Return `03:30` for an instant of today, `19 Nov 2026 03:30` for another day."""
        day = local_day(instant, self.zone)
        at = clock(instant, self.zone)
        return at if day == self.today else f"{short_date(day)} {at}"

    def doses(self, *drugs: Drug) -> int:
        """Return how often any of these drugs was given in this course."""
        return sum(one.drug in drugs for one in self.given)

    @property
    def steroid_doses(self) -> int:
        """How often a steroid was given in this course."""
        return self.doses(*STEROIDS)

    def running(self, at: datetime) -> tuple[Given, ...]:
        """Return the vasopressors that run at an instant by the record, each name once."""
        runs = {
            one.name.casefold(): one
            for one in self.given
            if one.drug is Drug.VASOPRESSOR and one.started_at <= at
        }
        return tuple(one for one in runs.values() if _runs(one, at))

    def device(self, at: datetime) -> OxygenDevice | None:
        """Return the device of the last assessment before `at`, or of oxygen begun since."""
        graded = [a for a in self.others if a.at < at and a.crs is not None]
        last = max(graded, key=lambda a: a.at, default=None)
        begun = [
            one
            for one in self.given
            if one.drug is Drug.OXYGEN and one.device and one.started_at <= at and _runs(one, at)
            if last is None or one.started_at > last.at
        ]
        if begun:
            return begun[-1].device
        return last.crs.o2_device if last and last.crs else None

    def baseline(self, score: str) -> int | None:
        """Return the baseline `ice` or `capd` that a checklist holds as a whole number, or None."""
        code = f"baseline_{score}"
        for kept in reversed(self.case.answers):
            value = kept.value.value.strip()
            if kept.value.item == code and value.isdecimal():
                return int(value)
        return None


def _runs(one: Given, at: datetime) -> bool:
    return one.stopped_at is None or one.stopped_at > at
