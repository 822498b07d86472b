"""The words of a figure that is kept in numbers: measure, value and interval."""

from carttrack.domain.reference.figures import NOT_VERIFIED, Numbers, PublishedEndpoint
from carttrack.domain.terms import term
from carttrack.domain.toxicity.other_scales import GradingScale

_SEE = "see the publication"

ENDPOINT_WORDS = {
    PublishedEndpoint.CR_CRI: "CR or CRi",
    PublishedEndpoint.CR: "CR",
    PublishedEndpoint.MRD_NEGATIVE_CR: "MRD-negative CR",
    PublishedEndpoint.REMISSION: "Remission",
    PublishedEndpoint.EFS: "Event-free survival",
    PublishedEndpoint.EFS_STRINGENT: "Event-free survival, stringent",
    PublishedEndpoint.RFS: "Relapse-free survival",
    PublishedEndpoint.RFS_NOT_CENSORED: "Relapse-free survival, not censored at HSCT",
    PublishedEndpoint.PFS: "Progression-free survival",
    PublishedEndpoint.DOR: "Duration of remission",
    PublishedEndpoint.OS: "Overall survival",
    PublishedEndpoint.CRS_ANY: "CRS, any grade",
    PublishedEndpoint.CRS_3_PLUS: "CRS, grade 3 or more",
    PublishedEndpoint.CRS_SEVERE: "CRS called severe",
    PublishedEndpoint.NEUROTOXICITY_ANY: "Neurotoxicity, any grade",
    PublishedEndpoint.NEUROTOXICITY_3_PLUS: "Neurotoxicity, grade 3 or more",
    PublishedEndpoint.NEUROTOXICITY_SEVERE: "Neurotoxicity called severe",
    PublishedEndpoint.ICANS_ANY: "ICANS, any grade",
    PublishedEndpoint.ICANS_3_PLUS: "ICANS, grade 3 or more",
    PublishedEndpoint.HLH_LIKE: "HLH-like toxicity",
}
"""What an endpoint is called on screen and on paper."""


def measure_words(numbers: Numbers, *, time: str = "", definition: str = "") -> str:
    """Return endpoint, time point and definition, or the scale of what is graded.

    `time` is wanted where there are no `months`; what was not seen is said so.
    """
    endpoint = ENDPOINT_WORDS[numbers.endpoint]
    if numbers.scale is GradingScale.NOT_STATED:
        definition = f"{term(numbers.scale)} in what was seen"
    elif numbers.scale is not None:
        definition = f"scale: {term(numbers.scale)}"
    if numbers.months is not None:
        time = f"at {numbers.months} months"
    elif numbers.median_months is not None:
        time = "median"
    return f"{endpoint}, {time or f'time: {_SEE}'}; {definition or f'definition: {_SEE}'}"


def value_words(numbers: Numbers) -> str:
    """Return the rate or the median; without a number it is not verified."""
    if numbers.median_months is not None:
        return f"{numbers.median_months:f} months"
    if numbers.percent is None:
        return NOT_VERIFIED
    percent = f"{numbers.percent:f} %"
    if numbers.count is not None and numbers.patients is not None:
        return f"{numbers.count} of {numbers.patients} ({percent})"
    return percent


def interval_words(numbers: Numbers) -> str:
    """Return the published 95 % limits of the rate or the median."""
    if numbers.low is None or numbers.high is None:
        return "none given here"
    unit = "months" if numbers.median_months is not None else "%"
    return f"{numbers.low:f}–{numbers.high:f} {unit}"
