"""First run, step 2: who you are, and the passphrase that encrypts everything."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.passphrases import SHORTEST, Strength, strength
from carttrack.domain.people import Role, User
from carttrack.gui import words
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.pages.meter import Meter
from carttrack.gui.pages.passphrase_field import PassphraseField
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

MINUTES = (5, 10, 15, 30)
_USUAL_MINUTES = 10


class YouStep(FirstRunStep):
    """Asks for name, role, passphrase twice, and the time until the screen locks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = LineField(name=self.tr("Your name"))
        roles = [(role, words.heading(role)) for role in Role if role is not Role.READ_ONLY]
        self.role = Choice(roles, name=self.tr("Your role"), empty=None, value=Role.COORDINATOR)
        self.passphrase = PassphraseField(name=self.tr("New passphrase"))
        self.repeat = PassphraseField(name=self.tr("Repeat passphrase"))
        self.meter = Meter()
        self.judged = NoteLine()
        self.caps = NoteLine()
        minutes = [(count, self.tr("{0} minutes").format(count)) for count in MINUTES]
        self.lock_after = Choice(
            minutes, name=self.tr("Lock after"), empty=None, value=_USUAL_MINUTES
        )
        self._lay_out()
        self.passphrase.textChanged.connect(self._judge)
        self.repeat.left.connect(self._compare)
        for field in (self.passphrase, self.repeat):
            field.caps_lock.connect(self._say_caps)
        self._judge()

    @property
    def user(self) -> User:
        """Who was entered; raises `InvalidEntryError` without a name."""
        return User(self.name.value, self.role.value or Role.COORDINATOR)

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without input the screen locks."""
        return self.lock_after.value or _USUAL_MINUTES

    @override
    def check(self) -> None:
        self._judge()
        self.user  # noqa: B018  (raises for a missing name)
        if not strength(self.passphrase.value).accepted:
            raise InvalidEntryError("passphrase", self._verdict())
        if self.repeat.value != self.passphrase.value:
            raise InvalidEntryError("repeat", self._differ())

    @Slot()
    def _judge(self) -> None:
        judged = strength(self.passphrase.value)
        typed = bool(self.passphrase.value)
        share = max(1, int(judged)) / (len(Strength) - 1) if typed else 0.0
        self.meter.show_share(share, "done_fg" if judged.accepted else "due_fg")
        self.meter.setAccessibleName(self._verdict())
        refused = "warning" if typed else ""
        self.judged.say(self._verdict(), "done" if judged.accepted else refused)

    def _verdict(self) -> str:
        length = len(self.passphrase.value)
        texts = {
            Strength.TOO_SHORT: self.tr("At least {1} characters, {0} so far"),
            Strength.TOO_PLAIN: self.tr("Too few different characters"),
            Strength.LONG_ENOUGH: self.tr("Long enough, {0} characters"),
            Strength.GOOD: self.tr("Good length, {0} characters"),
            Strength.VERY_GOOD: self.tr("Very good length, {0} characters"),
        }
        return texts[strength(self.passphrase.value)].format(length, SHORTEST)

    def _differ(self) -> str:
        return self.tr("The two entries differ. Type the same passphrase again.")

    @Slot()
    def _compare(self) -> None:
        differs = bool(self.repeat.value) and self.repeat.value != self.passphrase.value
        note, _ = self._notes["repeat"]
        note.say(self._differ() if differs else "", "error" if differs else "")
        self.repeat.mark("error" if differs else "")

    @Slot(bool)
    def _say_caps(self, on: bool) -> None:  # noqa: FBT001  (a slot)
        self.caps.say(self.tr("Caps Lock is on") if on else "", "warning")

    def _lay_out(self) -> None:
        self.head(
            self.tr("You, and a passphrase for this database"),
            self.tr("It encrypts every record and copy. It is never stored."),
        )
        self.beside(
            (self.field(self.tr("Your name"), "name", self.name), 3),
            (self.field(self.tr("Your role"), "role", self.role), 2),
        )
        self.column.addWidget(self.field(self.tr("New passphrase"), "passphrase", self.passphrase))
        self._notes["passphrase"] = (self.judged, self.passphrase)  # one line says it all
        strong = QHBoxLayout()
        strong.setContentsMargins(0, 0, 0, 10)
        strong.setSpacing(10)
        strong.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignVCenter)
        strong.addWidget(self.judged, 1)
        self.column.addLayout(strong)
        self.column.addWidget(self.field(self.tr("Repeat passphrase"), "repeat", self.repeat))
        self.column.addWidget(self.caps)
        lock = self.field(self.tr("Lock after"), "lock", self.lock_after, shown=self._lock_row())
        self.column.addWidget(lock)
        lost = self.tr(
            "If the passphrase and the recovery key are both lost, no one can recover the records. "
            "You print or save the recovery key in the next step."
        )
        self.column.addWidget(Banner(State.BLOCKED, text=lost))
        self.column.addStretch()

    def _lock_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.lock_after)
        note = self.tr("without input; always after the computer slept")
        row.addWidget(Label(note, role="small", tone="text3"), 1)
        return holder
