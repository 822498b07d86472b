"""The steps of a course as marks of the stepper."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import MONTHS, clock, day_label
from carttrack.domain.pathway.step_order import begun_on
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.gui import words
from carttrack.gui.models.facts import near_date, near_span
from carttrack.gui.widgets.stepper import Standing, StepMark

translate = QCoreApplication.translate


def step_marks(case: CaseFile, today: date, zone: ZoneInfo) -> tuple[StepMark, ...]:
    """Return every step with where it stands and its dates; empty without a course."""
    if case.course is None:
        return ()
    return tuple(
        StepMark(
            value=step,
            title=words.heading(step),
            standing=standing_of(case, step),
            lines=_lines(case, step, today, zone),
        )
        for step in STEPS
    )


def standing_of(case: CaseFile, step: Step) -> Standing:
    """Return where a step stands: only what is on record is drawn as done."""
    record = case.step(step)
    if record.skipped_reason:
        return Standing.SKIPPED
    if step is case.current:
        return Standing.CURRENT
    return Standing.DONE if begun_on(record) is not None else Standing.AHEAD


def _lines(case: CaseFile, step: Step, today: date, zone: ZoneInfo) -> tuple[str, ...]:
    record = case.step(step)
    if record.skipped_reason:
        return (translate("steps", "skipped"),)
    if step is Step.INFUSION and case.infusion is not None and case.day0 is not None:
        at = clock(case.infusion.value.started_at, zone)
        return (f"{near_date(case.day0, today)} {at}", translate("steps", "Day 0"))
    begun = begun_on(record)
    if begun is None:
        return _ahead(case, step, record, today)
    if record.finished_on is None:
        return _going_on(case, begun, today)
    length = (record.finished_on - begun) // timedelta(days=1) + 1
    dates = near_span(begun, record.finished_on, today)
    number = case.day(begun)
    if length == 1 and number is not None:
        dates = f"{dates} ({day_label(number)})"
    return (dates, translate("steps", "{0} d").format(length))


def _going_on(case: CaseFile, begun: date, today: date) -> tuple[str, ...]:
    since = translate("steps", "since {0}").format(near_date(begun, today))
    number = case.day(today)
    if case.current is Step.CLOSED:
        return (translate("steps", "from {0}").format(near_date(begun, today)),)
    if number is not None:
        return (since, day_label(number))
    days = (today - begun) // timedelta(days=1) + 1
    return (since, translate("steps", "day {0}").format(days))


def _ahead(case: CaseFile, step: Step, record: StepRecord, today: date) -> tuple[str, ...]:
    if record.planned_on is not None:
        return (translate("steps", "planned {0}").format(near_date(record.planned_on, today)),)
    if step is Step.FOLLOW_UP and case.visits:
        last = max(kept.value.latest for kept in case.visits)
        until = f"{MONTHS[last.month - 1][:3]} {last.year}"
        return (
            translate("steps", "after monitoring"),
            translate("steps", "to {0}").format(until),
        )
    current = case.current
    if current is not None and step.ordinal < current.ordinal:
        return (translate("steps", "not recorded"),)
    return ()
