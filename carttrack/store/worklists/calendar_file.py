"""What a calendar file tells of each course: its visits and steps, and how often they changed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Table, func, or_, select

from carttrack.domain.calendar_entries import (
    TREATED,
    CalendarEntry,
    EntryKind,
    EntryState,
    initials,
)
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.tick import Tick, ignore
from carttrack.store.tables.columns import UtcTime, table
from carttrack.store.tables.journal import AuditRow, MarkRow
from carttrack.store.work import Work
from carttrack.store.worklists.due import VISIT
from carttrack.store.worklists.people import ALIVE, COURSE, PATIENT, STEP, name_of, of_course

AUDIT, MARK = table(AuditRow), table(MarkRow)
PAGE = 200
"""Patients read at once."""
_BEGUN_BY_ITSELF = frozenset({Step.REFERRAL, Step.MONITORING, Step.FOLLOW_UP})
"""Steps that nobody comes for; in the calendar only while they are planned."""
_SHARED = ("patient", "death")
_DAYS = ("started_on", "planned_on")
_OF_COURSE: tuple[ColumnElement[Any], ...] = (
    PATIENT.c.mrn.label("p_mrn"),
    PATIENT.c.family_name.label("p_family"),
    PATIENT.c.given_name.label("p_given"),
    PATIENT.c.latin_name.label("p_latin"),
    PATIENT.c.void_reason.label("p_void"),
    COURSE.c.protocol.label("c_protocol"),
    COURSE.c.ended_on.label("c_ended_on"),
    COURSE.c.void_reason.label("c_void"),
    (~ALIVE).label("p_dead"),
)


def store_id(work: Work) -> str:
    """Return the store's random id: what makes an entry's identity lasting and its own."""
    return str(work.connection.execute(select(MARK.c.store)).scalar_one())


def calendar_entries(
    work: Work, patients: Sequence[PatientId] | None, tick: Tick = ignore
) -> Iterator[tuple[str, tuple[CalendarEntry, ...]]]:
    """Yield each protocol's key with entries of courses on it, some hundred patients at a time.

    None stands for every patient; `tick` is told the patients read and how many there are. Void
    visits, steps, courses and patients come as cancelled: an earlier file may hold them. A
    visit's `title` is still its code, which the protocol names.
    """
    zone_moves = _zone_moves(work)
    done, total = 0, work.patients.count() if patients is None else len(patients)
    for page in _pages(work, patients):
        changes = _changes(work, page, zone_moves)
        entries = [*_entries(work, page, changes, VISIT), *_entries(work, page, changes, STEP)]
        entries.sort(key=lambda pair: (pair[0], pair[1].course_id, pair[1].first, pair[1].code))
        for key, found in groupby(entries, key=lambda pair: pair[0]):
            yield key, tuple(entry for _, entry in found)
        done += len(page)
        tick(min(done, total), total)


@dataclass(frozen=True, slots=True)
class _Changed:
    """How often something changed, and when last, as kept."""

    count: int = 0
    at: str = ""

    def __add__(self, other: "_Changed") -> "_Changed":
        return _Changed(self.count + other.count, max(self.at, other.at))


_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Changes:
    rows: dict[_Key, _Changed]
    people: dict[int, _Changed]
    zone: _Changed
    had: dict[int, date]
    """The last day that a step once had and gave up, by its row: an earlier file may hold it."""

    def of(self, subject: str, rows: Iterable[Any]) -> _Changed:
        """Return the changes of the rows of one entry, of its course and patient, of the zone."""
        found = self.zone
        for row in rows:
            found += self.rows.get((subject, row.id), _Changed())
        found += self.rows.get(("course", row.course_id), _Changed())
        return found + self.people.get(row.patient_id, _Changed())


@dataclass(frozen=True, slots=True)
class _When:
    first: date
    state: EntryState
    last: date | None = None
    at: time | None = None


def _pages(work: Work, patients: Sequence[PatientId] | None) -> Iterator[list[int]]:
    if patients is not None:
        for start in range(0, len(patients), PAGE):
            yield list(patients[start : start + PAGE])
        return
    after = 0
    while True:
        query = select(PATIENT.c.id).where(PATIENT.c.id > after).order_by(PATIENT.c.id).limit(PAGE)
        page = [row[0] for row in work.connection.execute(query)]
        if not page:
            return
        yield page
        after = page[-1]


def _entries(
    work: Work, page: list[int], changes: _Changes, rows: Table
) -> Iterator[tuple[str, CalendarEntry]]:
    """Yield the entries of one table: of the rows a course ever had for a code, the valid one."""
    code = rows.c.code if rows is VISIT else rows.c.step
    query = (
        select(*rows.c, code.label("what"), *_OF_COURSE)
        .select_from(of_course(rows, infusion=False))
        .where(rows.c.patient_id.in_(page))
        .order_by(rows.c.course_id, code, rows.c.void_reason.is_(None), rows.c.id)
    )
    found = work.connection.execute(query)
    for _, same in groupby(found, key=lambda row: (row.course_id, row.what)):
        every = list(same)
        row = every[-1]
        visit = rows is VISIT
        when = _visit_when(row) if visit else _step_when(row, changes.had.get(row.id))
        if when is not None:
            kind = EntryKind.VISIT if visit else EntryKind.STEP
            yield row.c_protocol, _entry(row, kind, when, changes.of(rows.name, every))


def _entry(row: Any, kind: EntryKind, when: _When, changed: _Changed) -> CalendarEntry:
    visit = kind is EntryKind.VISIT
    window = visit and when.state is EntryState.PLANNED
    return CalendarEntry(
        course_id=row.course_id,
        kind=kind,
        code=str(row.what),
        title=str(row.what),
        mrn=row.p_mrn,
        name=name_of(row),
        initials=initials(row.p_given, row.p_family, row.p_latin),
        first=when.first,
        last=when.last or when.first,
        at=when.at,
        state=when.state,
        place=row.place if visit else "",
        earliest=row.earliest if window else None,
        latest=row.latest if window else None,
        sequence=max(0, changed.count),
        changed_at=UtcTime().read(changed.at),
    )


def _over(row: Any) -> bool:
    """Tell whether nothing planned in this course will happen any more."""
    return any((row.void_reason, row.c_void, row.p_void, row.c_ended_on, row.p_dead))


def _withdrawn(row: Any) -> bool:
    """Tell whether even what is done was entered by mistake."""
    return any((row.void_reason, row.c_void, row.p_void))


def _visit_when(row: Any) -> _When:
    booked = row.appointment_on
    day = row.completed_on or booked or row.target
    at = row.appointment_at if day == booked else None
    if row.completed_on and not _withdrawn(row):
        state = EntryState.DONE
    elif row.completed_on or row.missed_on or row.stopped_on or _over(row):
        state = EntryState.CANCELLED
    else:
        state = EntryState.BOOKED if booked else EntryState.PLANNED
    return _When(day, state, at=at)


def _step_when(row: Any, had: date | None) -> _When | None:
    """Return when a step is; `had` is the last day it gave up. None for one never in a calendar."""
    began = row.started_on or row.finished_on
    if row.what in _BEGUN_BY_ITSELF and row.planned_on is None and had is None:
        return None
    day = began or row.planned_on or had
    if day is None:
        return None
    at = row.planned_at if day == row.planned_on else None
    if not began and (row.planned_on is None or row.skipped_reason):
        return _When(day, EntryState.CANCELLED, at=at)
    if began:
        state = EntryState.CANCELLED if _withdrawn(row) else EntryState.DONE
    else:
        state = EntryState.CANCELLED if _over(row) else EntryState.BOOKED
    last = row.finished_on if row.what in TREATED and began else None
    return _When(day, state, last, at)


def _changes(work: Work, page: list[int], zone: _Changed) -> _Changes:
    subjects = (VISIT.name, STEP.name, COURSE.name, *_SHARED)
    count, latest = func.count(), func.max(AUDIT.c.at)
    query = (
        select(AUDIT.c.subject, AUDIT.c.row_id, AUDIT.c.patient_id, count, latest)
        .where(AUDIT.c.patient_id.in_(page), AUDIT.c.subject.in_(subjects))
        .group_by(AUDIT.c.subject, AUDIT.c.row_id, AUDIT.c.patient_id)
    )
    rows: dict[_Key, _Changed] = {}
    people: dict[int, _Changed] = {}
    for subject, row_id, patient_id, times, at in work.connection.execute(query):
        if subject in _SHARED:
            people[patient_id] = people.get(patient_id, _Changed()) + _Changed(times, at)
        else:
            rows[subject, row_id] = _Changed(times, at)
    # What made the row, its course and its patient is no change.
    return _Changes(rows, people, zone + _Changed(-3), _had(work, page))


def _had(work: Work, page: list[int]) -> dict[int, date]:
    """Return the last day that each step gave up, from the audit's `{column: [old, new]}`."""
    old = or_(*(AUDIT.c.changes.contains(f'"{column}":["') for column in _DAYS))
    query = (
        select(AUDIT.c.row_id, AUDIT.c.changes)
        .where(AUDIT.c.patient_id.in_(page), AUDIT.c.subject == STEP.name, old)
        .order_by(AUDIT.c.seq)
    )
    had: dict[int, date] = {}
    for row_id, changes in work.connection.execute(query):
        before = json.loads(changes)
        days = (before[column][0] for column in _DAYS if column in before)
        day = next((each for each in days if each), None)
        if day is not None:
            had[row_id] = date.fromisoformat(day)
    return had


def _zone_moves(work: Work) -> _Changed:
    """Return how often the clinic's time zone changed: it moves every appointment with a time."""
    query = select(func.count(), func.max(AUDIT.c.at)).where(
        AUDIT.c.patient_id.is_(None),
        AUDIT.c.subject == "clinic",
        AUDIT.c.kind == "changed",
        AUDIT.c.changes.contains('"time_zone"'),
    )
    times, at = work.connection.execute(query).one()
    return _Changed(times, at or "")
