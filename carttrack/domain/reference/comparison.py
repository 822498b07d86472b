"""Published figures beside the clinic's own outcomes: which may stand there, and what is said."""

from collections.abc import Iterable

from carttrack.domain.patients import Disease, Target
from carttrack.domain.reference.figures import Figure, PublishedEndpoint
from carttrack.domain.reference.library import Library
from carttrack.domain.toxicity.other_scales import GradingScale

COMPARISON_NOTE = (
    "Published figures are of other patients, mostly from single-arm studies: they are no "
    "comparison of products, and CRS or neurotoxicity on one scale says nothing on another."
)
"""Stands wherever published figures are shown beside own outcomes."""


def figures_for(
    library: Library, *, disease: Disease, targets: frozenset[Target] | None = None
) -> tuple[Figure, ...]:
    """Return the figures of studies in a disease, those of the seeds and those beyond them.

    With `targets` only those of products with exactly these targets; None lets all pass. Each
    figure returned has `numbers`; where these have no percent and no median, its value is words
    and must be shown as words. Only a figure with `drawable` may be drawn in a chart.
    """
    return tuple(
        figure
        for figure in (*library.figures, *library.further)
        if figure.numbers is not None
        and figure.numbers.disease is disease
        and (targets is None or figure.numbers.targets == targets)
    )


def beside(
    figures: Iterable[Figure],
    endpoint: PublishedEndpoint,
    *,
    months: int | None = None,
    scale: GradingScale | None = None,
) -> tuple[Figure, ...]:
    """Return the figures that may stand in one row with an own figure.

    The endpoint and its time point must be the same. A grade stands only beside one on the same
    scale, so a figure whose scale is not stated stands beside nothing.
    """
    if endpoint.is_graded and scale in {None, GradingScale.NOT_STATED}:
        return ()
    return tuple(
        figure
        for figure in figures
        if figure.numbers is not None
        and figure.numbers.endpoint is endpoint
        and figure.numbers.months == months
        and figure.numbers.scale is (scale if endpoint.is_graded else None)
    )
