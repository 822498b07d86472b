"""What is entered of a generated patient beside the course itself."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.follow_up.registry_forms import RegistryForm, RegistryTrack
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.laboratory import LabResult
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.majority import MAJORITY_AGE, birthday
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Patient, TherapyKind, TherapyLine
from carttrack.services.demo import labs, registry
from carttrack.services.demo.chances import Fate
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.people import usual_lines
from carttrack.services.demo.registry import Habits
from carttrack.services.demo.turns import Turns

_FORM_MISSING_OF = 83
_ASKED_AGAIN = 21
"""Days after the 18th birthday on which consent is given again."""
_SECOND_PART = 9
"""The day on which the second part of a split dose is given, or not."""
_SEVERE = frozenset({"crs3-icans3", "crs1-icans2", "child-crs4-icans2"})
_SERIES = {
    **dict.fromkeys(_SEVERE, "crowd-severe"),
    "quiet": "crowd-recovery",
    "child-quiet": "crowd-recovery",
}
_TRACKS = (
    *[RegistryTrack.HUNDRED_DAYS] * 7,
    *[RegistryTrack.TED_OR_CRF] * 3,
    *[RegistryTrack.EBMT_MED_A] * 3,
    *[RegistryTrack.CTRM] * 4,
    *[RegistryTrack.NONE] * 3,
    RegistryTrack.CRF_15_YEARS,
    None,
)
REGISTERED = frozenset(RegistryTrack) - {RegistryTrack.CTRM, RegistryTrack.NONE}
"""The tracks whose forms are on record."""


def lab_results(fated: Fate, frame: Frame) -> tuple[LabResult, ...]:
    """Return about a dozen results after the infusion; counts stand in the visits too."""
    if not fated.infused:
        return ()
    series = _SERIES.get(fated.toxicity, "crowd-mild")
    return labs.results((series,), fated.day0, min(fated.ended_on or frame.today, frame.today))


def registry_forms(
    patient: Patient,
    fated: Fate,
    turned: Turns,
    visits: Sequence[Visit],
    later: Sequence[Infusion],
    frame: Frame,
) -> tuple[RegistryForm, ...]:
    """Return the forms sent; now and then the last one was not."""
    track = track_of(patient, fated)
    if track is None or track not in REGISTERED:
        return ()
    dates = registry.dates_of(
        fated.day0,
        track,
        later=later,
        therapies=turned.therapies,
        died_on=fated.ended_on if fated.died else None,
        ended=(fated.ended_on, fated.ending.end_reason if fated.ending else None),
        frame=frame,
    )
    sent = registry.forms(dates, visits, frame.today, Habits())
    return sent[:-1] if int(patient.mrn) % _FORM_MISSING_OF == 0 else sent


def setbacks(fated: Fate, frame: Frame) -> tuple[Setback, ...]:
    """Return what went wrong: the end where one says so, a second part that was not given."""
    ending, found = fated.ending, []
    withheld = fated.day0 + timedelta(days=_SECOND_PART)
    if is_partial(fated) and withheld < min(fated.ended_on or frame.today, frame.today):
        found.append(
            Setback(
                kind=SetbackKind.PARTIAL_DOSE,
                step=Step.MONITORING,
                happened_on=withheld,
                reason="Second part withheld after toxicity.",
            )
        )
    if ending is not None and ending.setback is not None and fated.ended_on is not None:
        found.append(
            Setback(
                kind=ending.setback,
                step=ending.step,
                happened_on=fated.ended_on,
                reason=ending.words,
            )
        )
    return tuple(found)


def is_partial(fated: Fate) -> bool:
    """Tell whether the second part of a split dose was withheld."""
    return fated.infused and fated.treatment.product == "obe_cel" and fated.toxicity in _SEVERE


def track_of(patient: Patient, fated: Fate) -> RegistryTrack | None:
    """Return the registry track of an infused patient, by number so that nothing else moves."""
    return _TRACKS[int(patient.mrn) * 7 % len(_TRACKS)] if fated.infused else None


def reconsent(patient: Patient, fated: Fate, frame: Frame) -> tuple[Milestone, ...]:
    """Return the consent given again by one who came of age during the course."""
    asked_on = birthday(patient.birth_date, MAJORITY_AGE) + timedelta(days=_ASKED_AGAIN)
    last = min(fated.ended_on or frame.today, frame.today)
    if not fated.infused or not fated.day0 < asked_on <= last:
        return ()
    return (Milestone(kind=MilestoneKind.RECONSENT, done_on=asked_on, by="R. Demo", version="3.1"),)


def earlier_lines(patient: Patient, referred: date) -> tuple[TherapyLine, ...]:
    """Return the earlier therapy; a transplant too where the patient is said to have had one."""
    lines = usual_lines(referred.year, patient.birth_date.year)[:1]
    if not patient.prior_transplant:
        return lines
    return (
        *lines,
        TherapyLine(
            kind=TherapyKind.TRANSPLANT_ALLOGENEIC,
            drug="allogeneic HSCT",
            started=lines[0].stopped,
            response="remission, then relapse",
        ),
    )


def attempts(fated: Fate, frame: Frame) -> tuple[ContactAttempt, ...]:
    """Return how one who was lost was tried to be reached."""
    if fated.ending is None or fated.ending.end_reason is not EndReason.LOST_TO_CONTACT:
        return ()
    assert fated.ended_on is not None
    return tuple(
        ContactAttempt(
            at=frame.moment(fated.ended_on - timedelta(days=days), time(9, 40)),
            how=how,
            by="Alex Demo",
            outcome=ContactOutcome.NO_ANSWER,
        )
        for days, how in ((30, ContactMethod.PHONE), (14, ContactMethod.LETTER))
    )
