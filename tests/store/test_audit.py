import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from carttrack.domain.history import ChangeKind, FieldChange
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.papers import IssuedPaper, PaperKind
from carttrack.store import dialect
from carttrack.store.audit import verify
from carttrack.store.work import Store
from tests.builders import NOW, TODAY, Clock
from tests.store.builders import a_patient, a_visit, a_weight

REFUSED = "the audit is not changed|nothing is deleted"


def raw(store: Store) -> Any:
    """A connection of someone who holds the key and takes the triggers away."""
    connection = dialect.connect(store.path, store.key, store.salt)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.fixture
def weighed(store: Store, patient_id: PatientId) -> Store:
    for day in range(6):
        with store.work("Weigh") as work:
            measured = a_weight().measured_on + timedelta(days=day)
            work.weights.add(patient_id, a_weight(measured_on=measured))
    return store


def test_an_untouched_store_passes(weighed: Store) -> None:
    found = verify(weighed)
    assert (found.ok, found.first_bad, found.head.rows, found.head.acts) == (True, None, 10, 8)


def test_a_change_is_told_with_old_and_new_value_who_when_and_why(
    store: Store, patient_id: PatientId, clock: Clock
) -> None:
    with store.work("Weigh") as work:
        entry_id = work.weights.add(patient_id, a_weight())
    clock.forward(minutes=5)
    with store.work("Correct weight", reason="typing error") as work:
        work.weights.change(entry_id, a_weight(kg=Decimal("61.9")))
    with store.reading() as work:
        line, added, *_ = work.history.of(patient_id)
    assert (line.by, line.what, line.reason) == ("Alex Demo", "Correct weight", "typing error")
    assert (line.subject, line.entry_id, line.at) == ("weight", entry_id, clock.now)
    assert line.changes == (
        FieldChange("corrected", "no", "yes"),
        FieldChange("kg", "61.40", "61.9"),
    )
    assert added.kind is ChangeKind.ADDED
    assert added.changes == (
        FieldChange("kg", "", "61.40"),
        FieldChange("measured_on", "", "2026-10-18"),
    )


def test_derived_columns_are_left_out_of_history(store: Store, patient_id: PatientId) -> None:
    with store.reading() as work:
        fields = {change.field for line in work.history.of(patient_id) for change in line.changes}
    assert "family_name" in fields
    assert not fields & {"folded", "sort_name", "entered_at"}


def test_the_record_version_counts_acts_on_the_record_and_no_papers(
    store: Store, patient_id: PatientId, course_id: CourseId
) -> None:
    paper = IssuedPaper(
        kind=PaperKind.VISIT_SUMMARY,
        about_on=TODAY,
        issued_at=NOW,
        issued_by="Alex Demo",
        sha256="0" * 64,
        record_version=2,
        destination="summary.pdf",
    )
    with store.work("Plan visits") as work:
        work.visits.add(course_id, a_visit())
        work.visits.add(course_id, a_visit("month_2"))
    with store.work("Issue paper") as work:
        work.papers.add(course_id, paper)
        assert work.history.record_version(patient_id) == 3


def test_triggers_forbid_changing_and_deleting_audit_rows(weighed: Store) -> None:
    connection = dialect.connect(weighed.path, weighed.key, weighed.salt)
    for statement in ("UPDATE audit SET by = 'x'", "DELETE FROM audit", "DELETE FROM audit_head"):
        with pytest.raises(dialect.DRIVER.IntegrityError, match=REFUSED):
            connection.execute(statement)
    connection.close()


ADD_A_ROW = (
    "INSERT INTO audit SELECT 11, act, at, utc_offset, by, what, reason, subject, row_id, "
    "patient_id, kind, changes, hash, hash FROM audit WHERE seq = 10"
)


@pytest.mark.parametrize(
    ("damage", "first_bad"),
    [
        ("UPDATE audit SET changes = replace(changes, '61', '16') WHERE seq = 7", 7),
        ("UPDATE audit SET by = 'Someone Else' WHERE seq = 6", 6),
        ("UPDATE audit SET at = '2026-01-01T00:00:00+00:00' WHERE seq = 6", 6),
        ("UPDATE audit SET row_id = row_id + 1 WHERE seq = 9", 9),
        ("DELETE FROM audit WHERE seq = 7", 8),
        ("DELETE FROM audit WHERE seq = 10", 10),
        ("UPDATE audit SET seq = CASE seq WHEN 6 THEN -7 ELSE -6 END WHERE seq IN (6, 7)", -7),
        (ADD_A_ROW, 11),
        ("UPDATE audit_head SET hash = zeroblob(32)", 10),
        ("UPDATE audit_head SET rows = 12", 11),
        ("UPDATE audit_head SET rows = 9", 10),
    ],
)
def test_the_first_bad_row_is_named(weighed: Store, damage: str, first_bad: int) -> None:
    connection = raw(weighed)
    connection.execute(damage)
    connection.close()
    found = verify(weighed)
    assert (found.ok, found.first_bad) == (False, first_bad)
    assert found.faults[0].startswith("audit:")


def test_two_rows_swapped_are_found(weighed: Store) -> None:
    connection = raw(weighed)
    for old, new in ((6, 99), (7, 6), (99, 7)):
        connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))
    connection.close()
    assert verify(weighed).first_bad == 6


def test_an_entry_that_points_nowhere_is_found(weighed: Store) -> None:
    connection = raw(weighed)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE weight SET patient_id = 77 WHERE id = 1")
    connection.close()
    assert verify(weighed).faults == ("link: weight 1 points to a missing patient",)


def test_a_flipped_bit_in_the_file_is_found(weighed: Store) -> None:
    weighed.close()
    content = bytearray(weighed.path.read_bytes())
    content[-5000] ^= 1
    weighed.path.write_bytes(content)
    found = verify(weighed)
    assert not found.ok
    assert found.faults[0].startswith("encryption")


WRITERS: tuple[Callable[[Any, PatientId], object], ...] = (
    lambda work, _: work.patients.add(a_patient(mrn="2")),
    lambda work, patient_id: work.patients.change(patient_id, a_patient(phone="1")),
    lambda work, patient_id: work.patients.void(patient_id, "wrong"),
    lambda work, _: work.take_back(2),
)


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_is_kept_when_its_audit_row_cannot_be_written(
    store: Store, patient_id: PatientId, write: Callable[[Any, PatientId], object]
) -> None:
    connection = dialect.connect(store.path, store.key, store.salt)
    connection.execute(
        "CREATE TRIGGER no_insert BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(IntegrityError), store.work("Write") as work:
        write(work, patient_id)
    connection.execute("DROP TRIGGER no_insert")
    connection.close()
    with store.reading() as work:
        assert work.patients.get(patient_id).value == a_patient()
        assert work.patients.by_mrn("2") is None
    assert verify(store).ok


def test_the_changes_of_a_row_are_canonical_json(store: Store, patient_id: PatientId) -> None:
    with store.reading() as work:
        rows = work.connection.exec_driver_sql(
            "SELECT changes FROM audit WHERE patient_id = ?", (patient_id,)
        ).all()
    for (changes,) in rows:
        again = json.dumps(json.loads(changes), ensure_ascii=False, separators=(",", ":"))
        assert again == changes
