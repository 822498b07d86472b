"""The outcomes of the clinic's own patients."""

import csv
from contextlib import suppress
from io import StringIO
from pathlib import Path

from carttrack.domain.errors import CarttrackError
from carttrack.domain.fields import LONGEST_LINE
from carttrack.domain.outcome.cohort import CohortOutcomes, cohort_outcomes
from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.cohort_filter import PERIOD, CohortFilter
from carttrack.domain.outcome.cohort_picture import SMALL_WORDS, CohortPicture, cohort_picture
from carttrack.domain.outcome.cohort_table import HEADINGS, cohort_table
from carttrack.domain.papers import AccessEvent, AccessKind
from carttrack.domain.reference.comparison import COMPARISON_NOTE
from carttrack.domain.tick import Tick, ignore
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic
from carttrack.store import worklists

__all__ = ["B_ALL", "CohortFilter", "CohortOutcomes", "CohortPicture", "outcomes", "picture"]

B_ALL = CohortFilter()
"""Everyone with B-ALL, whom response and event-free survival are defined for."""
_STEPS = 3


class TableNotWrittenError(CarttrackError):
    """The table could not be written; nothing else was changed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The figures could not be written to {path}: {why}. A file that stood there before is "
            "unchanged. Choose another folder or name."
        )


def outcomes(clinic: Clinic, wanted: CohortFilter = B_ALL) -> CohortOutcomes:
    """Return the outcomes of the courses that the filter lets pass, as of the clinic's today."""
    return _outcomes(clinic, wanted, _courses(clinic))


def picture(clinic: Clinic, wanted: CohortFilter = B_ALL, tick: Tick = ignore) -> CohortPicture:
    """Return the outcomes with the groups of the cohort, in three steps that `tick` hears of."""
    tick(0, _STEPS)
    courses = _courses(clinic)
    tick(1, _STEPS)
    found = _outcomes(clinic, wanted, courses)
    tick(2, _STEPS)
    made = cohort_picture(courses, found, clinic.record.response_counts)
    tick(_STEPS, _STEPS)
    return made


def export_table(clinic: Clinic, shown: CohortPicture, wanted: str, target: Path) -> None:
    """Write every figure with its n as CSV (UTF-8), and keep that it was exported.

    `wanted` says who is counted, in words. The file holds no patient's data. An older file of that
    name stays whole unless the new one is. Raises `TableNotWrittenError`.
    """
    text = StringIO()
    table = csv.writer(text)
    outcomes = shown.outcomes
    table.writerow(["carttrack outcomes", outcomes.today.isoformat(), wanted])
    table.writerow([PERIOD])
    table.writerow([SMALL_WORDS if shown.is_small else "", shown.left_out])
    table.writerow([COMPARISON_NOTE])
    table.writerow(HEADINGS)
    table.writerows(row.cells for row in cohort_table(shown))
    # Excel takes a file for UTF-8 only with its mark.
    _write(text.getvalue().encode("utf-8-sig"), target)
    if not clinic.store.read_only:
        with clinic.store.work("Figures exported") as work:
            work.accesses.add(
                AccessEvent(
                    kind=AccessKind.FIGURES_EXPORTED,
                    happened_at=clinic.now(),
                    by=clinic.user.name,
                    detail=f"{wanted}; n = {outcomes.infused}: {target.name}"[:LONGEST_LINE],
                )
            )


def _write(content: bytes, target: Path) -> None:
    beside = target.with_name(f"{target.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise TableNotWrittenError(target, (error.strerror or "no reason given").lower()) from error


def _courses(clinic: Clinic) -> tuple[CohortCourse, ...]:
    targets = {product.id: product.targets for product in catalogue.products()}
    with clinic.reading() as work:
        return worklists.cohort_courses(work, zone=clinic.record.zone, targets=targets)


def _outcomes(
    clinic: Clinic, wanted: CohortFilter, courses: tuple[CohortCourse, ...]
) -> CohortOutcomes:
    product = catalogue.product(wanted.product) if wanted.product else None
    return cohort_outcomes(
        courses,
        wanted,
        today=clinic.today(),
        library=catalogue.library(),
        counts=clinic.record.response_counts,
        product_name=product.name if product else "",
    )
