"""Follow-up protocols: those the clinic keeps, its own ones, and moving a course to another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.protocol_move import ProtocolMove, protocol_move
from carttrack.domain.follow_up.protocol_text import mistakes_of
from carttrack.domain.kept import Act, CourseId
from carttrack.services import catalogue, consequences, course
from carttrack.services.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolLine:
    """A protocol with how many courses are on it.

    `kept` is false for the one that ships with the program where this store does not hold it;
    `for_new` tells that new courses are enrolled on it.
    """

    protocol: Protocol
    kept: bool
    for_new: bool
    courses: int


def protocols(clinic: Clinic) -> tuple[ProtocolLine, ...]:
    """Return every protocol of the store and the one that ships with the program, by key."""
    with clinic.reading() as work:
        texts = {key: work.protocols.get(key) for key in work.protocols.keys()}  # noqa: SIM118
        uses: Mapping[str, int] = work.protocols.uses()
    shipped = catalogue.default_protocol()
    found = {key: catalogue.parsed(text) for key, text in texts.items()}
    return tuple(
        ProtocolLine(
            protocol=protocol,
            kept=key in texts,
            for_new=key == clinic.record.protocol,
            courses=uses.get(key, 0),
        )
        for key, protocol in sorted(({shipped.key: shipped} | found).items())
    )


def protocol_text(clinic: Clinic, key: str = "") -> str:
    """Return a protocol's text as it is kept; without a key the one new courses are enrolled on.

    Raises `NotFoundError` for a key that neither the store nor the program has.
    """
    key = key or clinic.record.protocol
    with clinic.reading() as work:
        held = key in work.protocols.keys()  # noqa: SIM118  (a repository, no mapping)
        if not held and key == catalogue.default_protocol().key:
            return catalogue.default_protocol_text()
        return work.protocols.get(key)


def import_protocol(clinic: Clinic, text: str, *, for_new: bool = False) -> Act:
    """Keep a protocol's text under its name and version; `for_new` enrols new courses on it.

    Raises `InvalidEntryError` naming every mistake of the text, a line each, and `RefusedError`
    for a key that stands for another text or where nothing would change.
    """
    mistakes = mistakes_of(text)
    if mistakes:
        raise InvalidEntryError(mistakes[0].field, "\n".join(str(each) for each in mistakes))
    key = catalogue.parsed(text).key
    what = f"Protocol {key} imported"
    with clinic.work(what) as work:
        held = key in work.protocols.keys()  # noqa: SIM118  (a repository, no mapping)
        work.protocols.add(key, text)
        if for_new:
            work.clinic.change(replace(work.clinic.get(), protocol=key))
        if held and not work.act:
            raise RefusedError(f"Protocol {key} is kept already, with this text. Nothing changed.")
    return Act(id=work.act, what=what, entry_id=work.first_entry)


def move_preview(clinic: Clinic, course_id: CourseId, key: str) -> ProtocolMove:
    """Return what a move of a course to a protocol changes; nothing is changed.

    Raises `NotFoundError` for a protocol the store does not hold, `RefusedError` where the course
    cannot move.
    """
    case = course.case_of(clinic, course_id)
    return protocol_move(case, catalogue.protocol(clinic, key), clinic.today())


def move_to_protocol(clinic: Clinic, course_id: CourseId, key: str, *, reason: str) -> Act:
    """Move a course to a protocol as the preview says, in one act that can be undone.

    Booked, done and missed visits stay. Raises `InvalidEntryError` without a reason.
    """
    move = move_preview(clinic, course_id, key)
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why the course moves to it.")
    name = course.case_of(clinic, course_id).patient.value.name
    what = f"Moved to protocol {key}, {name}"
    with clinic.work(what, reason=reason.strip()) as work:
        before = work.courses.get(course_id).value
        work.courses.change(course_id, replace(before, protocol=key))
        for change in move.changed:
            work.visits.change(change.kept.id, change.after)
        for dropped in move.dropped:
            work.visits.void(dropped.id, f"Not in protocol {key}")
        for visit in move.added:
            work.visits.add(course_id, visit)
        consequences.replan_visits(work, course_id)
    return Act(id=work.act, what=what, entry_id=course_id)
