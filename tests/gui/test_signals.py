"""Ctrl+C and SIGTERM, sent to a real process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carttrack.services import history, worklist
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from tests.builders import PASSPHRASE

ROOT = Path(__file__).parents[2]
SAVING = """
import os, signal, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from carttrack import app
from carttrack.services import access
from tests.builders import PASSPHRASE, a_patient

class Saving(app.MainWindow):
    def save(self):
        clinic = access.open_clinic(Path(sys.argv[1]), PASSPHRASE)
        try:
            with clinic.work("Registered") as work:
                work.patients.add(a_patient())
                os.kill(os.getpid(), getattr(signal, sys.argv[2]))
                time.sleep(0.2)
                if sys.argv[3] == "broken":
                    raise ValueError
        finally:
            clinic.store.close()

def open_window(settings):
    window = Saving(settings)
    window.painted.connect(lambda: QTimer.singleShot(300, window.save))
    return window

app.MainWindow = open_window
sys.exit(app.open_program(Path(sys.argv[1])))
"""


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
    }


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_idle_window_closes_when_it_is_told_to(number: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "carttrack", "--store", str(tmp_path / "clinic.ctdb")],
        env=environment(tmp_path),
        cwd=ROOT,
    ) as program:
        wait_until((tmp_path / "carttrack" / "fault.log").exists)
        time.sleep(0.5)  # idle in Qt's loop now
        program.send_signal(number)
        assert program.wait(timeout=20) == 0


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(("end", "kept"), [("whole", 1), ("broken", 0)])
def test_a_transaction_is_kept_or_undone_as_a_whole_when_the_program_is_told_to_end(
    name: str, end: str, kept: int, clinic: Clinic, tmp_path: Path
) -> None:
    store = clinic.store.path
    clinic.store.close()
    done = subprocess.run(
        [sys.executable, "-c", SAVING, str(store), name, end],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    again = open_clinic(store, PASSPHRASE)
    assert worklist.patients(again)[1] == kept
    assert history.verify(again).ok
    again.store.close()
