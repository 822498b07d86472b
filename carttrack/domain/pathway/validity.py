"""What runs out: tests, authorisations, consent versions, collected material, the product."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.pathway.steps import Step


class ValidityKind(StrEnum):
    """What kind of thing runs out."""

    VIROLOGY = "virology"
    ECHOCARDIOGRAM = "echocardiogram"
    PREGNANCY_TEST = "pregnancy_test"
    AUTHORISATION = "authorisation"
    CONSENT_VERSION = "consent_version"
    COLLECTED_MATERIAL = "collected_material"
    PRODUCT = "product"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Something that holds until a day, the last one included.

    `what` tells two of a kind apart (`hepatitis B`, `consent to treatment 3.1`); of several
    entries with the same kind and `what` the one that lasts longest counts. `blocks` is the step
    that cannot begin once it has run out, None where it only reminds. How long something holds is
    the clinic's to say; nothing is computed.
    """

    kind: ValidityKind
    what: str = ""
    done_on: date | None = None
    valid_until: date
    blocks: Step | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("done_on", "valid_until"):
            fields.day(name, getattr(self, name))
        object.__setattr__(
            self, "what", fields.line("what", self.what, required=self.kind is ValidityKind.OTHER)
        )
        object.__setattr__(self, "note", fields.text("note", self.note))
        fields.in_order("valid_until", self.done_on, self.valid_until)
