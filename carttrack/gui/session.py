"""One open clinic at the window: desk, pages, menu; made on entering, taken apart on leaving."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from carttrack.domain.topics import Topic
from carttrack.gui.asking import ask
from carttrack.gui.desk import Desk
from carttrack.gui.help_dialogs import AboutDialog, KeysDialog
from carttrack.gui.housekeeping import Housekeeping
from carttrack.gui.menus import Menus, Orders
from carttrack.gui.pages.clinic_rules import open_clinic_rules
from carttrack.gui.pages.finding import open_finding
from carttrack.gui.pages.index import SCREENS
from carttrack.gui.pages.opening import Opened
from carttrack.gui.screens import TODAY
from carttrack.gui.settings import Settings
from carttrack.gui.shell import Shell
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import State
from carttrack.gui.trail import Place
from carttrack.gui.window import MainWindow
from carttrack.services.access import unlock_again

if TYPE_CHECKING:
    from carttrack.gui.program import Program


class Session(QObject):
    """Holds what belongs to the clinic that is open now."""

    def __init__(
        self,
        opened: Opened,
        window: MainWindow,
        settings: Settings,
        tasks: Tasks,
        program: "Program",
    ) -> None:
        super().__init__(program)
        self._opened, self._window = opened, window
        self._warned = False
        self._program = program
        self.desk = Desk(opened.clinic, settings, tasks, ask=ask, parent=self)
        self.shell = Shell(self.desk, SCREENS)
        self.keeping = Housekeeping(self.desk, window, self)
        self.menus = Menus(
            window,
            self.shell,
            self.desk.undo,
            Orders(
                save_copy=self.keeping.ask_for_copy,
                verify=self.keeping.verify,
                rules=lambda: open_clinic_rules(self.desk, window),
                lock=program.lock,
                leave=program.leave,
                quit=window.close,
                look=program.choose_look,
                find=self.find,
                show_keys=self._show_keys,
                about=self._show_about,
            ),
        )
        self.desk.changed.connect(self._hear)
        self.shell.lock_requested.connect(program.lock)
        self.shell.copy_requested.connect(self.keeping.ask_for_copy)
        self.shell.place_changed.connect(self._name_window)
        self._say_what_is_special()

    @property
    def sample(self) -> bool:
        """Whether this is the sample clinic that goes when it is left."""
        return self._opened.folder is not None

    def begin(self) -> None:
        """Show Today."""
        self.shell.open_screen(TODAY)
        self.show()

    def show(self) -> None:
        """Show the clinic in the window."""
        self._window.show_page(self.shell)
        here = self.shell.place
        if here is not None:
            self._name_window(here)
        page = self.shell.page
        if page is not None:
            page.setFocus()

    def find(self) -> None:
        """Open find or do."""
        open_finding(self.desk, self.menus.offers, self._window)

    def check(self, secret: str) -> None:
        """Raise `WrongPassphraseError` unless this is the passphrase of who is signed in."""
        unlock_again(self._opened.clinic, secret)

    def warn_of_lock(self, seconds: int) -> None:
        """Say that the screen locks soon; 0 takes it back."""
        if seconds:
            text = self.tr("The screen locks in {0} s. Press a key or move the mouse to go on.")
            self.shell.messages.show_warning(text.format(seconds))
        elif self._warned:
            self.shell.messages.clear()
        self._warned = bool(seconds)

    def say_waiting(self) -> None:
        """Say that work is ended first."""
        self.shell.messages.show_warning(
            self.tr("Work is still running. It is stopped at its next step, then this goes on.")
        )

    def close(self) -> None:
        """Take the pages apart and close the store."""
        try:
            self.menus.remove()
            self._window.drop_page(self.shell)
        finally:
            self._opened.close()
        self.deleteLater()

    def _say_what_is_special(self) -> None:
        clinic = self._opened.clinic
        if self.sample:
            text = self.tr("Try everything: what is entered goes when you close the sample clinic.")
            self.shell.show_ribbon(State.INFO, self.tr("Synthetic sample data"), text)
        elif clinic.record.sample:
            text = self.tr("No person in this database is real.")
            self.shell.show_ribbon(State.INFO, self.tr("Synthetic sample data"), text)
        if clinic.store.read_only:
            text = self.tr("Someone else may be writing to it. Nothing can be changed here.")
            self.shell.show_ribbon(State.BLOCKED, self.tr("Open for reading only"), text)

    @Slot(object)
    def _hear(self, topics: frozenset[Topic]) -> None:
        """Lock after the minutes that the clinic has just set; a locked screen counts none."""
        if Topic.CLINIC in topics and not self._program.locked:
            self._program.count_idle()

    @Slot(object)
    def _name_window(self, place: Place) -> None:
        names = {item.key: item.text for item in self.shell.items}
        name = names.get(place.key, self.tr("Patient"))
        self._window.show_page(self._window.page or self.shell, name)

    @Slot()
    def _show_keys(self) -> None:
        KeysDialog(self.menus.shortcuts(), self._window).open()

    @Slot()
    def _show_about(self) -> None:
        AboutDialog(self._window).open()
