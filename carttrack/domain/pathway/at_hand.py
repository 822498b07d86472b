"""What of a course's record stands for the cells at hand, and not for cells that failed."""

from collections.abc import Mapping
from datetime import date, datetime

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind, SetbackKind

_LOST_WITH: Mapping[IdentifierKind, SetbackKind] = {
    IdentifierKind.DIN: SetbackKind.FAILED_COLLECTION,
    IdentifierKind.LOT: SetbackKind.FAILED_PRODUCT,
}


def identifiers_at_hand(case: CaseFile) -> tuple[Kept[Identifier], ...]:
    """Return the identifiers of a course that stand for the cells at hand.

    A donation number entered before a failed collection belongs to that collection, a lot entered
    before a failed product to that product; the next one has a number of its own.
    """
    lost = {kind: _last_entered(case, failure) for kind, failure in _LOST_WITH.items()}
    return tuple(
        kept
        for kept in case.identifiers
        if (failed := lost.get(kept.value.kind)) is None or kept.entered_at >= failed
    )


def arrivals_at_hand(case: CaseFile) -> tuple[date, ...]:
    """Return the days on which the product at hand was received, as recorded.

    What was received by the day on which a product failed is that product.
    """
    failed = [
        kept.value.happened_on
        for kept in case.setbacks
        if kept.value.kind is SetbackKind.FAILED_PRODUCT
    ]
    received = (
        kept.value.done_on
        for kept in case.milestones
        if kept.value.kind is MilestoneKind.PRODUCT_RECEIVED
    )
    return tuple(day for day in received if day and (not failed or day > max(failed)))


def _last_entered(case: CaseFile, failure: SetbackKind) -> datetime | None:
    entered = (kept.entered_at for kept in case.setbacks if kept.value.kind is failure)
    return max(entered, default=None)
