"""The visits of a protocol's text: targets, windows, assessments."""

from carttrack.domain.follow_up.protocol import Offset, OffsetUnit, PlannedVisit, WindowRule
from carttrack.domain.mistakes import Mistakes
from carttrack.domain.tables import Table

LAST_DAY = 365 * 20
"""No visit lies further out than this Day number."""
_MONTH = 30.436875  # mean length in days; a count of months strays by at most 3 days from it
_SPREAD = 3
_LONGEST = {OffsetUnit.DAYS: LAST_DAY, OffsetUnit.MONTHS: 240, OffsetUnit.YEARS: 20}
_KEYS = ("code", "name", "target", "window", "query_window", "assessments", "source")


def planned_visit(table: Table, known: dict[str, str], mistakes: Mistakes) -> PlannedVisit:
    """Return the visit of a table; `known` are the assessments that have a name."""
    mistakes.note(table.unknown(*_KEYS))
    offset = mistakes.take(lambda: _offset(table), None)
    assessments = mistakes.take(lambda: table.words("assessments"), ())
    mistakes.note(
        table.refusal("assessments", f"names {code}, which [assessments] does not.")
        for code in assessments
        if code not in known
    )
    if "window" not in table.values:
        mistakes.note([table.refusal("window", "is missing.")])
    return PlannedVisit(
        code=mistakes.take(lambda: table.text("code"), ""),
        name=mistakes.take(lambda: table.text("name"), ""),
        offset=offset or Offset(0),
        window=_window(table, "window", offset, mistakes) or WindowRule(),
        query_window=_window(table, "query_window", offset, mistakes),
        assessments=assessments,
        source=mistakes.take(lambda: table.text("source", ""), ""),
    )


def _offset(table: Table) -> Offset | None:
    target = table.table("target")
    if target is None:
        raise table.refusal("target", "is missing.")
    target.only(*OffsetUnit)
    if len(target.values) != 1:
        raise table.refusal("target", "must hold one of days, months, years.")
    unit = OffsetUnit(next(iter(target.values)))
    return Offset(target.whole(unit, 0, _LONGEST[unit]), unit)


def _window(table: Table, key: str, offset: Offset | None, mistakes: Mistakes) -> WindowRule | None:
    window = mistakes.take(lambda: table.table(key), None)
    if window is None:
        return None
    if set(window.values) == {"before", "after"}:
        return WindowRule(
            before=mistakes.take(lambda: window.whole("before", 0, 366), 0),
            after=mistakes.take(lambda: window.whole("after", 0, 366), 0),
        )
    if set(window.values) != {"first_day", "last_day"}:
        reason = "must hold before and after, or first_day and last_day."
        mistakes.note([table.refusal(key, reason)])
        return None
    first = mistakes.take(lambda: window.whole("first_day", 0, LAST_DAY), None)
    last = mistakes.take(lambda: window.whole("last_day", 0, LAST_DAY), None)
    if offset is not None and first is not None and last is not None:
        lowest, highest = _reach(offset)
        if not first <= lowest <= highest <= last:
            reason = (
                f"is Day {first} to {last}, but the target can fall on Day {lowest} to {highest}."
            )
            mistakes.note([table.refusal(key, reason)])
    return WindowRule(first_day=first, last_day=last)


def _reach(offset: Offset) -> tuple[int, int]:
    """Return the first and last Day number that a target may fall on, rounded outwards."""
    if offset.unit is OffsetUnit.DAYS:
        return offset.count, offset.count
    months = offset.count * (12 if offset.unit is OffsetUnit.YEARS else 1)
    return max(0, int(months * _MONTH) - _SPREAD), int(months * _MONTH) + _SPREAD
