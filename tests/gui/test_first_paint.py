"""What is imported before the unlock window is on the screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QTimer
from carttrack import app

class Watched(app.MainWindow):
    seen = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not Watched.seen:
            Watched.seen = True
            slow = ((QtCore, "Qt"), (QtWidgets, "QStyle"))
            built = [name for module, name in slow if name in vars(module)]
            print(json.dumps([self.windowTitle(), sorted([*sys.modules, *built])]))
            QTimer.singleShot(0, self.close)

app.MainWindow = Watched
sys.exit(app.open_program(Path(sys.argv[1])))
"""
HEAVY = {
    "alembic",
    "cryptography",
    "pydantic",
    "pypdfium2",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "sqlmodel",
}
LATER = ("carttrack.services", "carttrack.store", "carttrack.report", "carttrack.charts")
PAGES_AT_ONCE = {
    "carttrack.gui.pages",
    "carttrack.gui.pages.cover",
    "carttrack.gui.pages.entrance",
    "carttrack.gui.pages.passphrase_field",
    "carttrack.gui.pages.unlock",
}


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, frozenset[str]]:
    """Return the title of the window, and what was imported and built when it was painted.

    PySide6 builds `Qt` and `QStyle`, enum by enum, when they are first looked at.
    """
    folder = tmp_path_factory.mktemp("first-paint")
    store = folder / "clinic.ctdb"
    store.write_bytes(bytes(4096))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(store)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    title, modules = json.loads(done.stdout.splitlines()[0])
    return title, frozenset(modules)


def test_the_first_window_is_the_unlock_window(
    first_paint: tuple[str, frozenset[str]],
) -> None:
    assert first_paint[0] == "Unlock – carttrack"


def test_nothing_heavy_is_imported_before_the_first_paint(
    first_paint: tuple[str, frozenset[str]],
) -> None:
    packages = {name.partition(".")[0] for name in first_paint[1]}
    assert not packages & HEAVY


def test_nothing_slow_to_make_is_there_before_the_first_paint(
    first_paint: tuple[str, frozenset[str]],
) -> None:
    assert not first_paint[1] & {"Qt", "QStyle", "dataclasses", "typing_extensions"}


def test_no_service_and_no_other_page_is_imported_before_the_first_paint(
    first_paint: tuple[str, frozenset[str]],
) -> None:
    modules = first_paint[1]
    assert not [name for name in modules if name.startswith(LATER)]
    pages = {name for name in modules if name.startswith("carttrack.gui.pages")}
    assert pages <= PAGES_AT_ONCE
