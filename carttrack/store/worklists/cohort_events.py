"""Responses, relapses and further therapy of every course."""

from collections import defaultdict
from datetime import date
from typing import Any, cast

from sqlalchemy import select

from carttrack.domain.outcome.cohort_course import RelapseOnRecord, ResponseOnRecord
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.patients import CnsStatus
from carttrack.store import mappings
from carttrack.store.tables.columns import table
from carttrack.store.tables.events import LaterTherapyRow, RelapseRow
from carttrack.store.tables.follow_up import ResponseRow
from carttrack.store.work import Work
from carttrack.store.worklists.cohort_plain import coded, day, plain, rows

RESPONSE, RELAPSE, THERAPY = table(ResponseRow), table(RelapseRow), table(LaterTherapyRow)


def responses(work: Work) -> dict[int, list[ResponseOnRecord]]:
    """Return the responses of each course; findings are read only where nothing is stated."""
    findings = _findings(work)
    found: dict[int, list[ResponseOnRecord]] = defaultdict(list)
    for row_id, course_id, assessed, stated, cns in rows(work, _RESPONSES):
        found[course_id].append(
            ResponseOnRecord(
                on=day(assessed),
                stated=coded(ResponseKind, stated),
                cns=coded(CnsStatus, cns),
                findings=findings.get(row_id),
            )
        )
    return found


def relapses(work: Work) -> dict[int, list[RelapseOnRecord]]:
    """Return the relapses of each course."""
    found: dict[int, list[RelapseOnRecord]] = defaultdict(list)
    for course_id, happened, kind in rows(work, _RELAPSES):
        found[course_id].append(RelapseOnRecord(day(happened), RelapseKind(kind)))
    return found


def therapies(work: Work) -> dict[int, list[date]]:
    """Return when further therapy began in each course."""
    found: dict[int, list[date]] = defaultdict(list)
    for course_id, started in rows(work, _THERAPIES):
        found[course_id].append(day(started))
    return found


def _findings(work: Work) -> dict[int, Response]:
    unstated = select(RESPONSE).where(RESPONSE.c.stated.is_(None), RESPONSE.c.void_reason.is_(None))
    return {row.id: mappings.RESPONSES.value(cast("Any", row)) for row in rows(work, unstated)}


_RESPONSES = select(
    RESPONSE.c.id,
    RESPONSE.c.course_id,
    plain(RESPONSE.c.assessed_on),
    plain(RESPONSE.c.stated),
    plain(RESPONSE.c.cns),
).where(RESPONSE.c.void_reason.is_(None))
_RELAPSES = select(RELAPSE.c.course_id, plain(RELAPSE.c.happened_on), plain(RELAPSE.c.kind)).where(
    RELAPSE.c.void_reason.is_(None)
)
_THERAPIES = select(THERAPY.c.course_id, plain(THERAPY.c.started_on)).where(
    THERAPY.c.void_reason.is_(None)
)
