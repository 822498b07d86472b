"""History in words: the audit keeps codes and ISO dates, people read terms and dates."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from carttrack.domain.days import moment, short_date
from carttrack.domain.follow_up.contact_attempts import ContactAttempt
from carttrack.domain.follow_up.registry_forms import RegistryForm
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.history import ChangeKind, FieldChange, HistoryLine
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.papers import IssuedPaper
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.steps import StepRecord
from carttrack.domain.pathway.validity import Validity
from carttrack.domain.patients import (
    Alert,
    AntigenTest,
    Contact,
    Death,
    Patient,
    TherapyLine,
    Weight,
)
from carttrack.domain.supportive_care import Admission, Infection, Medicine, Transfusion
from carttrack.domain.terms import term
from carttrack.domain.toxicity.answers import answers_words
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import EpisodeClosing
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.interventions import Given
from carttrack.domain.toxicity.other_scales import OtherGrade

VOID = "void_reason"
"""The field that holds why an entry is void; empty while it is valid."""
_UNSAID = frozenset({"course_id", "patient_id", "folded", "sort_name", "corrected"})
_KINDS: dict[str, type[Any]] = {
    "patient": Patient,
    "weight": Weight,
    "contact": Contact,
    "therapy_line": TherapyLine,
    "antigen_test": AntigenTest,
    "alert": Alert,
    "death": Death,
    "course": Course,
    "step": StepRecord,
    "milestone": Milestone,
    "setback": Setback,
    "identifier": Identifier,
    "answer": CheckAnswer,
    "clearance": Clearance,
    "infusion": Infusion,
    "assessment": Assessment,
    "given": Given,
    "closing": EpisodeClosing,
    "visit": Visit,
    "visit_form": VisitForm,
    "response": Response,
    "paper": IssuedPaper,
    "lab_result": LabResult,
    "medicine": Medicine,
    "infection": Infection,
    "admission": Admission,
    "transfusion": Transfusion,
    "other_grade": OtherGrade,
    "iec_hs": IecHsRecord,
    "relapse": Relapse,
    "later_therapy": LaterTherapy,
    "second_malignancy": SecondMalignancy,
    "registry_form": RegistryForm,
    "validity": Validity,
    "safety_report": SafetyReport,
    "contact_attempt": ContactAttempt,
}
_ANSWERED = frozenset({"crs_answered", "icans_answered"})
_CODES = frozenset({"code", "visit", "item", "product", "holds"})
_PARTS = {"crs": (GradeOnRecord, CrsFindings), "icans": (GradeOnRecord, IcansFindings)}
_CAPITALS = {"crs": "CRS", "icans": "ICANS", "mrn": "MRN", "ice": "ICE", "capd": "CAPD"} | {
    "ecog": "ECOG", "anc": "ANC", "igg": "IgG", "mrd": "MRD", "cns": "CNS", "spo2": "SpO₂",
    "hb": "Hb", "cd19": "CD19", "sbp": "systolic", "o2": "oxygen", "icp": "ICP",
    "answered": "question answered",
}  # fmt: skip
_UNITS = {"c": "(°C)", "kg": "(kg)", "ml": "(mL)", "mmhg": "(mmHg)", "lpm": "(L/min)"}


def field_words(field: str) -> str:
    """Return the name of a stored field as words: `crs_temp_c` is `CRS temp (°C)`."""
    if field == VOID:
        return "Void, reason"
    parts = field.split("_")
    last = _UNITS.get(parts[-1]) if len(parts) > 1 else None
    words = [_CAPITALS.get(part, part) for part in (parts[:-1] if last else parts)]
    text = " ".join([*words, last] if last else words)
    return text[:1].upper() + text[1:]


def value_words(subject: str, field: str, text: str, zone: ZoneInfo) -> str:
    """Return a stored value as words; one that is no code, date or instant stays as it is."""
    kind = _fields(subject).get(field)
    if field in _CODES:
        return text.replace("_", " ")
    if field in _ANSWERED and text:
        return answers_words(text.split(", "))
    if not text or kind is None:
        return text
    if issubclass(kind, Enum):
        return _term(kind, text)
    return _day_words(kind, text, zone)


def told_changes(line: HistoryLine, zone: ZoneInfo) -> tuple[FieldChange, ...]:
    """Return the changes of a line in words; fields that only the store needs are left out.

    Of a new entry, fields that were left empty are left out too.
    """
    is_new = line.kind is ChangeKind.ADDED
    return tuple(
        FieldChange(
            field_words(change.field),
            value_words(line.subject, change.field, change.old, zone),
            value_words(line.subject, change.field, change.new, zone),
        )
        for change in line.changes
        if change.field not in _UNSAID and not (is_new and change.new == "")
    )


def void_entries(lines: Iterable[HistoryLine]) -> frozenset[tuple[str, int]]:
    """Return subject and id of each entry that is void now; `lines` are newest first."""
    seen: dict[tuple[str, int], bool] = {}
    for line in lines:
        for change in line.changes:
            if change.field == VOID:
                seen.setdefault((line.subject, line.entry_id), bool(change.new))
    return frozenset(entry for entry, is_void in seen.items() if is_void)


def _day_words(kind: type[Any], text: str, zone: ZoneInfo) -> str:
    try:
        if issubclass(kind, datetime):
            return moment(datetime.fromisoformat(text), zone)
        return short_date(date.fromisoformat(text)) if issubclass(kind, date) else text
    except ValueError:
        return text


@cache
def _fields(subject: str) -> dict[str, type[Any]]:
    kind = _KINDS.get(subject)
    if kind is None:
        return {}
    found = _plain(kind)
    if kind is Assessment:
        for scale, parts in _PARTS.items():
            for part in parts:
                found |= {f"{scale}_{name}": value for name, value in _plain(part).items()}
    return found


def _plain(kind: type[Any]) -> dict[str, type[Any]]:
    """Return the fields of a value with their class, without `None`."""
    found = {}
    for name, hint in get_type_hints(kind).items():
        options = get_args(hint) if get_origin(hint) is UnionType else (hint,)
        classes = [each for each in options if isinstance(each, type) and each is not type(None)]
        if classes:
            found[name] = classes[0]
    return found


@cache
def _term(kind: type[Enum], text: str) -> str:
    try:
        return term(kind(text))
    except (ValueError, KeyError):
        return text
