"""One course of the cast: what its table says, the usual for the rest."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from carttrack.domain.days import local_day
from carttrack.domain.follow_up.registry_forms import RegistryForm, RegistryTrack
from carttrack.domain.follow_up.safety_reports import SafetyReport
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.laboratory import LabResult
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.courses import Course, EndReason
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, Setback, SetbackKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.pathway.validity import Validity
from carttrack.domain.patients import Disease, Weight, age_on
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.toxicity.iec_hs import IecHsRecord
from carttrack.domain.toxicity.other_scales import OtherGrade
from carttrack.services.demo import care, checks, labs, outline, registry, visits
from carttrack.services.demo.aftermath import first_event, stopped_visits
from carttrack.services.demo.care import Care
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.outline import Outline
from carttrack.services.demo.reading import Table, value, values
from carttrack.services.demo.registry import Habits
from carttrack.services.demo.toxicity import ToxicityCourse, own_course, template_course
from carttrack.services.demo.visits import Diary
from carttrack.store.load import LoadedCourse

_LABS = ("counts-2-1", "markers-mild", "aplasia")
"""The laboratory series of a course whose table names none."""
_TRACK = RegistryTrack.TED_OR_CRF
_WITHOUT_FORMS = frozenset({RegistryTrack.NONE, RegistryTrack.CTRM})


class CastCourse:
    """One course of one patient, read from its table."""

    def __init__(
        self, person: Table, table: Table, weights: Sequence[Weight], frame: Frame, diary: Diary
    ) -> None:
        self._person = person
        self._table = table
        self._weights = weights
        self._frame = frame
        self._kg = Decimal(person.get("kg") or person["weights"][0]["kg"])
        self._infused = self._infusion_time()
        self._day0 = local_day(self._infused, frame.zone) if self._infused else None
        self._ended = frame.day(table["ended_on"]) if "ended_on" in table else None
        self._last = min(frame.today, self._ended or frame.today)
        self._relapses: tuple[Relapse, ...] = self._said(Relapse, "relapses")
        self._therapies: tuple[LaterTherapy, ...] = self._said(LaterTherapy, "later_therapies")
        self._visits = self._visit_dates(diary)
        self._outline = self._outlined()
        self._later = self._later_infusions()

    def loaded(self, number: int) -> LoadedCourse:
        """Return the course with everything kept of it."""
        toxicity = self._toxicity()
        days = self._checked()
        held = self._table.get("held", {})
        forms = self._forms()
        return LoadedCourse(
            course=self._course(number),
            steps=self._said(StepRecord, "steps") or outline.steps(self._outline, self._frame),
            milestones=self._milestones(),
            setbacks=self._said(Setback, "setbacks"),
            identifiers=self._identifiers(),
            answers=checks.answers(days, self._age(), held),
            clearances=checks.clearances(days, held, self._frame),
            infusion=self._infusion(),
            later_infusions=self._later,
            assessments=toxicity.assessments,
            given=toxicity.given,
            closings=toxicity.closings,
            visits=self._visits,
            visit_forms=forms,
            responses=self._responses(forms),
            other_grades=self._said(OtherGrade, "other_grades"),
            iec_hs_records=self._said(IecHsRecord, "iec_hs_records"),
            relapses=self._relapses,
            later_therapies=self._therapies,
            second_malignancies=self._said(SecondMalignancy, "second_malignancies"),
            registry_forms=self._registry_forms(),
            validities=self._said(Validity, "validities"),
            safety_reports=self._said(SafetyReport, "safety_reports"),
            accepted_findings=self._said(AcceptedFinding, "accepted_findings"),
        )

    def care(self) -> Care:
        """Return what went on beside the course: the usual for its age, and what the table adds."""
        if self._day0 is None:
            return Care()
        said = [care.usual(self._table.get("usual_care", "usual"))]
        said += [self._table["care"]] if "care" in self._table else []
        return care.placed(said, self._day0, self._last, self._frame)

    def lab_results(self) -> tuple[LabResult, ...]:
        """Return the results of the course's series up to its last day."""
        if self._day0 is None:
            return ()
        return labs.results(self._series(), self._day0, self._last)

    def _series(self) -> tuple[str, ...]:
        return tuple(self._table.get("labs", _LABS))

    def _said(self, kind: type[Any], key: str) -> tuple[Any, ...]:
        return values(kind, self._table.get(key, ()), self._frame)

    def _infusion_time(self) -> datetime | None:
        written = self._table.get("infused") or self._table.get("infusion", {}).get("started_at")
        return self._frame.instant(written) if written else None

    def _visit_dates(self, diary: Diary) -> tuple[Visit, ...]:
        if self._day0 is None:
            return ()
        planned = visits.with_changes(
            diary.visits(self._day0, until=self._ended),
            plan_visits(self._day0, self._frame.protocol),
            self._table.get("visits", {}),
            self._frame,
        )
        return stopped_visits(planned, self._frame.protocol, self._relapses, self._therapies)

    def _outlined(self) -> Outline:
        table = self._table
        return Outline(
            mrn=self._person["mrn"],
            product=table["product"],
            disease=Disease(self._person["disease"]),
            kg=self._kg,
            began=self._began(),
            finished=self._days("finished"),
            planned={Step(step): self._plan(at) for step, at in table.get("planned", {}).items()},
            running=table.get("running", False),
            infused=self._infused,
            day0=self._day0,
            ended=self._ended,
            monitored_until=visits.monitored_until(self._visits),
        )

    def _began(self) -> dict[Step, date]:
        if "steps" not in self._table:
            return self._days("began")
        said = self._said(StepRecord, "steps")
        return {record.step: record.started_on for record in said if record.started_on}

    def _days(self, key: str) -> dict[Step, date]:
        return {Step(step): self._frame.day(on) for step, on in self._table.get(key, {}).items()}

    def _plan(self, written: date | datetime) -> tuple[date, time | None]:
        if isinstance(written, datetime):
            return self._frame.day(written.date()), written.time()
        return self._frame.day(written), None

    def _course(self, number: int) -> Course:
        return value(
            Course,
            self._table,
            self._frame,
            number=number,
            opened_on=self._outline.began[Step.REFERRAL],
            protocol=self._frame.protocol.key,
            registry_track=self._track(),
        )

    def _track(self) -> RegistryTrack | None:
        if self._day0 is None:
            return None
        return RegistryTrack(self._table.get("registry_track", _TRACK))

    def _checked(self) -> dict[Checklist, date]:
        """Return when each checklist was gone through; the table may name days of its own."""
        own = self._table.get("checked", {})
        return checks.checked_days(self._outline, self._frame) | {
            Checklist(checklist): self._frame.day(on) for checklist, on in own.items()
        }

    def _milestones(self) -> tuple[Milestone, ...]:
        said = self._said(Milestone, "milestones")
        if said:
            return said
        usual = outline.milestones(self._outline, self._frame, self._table.get("without", ()))
        return usual + self._said(Milestone, "more_milestones")

    def _identifiers(self) -> tuple[Identifier, ...]:
        track = self._track()
        return self._said(Identifier, "identifiers") or outline.identifiers(
            self._outline,
            self._frame,
            registered=track is not None and track not in _WITHOUT_FORMS,
        )

    def _infusion(self) -> Infusion | None:
        if "infusion" in self._table:
            return value(Infusion, self._table["infusion"], self._frame)
        return outline.infusion(self._outline)

    def _later_infusions(self) -> tuple[Infusion, ...]:
        said = self._said(Infusion, "later_infusions")
        setbacks = self._said(Setback, "setbacks")
        if said or any(setback.kind is SetbackKind.PARTIAL_DOSE for setback in setbacks):
            return said
        return outline.second_part(self._outline, self._frame.today)

    def _forms(self) -> tuple[VisitForm, ...]:
        """Return the forms of the visits; one that the table spells out stands above the usual."""
        said = self._said(VisitForm, "forms")
        spelt = {form.visit for form in said}
        usual = visits.usual_forms(self._visits, self._weights, self._series(), self._day0)
        return said + tuple(form for form in usual if form.visit not in spelt)

    def _responses(self, forms: Sequence[VisitForm]) -> tuple[Response, ...]:
        disease = Disease(self._person["disease"])
        until = first_event(self._frame.protocol, self._relapses, self._therapies)
        usual = visits.usual_responses(self._visits, disease, forms, until or date.max)
        return (self._said(Response, "responses") or usual) + self._said(Response, "more_responses")

    def _registry_forms(self) -> tuple[RegistryForm, ...]:
        track = self._track()
        if track is None or self._day0 is None or track in _WITHOUT_FORMS:
            return ()
        reason = EndReason(self._table["end_reason"]) if "end_reason" in self._table else None
        died = (
            self._frame.day(self._person["death"]["died_on"]) if "death" in self._person else None
        )
        dates = registry.dates_of(
            self._day0,
            track,
            later=self._later,
            therapies=self._therapies,
            died_on=died,
            ended=(self._ended, reason),
            frame=self._frame,
        )
        habits = Habits(**self._table.get("registry", {}))
        return registry.forms(dates, self._visits, self._frame.today, habits)

    def _age(self) -> int:
        on = self._day0 or self._outline.began[Step.REFERRAL]
        return age_on(self._frame.day(self._person["birth_date"]), on)

    def _toxicity(self) -> ToxicityCourse:
        said = self._table.get("toxicity")
        if self._day0 is None or said is None:
            return ToxicityCourse()
        build = template_course if isinstance(said, str) else own_course
        return build(said, age=self._age(), day0=self._day0, kg=self._kg, frame=self._frame)
