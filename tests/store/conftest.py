"""A real encrypted store in a temporary folder, with one patient and one course."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carttrack.domain.kept import CourseId, PatientId
from carttrack.store.work import Store
from tests.builders import Clock
from tests.store.builders import a_course, a_patient, a_store


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A new store."""
    store = a_store(tmp_path / "clinic.ctdb", clock)
    yield store
    store.close()


@pytest.fixture
def patient_id(store: Store) -> PatientId:
    """A patient of the store."""
    with store.work("Register patient") as work:
        return work.patients.add(a_patient())


@pytest.fixture
def course_id(store: Store, patient_id: PatientId) -> CourseId:
    """A course of the patient."""
    with store.work("Open course") as work:
        return CourseId(work.courses.add(patient_id, a_course()))
