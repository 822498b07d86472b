"""Registry forms: what is due, the on-time figures, crib sheets, and what was sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.crib_sheet import CribSheet, crib_sheets
from carttrack.domain.follow_up.on_time import TrimesterFigure, on_time_figures
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_standing import FormStanding, form_standings
from carttrack.domain.kept import Act, CourseId
from carttrack.domain.terms import term
from carttrack.domain.tick import Tick, ignore
from carttrack.services import cases, catalogue, course
from carttrack.services.clinic import Clinic

_DATES = ("contact_on", "completed_on", "submitted_on")


@dataclass(frozen=True, slots=True)
class RegistryLine:
    """One form of one case as it stands today."""

    case: CaseFile
    standing: FormStanding


@dataclass(frozen=True, slots=True)
class OnTimeMeter:
    """The on-time figures of one registry: this trimester and the one before."""

    plan: RegistryPlan
    this: TrimesterFigure
    before: TrimesterFigure


def every_form(clinic: Clinic, tick: Tick = ignore) -> Iterator[RegistryLine]:
    """Yield every form that the registries ask for, of every course, by patient and due day."""
    for case in cases.every_case(clinic, tick):
        for standing in _standings(clinic, case):
            yield RegistryLine(case, standing)


def meters(clinic: Clinic, lines: Iterable[RegistryLine]) -> tuple[OnTimeMeter, ...]:
    """Return the on-time figures of each registry that any of the forms goes to."""
    by_registry: dict[Registry, list[FormStanding]] = {}
    for line in lines:
        by_registry.setdefault(line.standing.expected.registry, []).append(line.standing)
    return tuple(
        OnTimeMeter(plan, *on_time_figures(by_registry[registry], plan.on_time, clinic.today()))
        for registry, plan in catalogue.registries().items()
        if registry in by_registry
    )


def crib_sheets_of(clinic: Clinic, course_id: CourseId) -> tuple[CribSheet, ...]:
    """Return the crib sheet of every form that is asked for of a course."""
    case = course.case_of(clinic, course_id)
    plan = _plan(case)
    if plan is None:
        return ()
    return crib_sheets(case, plan, today=clinic.today(), zone=clinic.record.zone)


def set_track(clinic: Clinic, course_id: CourseId, track: RegistryTrack, reason: str = "") -> Act:
    """Keep the track that the registry has assigned to a course.

    Raises `InvalidEntryError` when one on record is changed without a reason.
    """
    case = course.case_of(clinic, course_id)
    assert case.course is not None, "the case of a course has it"
    before = case.course.value
    if before.registry_track is track:
        raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
    if before.registry_track is not None and not reason.strip():
        raise InvalidEntryError("reason", "A track on record is changed. Give the reason.")
    what = f"Registry track set to {term(track)}, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        work.courses.change(course_id, replace(before, registry_track=track))
    return Act(id=work.act, what=what, entry_id=course_id)


def record_form(
    clinic: Clinic, course_id: CourseId, form: RegistryForm, *, reason: str = ""
) -> Act:
    """Keep what was done on a form: revision, contact date, completed, sent.

    A form on record is brought up to date, the old values in history. Raises `NotFoundError` for
    a form that is not asked for of this course, `InvalidEntryError` for a day to come, or when a
    date on record changes without a reason, and `RefusedError` when nothing differs.
    """
    case = course.case_of(clinic, course_id)
    for field in _DATES:
        day = getattr(form, field)
        if day is not None and day > clinic.today():
            raise InvalidEntryError(
                field, f"{short_date(day)} lies in the future. Check the day; nothing was saved."
            )
    standing = _asked_for(clinic, case, form)
    expected = standing.expected
    form = replace(form, about_on=expected.about_on)
    _demand_reason(standing, form, reason)
    verb = "sent" if form.submitted_on else "updated"
    what = f"Form {expected.form}, {expected.time_point_name}, {verb}, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        if standing.kept is None:
            entry_id = work.registry_forms.add(course_id, form)
        else:
            entry_id = standing.kept.id
            work.registry_forms.change(entry_id, form)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _demand_reason(standing: FormStanding, form: RegistryForm, reason: str) -> None:
    before = standing.kept.value if standing.kept else None
    if before is None:
        return
    if before == form:
        raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
    changed = [n for n in _DATES if getattr(before, n) not in {None, getattr(form, n)}]
    if changed and not reason.strip():
        raise InvalidEntryError("reason", "A date on record is changed. Give the reason.")


def _asked_for(clinic: Clinic, case: CaseFile, form: RegistryForm) -> FormStanding:
    for standing in _standings(clinic, case):
        expected = standing.expected
        about = form.about_on if form.about_on != case.day0 else None
        if (expected.registry, *expected.key) == (form.registry, form.form, form.time_point, about):
            return standing
    raise NotFoundError(
        f"Form {form.form} is not asked for of this course at this time point. Check the course's "
        "registry track; nothing was saved."
    )


def _plan(case: CaseFile) -> RegistryPlan | None:
    track = case.course.value.registry_track if case.course else None
    return catalogue.registries()[track.registry] if track else None


def _standings(clinic: Clinic, case: CaseFile) -> tuple[FormStanding, ...]:
    plan = _plan(case)
    if plan is None:
        return ()
    return form_standings(case, plan, today=clinic.today(), zone=clinic.record.zone)
