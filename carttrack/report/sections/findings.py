"""The right half of the visit facts: when, by whom, condition, counts, MRD."""

from collections.abc import Iterator

from carttrack.domain.days import clock, short_date, span
from carttrack.domain.follow_up.visits import ORDERABLE, Visit, VisitForm
from carttrack.domain.outcome.wording import mrd_words
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import ORDERABLE_TERMS
from carttrack.report.facts import Fact
from carttrack.report.words import NOT_RECORDED, PENDING, dated, measured, near_date

_UNITS = {"anc": "× 10⁹/L", "platelets": "× 10⁹/L", "hb": "g/L", "igg": "g/L"}


def findings(summary: VisitSummary) -> Iterator[Fact]:
    """Yield what was found at the visit; each result is a value, pending or not recorded."""
    form = summary.form
    yield Fact("Visit", _visit(summary))
    yield Fact("Seen by", form.seen_by if form and form.seen_by else NOT_RECORDED)
    yield Fact("Condition", _condition(form))
    yield Fact("Counts", _counts(summary))
    yield Fact("MRD", _mrd(summary))


def _visit(summary: VisitSummary) -> str:
    visit = summary.visit
    if visit is None:
        return f"{short_date(summary.visit_on)}, not a planned visit"
    return f"{short_date(summary.visit_on)}{_time(summary, visit)}, {_window(visit)}"


def _time(summary: VisitSummary, visit: Visit) -> str:
    if visit.appointment_at is None or visit.appointment_on != summary.visit_on:
        return ""
    return f" {clock(visit.appointment_at, summary.clinic.zone)}"


def _window(visit: Visit) -> str:
    return f"window {span(visit.earliest, visit.latest)}"


def _condition(form: VisitForm | None) -> str:
    if form is None:
        return NOT_RECORDED
    ecog = f"ECOG {NOT_RECORDED if form.ecog is None else form.ecog}"
    temp = f"temperature {measured(form.temp_c, '°C')}"
    weight = f"weight {measured(form.weight_kg, 'kg')}"
    return f"{ecog}, {temp}, {weight}"


def _counts(summary: VisitSummary) -> str:
    form = summary.form
    if form is None:
        return NOT_RECORDED
    counts = ", ".join(f"{ORDERABLE_TERMS[name]}\u00a0{_result(form, name)}" for name in ORDERABLE)
    return f"{counts} ({near_date(summary, form.counts_on)})" if form.counts_on else counts


def _result(form: VisitForm | None, name: str) -> str:
    if form is None:
        return NOT_RECORDED
    return PENDING if name in form.pending else measured(getattr(form, name), _UNITS[name])


def _mrd(summary: VisitSummary) -> str:
    if not summary.case.responses:
        return NOT_RECORDED
    latest = summary.case.responses[-1].value
    words = mrd_words(latest)
    return words if latest.mrd_sample else f"{words}, {dated(summary, latest.assessed_on)}"
