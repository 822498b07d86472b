"""Cohort figures in words, the same on screen, paper and terminal."""

from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.cohort_filter import Start
from carttrack.domain.outcome.endpoints import EndedBy, Endpoint
from carttrack.domain.outcome.funnel import Stage
from carttrack.domain.outcome.proportions import Interval, Proportion
from carttrack.domain.outcome.spans import Span, SpanKind
from carttrack.domain.outcome.survival import Estimate, MedianTime
from carttrack.domain.outcome.worst_grades import GradeCounts
from carttrack.domain.terms import term
from carttrack.domain.toxicity.other_scales import GradedEvent
from carttrack.domain.toxicity.scales import ASTCT_2019

STAGES = {
    Stage.REFERRED: "referred",
    Stage.EVALUATED: "evaluated",
    Stage.LEUKAPHERESIS: "leukapheresis",
    Stage.PRODUCT_MADE: "product made",
    Stage.INFUSED: "infused",
}
ENDPOINTS = {
    Endpoint.OVERALL: "Overall survival",
    Endpoint.EVENT_FREE: "Event-free survival",
    Endpoint.STRINGENT_EVENT_FREE: "Event-free survival, stringent",
}
STARTS = {
    Start.REFERRAL: "from referral",
    Start.LEUKAPHERESIS: "from leukapheresis",
    Start.INFUSION: "from infusion",
}
ENDED_BY = {
    EndedBy.DEATH: "death",
    EndedBy.RELAPSE: "relapse",
    EndedBy.NO_RESPONSE: "no response",
    EndedBy.NOT_INFUSED: "course ended without infusion",
    EndedBy.MRD_RELAPSE: "MRD relapse",
    EndedBy.FURTHER_THERAPY: "further therapy",
    EndedBy.LAST_ALIVE: "last known alive",
    EndedBy.LAST_ASSESSMENT: "last assessment",
}
SPANS = {
    SpanKind.VEIN_TO_VEIN: "Vein-to-vein",
    SpanKind.BRAIN_TO_VEIN: "Brain-to-vein",
    SpanKind.REFERRAL_TO_INFUSION: "Referral to infusion",
}

AGE_GROUPS = {
    AgeGroup.UNDER_18: "under 18",
    AgeGroup.FROM_18_TO_25: "18 to 25",
    AgeGroup.FROM_26_TO_64: "26 to 64",
    AgeGroup.FROM_65: "65 and over",
}


def percent(share: float) -> str:
    """Return a share as `70.9 %`."""
    return f"{100 * share:.1f} %"


def interval_words(interval: Interval | None) -> str:
    """Return `95 % interval 57.1–82.4 %`, or that there is none."""
    if interval is None:
        return "no interval"
    return f"95 % interval {100 * interval.low:.1f}–{100 * interval.high:.1f} %"


def proportion_words(found: Proportion) -> str:
    """Return `39 of 55, 70.9 % (95 % interval 57.1–82.4 %, exact)`, with its warning."""
    if found.share is None:
        return f"none ({found.reason})"
    words = f"{found.count} of {found.of}, {percent(found.share)}"
    words += f" ({interval_words(found.exact)}, exact)"
    return f"{words}; {found.warning}" if found.warning else words


def estimate_words(found: Estimate) -> str:
    """Return `72.0 % (95 % interval …), 23 at risk`, or why it is not given."""
    at_risk = f"{found.at_risk} at risk"
    if found.share is None:
        return f"not given: {found.reason.value if found.reason else ''} ({at_risk})"
    return f"{percent(found.share)} ({interval_words(found.interval)}), {at_risk}"


def median_words(found: MedianTime) -> str:
    """Return `622 days (95 % interval 532 to 709)`, or why there is none."""
    if found.days is None:
        return found.reason.value if found.reason else "not given"
    low, high = (str(day) if day is not None else "not given" for day in (found.low, found.high))
    return f"{found.days} days (95 % interval {low} to {high})"


def span_words(span: Span) -> str:
    """Return `median 42 days, IQR 38 to 47, n = 55`, with how many lack a date."""
    if span.median is None:
        return f"none: {span.missing} of {span.missing} lack a date"
    words = f"median {span.median:g} days"
    if span.low is not None and span.high is not None:
        words += f", IQR {span.low:g} to {span.high:g}"
    words += f", n = {span.patients}"
    return f"{words} ({span.missing} lack a date)" if span.missing else words


def scale_words(counts: GradeCounts) -> str:
    """Return `CRS, ASTCT 2019`, or `CRS, Lee 2014, as reported elsewhere`."""
    if counts.reported:
        return f"{term(counts.event)}, {counts.scale}, as reported elsewhere"
    here = "ICANS" if counts.event is GradedEvent.NEUROTOXICITY else term(counts.event)
    return f"{here if counts.scale == ASTCT_2019 else term(counts.event)}, {counts.scale}"
