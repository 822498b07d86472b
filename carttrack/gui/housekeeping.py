"""Acts on the store as a whole, off the GUI thread: a verified copy, the check of the record."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from carttrack.domain.errors import CarttrackError
from carttrack.domain.tick import Tick
from carttrack.gui.desk import Desk
from carttrack.services import copies, history
from carttrack.services.clinic import Clinic

COPY_ENDING = ".ctcopy"


class Housekeeping(QObject):
    """Saves copies and checks the record of one open clinic."""

    def __init__(self, desk: Desk, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, window

    @Slot()
    def ask_for_copy(self) -> None:
        """Ask where, then save a copy."""
        folder = self._desk.settings.export_folder or self._desk.clinic.store.path.parent
        today = self._desk.clinic.today().isoformat()
        start = folder / f"{self._desk.clinic.store.path.stem}-{today}{COPY_ENDING}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save a copy"), str(start), f"carttrack (*{COPY_ENDING})"
        )
        if chosen:
            self.save_copy(Path(chosen))

    def save_copy(self, target: Path) -> None:
        """Write a copy, open and check it, and say what it holds."""
        if not self._free():
            return
        self._desk.settings.export_folder = target.parent
        self._desk.tasks.run(
            partial(_copied, self._desk.clinic, target),
            then=partial(self._tell_copied, target),
            failed=self._refused,
            what=self.tr("Saving a copy"),
        )

    @Slot()
    def verify(self) -> None:
        """Check file, references and audit chain, and say what was found."""
        if self._free():
            self._desk.tasks.run(
                partial(_faults, self._desk.clinic),
                then=self._tell_verified,
                failed=self._refused,
                what=self.tr("Checking the record"),
            )

    def _free(self) -> bool:
        if self._desk.tasks.busy:
            self._desk.failed.emit(
                self.tr("Other work is still running. Wait until it ends, then try again.")
            )
        return not self._desk.tasks.busy

    def _tell_copied(self, target: Path, patients: object) -> None:
        self._desk.told.emit(
            self.tr(
                "The copy was saved. {0} holds {1} patients and was opened and checked. It is "
                "encrypted: the same passphrase or recovery key opens it."
            ).format(target.name, patients)
        )

    def _tell_verified(self, faults: object) -> None:
        if isinstance(faults, tuple) and faults:
            found = self.tr(
                "The record has faults. {0} Keep this file as it is, and restore a copy."
            )
            self._desk.failed.emit(found.format(" ".join(map(str, faults))))
            return
        self._desk.told.emit(
            self.tr("The record is whole. File, references and audit chain were checked.")
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, CarttrackError):
            raise error
        self._desk.failed.emit(str(error))


def _copied(clinic: Clinic, target: Path, tick: Tick) -> int:
    return copies.save_copy(clinic, target, tick).patients


def _faults(clinic: Clinic, _tick: Tick) -> tuple[str, ...]:
    return history.verify(clinic).faults
