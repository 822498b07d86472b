"""Opens every page and dialog on a screen of one size and tells what of them is cut.

    python -m tests.gui.fits FOLDER WIDTH HEIGHT

It is a program of its own because the size of a screen cannot change in a running one: the
platform reads it from a file at the start. `test_fits` starts it.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import sleep

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QWidget,
)

from carttrack.gui import appearance
from carttrack.gui.appearance import ARGUMENTS
from carttrack.gui.desk import Desk
from carttrack.gui.fonts import register_others
from carttrack.gui.help_dialogs import AboutDialog, KeysDialog
from carttrack.gui.pages.finding import open_finding
from carttrack.gui.pages.index import SCREENS
from carttrack.gui.pages.patient_head import TABS
from carttrack.gui.settings import Settings
from carttrack.gui.shell import Shell
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import ElidedLabel
from carttrack.gui.widgets.patient_band import AlertTag
from carttrack.gui.window import MainWindow
from carttrack.services import casefile
from carttrack.services.access import create_clinic, open_clinic
from carttrack.services.demo import make_demo
from carttrack.store import vault
from tests.builders import NOW, PASSPHRASE, Clock, a_clinic_record, a_user
from tests.gui.pages.patient_scene import a_full_course
from tests.gui.test_walk import DIALOGS, PAGES

PATIENTS = ("9000418", "9000431", "9000440", "9000402")
"""Of the sample clinic: weeks after the infusion, days after it, held before it, a child."""

_WORDS = (QLabel, QAbstractButton, AlertTag)
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_CHOICE_SIDES = 33
"""The edges of a choice and its arrow."""
_PREVIEW_MS = 500
"""The preview of a patient is read a moment after the row stays chosen."""
_HAIR = 1
"""Pixels that a font's rounding may take."""


def misfits(top: QWidget) -> list[str]:
    """Return what is cut of a window: itself by the screen, its words by their own widgets."""
    found = list(_beyond_screen(top))
    for kind in _WORDS:
        for widget in top.findChildren(kind):
            if widget.isVisible() and widget.window() is top and _says(widget):
                found += [f"{_says(widget)!r} {why}" for why in _cut(widget)]
    for choice in top.findChildren(QComboBox):
        if choice.isVisible():
            found += _too_long(choice)
    return found


def _beyond_screen(top: QWidget) -> Iterator[str]:
    room: QRect = QGuiApplication.primaryScreen().availableGeometry()
    least = top.minimumSizeHint().expandedTo(top.minimumSize())
    if least.width() > room.width() or least.height() > room.height():
        yield f"the window needs {least.toTuple()} of {room.size().toTuple()}"
    if not room.contains(top.geometry()):
        yield f"the window stands at {top.geometry().getRect()} on {room.getRect()}"


def _too_long(choice: QComboBox) -> Iterator[str]:
    """Tell which option is wider than its field, and not said by its tooltip once chosen."""
    texts = [choice.itemText(place) for place in range(choice.count())]
    metrics = choice.fontMetrics()
    widest = max(texts, key=metrics.horizontalAdvance, default="")
    needed = metrics.horizontalAdvance(widest) + _CHOICE_SIDES
    if choice.width() >= needed:
        return
    choice.setCurrentText(widest)
    if choice.toolTip() != widest:
        yield f"{choice.accessibleName()}: {widest!r} needs {needed} of {choice.width()} px"


def _says(widget: QWidget) -> str:
    if isinstance(widget, AlertTag):
        return widget.accessibleName()
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        return  # it says all in its tooltip
    wraps = isinstance(widget, AlertTag) or (isinstance(widget, QLabel) and widget.wordWrap())
    needed = widget.sizeHint()
    if wraps:
        if widget.height() + _HAIR < widget.heightForWidth(widget.width()):
            yield f"is {widget.height()} of {widget.heightForWidth(widget.width())} px high"
    elif widget.width() + _HAIR < needed.width():
        yield f"is {widget.width()} of {needed.width()} px wide"
    elif isinstance(widget, QLabel) and widget.height() + _HAIR < widget.fontMetrics().height():
        yield f"is {widget.height()} px high"
    yield from _out_of_reach(widget)


