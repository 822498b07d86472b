"""Draws every screen of the program, on the sample clinic of one fixed morning, as PNG.

    python packaging/screenshots.py FOLDER light|dark

The window fills the (virtual) screen; QT_SCALE_FACTOR=2 draws at 200 %.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.gui.appearance import ARGUMENTS, Appearance, Look
from carttrack.gui.desk import Desk
from carttrack.gui.fonts import register_others
from carttrack.gui.help_dialogs import AboutDialog, KeysDialog
from carttrack.gui.pages import acting, laboratory, recording
from carttrack.gui.pages.clinic_rules import open_clinic_rules
from carttrack.gui.pages.entry_dialogs import NEW
from carttrack.gui.pages.first_run import FirstRunPage
from carttrack.gui.pages.opening import Opened
from carttrack.gui.pages.record_dialogs import RECORDS
from carttrack.gui.pages.responding import EVENTS
from carttrack.gui.pages.supplies import SUPPLIES
from carttrack.gui.pages.unlock import UnlockPage
from carttrack.gui.program import Program
from carttrack.gui.session import Session
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.window import MainWindow
from carttrack.services import casefile
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import demo_record, make_demo
from carttrack.services.entries import Entry

TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 9, 12, tzinfo=demo_record().zone)
MAIN, IN_CRS, TO_INFUSE, HELD = "9000418", "9000431", "9000436", "9000440"
TABS = ("overview", "pathway", "toxicity", "labs", "care", "response", "follow_up", "history")


def settle(milliseconds: int = 250) -> None:
    """Let the program paint and its background work end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Album:
    """Takes the pictures, numbered in their order."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        self._folder, self._window, self._count = folder, window, 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        """Draw the window with the dialogs over it."""
        settle()
        self._count += 1
        picture = self._window.grab()
        painter = QPainter(picture)
        for dialog in _dialogs():
            place = dialog.mapToGlobal(dialog.rect().topLeft())
            painter.drawPixmap(self._window.mapFromGlobal(place), dialog.grab())
        painter.end()
        picture.save(str(self._folder / f"{self._count:02}-{name}.png"))

    def dialog(self, name: str, open_it: Callable[[], object]) -> None:
        """Open a dialog, draw it over the window, and close it."""
        open_it()
        settle(600)
        self.take(name)
        for dialog in _dialogs():
            dialog.hide()
            dialog.deleteLater()
        settle(50)


def _dialogs() -> list[QWidget]:
    windows = QApplication.topLevelWidgets()
    return [window for window in windows if isinstance(window, QDialog) and window.isVisible()]


def before(album: Album, window: MainWindow, store: Path) -> None:
    """Draw the screens before a clinic is open."""
    unlock = UnlockPage()
    unlock.show_store(store, clinic=demo_record().name)
    unlock.show_users(("Alex Demo",))
    unlock.say_lock(10)
    window.show_page(unlock)
    album.take("unlock")
    first = FirstRunPage(store.with_name("new.ctdb"), lambda: SUPPLIES)
    window.show_page(first)
    album.take("first-run")
    window.drop_page(first)
    window.drop_page(unlock)


def screens(album: Album, session: Session, clinic: Clinic) -> None:
    """Draw every page and dialog of the open clinic."""
    shell, desk = session.shell, session.desk
    found = {mrn: casefile.find(clinic, mrn) for mrn in (MAIN, IN_CRS, TO_INFUSE, HELD)}
    session.begin()
    album.take("today")
    shell.open_screen("patients")
    settle(600)  # the preview reads a moment after a row stays chosen
    album.take("patients")
    shell.open_screen("board")
    album.take("board")
    album.dialog("find", session.find)
    shell.open_screen("calendar")
    album.take("calendar")
    shell.open_screen("outcomes")
    while desk.tasks.busy:
        settle()
    album.take("outcomes")
    shell.open_screen("references")
    album.take("references")
    for tab in TABS:
        shell.open_patient(found[MAIN], tab)
        album.take(f"patient-{tab}")
    album.dialog("summary", lambda: shell.open_summary(found[MAIN]))
    shell.open_screen("today")
    album.dialog("assessment", lambda: shell.open_assessment(found[IN_CRS]))
    album.dialog("registration", shell.open_registration)
    cases = {mrn: casefile.read(clinic, PatientId(found[mrn])) for mrn in found}
    for name, open_it in dialogs(desk, cases, shell.window()).items():
        album.dialog(name.replace("_", "-"), open_it)
    album.dialog("clinic-rules", lambda: open_clinic_rules(desk, shell.window()))
    album.dialog("keys", lambda: KeysDialog(session.menus.shortcuts(), shell.window()).open())
    album.dialog("about", lambda: AboutDialog(shell.window()).open())


def dialogs(
    desk: Desk, cases: Mapping[str, CaseFile], window: QWidget
) -> dict[str, Callable[[], object]]:
    """Return what opens each dialog that is about a patient, by name."""
    main, held, to_infuse, ill = (cases[mrn] for mrn in (MAIN, HELD, TO_INFUSE, IN_CRS))
    opened: dict[str, Callable[[], object]] = {
        "infusion": partial(acting.record_infusion, desk, to_infuse, window),
        "step": partial(acting.record_step, desk, held, Step.LYMPHODEPLETION, window),
        "milestone": partial(acting.record_milestone, desk, held, window),
        "setback": partial(acting.record_setback, desk, held, window),
        "death": partial(acting.record_death, desk, main, window),
        "course": partial(acting.open_course, desk, main, window),
        "course-end": partial(acting.close_course, desk, main, window),
        "book-visit": partial(acting.book_visit, desk, main, "day_100", window),
        "visit-form": partial(acting.complete_visit, desk, main, "day_28", window),
        "visit-missed": partial(acting.miss_visit, desk, main, "day_100", window),
        "response": partial(acting.record_response, desk, main, window),
        "later-infusion": partial(acting.record_later_infusion, desk, main, window),
        "given": partial(acting.record_given, desk, ill, window),
        "not-done": partial(acting.mark_not_done, desk, ill, window),
        "patient": partial(acting.correct_patient, desk, main, window),
        "void": partial(
            acting.void_entry, desk, ill, Entry.ASSESSMENT, ill.assessments[-1], window
        ),
    }
    opened["results-of-a-day"] = partial(laboratory.record_results, desk, main, window)
    for kind in RECORDS:
        opened[f"record-{kind.value}"] = partial(recording.record, desk, main, kind, window)
    for event in EVENTS:
        opened[event.value] = partial(acting.record_event, desk, main, event, window)
    for checklist in Checklist:
        opened[checklist.value] = partial(acting.open_checklist, desk, held, checklist, window)
    for toxicity in Toxicity:
        opened[f"{toxicity.value}-end"] = partial(acting.close_episode, desk, ill, toxicity, window)
    for kind in NEW:
        opened[f"entry-{kind.value}"] = partial(acting.record_entry, desk, main, kind, window)
    return opened


def main(folder: Path, look: str) -> None:
    """Draw all screens in one palette."""
    app = QApplication(list(ARGUMENTS))
    with TemporaryDirectory() as scratch:
        store = Path(scratch) / "northfield-cellular-therapy.ctdb"
        make_demo(store, today=TODAY, passphrase="synthetic")
        settings = Settings(Path(scratch) / "settings.ini")
        appearance = Look(app)
        appearance.choose(Appearance.DARK if look == "dark" else Appearance.LIGHT)
        register_others()
        window = MainWindow(settings)
        window.setGeometry(app.primaryScreen().geometry())
        program = Program(window, settings, appearance, store)
        window.show()
        album = Album(folder, window)
        before(album, window, store)
        clinic = open_clinic(store, "synthetic", now=lambda: MORNING)
        session = Session(Opened(clinic), window, settings, Tasks(program), program)
        screens(album, session, clinic)
        session.close()
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
