"""The eligibility checklist line by line: value, limit, result, date, who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carttrack.domain.pathway.checklists import Answer, CheckAnswer
from carttrack.domain.pathway.eligibility import ChecklistItem
from carttrack.domain.pathway.limits import ClinicLimit

CLINIC = "clinic's own limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitShown:
    """The limit that stands for an item and where it comes from.

    `own` is true for the clinic's limit; a published one is an example with its `source`. The text
    is empty where nothing is measured.
    """

    text: str
    source: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityLine:
    """One item with what was found: the answer is None while nobody has answered."""

    item: ChecklistItem
    limit: LimitShown
    value: str = ""
    answer: Answer | None = None
    checked_on: date | None = None
    by: str = ""


def limit_for(item: ChecklistItem, limits: Iterable[ClinicLimit]) -> LimitShown:
    """Return the limit that stands for an item: the clinic's own above the published example."""
    for limit in limits:
        if limit.checklist is item.checklist and limit.item == item.code:
            return LimitShown(text=limit.limit, source=CLINIC, own=True)
    return LimitShown(text=item.limit_text, source=item.source)


def eligibility_lines(
    items: Iterable[ChecklistItem],
    answers: Iterable[CheckAnswer],
    limits: Iterable[ClinicLimit],
) -> tuple[EligibilityLine, ...]:
    """Return the applicable items of a checklist with answer and limit, in their order.

    An answer that names the limit it was judged by keeps it, whatever the clinic sets later.
    """
    own, given = tuple(limits), {(a.checklist, a.item): a for a in answers}
    return tuple(_line(item, given.get((item.checklist, item.code)), own) for item in items)


def _line(
    item: ChecklistItem, answer: CheckAnswer | None, limits: tuple[ClinicLimit, ...]
) -> EligibilityLine:
    limit = limit_for(item, limits)
    if answer is None:
        return EligibilityLine(item=item, limit=limit)
    if answer.limit and answer.limit != limit.text:
        limit = LimitShown(text=answer.limit, source="as answered")
    return EligibilityLine(
        item=item,
        limit=limit,
        value=answer.value,
        answer=answer.answer,
        checked_on=answer.checked_on,
        by=answer.by,
    )
