"""Medicines, infections, stays in hospital and transfusions of the synthetic patients."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from carttrack.domain.supportive_care import Admission, Infection, Medicine, Transfusion
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.reading import Table, document, value

_KINDS: dict[str, type[Any]] = {
    "medicines": Medicine,
    "infections": Infection,
    "admissions": Admission,
    "transfusions": Transfusion,
}
_FROM = {Medicine: "started", Transfusion: "given_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What went on beside a course."""

    medicines: tuple[Medicine, ...] = ()
    infections: tuple[Infection, ...] = ()
    admissions: tuple[Admission, ...] = ()
    transfusions: tuple[Transfusion, ...] = ()


def usual(name: str) -> Table:
    """Return a table of `care.toml` by its name."""
    table: Table = document("care.toml")[name]
    return table


def together(cares: Sequence[Care]) -> Care:
    """Return what went on beside all courses of a patient."""
    return Care(
        **{
            field.name: tuple(one for care in cares for one in getattr(care, field.name))
            for field in fields(Care)
        }
    )


def placed(tables: Sequence[Table], day0: date, until: date, frame: Frame) -> Care:
    """Put rows counted in days from Day 0 on the calendar.

    What begins after `until` has not happened; what ends after it goes on.
    """
    return Care(
        **{
            name: tuple(
                _dated(kind, row, day0, until, frame)
                for table in tables
                for row in table.get(name, ())
                if day0 + timedelta(days=row["day"]) <= until
            )
            for name, kind in _KINDS.items()
        }
    )


def _dated(kind: type[Any], row: Table, day0: date, until: date, frame: Frame) -> Any:
    started = day0 + timedelta(days=row["day"])
    dates: dict[str, Any] = {_FROM.get(kind, "started_on"): started}
    ended = day0 + timedelta(days=row["until_day"]) if "until_day" in row else None
    is_over = ended is not None and ended <= until
    if is_over:
        dates["stopped" if kind is Medicine else "stopped_on"] = ended
    if kind is Medicine:
        dates = {name: on.isoformat() for name, on in dates.items()}
        if not is_over:
            row = {name: content for name, content in row.items() if name != "stop_reason"}
    return value(kind, row, frame, **dates)
