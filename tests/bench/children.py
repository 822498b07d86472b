"""Runs one measured process and reads what it timed."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.stopwatch import Reading
from tests.bench.stores import ROOT

_CHILDREN = Path(__file__).parent / "children_run"


def run_child(name: str, store: Path, *, slow: bool = False) -> Reading:
    """Run a script of this package on a store in a process of its own."""
    with TemporaryDirectory(prefix="carttrack-bench-") as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "XDG_DATA_HOME": home,
            "PYTHONPATH": str(ROOT),
        }
        remembered = Path(home) / "carttrack" / "settings.ini"
        remembered.parent.mkdir()
        remembered.write_text(f"[files]\nlast_store={store}\n", encoding="utf-8")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
        began = time.monotonic_ns()
        done = subprocess.run(
            [sys.executable, str(_CHILDREN / name), str(began), str(store), str(int(slow))],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    answer = done.stdout.split()
    if len(answer) != len(Reading._fields):
        raise RuntimeError(f"{name} measured nothing:\n{done.stdout}{done.stderr}")
    wall, cpu, statements = answer
    return Reading(float(wall), float(cpu), int(statements))
