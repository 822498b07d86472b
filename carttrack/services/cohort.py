"""The outcomes of the clinic's own patients."""

from carttrack.domain.outcome.cohort import CohortOutcomes, cohort_outcomes
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic
from carttrack.store import worklists

__all__ = ["B_ALL", "CohortFilter", "CohortOutcomes", "outcomes"]

B_ALL = CohortFilter()
"""Everyone with B-ALL, whom response and event-free survival are defined for."""


def outcomes(clinic: Clinic, wanted: CohortFilter = B_ALL) -> CohortOutcomes:
    """Return the outcomes of the courses that the filter lets pass, as of the clinic's today."""
    targets = {product.id: product.targets for product in catalogue.products()}
    product = catalogue.product(wanted.product) if wanted.product else None
    record = clinic.record
    with clinic.reading() as work:
        courses = worklists.cohort_courses(work, zone=record.zone, targets=targets)
    return cohort_outcomes(
        courses,
        wanted,
        today=clinic.today(),
        library=catalogue.library(),
        counts=record.response_counts,
        product_name=product.name if product else "",
    )
