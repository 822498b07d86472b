"""Rules on what follows the infusion: grades, episodes, visits, response, registry."""

from collections.abc import Iterator
from datetime import date, timedelta

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day, short_date
from carttrack.domain.follow_up.registry_standing import ContactFit, form_standings
from carttrack.domain.follow_up.standing import follow_up_ended
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.response import MrdResult
from carttrack.domain.outcome.second_malignancy import MalignancyKind
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.patients import Disease
from carttrack.domain.quality.findings import Check, Flaw, Inspection, Rule, Tab
from carttrack.domain.terms import term
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import Toxicity, grade_of
from carttrack.domain.toxicity.intervention_notes import notes
from carttrack.domain.toxicity.interventions import Drug

OPEN_DAYS = 60
"""An episode open longer was most likely never closed; the clinic's own figure."""
_WATCHED_DAYS = 14
"""CRS generally begins within 14 days (EBMT, reporting guide for cellular therapy)."""
_PENDING_DAYS = 30
"""Days a result may stay away before it is asked for: this program's choice."""
_RUNS = frozenset({Drug.OXYGEN, Drug.VASOPRESSOR})
_RUN_DAYS = 14
"""Oxygen or a vasopressor without an end for longer is asked about: this program's choice."""
_MEASURED = frozenset({MrdResult.NOT_DETECTED, MrdResult.DETECTED, MrdResult.BELOW_QUANTIFICATION})
_RESPONSE_VISIT = "day_28"


