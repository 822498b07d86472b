"""First run, step 3: the recovery key, shown once, printed or saved, typed back in part."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.errors import CarttrackError, InvalidEntryError
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

_ASKED = 2
_GROUPS = 8
_COLUMNS = 4


def asked_groups(key: str) -> tuple[int, int]:
    """Return which two groups are to be typed back, from 1; the key itself decides."""
    digest = sha256(key.encode()).digest()
    first = digest[0] % _GROUPS
    second = (first + 1 + digest[1] % (_GROUPS - 1)) % _GROUPS
    return min(first, second) + 1, max(first, second) + 1


class RecoveryStep(FirstRunStep):
    """Shows the key; goes on when it was printed or saved and two groups were typed back.

    Signals:
        print_requested: print the sheet; carries its text.
    """

    print_requested = Signal(str)

    def __init__(
        self, save_sheet: Callable[[Path, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._save_sheet = save_sheet
        self._key = ""
        self._clinic = self._file = ""
        self._written = False
        self._asked: tuple[int, ...] = ()
        self._groups = [Label(role="title") for _ in range(_GROUPS)]
        self.print_key = Button(self.tr("&Print…"), icon="printer")
        self.save_key = Button(self.tr("&Save as text…"), icon="download")
        self.kept = NoteLine()
        self.back = [LineField(name=self.tr("Group to type back")) for _ in range(_ASKED)]
        self._asks = [Label(role="small", tone="text2") for _ in range(_ASKED)]
        self._lay_out()
        self.print_key.clicked.connect(lambda: self.print_requested.emit(self.sheet))
        self.save_key.clicked.connect(self._save)

    @property
    def key(self) -> str:
        """The recovery key on show; empty before `show_key`."""
        return self._key

    @property
    def asked(self) -> tuple[int, ...]:
        """The groups to type back, counted from 1."""
        return self._asked

    @property
    def sheet(self) -> str:
        """What is printed or saved."""
        return self.tr(
            "carttrack recovery key\n\nClinic: {0}\nFile: {1}\n\n{2}\n\n"
            "This key opens the records without a passphrase. Keep it on paper in a locked place, "
            "away from the computer. It cannot be shown again."
        ).format(self._clinic, self._file, self._key)

    def show_key(self, key: str, *, clinic: str, file: str) -> None:
        """Show a key, and ask for two of its groups."""
        self._clinic, self._file = clinic, file
        if key == self._key:
            return
        self._key, self._written = key, False
        groups = key.split("-")
        for label, group in zip(self._groups, groups, strict=True):
            label.setText(group)
        self._asked = asked_groups(key)
        for label, field, number in zip(self._asks, self.back, self._asked, strict=True):
            label.setText(self.tr("Type group {0}").format(number))
            field.setAccessibleName(label.text())
            field.clear()
        self.kept.say("")

    def mark_written(self, how: str) -> None:
        """Take note that the key was printed or saved."""
        self._written = True
        self.kept.say(how, "done")
        self.back[0].setFocus()

    @override
    def check(self) -> None:
        if not self._written:
            raise InvalidEntryError("kept", self.tr("Print the key or save it first."))
        groups = self._key.split("-")
        for place, (field, number) in enumerate(zip(self.back, self._asked, strict=True)):
            if field.value.replace("-", "").upper() != groups[number - 1]:
                raise InvalidEntryError(
                    f"group_{place}",
                    self.tr("This is not group {0}. Type it from your copy.").format(number),
                )

    @Slot()
    def _save(self) -> None:
        name = str(Path.home() / "carttrack-recovery-key.txt")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the recovery key"),
            name,
            options=QFileDialog.Option.DontConfirmOverwrite,  # what is there is never overwritten
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the sheet into a new file that only its owner can read; say why it cannot be."""
        try:
            self._save_sheet(path, self.sheet)
        except CarttrackError as error:
            self.show_error("kept", str(error))
            return
        saved = self.tr("Saved as {0}. Move it off this computer.")
        self.mark_written(saved.format(path.name))

    def _lay_out(self) -> None:
        self.head(
            self.tr("Your recovery key, shown only now"),
            self.tr("It opens the records when a passphrase is lost. Keep it on paper, locked."),
        )
        self.column.addWidget(self._key_card())
        self.column.addSpacing(12)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.print_key)
        row.addWidget(self.save_key)
        row.addStretch()
        self.column.addWidget(buttons)
        self.column.addWidget(self.kept)
        self._notes["kept"] = (self.kept, self.print_key)
        self.column.addSpacing(16)
        asked = enumerate(zip(self._asks, self.back, strict=True))
        self.beside(*((self.field(label, f"group_{at}", field), 1) for at, (label, field) in asked))
        warning = self.tr("Whoever holds this key can open every record. Do not store it here.")
        self.column.addWidget(Banner(State.BLOCKED, text=warning))
        self.column.addStretch()

    def _key_card(self) -> QWidget:
        card = QWidget()
        card.setObjectName("surface2")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setVerticalSpacing(10)
        for place, label in enumerate(self._groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(Label(str(place + 1), role="axis", tone="text3"))
            cell.addWidget(label)
            grid.addLayout(cell, place // _COLUMNS, place % _COLUMNS)
        return card
