"""The field's terms for registries, contact attempts, what runs out and what slips."""

from enum import Enum

from carttrack.domain.follow_up.contact_attempts import ContactMethod, ContactOutcome
from carttrack.domain.follow_up.protocol import RuleKind
from carttrack.domain.follow_up.registry_forms import Registry, RegistryTrack
from carttrack.domain.follow_up.slip_dates import SlipKind, WhyFixed
from carttrack.domain.pathway.validity import ValidityKind
from carttrack.i18n import QT_TRANSLATE_NOOP

_CONTEXT = "terms"


def _noop(text: str) -> str:
    return QT_TRANSLATE_NOOP(_CONTEXT, text)


PAIRS: tuple[tuple[Enum, str], ...] = (
    (Registry.CIBMTR, _noop("CIBMTR")),
    (Registry.EBMT, _noop("EBMT")),
    (RegistryTrack.CRF_15_YEARS, _noop("CIBMTR, comprehensive forms to year 15")),
    (RegistryTrack.TED_OR_CRF, _noop("CIBMTR, standard TED or CRF")),
    (RegistryTrack.HUNDRED_DAYS, _noop("CIBMTR, 100-day form only")),
    (RegistryTrack.NONE, _noop("no registry forms")),
    (RegistryTrack.CTRM, _noop("CIBMTR, CTRM")),
    (RegistryTrack.EBMT_MED_A, _noop("EBMT, Cellular Therapy MED-A")),
    (ContactMethod.PHONE, _noop("phone")),
    (ContactMethod.LETTER, _noop("letter")),
    (ContactMethod.EMAIL, _noop("e-mail")),
    (ContactMethod.REFERRER, _noop("referring centre")),
    (ContactMethod.RELATIVE, _noop("relative")),
    (ContactMethod.PUBLIC_RECORDS, _noop("public records")),
    (ContactMethod.OTHER, _noop("other way")),
    (ContactOutcome.REACHED, _noop("patient reached")),
    (ContactOutcome.MESSAGE_LEFT, _noop("message left")),
    (ContactOutcome.NO_ANSWER, _noop("no answer")),
    (ContactOutcome.WRONG_DETAILS, _noop("wrong number or address")),
    (ContactOutcome.ALIVE_BY_OTHERS, _noop("alive, told by others")),
    (ContactOutcome.DEAD_BY_OTHERS, _noop("dead, told by others")),
    (ValidityKind.VIROLOGY, _noop("virology")),
    (ValidityKind.ECHOCARDIOGRAM, _noop("echocardiogram")),
    (ValidityKind.PREGNANCY_TEST, _noop("pregnancy test")),
    (ValidityKind.AUTHORISATION, _noop("authorisation")),
    (ValidityKind.CONSENT_VERSION, _noop("consent version")),
    (ValidityKind.COLLECTED_MATERIAL, _noop("collected material")),
    (ValidityKind.PRODUCT, _noop("product")),
    (ValidityKind.OTHER, _noop("other")),
    (SlipKind.STEP, _noop("step")),
    (SlipKind.MILESTONE, _noop("milestone")),
    (SlipKind.INFUSION, _noop("infusion")),
    (SlipKind.VISIT, _noop("visit")),
    (SlipKind.REGISTRY_FORM, _noop("registry form")),
    (SlipKind.RULE, _noop("clinic rule")),
    (SlipKind.MONITORING, _noop("monitoring")),
    (WhyFixed.DONE, _noop("done")),
    (WhyFixed.MISSED, _noop("missed")),
    (WhyFixed.BOOKED, _noop("booked")),
    (WhyFixed.SENT, _noop("sent")),
    (WhyFixed.NOT_IN_PROTOCOL, _noop("not in the protocol")),
    (RuleKind.DRIVING, _noop("driving rule")),
    (RuleKind.DISTANCE, _noop("distance rule")),
)
"""Each stored code with its words."""
