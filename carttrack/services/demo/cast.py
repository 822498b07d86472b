"""The cast: the patients that the files in `resources/demo` describe one by one."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from carttrack.domain.days import local_day
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.outcome.response import Response
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.pathway.milestones import Milestone, Setback
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import Death, Disease, age_on
from carttrack.services.demo import checks, outline, visits
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.outline import Outline
from carttrack.services.demo.people import person
from carttrack.services.demo.reading import Table, document, value, values
from carttrack.services.demo.toxicity import ToxicityCourse, own_course, template_course
from carttrack.services.demo.visits import Diary
from carttrack.store.load import LoadedCourse, LoadedPatient

FILES = ("main_patient.toml", "cast.toml", "cast_outcomes.toml")
_FORMS = 3
_RESPONSES = 4


def tables() -> Iterator[Table]:
    """Yield the table of every patient of the cast, the main patient first."""
    for name in FILES:
        yield from document(name)["patient"]


def patient(table: Table, entered_at: datetime, frame: Frame, diary: Diary) -> LoadedPatient:
    """Return the patient of a table with all courses, entered at one moment."""
    courses = [
        _Reading(table, course, frame, diary).course(number)
        for number, course in enumerate(table.get("courses", ()), 1)
    ]
    referred = courses[0].course.opened_on if courses else frame.day(table["referred"])
    return LoadedPatient(
        **person(table, frame, known_since=referred),
        death=value(Death, table["death"], frame) if "death" in table else None,
        courses=tuple(courses),
        entered_at=entered_at,
        entered_by="Alex Demo",
    )


class _Reading:
    """One course of one patient: what its table says, the usual for the rest."""

    def __init__(self, person: Table, table: Table, frame: Frame, diary: Diary) -> None:
        self._person = person
        self._table = table
        self._frame = frame
        self._kg = Decimal(person.get("kg") or person["weights"][0]["kg"])
        self._infused = self._infusion_time()
        self._day0 = local_day(self._infused, frame.zone) if self._infused else None
        self._ended = frame.day(table["ended_on"]) if "ended_on" in table else None
        self._visits = self._visit_dates(diary)
        self._outline = self._outlined()

    def course(self, number: int) -> LoadedCourse:
        """Return the course with everything kept of it."""
        toxicity = self._toxicity()
        days = self._checked()
        held = self._table.get("held", {})
        return LoadedCourse(
            course=value(
                Course,
                self._table,
                self._frame,
                number=number,
                opened_on=self._outline.began[Step.REFERRAL],
                protocol=self._frame.protocol.key,
            ),
            steps=self._said(StepRecord, "steps") or outline.steps(self._outline, self._frame),
            milestones=self._milestones(),
            setbacks=self._said(Setback, "setbacks"),
            identifiers=self._said(Identifier, "identifiers")
            or outline.identifiers(self._outline, self._frame),
            answers=checks.answers(days, self._age(), held),
            clearances=checks.clearances(days, held, self._frame),
            infusion=self._infusion(),
            assessments=toxicity.assessments,
            given=toxicity.given,
            closings=toxicity.closings,
            visits=self._visits,
            visit_forms=self._said(VisitForm, "forms")
            or visits.usual_forms(self._visits, self._kg, _FORMS),
            responses=self._responses(),
        )

    def _said(self, kind: type[Any], key: str) -> tuple[Any, ...]:
        return values(kind, self._table.get(key, ()), self._frame)

    def _infusion_time(self) -> datetime | None:
        written = self._table.get("infused") or self._table.get("infusion", {}).get("started_at")
        return self._frame.instant(written) if written else None

    def _visit_dates(self, diary: Diary) -> tuple[Visit, ...]:
        if self._day0 is None:
            return ()
        return visits.with_changes(
            diary.visits(self._day0, until=self._ended),
            plan_visits(self._day0, self._frame.protocol),
            self._table.get("visits", {}),
            self._frame,
        )

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

    def _infusion(self) -> Infusion | None:
        if "infusion" in self._table:
            return value(Infusion, self._table["infusion"], self._frame)
        return outline.infusion(self._outline)

    def _responses(self) -> tuple[Response, ...]:
        disease = Disease(self._person["disease"])
        return self._said(Response, "responses") or visits.usual_responses(
            self._visits, disease, _RESPONSES
        )

    def _age(self) -> int:
        on = self._day0 or self._outline.began[Step.REFERRAL]
        return age_on(self._frame.day(self._person["birth_date"]), on)

    def _toxicity(self) -> ToxicityCourse:
        said = self._table.get("toxicity")
        if self._day0 is None or said is None:
            return ToxicityCourse()
        build = template_course if isinstance(said, str) else own_course
        return build(said, age=self._age(), day0=self._day0, kg=self._kg, frame=self._frame)
