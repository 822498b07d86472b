"""A follow-up protocol as text (TOML) that a clinician can read, turned into its values."""

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.protocol import (
    AfterEvent,
    DatedRule,
    MonitoringDuty,
    Protocol,
)
from carttrack.domain.follow_up.protocol_visits import LAST_DAY, planned_visit
from carttrack.domain.mistakes import Mistakes
from carttrack.domain.outcome.events import EventKind
from carttrack.domain.tables import Table, read, twice

_KEYS = (
    "name",
    "version",
    "title",
    "assessments",
    "visit",
    "monitoring",
    "driving_rule",
    "distance_rule",
    "after_event",
)


def parse(text: str) -> Protocol:
    """Return the protocol that a text describes.

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a key that
    is missing or not known, a code used twice, an assessment without a name, a window that its
    target may lie outside of. `mistakes_of` names all of them.
    """
    mistakes = Mistakes()
    protocol = _protocol(read(text), mistakes)
    mistakes.refuse()
    return protocol


def mistakes_of(text: str) -> tuple[InvalidEntryError, ...]:
    """Return every mistake of a protocol's text in order of its line, none where it is right.

    A text that is not TOML has one: nothing can be read beyond it.
    """
    mistakes = Mistakes()
    top = mistakes.take(lambda: read(text), None)
    if top is not None:
        _protocol(top, mistakes)
    return mistakes.by_line()


def _protocol(top: Table, mistakes: Mistakes) -> Protocol:
    mistakes.note(top.unknown(*_KEYS))
    names = _assessment_names(top, mistakes)
    visits = _tables(top, "visit", mistakes, "code")
    if not visits:
        mistakes.note([top.refusal("visit", "is missing. A protocol has one visit at least.")])
    name = mistakes.take(lambda: top.text("name"), "")
    if "@" in name:
        reason = "must not hold an @, it stands between name and version."
        mistakes.note([top.refusal("name", reason)])
    return Protocol(
        name=name,
        version=mistakes.take(lambda: top.whole("version", 1, 10_000), 1),
        title=mistakes.take(lambda: top.text("title"), ""),
        visits=tuple(planned_visit(table, dict(names), mistakes) for table in visits),
        assessment_names=names,
        monitoring=tuple(
            _duty(table, mistakes) for table in _tables(top, "monitoring", mistakes, "code")
        ),
        driving_rules=_rules(top, "driving_rule", mistakes),
        distance_rules=_rules(top, "distance_rule", mistakes),
        after_event=_after_event(top, dict(names), mistakes),
    )


def _tables(top: Table, key: str, mistakes: Mistakes, code: str) -> tuple[Table, ...]:
    tables = mistakes.take(lambda: top.tables(key), ())
    mistakes.note(twice(tables, code))
    return tables


def _assessment_names(top: Table, mistakes: Mistakes) -> tuple[tuple[str, str], ...]:
    table = mistakes.take(lambda: top.table("assessments"), None)
    if table is None:
        return ()
    return tuple((code, _text(table, code, mistakes)) for code in table.values)


def _text(table: Table, key: str, mistakes: Mistakes, default: str | None = None) -> str:
    return mistakes.take(lambda: table.text(key, default), "")


def _words(table: Table, key: str, mistakes: Mistakes) -> tuple[str, ...]:
    return mistakes.take(lambda: table.words(key), ())


def _whole(table: Table, key: str, low: int, high: int, mistakes: Mistakes) -> int:
    return mistakes.take(lambda: table.whole(key, low, high), low)


def _duty(table: Table, mistakes: Mistakes) -> MonitoringDuty:
    mistakes.note(
        table.unknown("code", "name", "first_day", "last_day", "how_often", "what", "source")
    )
    first = _whole(table, "first_day", 0, LAST_DAY, mistakes)
    return MonitoringDuty(
        code=_text(table, "code", mistakes),
        name=_text(table, "name", mistakes),
        first_day=first,
        last_day=_whole(table, "last_day", first, LAST_DAY, mistakes),
        how_often=_text(table, "how_often", mistakes),
        what=_words(table, "what", mistakes),
        source=_text(table, "source", mistakes, ""),
    )


def _rules(top: Table, key: str, mistakes: Mistakes) -> tuple[DatedRule, ...]:
    return tuple(_rule(table, mistakes) for table in _tables(top, key, mistakes, "id"))


def _rule(table: Table, mistakes: Mistakes) -> DatedRule:
    mistakes.note(
        table.unknown("id", "title", "days", "jurisdiction", "valid_from", "valid_until", "source")
    )
    first = mistakes.take(lambda: table.day("valid_from"), None)
    last = mistakes.take(lambda: table.day("valid_until"), None)
    if first is not None and last is not None and last < first:
        mistakes.note([table.refusal("valid_until", "lies before valid_from.")])
    return DatedRule(
        id=_text(table, "id", mistakes),
        title=_text(table, "title", mistakes),
        days=_whole(table, "days", 1, 366, mistakes),
        jurisdiction=_text(table, "jurisdiction", mistakes),
        valid_from=first,
        valid_until=last,
        source=_text(table, "source", mistakes),
    )


def _after_event(top: Table, known: dict[str, str], mistakes: Mistakes) -> AfterEvent | None:
    table = mistakes.take(lambda: top.table("after_event"), None)
    if table is None:
        return None
    mistakes.note(table.unknown("events", "stop", "keep"))
    lists = {key: _words(table, key, mistakes) for key in ("events", "stop", "keep")}
    mistakes.note(
        table.refusal(key, f"names {code}, which [assessments] does not.")
        for key in ("stop", "keep")
        for code in lists[key]
        if code not in known
    )
    events = {kind.value: kind for kind in EventKind}
    mistakes.note(
        table.refusal("events", f"names {code}; known are {', '.join(events)}.")
        for code in lists["events"]
        if code not in events
    )
    return AfterEvent(
        events=tuple(events[code] for code in lists["events"] if code in events),
        stop=lists["stop"],
        keep=lists["keep"],
    )
