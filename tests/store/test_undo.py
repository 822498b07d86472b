from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.kept import CourseId, PatientId
from carttrack.store.audit import verify
from carttrack.store.work import Store
from tests.builders import an_infusion
from tests.store.builders import a_course, a_patient, a_visit, a_weight


def weigh(store: Store, patient_id: PatientId) -> tuple[int, int]:
    with store.work("Weigh") as work:
        entry_id = work.weights.add(patient_id, a_weight())
    return work.act, entry_id


def take_back(store: Store, act: int) -> int:
    with store.work("Undo", reason="undone") as work:
        work.take_back(act)
    return work.act


def test_an_added_entry_becomes_void_and_redo_makes_it_valid_again(
    store: Store, patient_id: PatientId
) -> None:
    act, entry_id = weigh(store, patient_id)
    undone = take_back(store, act)
    with store.reading() as work:
        assert work.weights.get(entry_id).void_reason == "undone"
    take_back(store, undone)
    with store.reading() as work:
        assert work.weights.get(entry_id).void_reason is None


def test_a_change_gets_its_old_values_back(store: Store, patient_id: PatientId) -> None:
    with store.work("Rename") as work:
        work.patients.change(patient_id, a_patient(family_name="Nová", phone="1"))
    take_back(store, work.act)
    with store.reading() as work:
        kept = work.patients.get(patient_id)
        found = work.connection.exec_driver_sql("SELECT folded, sort_name FROM patient").one()
    assert (kept.value, kept.corrected) == (a_patient(), False)
    assert "prikladova" in found.folded
    assert found.sort_name == "prikladova zofie"


def test_an_act_of_many_rows_is_taken_back_as_a_whole(store: Store, course_id: CourseId) -> None:
    with store.work("Record infusion") as work:
        work.infusions.add(course_id, an_infusion())
        for code in ("day_7", "day_14", "day_28"):
            work.visits.add(course_id, a_visit(code))
    take_back(store, work.act)
    with store.reading() as work:
        assert work.infusions.of(course_id) == ()
        assert work.visits.of(course_id) == ()
        assert len(work.visits.all_of(course_id)) == 3
    assert verify(store).ok


def test_a_row_changed_since_is_not_taken_back(store: Store, patient_id: PatientId) -> None:
    act, entry_id = weigh(store, patient_id)
    with store.work("Correct") as work:
        work.weights.change(entry_id, a_weight(kg=Decimal(70)))
    with pytest.raises(RefusedError, match="weight was changed since, by Alex Demo"):
        take_back(store, act)
    with store.reading() as work:
        assert work.weights.get(entry_id).value.kg == Decimal(70)


def test_what_others_hang_on_is_not_taken_back(store: Store, course_id: CourseId) -> None:
    with store.work("Plan visit") as work:
        work.visits.add(course_id, a_visit())
    for act in (2, 3):
        with pytest.raises(RefusedError, match="changed since"):
            take_back(store, act)


def test_redo_is_refused_when_another_entry_took_the_place(
    store: Store, course_id: CourseId
) -> None:
    with store.work("Infuse") as work:
        work.infusions.add(course_id, an_infusion())
    undone = take_back(store, work.act)
    with store.work("Infuse") as work:
        work.infusions.add(course_id, an_infusion(bags=2))
    with pytest.raises(RefusedError, match="taken its place"):
        take_back(store, undone)


def test_an_act_that_is_not_on_record_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        take_back(store, 99)


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_undoing_all_edits_gives_the_state_of_the_start(
    store: Store, patient_id: PatientId, edits: list[int]
) -> None:
    with store.reading() as work:
        weights = work.weights.of(patient_id)
    with store.work("Begin") as work:
        course_id = work.courses.add(patient_id, a_course(number=10_000 + _next(store)))
        visit_id = work.visits.add(course_id, a_visit())
    acts = []
    for number, edit in enumerate(edits):
        with store.work("Edit") as work:
            if edit == 0:
                work.visits.add(course_id, a_visit(f"extra_{number}"))
            elif edit == 1:
                work.weights.add(patient_id, a_weight())
            else:
                work.visits.change(visit_id, a_visit(place=f"Room {number}"))
        acts.append(work.act)
    for act in reversed(acts):
        take_back(store, act)
    with store.reading() as work:
        assert [kept.value for kept in work.visits.of(course_id)] == [a_visit()]
        assert work.weights.of(patient_id) == weights
    assert verify(store).ok


def _next(store: Store) -> int:
    return verify(store).head.acts
