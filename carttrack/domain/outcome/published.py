"""The published figures that stand beside a cohort's own, and how far their groups are alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.domain.patients import Disease
from carttrack.domain.reference.criteria import GROUPS, Match, PatientFacts
from carttrack.domain.reference.library import Figure, Library

CAUTION = (
    "Published figures describe other groups, defined and followed in their own way; standing "
    "beside the clinic's they are no comparison."
)


class Likeness(StrEnum):
    """How a published group stands to the cohort by disease, target and product alone."""

    SAME_PRODUCT = "same_product"
    SAME_TARGETS = "same_targets"
    OTHER_TARGETS = "other_targets"
    OTHER_DISEASE = "other_disease"
    SEVERAL_PRODUCTS = "several_products"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published figure, with how its group stands to the cohort."""

    figure: Figure
    likeness: Likeness


def published(
    library: Library, wanted: CohortFilter, infused: Iterable[CohortCourse]
) -> tuple[Published, ...]:
    """Return the figures of groups with a cohort's disease and targets, the same product first.

    A cohort of several products, or of a product whose targets are not known, has the figures of
    all groups of its disease.
    """
    facts = _facts(wanted, tuple(infused))
    likenesses = {group.source: _likeness(dict(group.answers(facts))) for group in GROUPS}
    beside = [
        Published(figure=figure, likeness=likenesses[figure.source])
        for figure in library.figures
        if figure.source in likenesses
    ]
    shown = [one for one in beside if one.likeness not in _NOT_SHOWN]
    return tuple(sorted(shown, key=lambda one: list(Likeness).index(one.likeness)))


_NOT_SHOWN = frozenset({Likeness.OTHER_TARGETS, Likeness.OTHER_DISEASE})


def _likeness(answers: dict[str, Match]) -> Likeness:
    if answers["C1"] is Match.DIFFERS:
        return Likeness.OTHER_DISEASE
    if answers["C3"] is Match.NOT_RECORDED:
        return Likeness.SEVERAL_PRODUCTS
    if answers["C3"] is Match.DIFFERS:
        return Likeness.OTHER_TARGETS
    return Likeness.SAME_PRODUCT if answers["C4"] is Match.MATCHES else Likeness.SAME_TARGETS


def _facts(wanted: CohortFilter, infused: tuple[CohortCourse, ...]) -> PatientFacts:
    """Return what a cohort says of disease, targets and product; all else stays not recorded."""
    products = {course.product for course in infused} or {wanted.product or ""}
    targets = {course.targets for course in infused} or {wanted.targets or frozenset()}
    diseases = {course.disease for course in infused} or {wanted.disease or Disease.OTHER}
    return PatientFacts(
        disease=Disease.B_ALL if Disease.B_ALL in diseases else Disease.OTHER,
        status=None,
        product=next(iter(products)) if len(products) == 1 else "",
        product_name="",
        targets=next(iter(targets)) if len(targets) == 1 else frozenset(),
        age=0,
        prior_cd19=None,
        cd19=None,
        cd22=None,
        site=None,
        prior_transplant=None,
        dose_per_kg=None,
    )
