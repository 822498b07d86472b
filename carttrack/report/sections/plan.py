"""The plan in the clinic's own words."""

from reportlab.platypus.flowables import Flowable

from carttrack.domain.summary import VisitSummary
from carttrack.report.blocks import Prose, Section
from carttrack.report.words import NOT_RECORDED, capital

_NAME = "Plan, as entered by the clinic"


def plan(summary: VisitSummary) -> Flowable:
    """Return the plan as it was typed; nothing is added to it."""
    words = summary.form.plan if summary.form else ""
    return Section(_NAME, [Prose(words or f"{capital(NOT_RECORDED)}.", "the plan")])
