"""One mechanism for everything that runs out: until when it holds, and what it blocks.

Entries of validity and the expiry dates of identifiers come together here. Whether something has
run out follows from its last day and the day asked about; it is never stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.eligibility import Hold
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import ValidityKind
from carttrack.domain.questions import Question
from carttrack.domain.terms import term

OF_IDENTIFIER: Mapping[IdentifierKind, tuple[ValidityKind, Step]] = {
    IdentifierKind.DIN: (ValidityKind.COLLECTED_MATERIAL, Step.MANUFACTURING),
    IdentifierKind.LOT: (ValidityKind.PRODUCT, Step.INFUSION),
}
"""What an identifier's expiry date is of, and the step that cannot begin after it."""
_CLEARED_BY: Mapping[Checklist, tuple[Step, ...]] = {
    Checklist.BEFORE_LYMPHODEPLETION: (Step.LYMPHODEPLETION, Step.INFUSION),
    Checklist.BEFORE_INFUSION: (Step.INFUSION,),
}
"""The steps a go/no-go looks ahead to: lymphodepletion commits to the infusion after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """Something of a course that runs out; `valid_until` is its last good day.

    `entry_id` is the number of the entry, of an identifier where `from_identifier` is true.
    """

    kind: ValidityKind
    what: str
    valid_until: date
    blocks: Step | None
    entry_id: int
    from_identifier: bool = False

    @property
    def name(self) -> str:
        """`Virology (hepatitis B)`, or what alone for other things."""
        if self.kind is ValidityKind.OTHER:
            return self.what
        words = term(self.kind)
        name = words[:1].upper() + words[1:]
        return f"{name} ({self.what})" if self.what else name

    def expired(self, on: date) -> bool:
        """Tell whether it has run out on a day; on its last day it still holds."""
        return on > self.valid_until


def expiries(case: CaseFile) -> tuple[Expiry, ...]:
    """Return everything of a course that runs out, soonest first.

    Of several entries of the same kind and `what` the one that lasts longest counts.
    """
    longest: dict[tuple[ValidityKind, str], Expiry] = {}
    for each in (*_entered(case), *_identified(case)):
        key = each.kind, each.what.casefold()
        if key not in longest or longest[key].valid_until < each.valid_until:
            longest[key] = each
    return tuple(sorted(longest.values(), key=lambda each: (each.valid_until, each.name)))


def pending(case: CaseFile) -> tuple[Expiry, ...]:
    """Return what can still block or remind: its step has not begun, the course goes on."""
    if case.course is None or case.course.value.ended_on is not None or case.death is not None:
        return ()
    return tuple(
        each for each in expiries(case) if each.blocks is None or not _begun(case, each.blocks)
    )


def expired_for(case: CaseFile, step: Step, on: date) -> tuple[Expiry, ...]:
    """Return what blocks a step that would begin on a day, because it has run out by then."""
    return tuple(each for each in pending(case) if each.blocks is step and each.expired(on))


def expiry_holds(case: CaseFile, checklist: Checklist, today: date) -> tuple[Hold, ...]:
    """Return what holds a go/no-go because it will have run out when its step begins.

    A step is taken to begin on its planned day, today when that is past or not known.
    """
    return tuple(
        Hold(f"expired_{each.kind.value}", f"{each.name}: {_why(each, step, on, today)}")
        for step in _CLEARED_BY.get(checklist, ())
        for on in (_begins(case, step, today),)
        for each in expired_for(case, step, on)
    )


def expiry_questions(case: CaseFile, record: StepRecord) -> list[Question]:
    """Return what to ask about a step begun on a day when something that blocks it had run out."""
    begun = record.started_on or record.finished_on
    if begun is None:
        return []
    return [
        Question(
            f"expired_{each.kind.value}",
            f"{each.name} ran out on {short_date(each.valid_until)}. "
            f"Did {term(record.step).lower()} begin on {short_date(begun)} all the same?",
        )
        for each in expiries(case)
        if each.blocks is record.step and each.expired(begun)
    ]


def _entered(case: CaseFile) -> Iterator[Expiry]:
    for kept in case.validities:
        value = kept.value
        yield Expiry(
            kind=value.kind,
            what=value.what,
            valid_until=value.valid_until,
            blocks=value.blocks,
            entry_id=kept.id,
        )


def _identified(case: CaseFile) -> Iterator[Expiry]:
    for kept in identifiers_at_hand(case):
        found = OF_IDENTIFIER.get(kept.value.kind)
        if found is not None and kept.value.expires_on is not None:
            yield Expiry(
                kind=found[0],
                what=kept.value.value,
                valid_until=kept.value.expires_on,
                blocks=found[1],
                entry_id=kept.id,
                from_identifier=True,
            )


def _begun(case: CaseFile, step: Step) -> bool:
    record = case.step(step)
    if step is Step.INFUSION and case.day0 is not None:
        return True
    return bool(record.started_on or record.finished_on or record.skipped_reason)


def _begins(case: CaseFile, step: Step, today: date) -> date:
    return max(case.step(step).planned_on or today, today)


def _why(each: Expiry, step: Step, on: date, today: date) -> str:
    last = short_date(each.valid_until)
    if each.expired(today):
        return f"ran out on {last}"
    return f"runs out on {last}, before {term(step).lower()} on {short_date(on)}"
