"""A killed program loses no acknowledged save and leaves none half-saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from carttrack.store.audit import verify
from tests.builders import Clock
from tests.store.builders import a_course, a_patient, a_store, opened

SAVING = """
import sys
from datetime import date, timedelta
from pathlib import Path
from tests.builders import Clock
from tests.store.builders import a_visit, a_weight, opened
store = opened(Path(sys.argv[1]), Clock())
for number in range(int(sys.argv[2]), 10_000):
    with store.work("Weigh and plan") as work:
        day = date(2000, 1, 1) + timedelta(days=number)
        work.weights.add(1, a_weight(measured_on=day))
        work.visits.add(1, a_visit(f"v{number}"))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_kill_during_saves_loses_none_and_halves_none(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "clinic.ctdb"
    store = a_store(path, clock)
    with store.work("Register") as work:
        patient_id = work.patients.add(a_patient())
        work.courses.add(patient_id, a_course())
    store.close()
    saved = 0
    for kill_after in (1, 7, 23):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path), str(saved)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(kill_after)][-1]
        child.kill()
        child.communicate()
        store = opened(path, clock)
        with store.reading() as work:
            weights, visits = work.weights.of(patient_id), work.visits.of(1)
        assert len(weights) == len(visits) > acknowledged
        assert verify(store).ok
        store.close()
        saved = len(weights)
