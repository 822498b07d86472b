"""The clinic's calendar: what it shows, what a file of it holds, and that one left the clinic."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from carttrack.domain.calendar_days import CalendarEvent, CalendarView, EventKind, month_span
from carttrack.domain.calendar_entries import TREATED, CalendarEntry, EntryKind, Naming
from carttrack.domain.fields import LONGEST_LINE
from carttrack.domain.kept import Act, PatientId
from carttrack.domain.papers import AccessEvent, AccessKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term
from carttrack.domain.tick import Tick, ignore
from carttrack.services import catalogue, worklist
from carttrack.services.clinic import Clinic
from carttrack.services.worklist import PatientFilter
from carttrack.store import worklists
from carttrack.store.worklists import CalendarAsked
from carttrack.store.worklists.people import Calendar

PAGE = 200
"""Events of an agenda that are read at once."""
_A_DAY = 12
"""Events of a day in the month: more than its square can show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFilter:
    """Which kinds of events, and whether only the user's own patients' ones."""

    kinds: frozenset[EventKind] = frozenset(EventKind)
    mine: bool = False


def month(clinic: Clinic, day: date, filters: CalendarFilter) -> CalendarView:
    """Return the whole weeks around a day's month: the first events of each day, and the counts."""
    first, last = month_span(day)
    with clinic.reading() as work:
        return worklists.calendar_view(work, _asked(clinic, first, last, filters), most=_A_DAY)


def agenda(
    clinic: Clinic, first: date, last: date, filters: CalendarFilter, *, after: int = 0
) -> tuple[CalendarEvent, ...]:
    """Return a page of the events of some days in their order; `after` are those read before."""
    with clinic.reading() as work:
        asked = _asked(clinic, first, last, filters)
        return worklists.calendar_page(work, asked, after=after, most=PAGE)


def own_patients(clinic: Clinic) -> tuple[PatientId, ...]:
    """Return the patients whose coordinator the user is."""
    found: list[PatientId] = []
    mine = PatientFilter(coordinator=clinic.user.name)
    while True:
        after = found[-1] if found else None
        lines, _ = worklist.patients(clinic, filters=mine, after=after)
        if not lines:
            return tuple(found)
        found += (line.person.patient_id for line in lines)


def _asked(clinic: Clinic, first: date, last: date, filters: CalendarFilter) -> CalendarAsked:
    return CalendarAsked(
        first=first,
        last=last,
        calendar=Calendar(clinic.today(), clinic.record.zone),
        coordinator=clinic.user.name if filters.mine else None,
        kinds=filters.kinds,
    )


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """What a calendar file is written from; `store_id` is part of every entry's identity."""

    store_id: str
    entries: tuple[CalendarEntry, ...]


def content(
    clinic: Clinic, patients: Sequence[PatientId] | None = None, tick: Tick = ignore
) -> CalendarContent:
    """Return every visit and step of the patients, of all where none are named.

    What was cancelled, stopped, missed or made void is there, too, and says so. `tick` is told
    the patients read and how many there are.
    """
    found: list[CalendarEntry] = []
    with clinic.reading() as work:
        for key, entries in worklists.calendar_entries(work, patients, tick):
            protocol = catalogue.parsed(work.protocols.get(key))
            found += _titled(entries, protocol.visit_name)
        return CalendarContent(worklists.store_id(work), tuple(found))


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """A calendar file that was written; no MRNs stand for the whole clinic."""

    file: str
    entries: int
    naming: Naming
    mrns: tuple[str, ...] = ()


_NAMED = {
    Naming.INITIALS: "initials",
    Naming.MRN: "MRN only",
    Naming.FULL: "full names",
}


def record_exported(
    clinic: Clinic, export: CalendarExport, *, write: Callable[[], object] | None = None
) -> Act:
    """Keep that a calendar file left the clinic, and whose appointments it holds.

    With `write` the file is written in the same transaction: nothing leaves that is not on record,
    and nothing is on record that could not be written.

    Raises `RefusedError` or a `StoreError` where nothing can be kept now.
    """
    what = "Calendar file exported"
    whose = f"MRN {', '.join(export.mrns)}" if export.mrns else "whole clinic"
    count = "1 entry" if export.entries == 1 else f"{export.entries} entries"
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in export.file)
    with clinic.work(what) as work:
        event = AccessEvent(
            kind=AccessKind.CALENDAR_EXPORTED,
            happened_at=clinic.now(),
            by=clinic.user.name,
            detail=f"{name}: {count}, {_NAMED[export.naming]}, {whose}"[:LONGEST_LINE],
        )
        entry_id = work.accesses.add(event)
        if write is not None:
            write()
    return Act(id=work.act, what=what, entry_id=entry_id)


def _titled(
    entries: Sequence[CalendarEntry], visit_name: Callable[[str], str]
) -> Iterator[CalendarEntry]:
    for entry in entries:
        visit = entry.kind is EntryKind.VISIT
        title = f"{visit_name(entry.code)} visit" if visit else _step_title(Step(entry.code))
        yield replace(entry, title=title)


def _step_title(step: Step) -> str:
    words = term(step)
    return words if step in TREATED else f"{words} begins"
