"""A follow-up protocol as text (TOML) that a clinician can read, turned into its values."""

from carttrack.domain.follow_up.protocol import (
    AfterEvent,
    DrivingRule,
    Offset,
    OffsetUnit,
    PlannedVisit,
    Protocol,
    WindowRule,
)
from carttrack.domain.outcome.events import EventKind
from carttrack.domain.tables import Table, read, refuse_twice

LAST_DAY = 365 * 20
"""No visit lies further out than this Day number."""
_MONTH = 30.436875  # mean length in days; a count of months strays by at most 3 days from it
_SPREAD = 3
_LONGEST = {OffsetUnit.DAYS: LAST_DAY, OffsetUnit.MONTHS: 240, OffsetUnit.YEARS: 20}


def parse(text: str) -> Protocol:
    """Return the protocol that a text describes.

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a key that
    is missing or not known, a code used twice, an assessment without a name, a window that its
    target may lie outside of.
    """
    top = read(text)
    top.only("name", "version", "title", "assessments", "visit", "driving_rule", "after_event")
    names = _assessment_names(top)
    visits = tuple(_visit(table, dict(names)) for table in top.tables("visit"))
    if not visits:
        raise top.refusal("visit", "is missing. A protocol has one visit at least.")
    refuse_twice(top.tables("visit"), "code")
    refuse_twice(top.tables("driving_rule"), "id")
    name = top.text("name")
    if "@" in name:
        raise top.refusal("name", "must not hold an @, it stands between name and version.")
    return Protocol(
        name=name,
        version=top.whole("version", 1, 10_000),
        title=top.text("title"),
        visits=visits,
        assessment_names=names,
        driving_rules=tuple(_driving_rule(table) for table in top.tables("driving_rule")),
        after_event=_after_event(top, dict(names)),
    )


def _assessment_names(top: Table) -> tuple[tuple[str, str], ...]:
    table = top.table("assessments")
    if table is None:
        return ()
    return tuple((code, table.text(code)) for code in table.values)


def _after_event(top: Table, known: dict[str, str]) -> AfterEvent | None:
    table = top.table("after_event")
    if table is None:
        return None
    table.only("events", "stop", "keep")
    for key in ("stop", "keep"):
        for code in table.words(key):
            if code not in known:
                raise table.refusal(key, f"names {code}, which [assessments] does not.")
    for code in table.words("events"):
        if code not in set(EventKind):
            raise table.refusal("events", f"names {code}; known are {', '.join(EventKind)}.")
    return AfterEvent(
        events=tuple(EventKind(code) for code in table.words("events")),
        stop=table.words("stop"),
        keep=table.words("keep"),
    )


def _visit(table: Table, known: dict[str, str]) -> PlannedVisit:
    table.only("code", "name", "target", "window", "query_window", "assessments", "source")
    offset = _offset(table)
    assessments = table.words("assessments")
    for code in assessments:
        if code not in known:
            raise table.refusal("assessments", f"names {code}, which [assessments] does not.")
    window = _window(table, "window", offset)
    if window is None:
        raise table.refusal("window", "is missing.")
    return PlannedVisit(
        code=table.text("code"),
        name=table.text("name"),
        offset=offset,
        window=window,
        query_window=_window(table, "query_window", offset),
        assessments=assessments,
        source=table.text("source", ""),
    )


def _offset(table: Table) -> Offset:
    target = table.table("target")
    if target is None:
        raise table.refusal("target", "is missing.")
    target.only(*OffsetUnit)
    if len(target.values) != 1:
        raise table.refusal("target", "must hold one of days, months, years.")
    unit = OffsetUnit(next(iter(target.values)))
    return Offset(target.whole(unit, 0, _LONGEST[unit]), unit)


def _window(table: Table, key: str, offset: Offset) -> WindowRule | None:
    window = table.table(key)
    if window is None:
        return None
    if set(window.values) == {"before", "after"}:
        return WindowRule(
            before=window.whole("before", 0, 366), after=window.whole("after", 0, 366)
        )
    if set(window.values) != {"first_day", "last_day"}:
        raise table.refusal(key, "must hold before and after, or first_day and last_day.")
    first, last = window.whole("first_day", 0, LAST_DAY), window.whole("last_day", 0, LAST_DAY)
    lowest, highest = _reach(offset)
    if not first <= lowest <= highest <= last:
        raise table.refusal(
            key, f"is Day {first} to {last}, but the target can fall on Day {lowest} to {highest}."
        )
    return WindowRule(first_day=first, last_day=last)


def _reach(offset: Offset) -> tuple[int, int]:
    """Return the first and last Day number that a target may fall on, rounded outwards."""
    if offset.unit is OffsetUnit.DAYS:
        return offset.count, offset.count
    months = offset.count * (12 if offset.unit is OffsetUnit.YEARS else 1)
    return max(0, int(months * _MONTH) - _SPREAD), int(months * _MONTH) + _SPREAD


def _driving_rule(table: Table) -> DrivingRule:
    table.only("id", "title", "days", "jurisdiction", "valid_from", "valid_until", "source")
    first, last = table.day("valid_from"), table.day("valid_until")
    if first is not None and last is not None and last < first:
        raise table.refusal("valid_until", "lies before valid_from.")
    return DrivingRule(
        id=table.text("id"),
        title=table.text("title"),
        days=table.whole("days", 1, 366),
        jurisdiction=table.text("jurisdiction"),
        valid_from=first,
        valid_until=last,
        source=table.text("source"),
    )
