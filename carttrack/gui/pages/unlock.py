"""The first window: which store, who, passphrase. It knows no service and imports nothing heavy."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.gui.pages.cover import Cover
from carttrack.gui.pages.passphrase_field import PassphraseField
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label, at_top, key_hint, line
from carttrack.gui.widgets.note_line import NoteLine

if TYPE_CHECKING:
    from carttrack.gui.widgets.banner import Banner

_WIDTH = 480


class Credentials(NamedTuple):
    """What the user typed to open a store; `secret` is a passphrase or the recovery key."""

    store: Path
    user: str | None
    secret: str
    read_only: bool = False


class UnlockPage(Cover):
    """Asks for the passphrase of one store; the same page unlocks a locked screen.

    Signals:
        unlock_requested: carries the `Credentials`.
        another_requested: choose another store.
        new_clinic_requested: make a new store.
        sample_requested: open the sample clinic.
    """

    unlock_requested = Signal(object)
    another_requested = Signal()
    new_clinic_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = Path()
        self._locked_user = ""
        self._recovery = False
        self.clinic = Label(tone="text2")
        self.file = ElidedLabel()
        self.another = Button(self.tr("Open another…"), kind=Kind.LINK)
        self.user = Choice[str](name=self.tr("User"), empty=None)
        self.user.setProperty("extent", "large")
        self.secret = PassphraseField(name=self.tr("Passphrase"))
        self.caps = NoteLine()
        self.unlock = Button(self.tr("Unlock"), kind=Kind.PRIMARY, size="large")
        self.recovery = Button(self.tr("Use the recovery key"), kind=Kind.LINK, size="small")
        self.new_clinic = Button(self.tr("New clinic…"), kind=Kind.LINK, size="small")
        self.sample = Button(self.tr("Open the sample clinic"), kind=Kind.LINK, size="small")
        self._secret_label = Label(self.tr("Passphrase"), role="small", tone="text2")
        self._locks = Label(role="small", tone="text2", wrap=True)
        self.setFocusProxy(self.secret)
        policy = self.another.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.another.setSizePolicy(policy)
        self._column = QVBoxLayout(self.card)
        self._problem: Banner | None = None
        self._lay_out()
        self._connect()
        self.say_lock(0)

    @property
    def store(self) -> Path:
        """The store to open."""
        return self._store

    @property
    def problem(self) -> "Banner":
        """Where it is said why the store was not opened; made when it is first needed."""
        if self._problem is None:
            from carttrack.gui.widgets.banner import Banner  # noqa: PLC0415  (seldom at first)

            self._problem = Banner(State.OVERDUE, parent=self.card)
            self._problem.hide()
            self._column.insertWidget(self._column.indexOf(self.unlock) - 1, self._problem)
        return self._problem

    def show_store(self, store: Path, *, clinic: str = "") -> None:
        """Offer a store; its users follow."""
        self._store = store
        self.clinic.setText(clinic or self.tr("Cellular therapy records"))
        self.file.setText(store.name)
        self.file.setToolTip(str(store))
        self.show_users(())
        self._start_again()

    def show_users(self, names: Sequence[str], chosen: str = "") -> None:
        """Offer the users of the store; none while they are not known yet."""
        options = [(name, name) for name in names]
        self.user.offer(options, chosen if chosen in names else None)
        self.user.setEnabled(bool(names))

    def show_locked(self, user: str, clinic: str) -> None:
        """Ask the user who is signed in, and no one else, to unlock the screen."""
        self._locked_user = user
        self.clinic.setText(clinic)
        self.show_users((user,), user)
        for offer in (self.another, self.new_clinic, self.sample):
            offer.setVisible(not user)
        self._start_again()

    def say_lock(self, minutes: int) -> None:
        """Say after how long it locks; 0 while that is not known."""
        idle = self.tr(
            "Locks itself after {0} minutes without input, and after the computer slept."
        )
        unknown = self.tr("Locks itself without input, and after the computer slept.")
        kept = self.tr("Open forms are kept and come back after you unlock.")
        self._locks.setText(f"{idle.format(minutes) if minutes else unknown} {kept}")

    def show_busy(self, *, busy: bool, doing: str = "") -> None:
        """Show that the passphrase is being checked."""
        self.unlock.setText((doing or self.tr("Unlocking…")) if busy else self.tr("Unlock"))
        for part in (self.unlock, self.secret, self.recovery, self.another, self.new_clinic):
            part.setEnabled(not busy)
        self.sample.setEnabled(not busy)
        self.user.setEnabled(not busy and self.user.count() > 0)
        if busy:
            self._clear_problem()

    def show_problem(
        self, text: str, action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say why the store was not opened; `action` is one thing to do about it."""
        self.show_busy(busy=False)
        first, stop, rest = text.partition(". ")
        self.problem.clear_actions()
        self.problem.say(State.OVERDUE, first + stop.strip(), rest)
        if action is not None:
            self.problem.add_action(*action)
        self.problem.show()
        self.secret.selectAll()
        self.secret.setFocus()

    def submit(self, *, read_only: bool = False) -> None:
        """Ask to open the store with what was typed."""
        if not self.secret.value or not self.unlock.isEnabled():
            return
        user = None if self._recovery else self.user.value
        self.unlock_requested.emit(Credentials(self._store, user, self.secret.value, read_only))

    def _clear_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()

    @Slot()
    def _submit(self) -> None:
        self.submit()

    def _start_again(self) -> None:
        self._clear_problem()
        self.secret.clear()
        self.secret.conceal()
        self._say_caps(on=False)
        self._ask_recovery(wanted=False)
        self.show_busy(busy=False)
        self.secret.setFocus()

    def _ask_recovery(self, *, wanted: bool) -> None:
        self._recovery = wanted
        name = self.tr("Recovery key") if wanted else self.tr("Passphrase")
        self._secret_label.setText(name)
        self.secret.setAccessibleName(name)
        self.secret.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX" if wanted else "")
        self.recovery.setText(
            self.tr("Use the passphrase") if wanted else self.tr("Use the recovery key")
        )
        if wanted:
            self.secret.reveal()

    @Slot()
    def _switch_recovery(self) -> None:
        wanted = not self._recovery
        self._start_again()
        self._ask_recovery(wanted=wanted)

    @Slot(bool)
    def _caps_changed(self, on: bool) -> None:  # noqa: FBT001  (a slot)
        self._say_caps(on=on and not self._recovery)

    def _say_caps(self, *, on: bool) -> None:
        if on:
            self.caps.say(self.tr("Caps Lock is on"), "warning")
        else:
            self.caps.say("")

    def _connect(self) -> None:
        self.secret.returnPressed.connect(self._submit)
        self.secret.caps_lock.connect(self._caps_changed)
        self.unlock.clicked.connect(self._submit)
        self.recovery.clicked.connect(self._switch_recovery)
        self.another.clicked.connect(self.another_requested)
        self.new_clinic.clicked.connect(self.new_clinic_requested)
        self.sample.clicked.connect(self.sample_requested)

    def _lay_out(self) -> None:
        self.card.setFixedWidth(_WIDTH)
        column = self._column
        column.setContentsMargins(32, 32, 32, 24)
        column.setSpacing(0)
        column.addWidget(Label("carttrack", role="name"))
        column.addWidget(self.clinic)
        column.addSpacing(20)
        self._lay_out_fields(column)
        column.addSpacing(12)
        column.addSpacing(12)
        column.addWidget(self.unlock)
        column.addSpacing(6)
        column.addLayout(self._below_button())
        column.addSpacing(16)
        column.addWidget(line())
        column.addSpacing(16)
        for part in self._facts():
            column.addLayout(part)
            column.addSpacing(10)
        column.addSpacing(4)
        column.addLayout(_row(self.new_clinic, self.sample, stretch=None))

    def _lay_out_fields(self, column: QVBoxLayout) -> None:
        column.addWidget(Label(self.tr("Database"), role="small", tone="text2"))
        column.addLayout(_row(IconLabel("database"), self.file, self.another, stretch=1))
        column.addSpacing(14)
        column.addWidget(Label(self.tr("User"), role="small", tone="text2"))
        column.addSpacing(4)
        column.addWidget(self.user)
        column.addSpacing(14)
        column.addWidget(self._secret_label)
        column.addSpacing(4)
        column.addWidget(self.secret)
        column.addWidget(self.caps)

    def _below_button(self) -> QHBoxLayout:
        row = _row(self.recovery, stretch=None)
        row.setSpacing(4)
        row.addWidget(Label(self.tr("Press"), role="small", tone="text3"))
        row.addWidget(key_hint("Enter"))
        row.addWidget(Label(self.tr("to unlock"), role="small", tone="text3"))
        return row

    def _facts(self) -> tuple[QHBoxLayout, ...]:
        encrypted = self.tr(
            "The database file is encrypted. Without a passphrase or the recovery key no one can "
            "open it, and neither can be reset."
        )
        words = Label(encrypted, role="small", tone="text2", wrap=True)
        rows = (_row(words, stretch=0), _row(self._locks, stretch=0))
        icons = (IconLabel("shield-lock", "done_fg"), IconLabel("clock-pause"))
        for row, icon in zip(rows, icons, strict=True):
            row.insertLayout(0, at_top(icon))
        return rows


def _row(*widgets: QWidget, stretch: int | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == stretch else 0)
    if stretch is None:
        row.addStretch()
    return row
