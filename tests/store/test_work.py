from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, update

from carttrack.domain.errors import NotFoundError, RefusedError, StoreError
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.steps import Step
from carttrack.domain.topics import Topic
from carttrack.store.recorder import UnauditedChangeError
from carttrack.store.tables.patients import PatientRow, WeightRow
from carttrack.store.work import Store
from tests.builders import Clock, a_clinic_record, an_infusion
from tests.store.builders import a_patient, a_step, a_visit, a_weight, opened


def test_a_block_that_raises_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(NotFoundError), store.work("Register patient") as work:
        work.patients.add(a_patient())
        work.patients.get(PatientId(99))
    with store.reading() as work:
        assert work.patients.by_mrn(a_patient().mrn) is None
        assert work.history.of(PatientId(1)) == ()


def test_a_kept_transaction_announces_what_it_touched(
    store: Store, patient_id: PatientId, course_id: CourseId
) -> None:
    news: list[frozenset[Topic]] = []
    store.on_commit(news.append)
    with store.work("Weigh and plan") as work:
        work.weights.add(patient_id, a_weight())
        work.visits.add(course_id, a_visit())
    assert news == [frozenset({Topic.PATIENT, Topic.FOLLOW_UP})]


def test_a_transaction_that_raises_or_changes_nothing_announces_nothing(
    store: Store, patient_id: PatientId
) -> None:
    news: list[frozenset[Topic]] = []
    store.on_commit(news.append)
    with pytest.raises(NotFoundError), store.work("Weigh") as work:
        work.weights.add(patient_id, a_weight())
        work.weights.get(99)
    with store.work("Look") as work:
        work.patients.change(patient_id, a_patient())
    assert news == []
    assert work.act == 0


def test_an_act_has_a_number_and_names_its_first_row(store: Store, patient_id: PatientId) -> None:
    with store.work("Weigh") as work:
        first = work.weights.add(patient_id, a_weight())
        work.weights.add(patient_id, a_weight(kg=Decimal(62)))
    assert (work.act, work.first_entry) == (3, first)


def test_writing_in_a_reading_transaction_raises(store: Store, patient_id: PatientId) -> None:
    with pytest.raises(UnauditedChangeError), store.reading() as work:
        work.patients.change(patient_id, a_patient(phone="555 0199"))


def test_statements_that_would_bypass_the_audit_raise(store: Store, patient_id: PatientId) -> None:
    statements = (
        update(PatientRow).values(phone="555 0199"),
        delete(WeightRow).where(col(WeightRow.patient_id) == patient_id),
    )
    for statement in statements:
        with pytest.raises(UnauditedChangeError), store.work("Bypass") as work:
            work.connection.execute(statement)
        with pytest.raises(UnauditedChangeError), store.work("Bypass") as work:
            work._session.execute(statement)


def test_no_row_can_be_deleted(store: Store, patient_id: PatientId) -> None:
    with pytest.raises(IntegrityError, match="nothing is deleted"), store.work("Delete") as work:
        work.connection.execute(text("DELETE FROM patient"))
    with pytest.raises(UnauditedChangeError), store.work("Delete") as work:
        session = work._session
        session.delete(session.get(PatientRow, patient_id))
        session.flush()


def test_the_store_has_one_valid_row_of_what_may_be_only_once(
    store: Store, course_id: CourseId
) -> None:
    with pytest.raises(IntegrityError), store.work("Again") as work:
        work.patients.add(a_patient())
    for name, value in (
        ("infusions", an_infusion()),
        ("steps", a_step(Step.INFUSION)),
        ("visits", a_visit()),
    ):
        with store.work("Once") as work:
            entry_id = getattr(work, name).add(course_id, value)
        with pytest.raises(IntegrityError), store.work("Twice") as work:
            getattr(work, name).add(course_id, value)
        with store.work("Instead") as work:
            getattr(work, name).void(entry_id, "wrong")
            getattr(work, name).add(course_id, value)


