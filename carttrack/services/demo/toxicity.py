"""CRS and ICANS courses of the synthetic patients, graded by the program's own rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs_context import context
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.services.demo.findings import GradedRow, graded_row
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.reading import Table, document, value

_ANY_DAY0 = date(2000, 1, 1)
MOST_TOCILIZUMAB_MG = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class ToxicityCourse:
    """A CRS and ICANS course of one patient, as the store keeps it."""

    assessments: tuple[Assessment, ...] = ()
    given: tuple[Given, ...] = ()
    closings: tuple[EpisodeClosing, ...] = ()


def template(name: str) -> Table:
    """Return a course of `toxicity.toml` by its name."""
    return _templates()[name]


@cache
def _templates() -> Mapping[str, Table]:
    return {course["name"]: course for course in document("toxicity.toml")["course"]}


def template_course(
    name: str, *, age: int, day0: date, kg: Decimal, frame: Frame
) -> ToxicityCourse:
    """Return the template of a name as the course of a patient of `age` infused on `day0`."""
    return _placed(template(name), _graded_template(name, age), day0, kg, frame)


def own_course(table: Table, *, age: int, day0: date, kg: Decimal, frame: Frame) -> ToxicityCourse:
    """Return the course that a table of the cast spells out for one patient."""
    return _placed(table, _graded_rows(table, age), day0, kg, frame)


@cache
def _graded_template(name: str, age: int) -> tuple[GradedRow, ...]:
    return _graded_rows(template(name), age)


def _graded_rows(table: Table, age: int) -> tuple[GradedRow, ...]:
    """Grade each row in turn, in the circumstances that the rows before it make."""
    given = [_masking(row) for row in table.get("given", ())]
    closings = [
        EpisodeClosing(toxicity=Toxicity(row["toxicity"]), closed_at=_somewhen(row), closed_by="-")
        for row in table.get("closed", ())
    ]
    graded: list[GradedRow] = []
    for row in table.get("rows", ()):
        at = _somewhen(row)
        ended = [closing for closing in closings if closing.closed_at < at]
        circumstances = context([before.kept for before in graded], given, ended, at)
        graded.append(graded_row(row, at, Decimal(age), circumstances))
    return tuple(graded)


def _masking(row: Table) -> Given:
    stopped = None
    if "until" in row:
        stopped = _somewhen({"day": row.get("until_day", row["day"]), "at": row["until"]})
    drug, name = Drug(row["drug"]), row.get("name", "")
    return Given(drug=drug, name=name, started_at=_somewhen(row), stopped_at=stopped)


def _somewhen(row: Table) -> datetime:
    """Return the moment of a row counted from a Day 0 that stands for any."""
    return datetime.combine(_ANY_DAY0 + timedelta(days=row["day"]), row["at"], UTC)


def _placed(
    table: Table, rows: Sequence[GradedRow], day0: date, kg: Decimal, frame: Frame
) -> ToxicityCourse:
    """Put a course on the calendar; what lies after now has not been entered yet."""
    assessments = [
        row.assessment(frame.moment(day0 + timedelta(days=row.day), row.at)) for row in rows
    ]
    given = [_given(row, day0, kg, frame) for row in table.get("given", ())]
    closings = [_closing(row, day0, frame) for row in table.get("closed", ())]
    return ToxicityCourse(
        assessments=tuple(a for a in assessments if a.at <= frame.now),
        given=tuple(_running(g, frame.now) for g in given if g.started_at <= frame.now),
        closings=tuple(c for c in closings if c.closed_at <= frame.now),
    )


def _running(given: Given, now: datetime) -> Given:
    """Return what was given with its end left open while that lies ahead."""
    if given.stopped_at is not None and given.stopped_at > now:
        return replace(given, stopped_at=None)
    return given


def _given(row: Table, day0: date, kg: Decimal, frame: Frame) -> Given:
    more: dict[str, Any] = {
        "started_at": frame.moment(day0 + timedelta(days=row["day"]), row["at"])
    }
    if "until" in row:
        last = day0 + timedelta(days=row.get("until_day", row["day"]))
        more["stopped_at"] = frame.moment(last, row["until"])
    if "per_kg" in row:
        dose = min(round(row["per_kg"] * kg), MOST_TOCILIZUMAB_MG)
        more |= {"dose": Decimal(dose), "unit": "mg", "weight_kg": kg}
    return value(Given, row, frame, **more)


def _closing(row: Table, day0: date, frame: Frame) -> EpisodeClosing:
    at = frame.moment(day0 + timedelta(days=row["day"]), row["at"])
    return value(EpisodeClosing, row, frame, closed_at=at)
