"""Saving an assessment beside a bare insert and commit of rows as wide."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from carttrack.domain.kept import CourseId
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.services import toxicity, undo
from carttrack.services.clinic import Clinic
from carttrack.store import vault
from tests.bench.figures import Trial
from tests.bench.hand_written import connected
from tests.bench.statements import Statements
from tests.bench.stopwatch import Reading, Stopwatch
from tests.bench.stores import PASSPHRASE, now, opened
from tests.builders import crs_findings, icans_findings

SYNCHRONOUS = ("FULL", "OFF")
INSERTS = 5
_COURSES = """
    SELECT course.id FROM course
    JOIN infusion ON infusion.course_id = course.id AND infusion.void_reason IS NULL
    WHERE course.ended_on IS NULL AND course.void_reason IS NULL
      AND NOT EXISTS (SELECT 1 FROM death WHERE death.patient_id = course.patient_id)
    ORDER BY random() LIMIT ?
"""
_COPIED = ("assessment", "audit", "audit_head")


def trials(store: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Yield the save with every commit synchronised, and the one where none is."""
    for synchronous in SYNCHRONOUS:
        clinic = opened(store)
        try:
            _synchronise(clinic, synchronous)
            driver = _driver(store, synchronous)
            courses = [row[0] for row in driver.execute(_COURSES, (rounds + 1,))]
            saves = _Saves(clinic, courses)
            saves.once(False)  # noqa: FBT003
            with _bare(store, driver, synchronous) as floor:
                name = f"save, synchronous={synchronous}"
                yield Trial(name, size, rounds, saves.once, floor.once)
            driver.close()
        finally:
            clinic.store.close()


class _Saves:
    """Saves one assessment after the other, each for another patient, and takes it back."""

    def __init__(self, clinic: Clinic, courses: list[int]) -> None:
        self._clinic, self._courses = clinic, courses
        self._numbers = count()

    def once(self, slow: bool) -> Reading:  # noqa: FBT001  (a trial's path)
        course = CourseId(self._courses[next(self._numbers) % len(self._courses)])
        new = NewAssessment(
            at=now(), crs=crs_findings(), icans=icans_findings(), systolic=104, spo2=93, note="Note"
        )
        counted, stopwatch = Statements(), Stopwatch()
        act = toxicity.log_assessment(self._clinic, course, new)
        reading = stopwatch.read(slow=slow, statements=counted.stop())
        undo.take_back(self._clinic, act)
        return reading


class _BareInserts:
    """Inserts the rows of one save again and again into bare tables."""

    def __init__(self, connection: Any, rows: dict[str, tuple[Any, ...]]) -> None:
        self._connection, self._rows = connection, rows
        self._numbers = count(1)
        for table, row in rows.items():
            columns = ", ".join(f"c{place}" for place in range(1, len(row)))
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {columns})")
        _insert(connection, "audit_head", rows["audit_head"])

    def once(self) -> Reading:
        """Return the middle one of several: a single one is too short to be told from noise."""
        return sorted(self._insert() for _ in range(INSERTS))[INSERTS // 2]

    def _insert(self) -> Reading:
        number, run = next(self._numbers), self._connection.execute
        stopwatch = Stopwatch()
        run("BEGIN IMMEDIATE")
        for table in ("assessment", "audit"):
            _insert(self._connection, table, (number, *self._rows[table][1:]))
        run("UPDATE audit_head SET c1 = ?, c2 = ?, c3 = ?", (number, number, bytes(32)))
        run("COMMIT")
        return stopwatch.read()


@contextmanager
def _bare(store: Path, driver: Any, synchronous: str) -> Iterator[_BareInserts]:
    rows = {
        table: driver.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
        for table in _COPIED
    }
    rows["audit"] = driver.execute(
        "SELECT * FROM audit WHERE subject = 'assessment' AND kind = 'added' "
        "ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    path = store.with_name(f"floor-{secrets.token_hex(4)}.db")
    connection = connected(path, secrets.token_bytes(32), secrets.token_bytes(16))
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    try:
        yield _BareInserts(connection, rows)
    finally:
        connection.close()
        path.unlink()


def _insert(connection: Any, table: str, row: tuple[Any, ...]) -> None:
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} VALUES ({places})", row)


def _driver(store: Path, synchronous: str) -> Any:
    keys = vault.read_keys(vault.keys_path(store))
    key = vault.unlock(keys, PASSPHRASE, None).key
    return connected(store, key, keys.store, synchronous=synchronous)


def _synchronise(clinic: Clinic, synchronous: str) -> None:
    engine = clinic.store._engine

    def set_pragma(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    event.listen(engine, "connect", set_pragma)
    engine.dispose()
