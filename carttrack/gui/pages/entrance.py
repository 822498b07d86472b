"""Getting in: from the passphrase, the first run or the sample clinic to an opened store.

Light itself: it is there before the first paint. What is heavy is imported when it is needed,
which is after that paint.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from carttrack.domain.errors import CarttrackError, StoreInUseError
from carttrack.domain.tick import Tick
from carttrack.gui.pages.unlock import Credentials, UnlockPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.window import MainWindow

if TYPE_CHECKING:
    from carttrack.gui.pages.first_run import FirstRunPage, NewClinic, Supplies
    from carttrack.gui.pages.opening import Opened

_FILTER = "carttrack (*.ctdb)"


class Entrance(QObject):
    """Shows the unlock page or the first run, and opens what they ask for.

    Signals:
        entered: a store is open; carries the `Opened`.
        unlocked: the locked screen was unlocked.
    """

    entered = Signal(object)
    unlocked = Signal()

    def __init__(
        self, window: MainWindow, settings: Settings, store: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._settings, self._default = window, settings, store
        self._tasks = Tasks(self)
        self._locked: Callable[[str], None] | None = None
        self._warm = False
        self._first_run: FirstRunPage | None = None
        self.unlock = UnlockPage()
        self.unlock.unlock_requested.connect(self._unlock)
        self.unlock.another_requested.connect(self._choose_another)
        self.unlock.new_clinic_requested.connect(self._choose_new)
        self.unlock.sample_requested.connect(self._sample)

    @property
    def busy(self) -> bool:
        """Whether a store is being opened or made right now."""
        return self._tasks.busy

    def begin(self) -> None:
        """Show the unlock page of the store, or the first run where there is none."""
        if self._default.exists():
            self._ask(self._default)
        else:
            self._run_first(self._default)

    @Slot()
    def warm_up(self) -> None:
        """Go on after the heavy imports: now the users of the store can be read."""
        self._warm = True
        if self._window.page is self.unlock and self._locked is None:
            self._offer_users()

    def lock(self, user: str, clinic: str, check: Callable[[str], None]) -> None:
        """Ask who is signed in for the passphrase; `check` raises when it is wrong."""
        self._locked = check
        self.unlock.show_locked(user, clinic)
        self._window.show_page(self.unlock, self.unlock.tr("Locked"))

    def ask_again(self) -> None:
        """Show the unlock page of the store opened last, after that one was closed."""
        self._locked = None
        last = self._settings.last_store
        self._ask(last if last is not None and last.exists() else self._default)

    def close(self) -> None:
        """Wait for what is being opened."""
        self._tasks.close()

    def _ask(self, store: Path) -> None:
        if not store.exists():
            self._run_first(store)
            return
        self.unlock.show_locked("", "")
        self.unlock.show_store(store)
        self._window.show_page(self.unlock, self.unlock.tr("Unlock"))
        if self._warm:
            self._offer_users()

    def _offer_users(self) -> None:
        from carttrack.services.access import users_of  # noqa: PLC0415  (after the first paint)

        try:
            self.unlock.show_users(users_of(self.unlock.store), self._settings.user)
        except CarttrackError as error:
            self.unlock.show_problem(str(error))

    @Slot(object)
    def _unlock(self, credentials: Credentials) -> None:
        self.unlock.show_busy(busy=True)
        if self._locked is not None:
            self._run(partial(_checked, self._locked, credentials.secret), self._let_back)
        else:
            self._run(partial(_open, credentials), self._enter)

    @Slot()
    def _sample(self) -> None:
        doing = self.unlock.tr("Making the sample clinic…")
        self.unlock.show_busy(busy=True, doing=doing)
        if self._first_run is not None:
            self._first_run.show_busy(busy=True, doing=doing)
        self._tasks.run(_sampled, then=self._enter, failed=self._refused)

    @Slot(object)
    def _create(self, new: "NewClinic") -> None:
        if self._first_run is not None:
            self._first_run.show_busy(busy=True)
        self._run(partial(_created, new), self._enter)

    def _run(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self._tasks.run(lambda _tick: work(), then=then, failed=self._refused)

    def _enter(self, opened: object) -> None:
        self.unlock.show_store(self.unlock.store)
        self.entered.emit(opened)
        if self._first_run is not None:
            self._window.drop_page(self._first_run)
            self._first_run = None

    def _let_back(self, _nothing: object) -> None:
        self._locked = None
        self.unlock.secret.clear()
        self.unlock.show_busy(busy=False)
        self.unlocked.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, CarttrackError):
            self.unlock.show_busy(busy=False)
            raise error
        if self._first_run is not None and self._window.page is self._first_run:
            self._first_run.show_problem(str(error))
        elif isinstance(error, StoreInUseError) and self._locked is None:
            read = self.unlock.tr("Open for reading only")
            self.unlock.show_problem(
                str(error), (read, partial(self.unlock.submit, read_only=True))
            )
        else:
            self.unlock.show_problem(str(error))

    @Slot()
    def _choose_another(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  (its enums take their time)

        start = str(self.unlock.store.parent)
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.unlock.tr("Open a database"), start, _FILTER
        )
        if chosen:
            self._ask(Path(chosen))

    @Slot()
    def _choose_new(self) -> None:
        folder = self._default.parent
        store = self._default
        number = 2
        while store.exists():
            store = folder / f"{self._default.stem}-{number}{self._default.suffix}"
            number += 1
        self._run_first(store)

    def _run_first(self, store: Path) -> None:
        from carttrack.gui.pages.first_run import FirstRunPage  # noqa: PLC0415  (seldom needed)

        if self._first_run is not None:
            self._window.drop_page(self._first_run)
        page = FirstRunPage(store, _supplies)
        page.create_requested.connect(self._create)
        page.open_requested.connect(self._choose_another)
        page.sample_requested.connect(self._sample)
        page.print_requested.connect(self._print)
        self._first_run = page
        self._window.show_page(page, page.tr("First run"))

    @Slot(str)
    def _print(self, sheet: str) -> None:
        from carttrack.gui.pages.sheet import print_sheet  # noqa: PLC0415  (seldom needed)

        if self._first_run is not None and print_sheet(sheet, self._window):
            self._first_run.recovery.mark_written(self._first_run.tr("Sent to the printer."))


def _checked(check: Callable[[str], None], secret: str) -> None:
    check(secret)


def _open(credentials: Credentials) -> "Opened":
    from carttrack.gui.pages.opening import opened  # noqa: PLC0415  (after the first paint)

    return opened(credentials)


def _created(new: "NewClinic") -> "Opened":
    from carttrack.gui.pages.opening import created  # noqa: PLC0415  (after the first paint)

    return created(new)


def _sampled(tick: Tick) -> "Opened":
    from carttrack.gui.pages.opening import sampled  # noqa: PLC0415  (after the first paint)

    return sampled(tick)


def _supplies() -> "Supplies":
    from carttrack.gui.pages.supplies import SUPPLIES  # noqa: PLC0415  (after the first paint)

    return SUPPLIES
