"""A patient as registered: who, which disease, what came before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError

EARLIEST_BIRTH = date(1900, 1, 1)


class Sex(StrEnum):
    """Sex as recorded by the hospital."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Disease(StrEnum):
    """The disease treated; response is derived for B-ALL only."""

    B_ALL = "b_all"
    T_ALL = "t_all"
    LBCL = "lbcl"
    FL = "fl"
    MCL = "mcl"
    CLL = "cll"
    MM = "mm"
    OTHER = "other"


class DiseaseStatus(StrEnum):
    """Where the disease stands when the course opens."""

    FIRST_REMISSION = "first_remission"
    MRD_ONLY = "mrd_only"
    REFRACTORY = "refractory"
    FIRST_RELAPSE = "first_relapse"
    SECOND_RELAPSE = "second_relapse"
    LATER_RELAPSE = "later_relapse"


class DiseaseSite(StrEnum):
    """Where the disease is."""

    MARROW = "marrow"
    ISOLATED_EXTRAMEDULLARY = "isolated_extramedullary"
    COMBINED = "combined"


class CnsStatus(StrEnum):
    """Central nervous system status, as the clinic classes it."""

    CNS1 = "cns1"
    CNS2 = "cns2"
    CNS3 = "cns3"


class Target(StrEnum):
    """An antigen that a product or a drug is aimed at."""

    CD19 = "cd19"
    CD22 = "cd22"
    CD20 = "cd20"
    BCMA = "bcma"
    OTHER = "other"


class AntigenStatus(StrEnum):
    """Expression of an antigen on the blasts."""

    POSITIVE = "positive"
    DIM = "dim"
    NEGATIVE = "negative"


class PriorCd19(StrEnum):
    """CD19-directed therapy before this course (blinatumomab, a CD19 CAR T, other)."""

    NONE = "none"
    GIVEN = "given"
    FAILED = "failed"


class TherapyKind(StrEnum):
    """The kind of an earlier line of therapy."""

    CHEMOTHERAPY = "chemotherapy"
    ANTIBODY = "antibody"
    CAR_T = "car_t"
    TRANSPLANT_ALLOGENEIC = "transplant_allogeneic"
    TRANSPLANT_AUTOLOGOUS = "transplant_autologous"
    RADIOTHERAPY = "radiotherapy"
    OTHER = "other"


class ContactKind(StrEnum):
    """What a contact person is to the patient."""

    GUARDIAN = "guardian"
    CAREGIVER = "caregiver"
    INTERPRETER = "interpreter"
    REFERRER = "referrer"
    OTHER = "other"


class AlertKind(StrEnum):
    """An allergy is outlined in red, a precaution in grey."""

    ALLERGY = "allergy"
    PRECAUTION = "precaution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who the patient is and which disease brings them; None means not recorded.

    `latin_name` is the name in Latin letters where `family_name` is written in others.
    `burden_percent` is the share of blasts in the marrow, 0 to 100.
    """

    mrn: str
    family_name: str
    given_name: str
    birth_date: date
    latin_name: str = ""
    sex: Sex = Sex.UNKNOWN
    disease: Disease = Disease.B_ALL
    disease_detail: str = ""
    disease_status: DiseaseStatus | None = None
    disease_site: DiseaseSite | None = None
    burden_percent: Decimal | None = None
    burden_on: date | None = None
    extramedullary: str = ""
    cns_status: CnsStatus | None = None
    cns_on: date | None = None
    prior_transplant: bool | None = None
    prior_cd19: PriorCd19 | None = None
    language: str = ""
    interpreter_needed: bool | None = None
    phone: str = ""
    referrer: str = ""
    coordinator: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        fields.day("burden_on", self.burden_on)
        fields.day("cns_on", self.cns_on)
        for name in ("mrn", "family_name", "given_name"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name), required=True))
        for name in ("latin_name", "disease_detail", "extramedullary", "language"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name)))
        for name in ("phone", "referrer", "coordinator"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name)))
        object.__setattr__(self, "note", fields.text("note", self.note))
        if self.birth_date < EARLIEST_BIRTH:
            raise InvalidEntryError(
                "birth_date", "The birth date lies before 1900. Check the year."
            )
        fields.number("burden_percent", self.burden_percent, 0, 100, "%")

    @property
    def name(self) -> str:
        """`Family, Given`, the Latin form in brackets where there is one."""
        if self.latin_name:
            return f"{self.family_name} {self.given_name} ({self.latin_name})"
        return f"{self.family_name}, {self.given_name}"


def age_on(birth_date: date, day: date) -> int:
    """Completed years of age; someone born on 29 February turns a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def months_on(birth_date: date, day: date) -> int:
    """Completed months since the last birthday, 0 to 11."""
    months = day.month - birth_date.month - (0 if day.day >= birth_date.day else 1)
    return months % 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Body weight in kilograms, 0.5 to 400, with its day."""

    kg: Decimal
    measured_on: date

    def __post_init__(self) -> None:
        fields.day("measured_on", self.measured_on)
        fields.number("kg", self.kg, "0.5", 400, "kg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to call."""

    kind: ContactKind
    name: str
    relation: str = ""
    phone: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", fields.line("name", self.name, required=True))
        for field in ("relation", "phone", "note"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TherapyLine:
    """One line of earlier therapy; `started` and `stopped` are dates that may lack day or month."""

    kind: TherapyKind
    drug: str
    target: Target | None = None
    started: str = ""
    stopped: str = ""
    response: str = ""
    antigen_before: AntigenStatus | None = None
    antigen_after: AntigenStatus | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "drug", fields.line("drug", self.drug, required=True))
        object.__setattr__(self, "response", fields.line("response", self.response))
        for field in ("started", "stopped"):
            object.__setattr__(self, field, fields.partial_date(field, getattr(self, field)))
        if self.started and self.stopped and self.stopped < self.started[: len(self.stopped)]:
            raise InvalidEntryError("stopped", "The therapy stops before it starts. Check both.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AntigenTest:
    """Expression of a target antigen on the blasts; `percent` of blasts positive, 0 to 100."""

    target: Target
    tested_on: date
    status: AntigenStatus
    percent: Decimal | None = None
    sample: str = ""

    def __post_init__(self) -> None:
        fields.day("tested_on", self.tested_on)
        fields.number("percent", self.percent, 0, 100, "%")
        object.__setattr__(self, "sample", fields.line("sample", self.sample))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An allergy or a precaution that every screen and page of the patient shows."""

    kind: AlertKind
    subject: str
    reaction: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", fields.line("subject", self.subject, required=True))
        object.__setattr__(self, "reaction", fields.line("reaction", self.reaction))


class DeathCause(StrEnum):
    """The principal cause of death as stated by the clinician."""

    DISEASE = "disease"
    CRS = "crs"
    ICANS = "icans"
    INFECTION = "infection"
    OTHER_TOXICITY = "other_toxicity"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """The patient's death; it ends every future visit, task and calendar entry."""

    died_on: date
    cause: DeathCause
    stated_by: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        fields.day("died_on", self.died_on)
        object.__setattr__(self, "stated_by", fields.line("stated_by", self.stated_by))
        object.__setattr__(self, "detail", fields.text("detail", self.detail))
