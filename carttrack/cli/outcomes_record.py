"""The cohort's figures as plain data, for `carttrack outcomes --json`."""

from typing import Any

from carttrack.domain.outcome import best_response, spans, worst_grades
from carttrack.domain.outcome.best_response import BestResponses
from carttrack.domain.outcome.cohort import CohortOutcomes, EndpointFigure, Mortality
from carttrack.domain.outcome.cohort_filter import PERIOD, CohortFilter
from carttrack.domain.outcome.funnel import Funnel
from carttrack.domain.outcome.proportions import Interval, Proportion
from carttrack.domain.outcome.published import OF_ENDPOINT, OF_GRADES, OF_RESPONSE
from carttrack.domain.outcome.spans import Span
from carttrack.domain.outcome.survival import Estimate, MedianTime
from carttrack.domain.outcome.worst_grades import WorstGrades
from carttrack.domain.reference.comparison import COMPARISON_NOTE
from carttrack.domain.reference.figures import Figure

Record = dict[str, Any]


def outcomes_record(found: CohortOutcomes) -> Record:
    """Return every figure with its definition, denominators, interval and numbers at risk."""
    return {
        "today": found.today.isoformat(),
        "filter": _filter(found.wanted),
        "referred": found.referred,
        "collected": found.collected,
        "infused": found.infused,
        "warnings": [words for words in (found.warning, found.not_given) if words],
        "funnel": _funnel(found.funnel),
        "response": _response(found.response, found) if found.response else None,
        "survival": [_survival(figure, found) for figure in found.survival],
        "mortality": [_mortality(one) for one in found.mortality],
        "grades": _grades(found.grades, found),
        "spans": [_span(span) for span in found.spans],
        "published": {
            "note": COMPARISON_NOTE,
            "sources": {str(source.number): source.citation for source in found.sources},
        },
    }


def _filter(wanted: CohortFilter) -> Record:
    return {
        "disease": wanted.disease.value if wanted.disease else None,
        "product": wanted.product,
        "targets": sorted(target.value for target in wanted.targets) if wanted.targets else None,
        "age_group": wanted.age_group.value if wanted.age_group else None,
        "from": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
        "counted": PERIOD,
    }


def _interval(found: Interval | None) -> list[float] | None:
    return None if found is None else [round(found.low, 6), round(found.high, 6)]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _proportion(found: Proportion) -> Record:
    return {
        "count": found.count,
        "of": found.of,
        "share": _rounded(found.share),
        "exact": _interval(found.exact),
        "wilson": _interval(found.wilson),
        "reason": found.reason,
        "warning": found.warning,
    }


def _funnel(found: Funnel) -> Record:
    return {
        "stages": [
            {
                "stage": line.stage.value,
                "reached": line.reached,
                "lost": {reason.value: count for reason, count in line.lost},
                "waiting": line.waiting,
            }
            for line in found.lines
        ],
        "infused_of_referred": _proportion(found.of_referred),
        "infused_of_collected": _proportion(found.of_collected),
    }


def _response(found: BestResponses, whole: CohortOutcomes) -> Record:
    return {
        "definition": best_response.DEFINITION,
        "cr_or_cri_of_assessed": _proportion(found.of_assessed),
        "cr_or_cri_of_infused": _proportion(found.of_infused),
        "cr_of_assessed": _proportion(found.complete_of_assessed),
        "kinds": {kind.value: count for kind, count in found.kinds},
        "derived": found.derived,
        "not_assessed": found.not_assessed,
        "died_before": found.died_before,
        "not_yet": found.not_yet,
        "published": [_figure(one) for one in whole.beside(*OF_RESPONSE)],
    }


def _survival(figure: EndpointFigure, whole: CohortOutcomes) -> Record:
    survival = figure.survival
    return {
        "endpoint": figure.endpoint.value,
        "start": figure.start.value,
        "definition": figure.definition,
        "patients": survival.patients,
        "events": survival.events,
        "ended_by": {by.value: count for by, count in figure.ended_by},
        "told": [_estimate(estimate) for estimate in figure.told],
        "median": _median(survival.median),
        "follow_up": _median(survival.follow_up),
        "warnings": list(figure.warnings),
        "published": [_figure(one) for one in whole.beside(OF_ENDPOINT[figure.endpoint])],
    }


def _estimate(found: Estimate) -> Record:
    return {
        "day": found.day,
        "at_risk": found.at_risk,
        "share": _rounded(found.share),
        "interval": _interval(found.interval),
        "reason": found.reason.value if found.reason else "",
    }


def _median(found: MedianTime) -> Record:
    return {
        "days": found.days,
        "low": found.low,
        "high": found.high,
        "reason": found.reason.value if found.reason else "",
    }


def _mortality(found: Mortality) -> Record:
    return {
        **_estimate(found.estimate),
        "deaths": found.deaths,
        "causes": {cause.value: count for cause, count in found.causes},
    }


def _grades(found: WorstGrades, whole: CohortOutcomes) -> Record:
    return {
        "note": worst_grades.NEVER_MIXED,
        "scales": [
            {
                "event": one.event.value,
                "scale": one.scale,
                "reported": one.reported,
                "counts": list(one.counts),
                "ungraded": one.ungraded,
                "at_least": one.at_least,
                "any": _proportion(one.any_of),
                "grade_3_or_more": _proportion(one.severe_of),
            }
            for one in found.scales
        ],
        "published": [_figure(one) for one in whole.beside(*OF_GRADES)],
        "without": {event.value: count for event, count in found.without},
    }


def _span(span: Span) -> Record:
    return {
        "span": span.kind.value,
        "definition": spans.DEFINITIONS[span.kind],
        "patients": span.patients,
        "missing": span.missing,
        "median": span.median,
        "quartiles": None if span.low is None else [span.low, span.high],
    }


def _figure(one: Figure) -> Record:
    return {
        "source": one.source,
        "product": one.product,
        "measure": one.measure,
        "value": one.value,
        "n": one.n,
        "interval": one.interval,
        "population": one.population,
        "limits": one.limits,
    }
