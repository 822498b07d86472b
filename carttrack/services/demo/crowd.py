"""Generated patients beyond the cast: as many as asked for, the same ones for the same seed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from carttrack.domain.follow_up.registry_forms import RegistryTrack
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.patients import (
    Death,
    DeathCause,
    DiseaseStatus,
    Patient,
    PriorCd19,
    Sex,
    Weight,
    age_on,
)
from carttrack.services.demo import checks, outline, visits
from carttrack.services.demo.aftermath import first_event, stopped_visits
from carttrack.services.demo.chances import ASSESSED_TO_DAY, Fate, fate
from carttrack.services.demo.crowd_entries import (
    REGISTERED,
    attempts,
    earlier_lines,
    is_partial,
    lab_results,
    reconsent,
    registry_forms,
    setbacks,
    track_of,
)
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.outline import Outline
from carttrack.services.demo.people import usual_contacts, usual_tests
from carttrack.services.demo.reading import document
from carttrack.services.demo.toxicity import ToxicityCourse, template_course
from carttrack.services.demo.turns import Turns, turns
from carttrack.services.demo.visits import Diary
from carttrack.store.load import LoadedCourse, LoadedPatient

FIRST_MRN = 8_000_000
"""MRNs of generated patients count from here; those of the cast begin with 9000."""
_DAYS_BEFORE = {
    Step.REFERRAL: 75,
    Step.EVALUATION: 67,
    Step.LEUKAPHERESIS: 42,
    Step.MANUFACTURING: 41,
    Step.LYMPHODEPLETION: 5,
}
"""When the steps of a generated course begin, in days before the infusion."""
_NOT_KEPT = frozenset({MilestoneKind.SLOT, MilestoneKind.ADMISSION, MilestoneKind.ELIGIBILITY})
"""Usual milestones left out: the crowd fills lists, nobody reads each record."""
_RECEIVED_BEFORE = 12
_COORDINATORS = ("Alex Demo", "B. Muster", "C. Probe")
_LATE_OF_1000 = 4
_GROWN = 18


class Crowd:
    """The generated patients of one seed."""

    def __init__(self, seed: int, frame: Frame, diary: Diary) -> None:
        self._seed = seed
        self._frame = frame
        self._diary = diary

    def patient(self, index: int, entered_at: datetime) -> LoadedPatient:
        """Return the patient of an index, entered at one moment."""
        rng = self._rng(f"{index}")
        fated = fate(rng, self._frame.today)
        turned = turns(self._rng(f"{index}:turns"), fated, self._frame.today)
        patient = self._person(index, fated, rng)
        kg = _weight(fated.age, rng)
        referred = _began(fated)[Step.REFERRAL]
        died = fated.died and fated.ended_on is not None
        cause = turned.cause if fated.infused else DeathCause.DISEASE
        return LoadedPatient(
            patient=patient,
            weights=(Weight(kg=kg, measured_on=referred),),
            contacts=usual_contacts(patient, patient.family_name, referred),
            therapy_lines=earlier_lines(patient, referred),
            antigen_tests=usual_tests(patient.disease, referred),
            lab_results=lab_results(fated, self._frame),
            contact_attempts=attempts(fated, self._frame),
            death=Death(died_on=fated.ended_on, cause=cause, stated_by="R. Demo")
            if died and fated.ended_on is not None
            else None,
            courses=(self._course(patient, kg, fated, turned, rng),),
            entered_at=entered_at,
            entered_by="Alex Demo",
        )

    def _rng(self, what: str) -> Random:
        return Random(f"{self._seed}:{what}")  # noqa: S311  (synthetic data, repeatable on purpose)

    def _person(self, index: int, fated: Fate, rng: Random) -> Patient:
        names = document("names.toml")
        sex = rng.choice((Sex.FEMALE, Sex.MALE))
        born = fated.day0 - timedelta(days=int(fated.age * 365.25) + rng.randint(1, 364))
        mrn = str(FIRST_MRN + index)
        return Patient(
            mrn=mrn,
            family_name=rng.choice(names["family"]) + rng.choice(names["second"]),
            given_name=rng.choice(names[sex.value]),
            birth_date=born,
            sex=sex,
            disease=fated.treatment.disease,
            disease_status=rng.choice(
                (
                    DiseaseStatus.REFRACTORY,
                    DiseaseStatus.FIRST_RELAPSE,
                    DiseaseStatus.SECOND_RELAPSE,
                )
            ),
            prior_transplant=rng.random() < 0.2,  # noqa: PLR2004  (one in five)
            prior_cd19=PriorCd19.NONE,
            phone=f"555 {mrn[-4:]}",
            coordinator=rng.choice(_COORDINATORS),
        )

    def _course(
        self, patient: Patient, kg: Decimal, fated: Fate, turned: Turns, rng: Random
    ) -> LoadedCourse:
        frame = self._frame
        planned = self._visits(fated, turned, rng)
        plan = _outlined(patient, kg, fated, planned, frame)
        days = checks.checked_days(plan, frame)
        toxicity = self._toxicity(patient, kg, fated, rng)
        waiting = not fated.infused and fated.ending is None
        age = age_on(patient.birth_date, fated.day0)
        track = track_of(patient, fated)
        later = () if is_partial(fated) else outline.second_part(plan, frame.today)
        forms = tuple(
            visits.crowd_form(visit.code, visit.completed_on)
            for visit in planned
            if visit.completed_on is not None
        )
        until = first_event(frame.protocol, turned.relapses, turned.therapies)
        return LoadedCourse(
            course=_course_value(fated, track, frame),
            steps=outline.steps(plan, frame),
            milestones=(
                *outline.milestones(plan, frame, _NOT_KEPT),
                *reconsent(patient, fated, frame),
            ),
            setbacks=setbacks(fated, frame),
            identifiers=outline.identifiers(plan, frame, registered=track in REGISTERED),
            answers=checks.answers(days, age, {}) if waiting else (),
            clearances=checks.clearances(days, {}, frame),
            infusion=outline.infusion(plan),
            later_infusions=later,
            assessments=toxicity.assessments,
            given=toxicity.given,
            closings=toxicity.closings,
            visits=planned,
            visit_forms=forms,
            responses=visits.usual_responses(planned, patient.disease, forms, until or date.max)[
                :2
            ],
            relapses=turned.relapses,
            later_therapies=turned.therapies,
            second_malignancies=turned.malignancies,
            registry_forms=registry_forms(patient, fated, turned, planned, later, frame),
        )

    def _visits(self, fated: Fate, turned: Turns, rng: Random) -> tuple[Visit, ...]:
        """Return the visits; now and then the last one was not completed in the record."""
        if not fated.infused:
            return ()
        planned = self._diary.visits(fated.day0, until=fated.ended_on)
        late = fated.ending is None and rng.randrange(1000) < _LATE_OF_1000
        if turned.relapses or turned.therapies:
            protocol = self._frame.protocol
            return stopped_visits(planned, protocol, turned.relapses, turned.therapies)
        if not late:
            return planned
        last = max((v.completed_on for v in planned if v.completed_on), default=None)
        return tuple(
            replace(visit, completed_on=None) if visit.completed_on == last else visit
            for visit in planned
        )

    def _toxicity(self, patient: Patient, kg: Decimal, fated: Fate, rng: Random) -> ToxicityCourse:
        """Return the CRS and ICANS course; those still watched were seen within these hours."""
        if not fated.infused:
            return ToxicityCourse()
        frame = self._frame
        age = age_on(patient.birth_date, fated.day0)
        course = template_course(fated.toxicity, age=age, day0=fated.day0, kg=kg, frame=frame)
        if (frame.today - fated.day0).days > ASSESSED_TO_DAY or not course.assessments:
            return course
        at = frame.now - timedelta(minutes=rng.randint(20, 300))
        again = replace(course.assessments[-1], at=at)
        return replace(course, assessments=(*course.assessments, again))


def _outlined(
    patient: Patient, kg: Decimal, fated: Fate, planned: tuple[Visit, ...], frame: Frame
) -> Outline:
    began = _began(fated)
    last = min(fated.ended_on or frame.today, frame.today)
    if fated.ending is not None:
        began = {s: on for s, on in began.items() if s.ordinal <= fated.ending.step.ordinal}
    received = fated.day0 - timedelta(days=_RECEIVED_BEFORE)
    happened = {step: on for step, on in began.items() if on <= last}
    open_plans = {} if fated.ending or fated.infused else _plans(fated, began, last)
    at = time(10 + fated.day0.toordinal() % 3, 30)
    return Outline(
        mrn=patient.mrn,
        product=fated.treatment.product,
        disease=patient.disease,
        kg=kg,
        began=happened,
        finished={Step.MANUFACTURING: received}
        if received <= last and Step.MANUFACTURING in happened
        else {},
        planned=open_plans,
        infused=frame.moment(fated.day0, at) if fated.infused else None,
        day0=fated.day0 if fated.infused else None,
        ended=fated.ended_on,
        monitored_until=visits.monitored_until(planned),
    )


def _began(fated: Fate) -> dict[Step, date]:
    return {step: fated.day0 - timedelta(days=days) for step, days in _DAYS_BEFORE.items()}


def _plans(
    fated: Fate, began: dict[Step, date], today: date
) -> dict[Step, tuple[date, time | None]]:
    """Return the plan of the next step and of the infusion, for those still waiting for it."""
    ahead = [step for step in STEPS if step in began and began[step] > today]
    plans: dict[Step, tuple[date, time | None]] = {
        step: (began[step], time(8, 30)) for step in ahead[:1]
    }
    plans[Step.INFUSION] = (fated.day0, time(11, 0))
    return plans


def _course_value(fated: Fate, track: RegistryTrack | None, frame: Frame) -> Course:
    return Course(
        number=1,
        product=fated.treatment.product,
        opened_on=_began(fated)[Step.REFERRAL],
        protocol=frame.protocol.key,
        registry_track=track,
        ended_on=fated.ended_on,
        end_reason=fated.ending.end_reason if fated.ending else None,
        end_note=fated.ending.words if fated.ending else "",
    )


def _weight(age: int, rng: Random) -> Decimal:
    kilograms = 9 + 2.6 * age if age < _GROWN else rng.uniform(50, 95)
    return Decimal(f"{kilograms + rng.uniform(0, 6):.1f}")
