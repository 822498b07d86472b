"""The preview beside the patient list: a case in a few blocks of facts."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days
from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.standing import coming, visit_standings
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.steps import STEPS, StepRecord
from carttrack.domain.patients import AlertKind, Sex
from carttrack.domain.toxicity.course_summary import given_groups, highest_shown
from carttrack.domain.toxicity.episodes import Episode, Toxicity
from carttrack.domain.worklist import DueState, due_state
from carttrack.gui import words
from carttrack.gui.models.course_facts import alert_words
from carttrack.gui.models.facts import Fact, near_date
from carttrack.gui.models.given_words import RUNS, given_name
from carttrack.gui.models.response_facts import response_facts
from carttrack.gui.models.visit_words import appointment_words, state_of, window_words
from carttrack.gui.tokens import State

NEXT_SHOWN, RESPONSE_SHOWN = 4, 3
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An allergy or a precaution."""

    words: str
    allergy: bool


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The highest grade of a toxicity, None for the dash, and the words beside it."""

    name: str
    grade: int | None
    words: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """Something still to come: its state, what it is, when."""

    state: State
    what: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A case as the preview shows it."""

    who: str
    alerts: tuple[AlertLine, ...]
    heading: str
    course: tuple[Fact, ...]
    grades: tuple[GradeLine, ...]
    given: str
    response: tuple[Fact, ...]
    next: tuple[NextLine, ...]


def preview(case: CaseFile, today: date, zone: ZoneInfo) -> Preview:
    """Return the preview of a case as of a day."""
    return Preview(
        who=_who(case, today),
        alerts=_alerts(case),
        heading=_heading(case, today),
        course=tuple(_course(case, zone)),
        grades=_grades(case, zone) if case.infusion else (),
        given=_given(case),
        response=response_facts(case, today)[:RESPONSE_SHOWN],
        next=(*_steps(case, today), *_visits(case, today, zone))[:NEXT_SHOWN],
    )


def _who(case: CaseFile, today: date) -> str:
    patient, weight = case.patient.value, case.weight
    sexes = {Sex.FEMALE: translate("preview", "F"), Sex.MALE: translate("preview", "M")}
    until = case.death.value.died_on if case.death else today
    age = translate("preview", "{0} ({1})").format(
        words.age(patient.birth_date, until), days.short_date(patient.birth_date)
    )
    parts = [patient.mrn, sexes.get(patient.sex, words.term(patient.sex)), age]
    if weight is not None:
        parts.append(translate("preview", "{0} kg").format(weight.kg))
    return ", ".join(parts)


def _alerts(case: CaseFile) -> tuple[AlertLine, ...]:
    alerts = (kept.value for kept in case.alerts)
    return tuple(AlertLine(alert_words(a), a.kind is AlertKind.ALLERGY) for a in alerts)


def _heading(case: CaseFile, today: date) -> str:
    if case.death is not None:
        return translate("preview", "Died {0}").format(days.short_date(case.death.value.died_on))
    if case.course is None or case.current is None:
        return translate("preview", "No course yet")
    step = words.term(case.current)
    number, planned = case.day(today), False
    if number is None and case.planned_day0 is not None:
        number, planned = (today - case.planned_day0).days, True
    if number is None:
        return words.heading(case.current)
    return f"{words.day_label(number, planned=planned)}, {step[:1].lower()}{step[1:]}"