def _out_of_reach(widget: QWidget) -> Iterator[str]:
    """Follow a widget up to its window; what scrolls may hold more than it shows."""
    at = QRect(QPoint(0, 0), widget.size())
    while not widget.isWindow():
        parent = widget.parentWidget()
        assert parent is not None, "every widget here stands in a window"
        at = at.translated(widget.pos())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
            room = parent.rect()
            fixed = isinstance(area, QAbstractItemView) or area.horizontalScrollBarPolicy() == _OFF
            if fixed and not room.left() <= at.left() <= at.right() <= room.right() + _HAIR:
                yield f"ends at {at.right()} of {room.right()} px, and nothing scrolls there"
                return
            at, widget = QRect(QPoint(0, 0), area.size()), area
            continue
        if not parent.rect().adjusted(-_HAIR, -_HAIR, _HAIR, _HAIR).contains(at):
            yield f"at {at.getRect()} is cut by {type(parent).__name__} {parent.size().toTuple()}"
            return
        widget = parent


def _settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


class Walk:
    """The program's window, and what was found so far."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.settings = Settings(folder / "settings.ini")
        self.tasks = Tasks()
        self.window = MainWindow(self.settings)
        self.window.stand()
        self.found: list[str] = []

    def look(self, name: str, top: QWidget | None = None) -> None:
        """Write down what is cut of a window."""
        _settle()
        self.found += [f"{name}: {misfit}" for misfit in misfits(top or self.window)]

    def pages(self) -> None:
        """Look at every page, on the sample clinic: patients in every step and outcome."""
        store = self._folder / "sample.ctdb"
        make_demo(store, today=NOW.date(), passphrase=PASSPHRASE)
        clinic = open_clinic(store, PASSPHRASE, now=Clock())
        desk = Desk(clinic, self.settings, self.tasks, ask=lambda _: True)
        for name in PAGES.keys() - {"today", "patients", *SCREENS.further}:
            page = PAGES[name](desk)
            self.window.show_page(page)
            self.look(name)
            self.window.drop_page(page)
        shell = Shell(desk, SCREENS)
        self.window.show_page(shell)
        for screen in ("today", "patients", *SCREENS.further):
            shell.open_screen(screen)
            QTest.qWait(_PREVIEW_MS)
            while self.tasks.busy:
                sleep(_PREVIEW_MS / 1000)  # `qWait` would keep the other thread waiting
                _settle()
            self.look(screen)
        for mrn in PATIENTS:
            for tab in TABS:
                shell.open_patient(casefile.find(clinic, mrn), tab)
                self.look(f"{mrn} {tab}")
        self.window.drop_page(shell)
        clinic.store.close()

    def dialogs(self) -> None:
        """Look at every dialog, on a clinic with one full course."""
        clinic, _ = create_clinic(
            self._folder / "clinic.ctdb", a_clinic_record(), a_user(), PASSPHRASE, now=Clock()
        )
        desk = Desk(clinic, self.settings, self.tasks, ask=lambda _: True)
        case = casefile.read(clinic, a_full_course(clinic)[0])
        opened: dict[str, Callable[[], QWidget | None]] = {
            name: partial(open_it, desk, case, self.window) for name, open_it in DIALOGS.items()
        }
        opened["keys"] = lambda: KeysDialog([("View", [("Ctrl+1", "Today")] * 30)], self.window)
        opened["find"] = lambda: open_finding(desk, tuple, self.window)
        opened["about"] = lambda: AboutDialog(self.window)
        for name, open_it in opened.items():
            dialog = open_it()
            assert isinstance(dialog, QDialog), name
            dialog.show()
            self.look(name, dialog)
            dialog.done(0)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        clinic.store.close()


def main(folder: Path, width: int, height: int) -> int:
    """Walk everything; print what is cut, a line each."""
    screen = {"name": "small", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    (folder / "screen.json").write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"
    app = QApplication(list(ARGUMENTS))
    assert app.primaryScreen().size().toTuple() == (width, height)
    appearance.apply(app, dark=False)
    register_others()
    vault.COST = vault.Cost(memory_kib=64, passes=1, lanes=1)
    walk = Walk(folder)
    walk.pages()
    walk.dialogs()
    walk.tasks.close()
    print("\n".join(walk.found))
    return len(walk.found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
