"""Calendar files (iCalendar, RFC 5545): written so that a second import makes no duplicates.

An entry's UID is made of the store's id, the course and the code, so it lasts; its SEQUENCE and
DTSTAMP come from the record, so the same record gives the same bytes and a change is a newer one.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from carttrack import __version__
from carttrack.domain.calendar_entries import CalendarEntry, EntryState, Naming
from carttrack.domain.days import span
from carttrack.domain.errors import CarttrackError
from carttrack.domain.tick import Tick, ignore
from carttrack.store.files import write_whole

_BEGINNING = b"BEGIN:VCALENDAR"
_EVERY = 200
"""Entries between two ticks."""
_STATUS = {
    EntryState.PLANNED: "TENTATIVE",
    EntryState.BOOKED: "CONFIRMED",
    EntryState.DONE: "CONFIRMED",
    EntryState.CANCELLED: "CANCELLED",
}


class CalendarNotWrittenError(CarttrackError):
    """The file could not be written; one that stood there before is whole."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The calendar file could not be written to {path}: {why}. A file that stood there "
            "before is unchanged. Choose another folder or name."
        )


def calendar_bytes(
    entries: Iterable[CalendarEntry],
    *,
    store_id: str,
    naming: Naming,
    zone: tzinfo,
    tick: Tick = ignore,
) -> bytes:
    """Return the file; the same entries give the same bytes.

    Whole days are plain dates, times are in UTC as `zone`, the clinic's, has them. The patient is
    named as `naming` says and nothing but the visit's or step's name is told.
    """
    import icalendar  # noqa: PLC0415  (takes its time: only when first needed)

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//carttrack//carttrack {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    every = list(entries)
    for number, entry in enumerate(every):
        if number % _EVERY == 0:
            tick(number, len(every))
        event = icalendar.Event()
        for name, value in _properties(entry, store_id, naming, zone):
            event.add(name, value)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def write_calendar(content: bytes, target: Path) -> None:
    """Write a calendar file whole or not at all, readable by its owner only.

    An older calendar file of that name is replaced; a file of another kind never is. Raises
    `CalendarNotWrittenError`.
    """
    try:
        if not _may_be_replaced(target):
            raise CalendarNotWrittenError(target, "another kind of file has this name")
        write_whole(target, content)
    except OSError as error:
        why = (error.strerror or "the system gave no reason").lower()
        raise CalendarNotWrittenError(target, why) from error


def uid(entry: CalendarEntry, store_id: str) -> str:
    """Return what identifies an entry for ever; it names nobody."""
    return f"{store_id}-{entry.course_id}-{entry.kind.value}-{entry.code}@carttrack"


def _properties(
    entry: CalendarEntry, store_id: str, naming: Naming, zone: tzinfo
) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [
        ("uid", uid(entry, store_id)),
        ("dtstamp", entry.changed_at),
        ("last-modified", entry.changed_at),
        ("sequence", entry.sequence),
        *_days(entry, zone),
        ("summary", f"{entry.who(naming)}, {_lower(entry.title)}"),
        ("status", _STATUS[entry.state]),
        ("transp", "TRANSPARENT" if _leaves_free(entry) else "OPAQUE"),
        ("class", "PRIVATE"),
    ]
    if entry.place:
        found.append(("location", entry.place))
    if entry.earliest is not None and entry.latest is not None:
        found.append(("description", f"Not booked. Window {span(entry.earliest, entry.latest)}."))
    return found


def _days(entry: CalendarEntry, zone: tzinfo) -> list[tuple[str, date | datetime]]:
    if entry.at is not None:
        moment = datetime.combine(entry.first, entry.at, zone)
        return [("dtstart", moment.astimezone(UTC))]
    # The end of whole days is the day after the last one (RFC 5545, 3.6.1).
    return [("dtstart", entry.first), ("dtend", entry.last + timedelta(days=1))]


def _leaves_free(entry: CalendarEntry) -> bool:
    """Tell whether the day stays free for others: only an appointment with a time takes it."""
    return entry.at is None or entry.state is EntryState.CANCELLED


def _lower(title: str) -> str:
    """Return a step's name as it stands inside a sentence; `Day +28` and `Month 6` are names."""
    return title if title.endswith(" visit") else title[:1].lower() + title[1:]


def _may_be_replaced(target: Path) -> bool:
    if target.suffix.lower() == ".ics" or not target.is_file():
        return True
    with target.open("rb") as file:
        return file.read(len(_BEGINNING)) in {b"", _BEGINNING}
