"""What the cards of a board need of their courses, read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from carttrack.domain.board.flags import CourseFacts, OpenVisit
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.expiry import OF_IDENTIFIER
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.steps import Step, StepRecord, current_step
from carttrack.domain.pathway.validity import Validity
from carttrack.store.work import Work
from carttrack.store.worklists.due import OPEN_VISIT, VISIT, visit_due

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The entries of one course."""

    records: tuple[StepRecord, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    signed: frozenset[Checklist] = frozenset()
    runs_out: tuple[Validity, ...] = ()
    setbacks: tuple[Setback, ...] = ()
    visit: OpenVisit | None = None

    @property
    def reached(self) -> Step:
        """The step the course stood in."""
        return current_step(self.records)

    def of_course(self, step: Step, opened_on: date | None) -> CourseFacts:
        """Return what the flags of a course in this step are made of."""
        return CourseFacts(
            step=step,
            records=self.records,
            milestones=self.milestones,
            signed=self.signed,
            runs_out=self.runs_out,
            setbacks=self.setbacks,
            visit=self.visit,
            opened_on=opened_on,
        )


def facts_of(work: Work, courses: Sequence[int], before: Sequence[int]) -> dict[int, Facts]:
    """Return the facts of each course; `before` are those that may still wait for the infusion."""
    records = _by_course(work.steps.of_many(courses))
    milestones = _by_course(work.milestones.of_many(before))
    clearances = _by_course(work.clearances.of_many(before))
    validities = _by_course(work.validities.of_many(before))
    identifiers = _by_course(work.identifiers.of_many(before))
    setbacks = _by_course(work.setbacks.of_many(before))
    visits = _first_visits(work, courses)
    return {
        course: Facts(
            records=records.get(course, ()),
            milestones=milestones.get(course, ()),
            signed=frozenset(each.checklist for each in clearances.get(course, ())),
            runs_out=_longest(validities.get(course, ()), identifiers.get(course, ())),
            setbacks=setbacks.get(course, ()),
            visit=visits.get(course),
        )
        for course in courses
    }


def _by_course(found: Iterable[tuple[int, Value]]) -> dict[int, tuple[Value, ...]]:
    grouped: dict[int, list[Value]] = defaultdict(list)
    for course, value in found:
        grouped[course].append(value)
    return {course: tuple(values) for course, values in grouped.items()}


def _longest(
    entered: Iterable[Validity], identifiers: Iterable[Identifier]
) -> tuple[Validity, ...]:
    """Return what runs out, of one kind and `what` only the one that lasts longest."""
    longest: dict[tuple[str, str], Validity] = {}
    for each in (*entered, *_of_identifiers(identifiers)):
        key = each.kind.value, each.what.casefold()
        if key not in longest or longest[key].valid_until < each.valid_until:
            longest[key] = each
    return tuple(longest.values())


def _of_identifiers(identifiers: Iterable[Identifier]) -> Iterator[Validity]:
    for each in identifiers:
        found = OF_IDENTIFIER.get(each.kind)
        if found is not None and each.expires_on is not None:
            kind, blocks = found
            yield Validity(kind=kind, what=each.value, valid_until=each.expires_on, blocks=blocks)


def _first_visits(work: Work, courses: Sequence[int]) -> dict[int, OpenVisit]:
    place = func.row_number().over(partition_by=VISIT.c.course_id, order_by=visit_due)
    columns = (
        VISIT.c.course_id,
        VISIT.c.code,
        VISIT.c.latest,
        VISIT.c.appointment_on,
        VISIT.c.appointment_at,
    )
    ranked = select(*columns, place.label("place"))
    ranked = ranked.where(VISIT.c.course_id.in_(courses), OPEN_VISIT)
    numbered = ranked.subquery()
    rows = work.connection.execute(select(numbered).where(numbered.c.place == 1))
    return {
        row.course_id: OpenVisit(
            code=row.code,
            due_on=row.appointment_on or row.latest,
            at=row.appointment_at,
            booked=row.appointment_on is not None,
        )
        for row in rows
    }
