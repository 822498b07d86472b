"""Eligibility and go/no-go of the synthetic patients: answers and signatures."""

from collections.abc import Mapping
from datetime import date, time
from functools import cache

from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist, Clearance
from carttrack.domain.pathway.eligibility import ChecklistItem
from carttrack.domain.pathway.steps import Step
from carttrack.services import catalogue
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.outline import Outline, finished_on
from carttrack.services.demo.reading import Table, document

_SIGNED_AT = time(8, 15)
_SIGNED_BY = "R. Demo"
_CHECKED_BY = "Alex Demo"


def checked_days(outline: Outline, frame: Frame) -> dict[Checklist, date]:
    """Return when each checklist was gone through, as far as the course has come."""
    days = {
        Checklist.ELIGIBILITY: finished_on(outline, Step.EVALUATION, frame.today),
        Checklist.BEFORE_LYMPHODEPLETION: outline.began.get(Step.LYMPHODEPLETION),
        Checklist.BEFORE_INFUSION: outline.day0,
    }
    return {checklist: on for checklist, on in days.items() if on is not None}


def answers(
    days: Mapping[Checklist, date], age: int, held: Mapping[str, Table]
) -> tuple[CheckAnswer, ...]:
    """Return every item that applies answered; `held` names the item of a checklist not met."""
    return tuple(
        _answer(item, on, held.get(checklist.value, {}))
        for checklist, on in days.items()
        for item in _items(checklist)
        if item.applies_at(age)
    )


@cache
def _items(checklist: Checklist) -> tuple[ChecklistItem, ...]:
    return tuple(item for item in catalogue.checklist_items() if item.checklist is checklist)


def _answer(item: ChecklistItem, on: date, held: Table) -> CheckAnswer:
    open_item = item.code == held.get("item")
    return CheckAnswer(
        checklist=item.checklist,
        item=item.code,
        answer=Answer.NOT_MET if open_item else Answer.MET,
        value=held["value"] if open_item else document("checks.toml").get(item.code, ""),
        checked_on=on,
        by=_CHECKED_BY,
    )


def clearances(
    days: Mapping[Checklist, date], held: Mapping[str, Table], frame: Frame
) -> tuple[Clearance, ...]:
    """Return the signatures; a checklist with an open item is signed only with a reason."""
    signed = []
    for checklist, on in days.items():
        open_item = held.get(checklist.value)
        signed_at = frame.moment(on, _SIGNED_AT)
        if signed_at > frame.now or (open_item is not None and "reason" not in open_item):
            continue
        signed.append(
            Clearance(
                checklist=checklist,
                signed_at=signed_at,
                signed_by=_SIGNED_BY,
                holds=(open_item["item"],) if open_item else (),
                override_reason=frame.words(open_item["reason"]) if open_item else "",
            )
        )
    return tuple(signed)
