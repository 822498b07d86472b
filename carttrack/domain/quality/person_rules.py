"""Rules on the patient: contacts, earlier therapy, consents, death."""

from collections.abc import Iterator

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.majority import MAJORITY_AGE, reconsent_due
from carttrack.domain.patients import (
    ContactKind,
    DeathCause,
    PriorCd19,
    Target,
    TherapyKind,
    age_on,
)
from carttrack.domain.quality.findings import Flaw, Inspection, Rule, Tab
from carttrack.domain.terms import term
from carttrack.domain.toxicity.assessments import WORST
from carttrack.domain.toxicity.episodes import Toxicity

_TRANSPLANTS = frozenset({TherapyKind.TRANSPLANT_ALLOGENEIC, TherapyKind.TRANSPLANT_AUTOLOGOUS})
_TOXIC = {DeathCause.CRS: Toxicity.CRS, DeathCause.ICANS: Toxicity.ICANS}


def _no_phone(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    reachable = case.patient.value.phone or any(kept.value.phone for kept in case.contacts)
    if case.death is None and not reachable:
        yield Flaw("No telephone number is on record, neither the patient's nor a contact's.")


def _minor_without_guardian(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    age = age_on(case.patient.value.birth_date, at.today)
    guarded = any(kept.value.kind is ContactKind.GUARDIAN for kept in case.contacts)
    if case.death is None and age < MAJORITY_AGE and not guarded:
        yield Flaw("The patient is a minor, and no guardian is among the contacts.")


def _no_language(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    patient = case.patient.value
    if patient.interpreter_needed and not patient.language:
        yield Flaw("An interpreter is needed, and the language is not on record.")


def _undated_burden(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    patient = case.patient.value
    if patient.burden_percent is not None and patient.burden_on is None:
        yield Flaw(f"Marrow blasts of {patient.burden_percent} % have no day.")


def _transplant_contradiction(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    lines = [kept.value for kept in case.therapy_lines if kept.value.kind in _TRANSPLANTS]
    prior = case.patient.value.prior_transplant
    if prior is False and lines:
        yield Flaw(f"No earlier HSCT is stated, and {lines[0].drug} is among the earlier therapy.")
    if prior and case.therapy_lines and not lines:
        yield Flaw("An earlier HSCT is stated, and none is among the earlier therapy.")


def _cd19_contradiction(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    lines = [kept.value for kept in case.therapy_lines if kept.value.target is Target.CD19]
    if case.patient.value.prior_cd19 is PriorCd19.NONE and lines:
        yield Flaw(
            "No earlier CD19-directed therapy is stated, and "
            f"{lines[0].drug} is among the earlier therapy."
        )


def _before_birth(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    born = case.patient.value.birth_date
    for line in (kept.value for kept in case.therapy_lines):
        if line.started and line.started < born.isoformat()[: len(line.started)]:
            yield Flaw(f"{line.drug} begins before the birth date.", line.drug)
    for weight in (kept.value for kept in case.weights):
        if weight.measured_on < born:
            day = short_date(weight.measured_on)
            yield Flaw(f"The weight of {day} was measured before the birth date.", day)


def _death_without_cause(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    death = case.death.value if case.death else None
    if death is not None and death.cause is DeathCause.UNKNOWN:
        yield Flaw("The cause of death is not known.")
    elif death is not None and not death.stated_by:
        yield Flaw("Nobody is named who stated the cause of death.")


def _death_without_grade(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    toxicity = _TOXIC.get(case.death.value.cause) if case.death else None
    if toxicity is None:
        return
    worst = max((e.maximum for e in case.episodes if e.toxicity is toxicity), default=0)
    if worst < WORST:
        yield Flaw(f"The death is stated to be from {term(toxicity)}, and no grade 5 is on record.")


def _open_after_death(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    if case.death is not None and case.course and case.course.value.ended_on is None:
        yield Flaw(
            f"The patient died on {short_date(case.death.value.died_on)}; the course is open."
        )


def _lost_without_attempts(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    course = case.course.value if case.course else None
    lost = course is not None and course.end_reason is EndReason.LOST_TO_CONTACT
    if lost and not case.contact_attempts:
        yield Flaw("The course is closed as lost to contact, and no attempt is on record.")


def _reconsent_open(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    due = reconsent_due(case)
    if due is not None and due.done_on is None and due.due_on <= at.today:
        yield Flaw(f"Consent was given as a minor; it was due again on {short_date(due.due_on)}.")


RULES = (
    Rule(code="no_phone", title="No telephone number", tab=Tab.OVERVIEW, check=_no_phone),
    Rule(
        code="minor_without_guardian",
        title="Minor without a guardian",
        tab=Tab.OVERVIEW,
        check=_minor_without_guardian,
    ),
    Rule(
        code="no_language",
        title="Interpreter without a language",
        tab=Tab.OVERVIEW,
        check=_no_language,
    ),
    Rule(
        code="undated_burden",
        title="Marrow blasts without a day",
        tab=Tab.OVERVIEW,
        check=_undated_burden,
    ),
    Rule(
        code="transplant_contradiction",
        title="Earlier HSCT contradicts the earlier therapy",
        tab=Tab.OVERVIEW,
        check=_transplant_contradiction,
    ),
    Rule(
        code="cd19_contradiction",
        title="Earlier CD19-directed therapy contradicts the earlier therapy",
        tab=Tab.OVERVIEW,
        check=_cd19_contradiction,
    ),
    Rule(code="before_birth", title="Dated before birth", tab=Tab.OVERVIEW, check=_before_birth),
    Rule(
        code="death_without_cause",
        title="Death without a cause",
        tab=Tab.OVERVIEW,
        check=_death_without_cause,
    ),
    Rule(
        code="death_without_grade",
        title="Death from a toxicity without grade 5",
        tab=Tab.TOXICITY,
        check=_death_without_grade,
    ),
    Rule(
        code="open_after_death",
        title="Course open after the death",
        tab=Tab.PATHWAY,
        check=_open_after_death,
    ),
    Rule(
        code="lost_without_attempts",
        title="Lost to contact without an attempt",
        tab=Tab.FOLLOW_UP,
        check=_lost_without_attempts,
    ),
    Rule(
        code="reconsent_open",
        title="Re-consent at majority is open",
        tab=Tab.PATHWAY,
        check=_reconsent_open,
    ),
)
"""The rules on the patient."""
