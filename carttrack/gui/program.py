"""The program at its window: entering a clinic, working in it, locking, leaving."""

import gc
import importlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from carttrack.gui import fonts
from carttrack.gui.appearance import Appearance, Look
from carttrack.gui.pages.entrance import Entrance
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.window import MainWindow

if TYPE_CHECKING:
    from carttrack.gui.lock import IdleLock
    from carttrack.gui.pages.opening import Opened
    from carttrack.gui.session import Session
    from carttrack.gui.signals import SignalWatch

ACCESS = "carttrack.services.access"
"""Imported first in a thread after the first paint: it knows who can unlock a store."""
HEAVY = (
    "carttrack.gui.pages.opening",
    "carttrack.services.worklist",
    "carttrack.services.summary",
    "carttrack.services.toxicity",
    "carttrack.services.intake",
)
"""Imported after it in the same thread; none of them makes a class of Qt."""
WINDOWS = (
    "carttrack.gui.shell",
    "carttrack.gui.pages.today",
    "carttrack.gui.pages.patients",
    "carttrack.gui.pages.patient",
    "carttrack.gui.pages.registering",
    "carttrack.gui.pages.assessing",
    "carttrack.gui.session",
)
"""Imported after those on the GUI thread, one at a time, so that typing is not held up."""


class Program(QObject):
    """Leads from the first paint to the open clinic and back.

    Signals:
        warmed: everything heavy is imported.
    """

    warmed = Signal()
    _users_known = Signal()
    _imported = Signal()

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        look: Look,
        store: Path,
    ) -> None:
        super().__init__()
        self._window, self._settings, self._look = window, settings, look
        self._entrance = Entrance(window, settings, store, self)
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._hidden: list[Callable[[], object]] = []
        self._warming: threading.Thread | None = None
        self._idle: IdleLock | None = None
        self._signals: SignalWatch | None = None
        window.painted.connect(self._warm_up)
        window.may_close = self._may_close
        window.closed.connect(self._end)
        self._entrance.entered.connect(self._enter)
        self._entrance.unlocked.connect(self._let_back)
        self._users_known.connect(self._entrance.warm_up)
        self._imported.connect(self._import_windows)
        self._to_import = list(WINDOWS)

    def begin(self) -> None:
        """Show the first page and the window."""
        self._entrance.begin()
        self._window.stand()

    @property
    def session(self) -> "Session | None":
        """The open clinic with its pages; None before one is open."""
        return self._session

    @property
    def locked(self) -> bool:
        """Whether a clinic is open behind a locked screen."""
        return self._session is not None and self._window.page is not self._session.shell

    @Slot()
    def lock(self) -> None:
        """Hide everything of the clinic and ask for the passphrase; nothing is closed."""
        session = self._session
        if session is None or self.locked:
            return
        self._rest()
        self._hidden = [widget.show for widget in _hide_others(self._window)]
        session.menus.set_enabled(on=False)
        clinic = session.desk.clinic
        if session.sample:
            self._entrance.lock(clinic.user.name, clinic.record.name, _anything)
            self._entrance.unlock.caps.say(self.tr("The sample clinic opens with any word."))
        else:
            self._entrance.lock(clinic.user.name, clinic.record.name, session.check)

    @Slot()
    def leave(self) -> None:
        """Close the database and ask which one to open."""
        if self._tasks.busy:
            self._wait_for_work(self.leave)
            return
        self._close_session()
        self._entrance.ask_again()

    def choose_look(self, appearance: Appearance) -> None:
        """Use another palette, and remember it."""
        self._settings.appearance = appearance
        self._look.choose(appearance)
        if self._session is not None:
            self._session.menus.appearance_chosen(appearance)

    @Slot()
    def _warm_up(self) -> None:
        gc.enable()
        self._look.follow_system()
        self._warming = threading.Thread(target=self._import, name="warm-up", daemon=True)
        self._warming.start()
        QTimer.singleShot(0, self, fonts.register_others)
        from carttrack.gui.focus import FocusRing  # noqa: PLC0415  (after the first paint)
        from carttrack.gui.lock import IdleLock  # noqa: PLC0415
        from carttrack.gui.signals import SignalWatch  # noqa: PLC0415

        self._ring = FocusRing(self._window)
        self._signals = SignalWatch(self)
        self._signals.ended.connect(self._window.close)
        self._idle = IdleLock(self)
        self._idle.due.connect(self.lock)
        self._idle.warned.connect(self._warn)

    def _import(self) -> None:
        importlib.import_module(ACCESS)
        self._users_known.emit()
        for name in HEAVY:
            importlib.import_module(name)
        self._imported.emit()

    @Slot()
    def _import_windows(self) -> None:
        if self._to_import:
            importlib.import_module(self._to_import.pop(0))
            QTimer.singleShot(0, self, self._import_windows)
        else:
            self.warmed.emit()

    @Slot(object)
    def _enter(self, opened: "Opened") -> None:
        from carttrack.gui.session import Session  # noqa: PLC0415  (after the first paint)

        self._session = Session(opened, self._window, self._settings, self._tasks, self)
        if opened.folder is None:
            self._settings.last_store = opened.clinic.store.path
            self._settings.user = opened.clinic.user.name
        self._session.menus.appearance_chosen(self._settings.appearance)
        self._entrance.unlock.say_lock(opened.clinic.record.lock_minutes)
        self.count_idle()
        self._session.begin()

    @Slot()
    def _let_back(self) -> None:
        session = self._session
        if session is None:
            return
        session.menus.set_enabled(on=True)
        session.show()
        for show in self._hidden:
            show()
        self._hidden = []
        self.count_idle()

    def count_idle(self) -> None:
        """Count the time without input anew, up to what the clinic allows."""
        if self._idle is not None and self._session is not None:
            self._idle.start(self._session.desk.clinic.record.lock_minutes)

    def _rest(self) -> None:
        if self._idle is not None:
            self._idle.stop()

    @Slot(int)
    def _warn(self, seconds: int) -> None:
        if self._session is not None:
            self._session.warn_of_lock(seconds)

    def _may_close(self) -> bool:
        if self._tasks.busy:
            self._wait_for_work(self._window.close)
            return False
        return True

    def _wait_for_work(self, then: Callable[[], object]) -> None:
        """Stop the work at its next step, and go on when it has ended."""

        def go_on() -> None:
            self._tasks.finished.disconnect(go_on)
            QTimer.singleShot(0, then)

        self._tasks.finished.connect(go_on)
        self._tasks.stop()
        if self._session is not None:
            self._session.say_waiting()

    def _close_session(self) -> None:
        self._rest()
        session, self._session = self._session, None
        if session is not None:
            session.close()

    @Slot()
    def _end(self) -> None:
        try:
            self._tasks.close()
            self._entrance.close()
            self._close_session()
            if self._warming is not None:
                self._warming.join()
            if self._signals is not None:
                self._signals.stop()
        finally:
            QApplication.quit()


def _hide_others(window: MainWindow) -> list[QWidget]:
    """Hide every other window of the program; return them in the order to show them again."""
    others = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget is not window and widget.isVisible() and widget.isWindow()
    ]
    for widget in reversed(others):
        widget.hide()
    return others


def _anything(_secret: str) -> None:
    """Let everybody back to the sample clinic, whose passphrase nobody knows."""