def _grade_without_findings(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for assessment in (kept.value for kept in case.assessments):
        for toxicity in Toxicity:
            grade = grade_of(assessment, toxicity)
            if grade is not None and grade.recorded is not None and grade.derived is None:
                day = short_date(local_day(assessment.at, at.zone))
                yield Flaw(
                    f"{term(toxicity)} grade {grade.recorded} of {day} stands without findings "
                    "that give a grade.",
                    f"{toxicity.value} {assessment.at.isoformat()}",
                )


def _episode_open(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for episode in case.episodes:
        opened = local_day(episode.opened_at, at.zone)
        if episode.closing is None and (at.today - opened).days > OPEN_DAYS:
            yield Flaw(
                f"The {term(episode.toxicity)} episode of {short_date(opened)} is open after "
                f"{OPEN_DAYS} days.",
                f"{episode.toxicity.value} {opened}",
            )


def _never_assessed(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    if case.day0 is None or (at.today - case.day0).days <= _WATCHED_DAYS:
        return
    last = case.day0 + timedelta(days=_WATCHED_DAYS)
    days = [local_day(k.value.at, at.zone) for k in case.assessments if not _not_done(k)]
    if not any(case.day0 <= day <= last for day in days):
        yield Flaw(f"No assessment is on record from Day 0 to Day +{_WATCHED_DAYS}.")


def _not_done(kept: Kept[Assessment]) -> bool:
    return bool(kept.value.not_done_reason)


def _graded_before_infusion(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for episode in case.episodes:
        opened = local_day(episode.opened_at, at.zone)
        if case.day0 is not None and opened < case.day0:
            yield Flaw(
                f"The {term(episode.toxicity)} episode of {short_date(opened)} begins before the "
                f"infusion on {short_date(case.day0)}.",
                f"{episode.toxicity.value} {opened}",
            )


def _unusual_doses(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for number, note in enumerate(notes([kept.value for kept in case.given]), 1):
        yield Flaw(note, f"{number}")


def _endless_run(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for given in (kept.value for kept in case.given):
        began = local_day(given.started_at, at.zone)
        ended = given.stopped_at is not None or case.death is not None
        if given.drug in _RUNS and not ended and (at.today - began).days > _RUN_DAYS:
            name = given.name or term(given.drug)
            yield Flaw(
                f"{name[:1].upper()}{name[1:]} begun on {short_date(began)} has no end.",
                f"{given.drug.value} {given.started_at.isoformat()}",
            )


def _visit_outside_window(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for visit in (kept.value for kept in case.visits):
        done = visit.completed_on
        if done is not None and not visit.earliest <= done <= visit.latest:
            yield Flaw(
                f"{_visit_name(case, visit.code)} was completed on {short_date(done)}, outside its "
                f"window {short_date(visit.earliest)} to {short_date(visit.latest)}.",
                visit.code,
            )


def _visit_without_form(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    formed = {kept.value.visit for kept in case.visit_forms}
    for visit in (kept.value for kept in case.visits):
        if visit.completed_on is not None and visit.code not in formed:
            name = _visit_name(case, visit.code)
            yield Flaw(f"{name} is completed, and nothing was recorded at it.", visit.code)


def _visit_name(case: CaseFile, code: str) -> str:
    return case.protocol.visit_name(code) if case.protocol else code


def _day_28_response(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    visit = next((k.value for k in case.visits if k.value.code == _RESPONSE_VISIT), None)
    if visit is None or case.patient.value.disease is not Disease.B_ALL:
        return
    ended = follow_up_ended(case) or date.max
    if at.today <= visit.latest or ended <= visit.latest:
        return
    if not any(visit.earliest <= k.value.assessed_on <= visit.latest for k in case.responses):
        yield Flaw(
            f"No response is on record for Day 28, {short_date(visit.earliest)} to "
            f"{short_date(visit.latest)}."
        )


def _response_without_statement(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for response in (kept.value for kept in case.responses):
        old = (at.today - response.assessed_on).days > _PENDING_DAYS
        if old and response.stated is None and not response.marrow_pending:
            day = short_date(response.assessed_on)
            yield Flaw(f"The assessment of {day} carries no response stated by a clinician.", day)


def _marrow_pending(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for response in (kept.value for kept in case.responses):
        waiting = response.marrow_pending or response.mrd is MrdResult.PENDING
        if waiting and (at.today - response.assessed_on).days > _PENDING_DAYS:
            day = short_date(response.assessed_on)
            yield Flaw(f"A result of {day} is still pending after {_PENDING_DAYS} days.", day)


def _mrd_unqualified(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for response in (kept.value for kept in case.responses):
        if response.mrd not in _MEASURED:
            continue
        day = short_date(response.assessed_on)
        lacking = [
            name
            for name, value in (
                ("method", response.mrd_method),
                ("sensitivity", response.mrd_sensitivity),
            )
            if value is None
        ]
        if lacking:
            yield Flaw(f"MRD of {day} has no {' and no '.join(lacking)}.", day)


def _after_death(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    died = case.death.value.died_on if case.death else date.max
    entries = [
        *(("A visit", k.value.completed_on) for k in case.visits if k.value.completed_on),
        *(("A response", k.value.assessed_on) for k in case.responses),
        *(("An assessment", local_day(k.value.at, at.zone)) for k in case.assessments),
    ]
    for what, day in entries:
        if day > died:
            yield Flaw(f"{what} is dated {short_date(day)}, after the death.", f"{what} {day}")


def _relapse_without_antigen(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    for relapse in (kept.value for kept in case.relapses):
        if relapse.cd19 is None and relapse.cd22 is None:
            day = short_date(relapse.happened_on)
            yield Flaw(f"The relapse of {day} says nothing of CD19 and CD22 on the blasts.", day)


def _malignancy_not_reported(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    """Second T-cell malignancies are reported to the manufacturer (FDA Roundup, 23 Jan 2024)."""
    for found in (kept.value for kept in case.second_malignancies):
        if found.kind is MalignancyKind.T_CELL and found.reported_on is None:
            day = short_date(found.diagnosed_on)
            yield Flaw(f"The T-cell malignancy of {day} is not on record as reported.", day)


def _registry_track_missing(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    if case.day0 is not None and case.course and case.course.value.registry_track is None:
        yield Flaw("The registry track is not on record, so no registry form can be due.")


def _registry_id_missing(case: CaseFile, _at: Inspection) -> Iterator[Flaw]:
    known = any(k.value.kind is IdentifierKind.REGISTRY for k in case.identifiers)
    if case.registry_forms and not known:
        yield Flaw("Registry forms are on record, and the registry ID is missing.")


def _contact_outside_window(case: CaseFile, at: Inspection) -> Iterator[Flaw]:
    for plan in at.plans.values():
        for standing in form_standings(case, plan, today=at.today, zone=at.zone):
            contact = standing.kept.value.contact_on if standing.kept else None
            if standing.fit is ContactFit.OUTSIDE and contact is not None:
                expected = standing.expected
                yield Flaw(
                    f"Form {expected.form}, {expected.time_point_name}, reports the contact of "
                    f"{short_date(contact)}, outside its window.",
                    f"{expected.form} {expected.time_point} {expected.about_on or ''}".strip(),
                )


def _rule(code: str, title: str, check: Check, tab: Tab = Tab.FOLLOW_UP) -> Rule:
    return Rule(code=code, title=title, tab=tab, check=check)


RULES = (
    _rule(
        "grade_without_findings", "Grade without findings", _grade_without_findings, Tab.TOXICITY
    ),
    _rule("episode_open", f"Episode open {OPEN_DAYS} days", _episode_open, Tab.TOXICITY),
    _rule("never_assessed", "Never assessed after the infusion", _never_assessed, Tab.TOXICITY),
    _rule(
        "graded_before_infusion",
        "Episode before the infusion",
        _graded_before_infusion,
        Tab.TOXICITY,
    ),
    _rule("unusual_doses", "Unusual doses given", _unusual_doses, Tab.TOXICITY),
    _rule("endless_run", "Oxygen or vasopressor without an end", _endless_run, Tab.TOXICITY),
    _rule("visit_outside_window", "Visit outside its window", _visit_outside_window),
    _rule("visit_without_form", "Visit without a record", _visit_without_form),
    _rule("day_28_response", "Day 28 response missing", _day_28_response),
    _rule("response_without_statement", "Response not stated", _response_without_statement),
    _rule("marrow_pending", f"Result pending {_PENDING_DAYS} days", _marrow_pending),
    _rule("mrd_unqualified", "MRD without method or sensitivity", _mrd_unqualified),
    _rule("after_death", "Dated after the death", _after_death),
    _rule("relapse_without_antigen", "Relapse without antigens", _relapse_without_antigen),
    _rule("malignancy_not_reported", "T-cell malignancy not reported", _malignancy_not_reported),
    _rule("registry_track_missing", "Registry track missing", _registry_track_missing),
    _rule("registry_id_missing", "Registry ID missing", _registry_id_missing),
    _rule("contact_outside_window", "Registry contact outside its window", _contact_outside_window),
)
"""The rules on what follows the infusion."""