def test_a_change_is_marked_and_an_equal_value_is_none(
    store: Store, patient_id: PatientId, clock: Clock
) -> None:
    with store.work("Weigh") as work:
        entry_id = work.weights.add(patient_id, a_weight())
    clock.forward(hours=1)
    with store.work("Correct", reason="typing error") as work:
        work.weights.change(entry_id, a_weight(kg=Decimal("61.9")))
    with store.reading() as work:
        kept = work.weights.get(entry_id)
    assert (kept.value.kg, kept.corrected) == (Decimal("61.9"), True)
    assert kept.entered_at == clock.now - timedelta(hours=1)


def test_a_void_entry_is_left_out_stays_on_record_and_cannot_be_changed(
    store: Store, patient_id: PatientId
) -> None:
    with store.work("Weigh") as work:
        entry_id = work.weights.add(patient_id, a_weight())
    with store.work("Void") as work:
        work.weights.void(entry_id, "wrong patient")
    with store.reading() as work:
        assert work.weights.of(patient_id) == ()
        assert [kept.void_reason for kept in work.weights.all_of(patient_id)] == ["wrong patient"]
    for act in ("change", "void"):
        with pytest.raises(RefusedError), store.work("Again") as work:
            getattr(work.weights, act)(entry_id, a_weight() if act == "change" else "again")


def test_unknown_patients_courses_and_entries_are_not_found(store: Store) -> None:
    with store.work("Look") as work:
        with pytest.raises(NotFoundError):
            work.weights.add(99, a_weight())
        with pytest.raises(NotFoundError):
            work.visits.add(99, a_visit())
        with pytest.raises(NotFoundError):
            work.visits.owner(99)


def test_entries_come_in_the_order_of_their_own_time(
    store: Store, course_id: CourseId, patient_id: PatientId
) -> None:
    late, early = a_weight(), a_weight(measured_on=a_weight().measured_on - timedelta(days=9))
    with store.work("Weigh") as work:
        work.weights.add(patient_id, late)
        work.weights.add(patient_id, early)
        assert [kept.value for kept in work.weights.of(patient_id)] == [early, late]
        work.visits.add(course_id, a_visit())
        assert [value for _, value in work.visits.of_many([course_id])] == [a_visit()]


def test_the_protocol_of_a_key_is_never_given_another_text(store: Store) -> None:
    with store.work("Import protocol") as work:
        (key,) = work.protocols.keys()
        work.protocols.add(key, work.protocols.get(key))
        with pytest.raises(RefusedError):
            work.protocols.add(key, "other")
        with pytest.raises(NotFoundError):
            work.protocols.get("other@1")


def test_a_changed_time_zone_counts_from_the_next_act_on(
    store: Store, patient_id: PatientId
) -> None:
    with store.work("Change clinic") as work:
        work.clinic.change(a_clinic_record(time_zone="Europe/Prague"))
    with store.work("Weigh") as work:
        work.weights.add(patient_id, a_weight())
    with store.reading() as work:
        found = work.connection.execute(text("SELECT utc_offset FROM audit ORDER BY seq")).all()
    assert [row[0] for row in found][-2:] == [0, 60]


def test_a_read_only_store_refuses_to_write_and_reads_beside_the_writer(
    store: Store, patient_id: PatientId, clock: Clock
) -> None:
    beside = opened(store.path, clock, read_only=True)
    with pytest.raises(StoreError, match="read-only"), beside.work("Write"):
        pass
    with store.work("Weigh") as work:
        work.weights.add(patient_id, a_weight())
    with beside.reading() as work:
        assert len(work.weights.of(patient_id)) == 1
    beside.close()


def test_a_full_drive_keeps_the_earlier_entries_and_says_so(
    store: Store, patient_id: PatientId
) -> None:
    note = "x" * 4000
    with store.work("Fill") as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(StoreError, match="full"), store.work("Write") as work:
        for number in range(20):
            work.patients.add(a_patient(mrn=f"F{number}", note=note))
    with store.reading() as work:
        assert work.patients.get(patient_id).value == a_patient()
        assert work.patients.by_mrn("F0") is None


def test_no_patient_is_found_by_byte_search_beside_the_store(
    store: Store, patient_id: PatientId
) -> None:
    assert patient_id
    tmp_path = store.path.parent
    words = [a_patient().mrn.encode(), a_patient().family_name.encode(), b"1992-03-14"]
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.suffix for path in files} >= {".ctdb", ".keys", ".lock", ".ctdb-wal"}
    assert not [path for path in files for word in words if word in path.read_bytes()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
