"""A course: one product for one patient, from referral to year 15."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.patients import Target


class EndReason(StrEnum):
    """Why a course is closed; `LATER_COURSE`: its follow-up goes on in a later course."""

    SCREEN_FAILURE = "screen_failure"
    FAILED_PRODUCT = "failed_product"
    DIED = "died"
    WITHDREW = "withdrew"
    OTHER_TREATMENT = "other_treatment"
    LOST_TO_CONTACT = "lost_to_contact"
    TRANSFERRED = "transferred"
    COMPLETED = "completed"
    LATER_COURSE = "later_course"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A product for a patient; a second product is a second course.

    `product` is the catalogue id; a product the catalogue does not know has `product_name`.
    `target` and `second_target` are what the cells of such a product are aimed at, None where that
    is not recorded; the catalogue says it of its own.
    `protocol` is the `name` and `version` of the follow-up protocol of enrolment, joined by `@`.
    `registry_track` is the series of forms the registry has assigned, None while not known.
    """

    number: int
    product: str
    product_name: str = ""
    study: str = ""
    registry_track: RegistryTrack | None = None
    opened_on: date
    protocol: str
    ended_on: date | None = None
    end_reason: EndReason | None = None
    end_note: str = ""
    target: Target | None = None
    second_target: Target | None = None

    def __post_init__(self) -> None:
        fields.day("opened_on", self.opened_on)
        fields.day("ended_on", self.ended_on)
        for field in ("product", "protocol"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field), required=True))
        for field in ("product_name", "study"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        object.__setattr__(self, "end_note", fields.text("end_note", self.end_note))
        if (self.ended_on is None) != (self.end_reason is None):
            raise InvalidEntryError("end_reason", "A closed course needs its day and its reason.")
        check_targets(self.target, self.second_target)

    @property
    def targets(self) -> frozenset[Target]:
        """The targets entered, none for a product of the catalogue."""
        return frozenset(each for each in (self.target, self.second_target) if each is not None)


def check_targets(target: Target | None, second: Target | None) -> None:
    """Refuse a second target without a first one, or the same one twice."""
    if second is None:
        return
    if target is None:
        raise InvalidEntryError("target", "Choose the first target before a second one.")
    if target is second:
        raise InvalidEntryError("second_target", "The second target is the first one again.")
