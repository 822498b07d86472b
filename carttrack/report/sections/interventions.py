"""Everything given for CRS and ICANS, one row an entry, with its running number."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import clock, elapsed, local_day
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.domain.toxicity.interventions import Drug, Given, numbered
from carttrack.report.blocks import Prose
from carttrack.report.cells import Column, Content, Grid
from carttrack.report.words import NOT_RECORDED, capital, listed, near_date, number, timed

_NAME = "Interventions"
_COLUMNS = (
    Column(head="Intervention", share=25),
    Column(head="As documented", share=35),
    Column(head="When", share=37),
    Column(head="For", share=11),
    Column(head="Given by", share=17),
)
_RUNS = frozenset({Drug.OXYGEN, Drug.VASOPRESSOR})


def interventions(summary: VisitSummary) -> Sequence[Flowable]:
    """Return the table of all that was given, or the sentence that nothing is on record."""
    given = numbered([kept.value for kept in summary.case.given])
    if not given:
        return [Prose("No intervention on record.", _NAME)]
    rows = [_row(summary, one, count) for one, count in given]
    return [Grid(_NAME, _COLUMNS, rows)]


def _row(summary: VisitSummary, given: Given, count: int) -> Sequence[Content]:
    return (
        f"{capital(_name(given))}, no. {count}",
        _documented(given),
        _when(summary, given),
        term(given.indication) if given.indication else NOT_RECORDED,
        given.given_by or NOT_RECORDED,
    )


def _name(given: Given) -> str:
    if given.drug in {Drug.VASOPRESSOR, Drug.OTHER}:
        return given.name
    return f"{term(given.drug)} {given.name}".strip()


def _documented(given: Given) -> str:
    """Say dose, route and the weight used; for oxygen device and flow."""
    if given.drug is Drug.OXYGEN:
        device = term(given.device) if given.device else f"device {NOT_RECORDED}"
        flow = f"flow {NOT_RECORDED}"
        if given.flow_lpm is not None:
            flow = f"up to {number(given.flow_lpm)} L/min"
        return listed((device, flow, _length(given), *_answer(given), given.note))
    dose = f"dose {NOT_RECORDED}"
    if given.dose is not None:
        dose = f"{number(given.dose)} {given.unit}"
    weight = "" if given.weight_kg is None else f"weight used {number(given.weight_kg)} kg"
    documented = " ".join(filter(None, (dose, given.route)))
    return listed((documented, weight, _length(given), *_answer(given), given.note))


def _answer(given: Given) -> tuple[str, str, str]:
    """Say how it was a day later, why it was stopped and its lot, as far as recorded."""
    answer = f"{term(given.response_24h)} 24 h later" if given.response_24h else ""
    stopped = f"stopped: {given.stop_reason}" if given.stop_reason else ""
    return answer, stopped, f"lot {given.lot}" if given.lot else ""


def _length(given: Given) -> str:
    return elapsed(given.stopped_at - given.started_at) if given.stopped_at else ""


def _when(summary: VisitSummary, given: Given) -> str:
    begun = timed(summary, given.started_at)
    if given.stopped_at is None:
        return f"{begun}, no stop on record" if given.drug in _RUNS else begun
    zone = summary.clinic.zone
    same = local_day(given.started_at, zone) == local_day(given.stopped_at, zone)
    day = "" if same else f"{near_date(summary, local_day(given.stopped_at, zone))} "
    return f"{begun} to {day}{clock(given.stopped_at, zone)}"
