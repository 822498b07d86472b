"""The highest grade of every course on each scale, never one scale mixed with another."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from carttrack.domain.outcome.cohort_course import WorstGrade
from carttrack.domain.terms import term
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.other_scales import GradedEvent
from carttrack.domain.toxicity.scales import Status
from carttrack.store.tables.columns import table
from carttrack.store.tables.toxicity import AssessmentRow, OtherGradeRow
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_plain import rows

ASSESSMENT, OTHER = table(AssessmentRow), table(OtherGradeRow)
_EVENTS = {Toxicity.CRS: GradedEvent.CRS, Toxicity.ICANS: GradedEvent.NEUROTOXICITY}
_NEVER_MET = (Status.CRITERIA_NOT_MET, Status.NO_GRADABLE_FINDING_EPISODE_OPEN)


def highest_grades(work: Work) -> dict[int, list[WorstGrade]]:
    """Return the highest grades of each course: those shown here, then those reported."""
    found: dict[int, list[WorstGrade]] = defaultdict(list)
    for toxicity, event in _EVENTS.items():
        for course_id, scale, shown, unmet, open_ended in rows(work, _QUERIES[toxicity]):
            grade = 0 if shown is None and unmet else shown
            found[course_id].append(_worst(event, scale, grade, bool(open_ended)))
    for course_id, event, scale, version, highest in rows(work, _REPORTED):
        named = f"{term(scale)} {version}".strip()
        found[course_id].append(_worst(event, named, highest, reported=True))
    return found


_worst = cache(WorstGrade)
"""There are few grades on few scales, so that all courses share them."""


def _query(toxicity: Toxicity) -> Select[Any]:
    """Ask for the highest grade that may be shown, as `GradeOnRecord.shown` has it."""
    columns = {
        name: ASSESSMENT.c[f"{toxicity.value}_{name}"]
        for name in ("scale", "status", "recorded", "derived", "at_least")
    }
    status, recorded = columns["status"], columns["recorded"]
    by_hand = recorded.is_distinct_from(columns["derived"])
    shown = case((or_(by_hand, status == Status.GRADED), recorded))
    unmet = case((status.in_(_NEVER_MET), 1), else_=0)
    open_ended = case((and_(columns["at_least"], ~by_hand), 1), else_=0)
    return (
        select(
            ASSESSMENT.c.course_id,
            columns["scale"],
            func.max(shown),
            func.max(unmet),
            func.max(open_ended),
        )
        .where(status.is_not(None), ASSESSMENT.c.void_reason.is_(None))
        .group_by(ASSESSMENT.c.course_id, columns["scale"])
    )


_QUERIES = {toxicity: _query(toxicity) for toxicity in Toxicity}
_KEY = (OTHER.c.course_id, OTHER.c.event, OTHER.c.scale, OTHER.c.version)
_REPORTED = (
    select(*_KEY, func.max(OTHER.c.value)).where(OTHER.c.void_reason.is_(None)).group_by(*_KEY)
)
