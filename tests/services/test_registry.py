"""Registry forms are listed by due day, kept, undone, and counted in time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_standing import FormState
from carttrack.domain.kept import CourseId
from carttrack.services import casefile, catalogue, history, registry, undo
from carttrack.services.clinic import Clinic
from tests.builders import Clock
from tests.services.builders import infused, registered

TRACK = RegistryTrack.CRF_15_YEARS


def a_form(**changes: Any) -> RegistryForm:
    form = RegistryForm(
        registry=Registry.CIBMTR,
        form="4000",
        time_point="infusion",
        submitted_on=date(2026, 11, 19),
    )
    return replace(form, **changes)


@pytest.fixture
def tracked(clinic: Clinic) -> CourseId:
    """A course infused on 23 Oct 2026, on the 15-year track."""
    _, course_id = infused(clinic)
    registry.set_track(clinic, course_id, TRACK)
    return course_id


def test_every_registry_has_its_plan() -> None:
    assert set(catalogue.registries()) == set(Registry)


def test_an_untracked_course_has_no_forms(clinic: Clinic) -> None:
    infused(clinic)
    assert list(registry.every_form(clinic)) == []


def test_forms_are_listed_as_they_stand(clinic: Clinic, tracked: CourseId) -> None:
    del tracked
    lines = list(registry.every_form(clinic))
    states = {
        (line.standing.expected.form, line.standing.expected.time_point): line.standing.state
        for line in lines
    }
    assert states["4000", "infusion"] is FormState.OPEN
    assert states["4006", "infusion"] is FormState.UNDATED
    assert states["4100", "day_100"] is FormState.LATER


def test_moving_the_clock_alone_makes_a_form_late(
    clinic: Clinic, clock: Clock, tracked: CourseId
) -> None:
    del tracked
    clock.forward(days=3)  # 23 Nov 2026, 31 days after the infusion
    late = [
        line.standing.expected.form
        for line in registry.every_form(clinic)
        if line.standing.state is FormState.LATE
    ]
    assert late == ["4000", "2402"]


def test_a_form_sent_is_kept_and_counted(clinic: Clinic, clock: Clock, tracked: CourseId) -> None:
    registry.record_form(clinic, tracked, a_form())
    clock.forward(days=3)
    [meter] = registry.meters(clinic, registry.every_form(clinic))
    assert (meter.this.due, meter.this.on_time, meter.this.percent) == (2, 1, Decimal("50.0"))
    assert (meter.this.met, meter.before.met) == (True, None)


def test_a_form_worked_on_again_is_one_entry_with_both_states_in_history(
    clinic: Clinic, tracked: CourseId
) -> None:
    registry.record_form(
        clinic, tracked, a_form(completed_on=date(2026, 11, 18), submitted_on=None)
    )
    act = registry.record_form(clinic, tracked, a_form(completed_on=date(2026, 11, 18)))
    patient = next(registry.every_form(clinic)).case.patient_id
    [kept] = casefile.read(clinic, patient).registry_forms
    assert kept.value.submitted_on == date(2026, 11, 19)
    assert history.of_patient(clinic, patient)[0].act == act.id


def test_a_date_on_record_changes_only_with_a_reason(clinic: Clinic, tracked: CourseId) -> None:
    registry.record_form(clinic, tracked, a_form())
    earlier = a_form(submitted_on=date(2026, 11, 18))
    with pytest.raises(InvalidEntryError, match="reason"):
        registry.record_form(clinic, tracked, earlier)
    registry.record_form(clinic, tracked, earlier, reason="date misread")
    with pytest.raises(RefusedError, match="Nothing differs"):
        registry.record_form(clinic, tracked, earlier)


def test_recording_a_form_is_undone_as_one_act(clinic: Clinic, tracked: CourseId) -> None:
    act = registry.record_form(clinic, tracked, a_form())
    undo.take_back(clinic, act)
    assert next(registry.every_form(clinic)).case.registry_forms == ()


def test_a_form_not_asked_for_is_refused(clinic: Clinic, tracked: CourseId) -> None:
    with pytest.raises(NotFoundError, match="not asked for"):
        registry.record_form(clinic, tracked, a_form(form="4100", time_point="year_16"))


def test_a_form_sent_tomorrow_is_refused_with_its_field(clinic: Clinic, tracked: CourseId) -> None:
    with pytest.raises(InvalidEntryError, match="future") as error:
        registry.record_form(clinic, tracked, a_form(submitted_on=date(2026, 11, 21)))
    assert error.value.field == "submitted_on"


def test_a_form_about_day_0_is_the_form_of_the_first_infusion(
    clinic: Clinic, tracked: CourseId
) -> None:
    registry.record_form(clinic, tracked, a_form(form="4006", about_on=date(2026, 10, 23)))
    [kept] = next(registry.every_form(clinic)).case.registry_forms
    assert kept.value.about_on is None


def test_a_track_on_record_changes_only_with_a_reason(clinic: Clinic, tracked: CourseId) -> None:
    with pytest.raises(InvalidEntryError, match="reason"):
        registry.set_track(clinic, tracked, RegistryTrack.TED_OR_CRF)
    with pytest.raises(RefusedError, match="Nothing differs"):
        registry.set_track(clinic, tracked, TRACK)


def test_crib_sheets_come_for_every_form_of_the_track(clinic: Clinic, tracked: CourseId) -> None:
    sheets = registry.crib_sheets_of(clinic, tracked)
    assert len(sheets) == len(list(registry.every_form(clinic)))


def test_a_course_without_a_track_has_no_crib_sheet(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    assert registry.crib_sheets_of(clinic, course_id) == ()
