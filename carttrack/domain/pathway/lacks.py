"""What a step still lacks before it can be called complete."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.at_hand import arrivals_at_hand, identifiers_at_hand
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.expiry import expired_for
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.majority import reconsent_due
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a step still lacks: `code` is stable, `text` names it."""

    code: str
    text: str


def missing_for(case: CaseFile, step: Step, today: date | None = None) -> tuple[Lack, ...]:
    """Return what a step still lacks, in the order of work; nothing for a skipped step.

    Steps after the infusion lack their dates only: their visits and checks are lists of their own.
    With `today`, what has run out and blocks the step comes first, and a re-consent that is due
    stands under the step the course is in.
    """
    if case.step(step).skipped_reason or step is Step.CLOSED:
        return ()
    due = () if today is None else (*_expired(case, step, today), *_reconsent(case, step, today))
    found = (*due, *_LACKS.get(step, _dates)(case, step))
    return tuple(Lack(code, text) for code, text in found)


_Pairs = Iterator[tuple[str, str]]


def _expired(case: CaseFile, step: Step, today: date) -> _Pairs:
    for each in expired_for(case, step, today):
        yield f"expired_{each.kind.value}", f"{each.name}, ran out {short_date(each.valid_until)}"


def _reconsent(case: CaseFile, step: Step, today: date) -> _Pairs:
    due = reconsent_due(case) if case.current is step else None
    if due is not None and due.done_on is None and due.due_on <= today:
        yield MilestoneKind.RECONSENT.value, f"Re-consent at majority, due {short_date(due.due_on)}"


def _dates(case: CaseFile, step: Step) -> _Pairs:
    record = case.step(step)
    if record.started_on is None and record.finished_on is None:
        yield "started_on", "Start date"
    if record.finished_on is None and step is not Step.FOLLOW_UP:
        yield "finished_on", "End date"


def _evaluation(case: CaseFile, step: Step) -> _Pairs:
    tested = {kept.value.target for kept in case.antigen_tests}
    for target in sorted(case.targets - tested):
        yield f"antigen_{target.value}", f"{term(target)} test"
    yield from _clearance(case, Checklist.ELIGIBILITY)
    yield from _dates(case, step)


def _leukapheresis(case: CaseFile, step: Step) -> _Pairs:
    yield from _milestone(case, MilestoneKind.CONSENT_LEUKAPHERESIS)
    yield from _dates(case, step)
    yield from _identifier(case, IdentifierKind.DIN)


def _manufacturing(case: CaseFile, step: Step) -> _Pairs:
    yield from _dates(case, step)
    yield from _identifier(case, IdentifierKind.LOT)
    if not arrivals_at_hand(case):
        received = MilestoneKind.PRODUCT_RECEIVED
        yield received.value, term(received)


def _lymphodepletion(case: CaseFile, step: Step) -> _Pairs:
    yield from _clearance(case, Checklist.BEFORE_LYMPHODEPLETION)
    if case.weight is None:
        yield "weight", "Weight"
    yield from _dates(case, step)
    if not case.step(step).detail:
        yield "detail", "Drugs"


def _infusion(case: CaseFile, _step: Step) -> _Pairs:
    yield from _milestone(case, MilestoneKind.CONSENT_TREATMENT)
    yield from _identifier(case, IdentifierKind.CHAIN_OF_IDENTITY)
    yield from _clearance(case, Checklist.BEFORE_INFUSION)
    infusion = case.infusion.value if case.infusion else None
    if infusion is None:
        yield "infusion", "Infusion"
        return
    if infusion.dose is None:
        yield "dose", "Dose"
    if not infusion.infused_by:
        yield "infused_by", "Infused by"
    if not infusion.checked_by:
        yield "checked_by", "Checked by"


def _milestone(case: CaseFile, kind: MilestoneKind) -> _Pairs:
    if not any(kept.value.kind is kind and kept.value.done_on for kept in case.milestones):
        yield kind.value, term(kind)


def _identifier(case: CaseFile, kind: IdentifierKind) -> _Pairs:
    if not any(kept.value.kind is kind for kept in identifiers_at_hand(case)):
        yield kind.value, term(kind)


def _clearance(case: CaseFile, checklist: Checklist) -> _Pairs:
    if not any(kept.value.checklist is checklist for kept in case.clearances):
        yield checklist.value, f"{term(checklist)} signed"


_LACKS: Mapping[Step, Callable[[CaseFile, Step], _Pairs]] = {
    Step.EVALUATION: _evaluation,
    Step.LEUKAPHERESIS: _leukapheresis,
    Step.MANUFACTURING: _manufacturing,
    Step.LYMPHODEPLETION: _lymphodepletion,
    Step.INFUSION: _infusion,
}
