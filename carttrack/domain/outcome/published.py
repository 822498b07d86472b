"""The published figures that stand beside a cohort's own: of its disease, targets and product."""

from collections.abc import Iterable

from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.domain.outcome.endpoints import Endpoint
from carttrack.domain.reference.comparison import figures_for
from carttrack.domain.reference.figures import Figure, PublishedEndpoint
from carttrack.domain.reference.library import Library

OF_RESPONSE = (PublishedEndpoint.CR_CRI, PublishedEndpoint.CR)
OF_ENDPOINT = {
    Endpoint.OVERALL: PublishedEndpoint.OS,
    Endpoint.EVENT_FREE: PublishedEndpoint.EFS,
    Endpoint.STRINGENT_EVENT_FREE: PublishedEndpoint.EFS_STRINGENT,
}
OF_GRADES = (
    PublishedEndpoint.CRS_ANY,
    PublishedEndpoint.CRS_3_PLUS,
    PublishedEndpoint.CRS_SEVERE,
    PublishedEndpoint.NEUROTOXICITY_ANY,
    PublishedEndpoint.NEUROTOXICITY_3_PLUS,
    PublishedEndpoint.NEUROTOXICITY_SEVERE,
    PublishedEndpoint.ICANS_ANY,
    PublishedEndpoint.ICANS_3_PLUS,
)
"""What stands beside which of the cohort's own figures; all else has none of its own."""
_BESIDE = frozenset({*OF_RESPONSE, *OF_ENDPOINT.values(), *OF_GRADES})


def published(
    library: Library, wanted: CohortFilter, infused: Iterable[CohortCourse], product_name: str = ""
) -> tuple[Figure, ...]:
    """Return the figures of the cohort's disease and, where all infused share them, its targets.

    With a product asked for, those of its own studies; where there are none, those of the same
    targets. Nothing stands beside a cohort of several diseases.
    """
    if wanted.disease is None:
        return ()
    found = {course.targets for course in infused}
    targets = next(iter(found)) if len(found) == 1 else wanted.targets
    figures = tuple(
        figure
        for figure in figures_for(library, disease=wanted.disease, targets=targets or None)
        if figure.numbers is not None and figure.numbers.endpoint in _BESIDE
    )
    own = [one for one in figures if product_name and one.product.startswith(product_name)]
    return tuple(own) or figures
