"""The patient's background, and the identifiers and dose of the cells, as facts."""

from datetime import date, tzinfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.patients import (
    Alert,
    AlertKind,
    AntigenTest,
    Contact,
    Patient,
    PriorCd19,
    TherapyLine,
)
from carttrack.gui import words
from carttrack.gui.models.facts import Fact, dated, near_date, not_recorded

translate = QCoreApplication.translate

_NEEDED = (IdentifierKind.CHAIN_OF_IDENTITY, IdentifierKind.DIN, IdentifierKind.LOT)
_CONSENTS = (MilestoneKind.CONSENT_TREATMENT, MilestoneKind.CONSENT_LEUKAPHERESIS)


def background_facts(case: CaseFile, today: date) -> tuple[Fact, ...]:
    """Return disease, what came before, antigen and people to call."""
    patient = case.patient.value
    lines = [_therapy(kept.value) for kept in case.therapy_lines]
    tests = [antigen_words(kept.value, today) for kept in case.antigen_tests]
    people = [contact_words(kept.value) for kept in case.contacts]
    return (
        Fact(translate("facts", "Disease"), _disease(patient, today)),
        Fact(translate("facts", "Earlier"), "\n".join([*lines, *_before(patient)])),
        Fact(translate("facts", "Antigen"), "\n".join(tests) or not_recorded()),
        Fact(translate("facts", "Contacts"), "\n".join(people) or not_recorded()),
        Fact(translate("facts", "Language"), _language(patient)),
    )


def identifier_facts(case: CaseFile, today: date, zone: tzinfo) -> tuple[Fact, ...]:
    """Return the identifiers of the cells at hand, dose, who infused, later cells, the consents."""
    at_hand = [kept.value for kept in identifiers_at_hand(case)]
    facts = [_identifier(identifier) for identifier in at_hand]
    known = {identifier.kind for identifier in at_hand}
    facts += [
        Fact(words.heading(kind), not_recorded(), tone="text3")
        for kind in _NEEDED
        if kind not in known
    ]
    if case.infusion is not None:
        facts.append(Fact(translate("facts", "Dose"), dose_words(case.infusion.value)))
        facts.append(Fact(translate("facts", "Infused by"), infused_words(case.infusion.value)))
    facts += [
        Fact(words.heading(kept.value.kind), _later_words(case, kept.value, today, zone))
        for kept in case.later_infusions
    ]
    facts.append(Fact(translate("facts", "Consent"), _consents(case, today)))
    return tuple(facts)


def _later_words(case: CaseFile, infusion: Infusion, today: date, zone: tzinfo) -> str:
    parts = [dated(case, local_day(infusion.started_at, zone), today), dose_words(infusion)]
    if infusion.reason is not None:
        parts.insert(1, words.term(infusion.reason))
    return ", ".join(parts)


def dose_words(infusion: Infusion) -> str:
    """Return dose, total and the weight used, as documented."""
    if infusion.dose is None or infusion.dose_unit is None:
        return not_recorded()
    dose = f"{infusion.dose:f} {words.term(infusion.dose_unit)}"
    parts = []
    if infusion.total is not None:
        parts.append(translate("facts", "total {0} × 10⁶").format(f"{infusion.total:f}"))
    if infusion.weight_kg is not None:
        parts.append(f"{infusion.weight_kg:f} kg")
    if infusion.bags is not None:
        one, many = translate("facts", "1 bag"), translate("facts", "{0} bags")
        parts.append(one if infusion.bags == 1 else many.format(infusion.bags))
    if infusion.volume_ml is not None:
        parts.append(f"{infusion.volume_ml:f} mL")
    return f"{dose} ({'; '.join(parts)})" if parts else dose


def infused_words(infusion: Infusion) -> str:
    """Return who infused and who checked."""
    infused = infusion.infused_by or not_recorded()
    checked = infusion.checked_by or not_recorded()
    return translate("facts", "{0}, checked by {1}").format(infused, checked)


def therapy_words(line: TherapyLine) -> str:
    """Return one line of earlier therapy: when, what, with which response."""
    what = _therapy(line)
    return f"{what}: {line.response}" if line.response else what


def antigen_words(test: AntigenTest, today: date) -> str:
    """Return one antigen test: `CD19 positive, 98% (2 Sep)`."""
    status = f"{words.term(test.target)} {words.term(test.status)}"
    share = "" if test.percent is None else f", {test.percent:f}%"
    return f"{status}{share} ({near_date(test.tested_on, today)})"


def contact_words(contact: Contact) -> str:
    """Return one person to call."""
    known = contact.relation or words.term(contact.kind)
    return ", ".join(part for part in (contact.name, known, contact.phone) if part)


def alert_words(alert: Alert) -> str:
    """Return one alert with its reaction."""
    text = f"{alert.subject} ({alert.reaction})" if alert.reaction else alert.subject
    is_allergy = alert.kind is AlertKind.ALLERGY
    return translate("facts", "Allergy: {0}").format(text) if is_allergy else text


def _therapy(line: TherapyLine) -> str:
    years = "–".join(part for part in dict.fromkeys((line.started, line.stopped)) if part)
    return f"{years} {line.drug}".strip()


def _identifier(identifier: Identifier) -> Fact:
    value = identifier.value
    if identifier.expires_on is not None:
        expires = short_date(identifier.expires_on)
        value = translate("facts", "{0}, expires {1}").format(value, expires)
    return Fact(words.heading(identifier.kind), value, copied=identifier.value)


def _disease(patient: Patient, today: date) -> str:
    parts = [words.term(patient.disease), patient.disease_detail]
    if patient.disease_status is not None:
        parts.append(words.term(patient.disease_status))
    if patient.burden_percent is not None:
        on = f" ({near_date(patient.burden_on, today)})" if patient.burden_on else ""
        blasts = translate("facts", "blasts {0}%").format(f"{patient.burden_percent:f}")
        parts.append(f"{blasts}{on}")
    if patient.cns_status is not None:
        parts.append(words.term(patient.cns_status))
    return ", ".join(part for part in parts if part)


def _before(patient: Patient) -> list[str]:
    answers = {
        True: translate("facts", "transplant before"),
        False: translate("facts", "no transplant before"),
        None: translate("facts", "transplant before: not recorded"),
    }
    found = [answers[patient.prior_transplant]]
    if patient.prior_cd19 is not None:
        cd19 = {
            PriorCd19.NONE: translate("facts", "no CD19 therapy before"),
            PriorCd19.GIVEN: translate("facts", "CD19 therapy before"),
            PriorCd19.FAILED: translate("facts", "CD19 therapy before, failed"),
        }
        found.append(cd19[patient.prior_cd19])
    return [", ".join(found)]


def _language(patient: Patient) -> str:
    if not patient.language:
        return not_recorded()
    if patient.interpreter_needed:
        return translate("facts", "{0}, interpreter needed").format(patient.language)
    return patient.language


def _consents(case: CaseFile, today: date) -> str:
    signed = []
    for kind in _CONSENTS:
        days = [k.value.done_on for k in case.milestones if k.value.kind is kind]
        signed.append(max((day for day in days if day is not None), default=None))
    treatment, collection = signed
    if treatment is not None and treatment == collection:
        return translate("facts", "both signed {0}").format(short_date(treatment))
    parts = (
        (translate("facts", "treatment"), treatment),
        (translate("facts", "leukapheresis"), collection),
    )
    return ", ".join(
        f"{name} {near_date(day, today) if day else not_recorded()}" for name, day in parts
    )
