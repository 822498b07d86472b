"""What came before and what to heed: alerts, earlier therapy, conditioning, driving, the end."""

from collections.abc import Iterator

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import partial_words
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import AlertKind, TherapyLine
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.report.facts import Fact
from carttrack.report.words import (
    NOT_RECORDED,
    capital,
    dated,
    listed,
    near_date,
    near_span,
)


def background(summary: VisitSummary) -> Iterator[Fact]:
    """Yield the facts that need a whole line; those that ended the course come first."""
    case = summary.case
    yield from _ending(summary)
    allergies = _alerts(case, AlertKind.ALLERGY)
    yield Fact("Allergies", allergies or "none recorded", strong=bool(allergies))
    yield Fact("Precautions", _alerts(case, AlertKind.PRECAUTION) or "none recorded")
    yield Fact("Prior therapy", _prior(case))
    yield Fact("Bridging", _bridging(summary))
    yield Fact("LD drugs", _lymphodepletion(summary))
    for kept in case.setbacks:
        setback = kept.value
        words = f"{term(setback.kind)}, {near_date(summary, setback.happened_on)}: {setback.reason}"
        yield Fact("Setback", f"{words} ({term(setback.step)})")
    if summary.driving:
        yield Fact("Driving", summary.driving)
    if summary.distance:
        yield Fact("Distance", summary.distance)


def _ending(summary: VisitSummary) -> Iterator[Fact]:
    death = summary.case.death.value if summary.case.death else None
    if death is not None:
        words = f"{dated(summary, death.died_on)}, cause: {term(death.cause)}"
        stated = f"stated by {death.stated_by}" if death.stated_by else ""
        yield Fact("Died", listed((words, stated)), strong=True)
        if death.detail:
            yield Fact("Death, detail", death.detail)
    course = summary.case.course.value if summary.case.course else None
    if course is not None and course.ended_on is not None and course.end_reason is not None:
        words = f"{dated(summary, course.ended_on)}, {term(course.end_reason)}"
        yield Fact("Closed", words, strong=True)
        if course.end_note:
            yield Fact("Closing note", course.end_note)


def _alerts(case: CaseFile, kind: AlertKind) -> str:
    alerts = (kept.value for kept in case.alerts if kept.value.kind is kind)
    return "; ".join(
        f"{alert.subject} ({alert.reaction})" if alert.reaction else alert.subject
        for alert in alerts
    )


def _prior(case: CaseFile) -> str:
    patient = case.patient.value
    cd19 = term(patient.prior_cd19) if patient.prior_cd19 else NOT_RECORDED
    transplant = {True: "yes", False: "none", None: NOT_RECORDED}[patient.prior_transplant]
    lines = [_line(kept.value) for kept in case.therapy_lines]
    return listed(
        (
            *(lines or [f"lines {NOT_RECORDED}"]),
            f"CD19-directed therapy: {cd19}",
            f"transplant: {transplant}",
        )
    )


def _line(line: TherapyLine) -> str:
    """Say one line of therapy; its dates stand as they were entered, some lack day or month."""
    days = (partial_words(line.started), partial_words(line.stopped))
    since = " to ".join(dict.fromkeys(filter(None, days)))
    antigens = [
        f"antigen {when} {term(status)}"
        for when, status in (("before", line.antigen_before), ("after", line.antigen_after))
        if status is not None
    ]
    target = f" ({term(line.target)})" if line.target else ""
    kind = term(line.kind)
    name = line.drug if kind in line.drug.casefold() else f"{kind} {line.drug}"
    return ", ".join(filter(None, (f"{name}{target}", since, line.response, *antigens)))


def _bridging(summary: VisitSummary) -> str:
    done = []
    for kept in summary.case.milestones:
        milestone = kept.value
        if milestone.kind is not MilestoneKind.BRIDGING or milestone.done_on is None:
            continue
        until = milestone.until_on or milestone.done_on
        done.append(
            f"{milestone.detail or 'therapy'}, {near_span(summary, milestone.done_on, until)}"
        )
    return "; ".join(done) or "none recorded"


def _lymphodepletion(summary: VisitSummary) -> str:
    record = summary.case.step(Step.LYMPHODEPLETION)
    if record.skipped_reason:
        return f"skipped: {record.skipped_reason}"
    if record.started_on is None:
        planned = (
            f", planned for {near_date(summary, record.planned_on)}" if record.planned_on else ""
        )
        return f"none given{planned}"
    until = record.finished_on or record.started_on
    drugs = capital(record.detail) if record.detail else f"drugs {NOT_RECORDED}"
    return f"{drugs}; {near_span(summary, record.started_on, until)}"