def _course(case: CaseFile, zone: ZoneInfo) -> list[Fact]:
    patient = case.patient.value
    disease = words.term(patient.disease)
    if patient.disease_status is not None:
        disease = f"{disease}, {words.term(patient.disease_status)}"
    facts = [Fact(translate("preview", "Disease"), disease)]
    if case.course is not None:
        facts.append(Fact(translate("preview", "Product"), _product(case)))
    if case.product is not None and case.product.day_convention:
        facts.append(Fact(translate("preview", "Days"), case.product.day_convention))
    if case.infusion is not None:
        at = case.infusion.value.started_at
        when = f"{days.long_date(days.local_day(at, zone))} {days.clock(at, zone)}"
        facts.append(Fact(translate("preview", "Infused"), when))
    elif case.planned_day0 is not None:
        planned = days.long_date(case.planned_day0)
        facts.append(Fact(translate("preview", "Infusion"), f"{planned}, planned"))
    lots = [k.value.value for k in identifiers_at_hand(case) if k.value.kind is IdentifierKind.LOT]
    if lots:
        facts.append(Fact(translate("preview", "Lot"), ", ".join(lots)))
    if patient.coordinator:
        facts.append(Fact(translate("preview", "Coordinator"), patient.coordinator))
    return facts


def _product(case: CaseFile) -> str:
    name = case.product_short
    if not case.targets:
        return name
    targets = "/".join(sorted(words.term(target) for target in case.targets))
    return f"{name} ({targets})"


def _grades(case: CaseFile, zone: ZoneInfo) -> tuple[GradeLine, ...]:
    lines = []
    for toxicity in Toxicity:
        highest = highest_shown(case, toxicity)
        found = [one for one in case.episodes if one.toxicity is toxicity]
        lines.append(GradeLine(words.term(toxicity), highest, _when(case, highest, found, zone)))
    return tuple(lines)


def _when(case: CaseFile, highest: int | None, found: list[Episode], zone: ZoneInfo) -> str:
    if highest is None:
        return translate("preview", "no grade on record")
    if not found:
        return translate("preview", "highest on record")
    spans = ", ".join(_span(case, episode, zone) for episode in found)
    return translate("preview", "max, {0}").format(spans)


def _span(case: CaseFile, episode: Episode, zone: ZoneInfo) -> str:
    first = case.day(days.local_day(episode.opened_at, zone))
    start = words.day_label(first)
    if episode.closing is None:
        return translate("preview", "from {0}, open").format(start)
    last = case.day(days.local_day(episode.closing.closed_at, zone))
    if last == first:
        return start
    return translate("preview", "{0} to {1}").format(start, words.day(last))


def _given(case: CaseFile) -> str:
    said: list[str] = []
    for group in given_groups([kept.value for kept in case.given]):
        name = given_name(group.entries[0])
        name = name if not said else name[:1].lower() + name[1:]
        said.append(name if group.drug in RUNS else f"{name} {len(group.entries)}")
    return ", ".join(said) or translate("preview", "nothing on record")


def _steps(case: CaseFile, today: date) -> list[NextLine]:
    if case.death is not None or case.course is None or case.course.value.ended_on is not None:
        return []
    records = (case.step(step) for step in STEPS)
    return [_step(record, record.planned_on, today) for record in records if _pending(record)]


def _pending(record: StepRecord) -> bool:
    begun = record.started_on or record.finished_on or record.skipped_reason
    return record.planned_on is not None and not begun


def _step(record: StepRecord, on: date | None, today: date) -> NextLine:
    assert on is not None
    state = {DueState.OVERDUE: State.OVERDUE, DueState.DUE_TODAY: State.DUE}.get(
        due_state(on, today), State.BOOKED
    )
    at = f" {record.planned_at:%H:%M}" if record.planned_at else ""
    when = translate("preview", "today") if on == today else near_date(on, today)
    return NextLine(state, words.heading(record.step), f"{when}{at}")


def _visits(case: CaseFile, today: date, zone: ZoneInfo) -> list[NextLine]:
    lines = []
    for standing in coming(visit_standings(case, today))[:NEXT_SHOWN]:
        what = translate("preview", "{0} visit").format(standing.name)
        when = appointment_words(standing, today, zone)
        if standing.visit.appointment_on is None:
            what = translate("preview", "{0}, not booked").format(standing.name)
            when = window_words(standing.visit)
        lines.append(NextLine(state_of(standing), what, when))
    return lines
