"""The calendar file on its way out: asked for, made off the GUI thread, written, kept on record."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from carttrack.domain.errors import CarttrackError, RefusedError
from carttrack.domain.kept import PatientId
from carttrack.domain.tick import Tick
from carttrack.domain.worklist import Person
from carttrack.exchange.calendar_file import calendar_bytes, write_calendar
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.calendar_file import CalendarFileDialog, CalendarWish, Scope
from carttrack.services import calendar
from carttrack.services.calendar import CalendarExport
from carttrack.services.clinic import Clinic


class CalendarExporting(QObject):
    """Wires the dialog to services; lives with the page."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def open(self, *, mine: bool, person: Person | None) -> CalendarFileDialog:
        """Ask what the file shall hold, then where it shall go."""
        name = f"{person.name}, {person.mrn}" if person else ""
        dialog = CalendarFileDialog(mine=mine, patient=name, parent=self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_requested.connect(partial(self._ask_where, dialog, person))
        dialog.open()
        return dialog

    def export(self, wish: CalendarWish, person: Person | None, path: Path) -> None:
        """Make and write the file in the background; tell when it is done."""
        if self._desk.tasks.busy:
            self._desk.failed.emit(
                self.tr("Other work is still running. Wait until it ends, then try again.")
            )
            return
        self._desk.settings.export_folder = path.parent
        self._desk.tasks.run(
            partial(_written, self._desk.clinic, wish, person, path),
            then=partial(self._tell, path),
            failed=self._fail,
            what=self.tr("Writing the calendar file"),
        )

    @Slot()
    def _ask_where(self, dialog: CalendarFileDialog, person: Person | None) -> None:
        asked = QFileDialog(dialog, self.tr("Export calendar file"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(self.tr("Calendar (*.ics)"))
        asked.setDefaultSuffix("ics")
        folder = self._desk.settings.export_folder
        if folder is not None:
            asked.setDirectory(str(folder))
        asked.selectFile(file_name(dialog.wish))

        def chosen(path: str) -> None:
            wish = dialog.wish
            dialog.done(1)
            self.export(wish, person, Path(path))

        asked.fileSelected.connect(chosen)
        asked.open()

    def _tell(self, path: Path, entries: object) -> None:
        self._desk.told.emit(
            self.tr("{0} entries written to {1}. The file is not encrypted.").format(entries, path)
        )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, CarttrackError):
            raise error
        self._desk.failed.emit(str(error))


def file_name(wish: CalendarWish) -> str:
    """Return the name offered for a file; it names no patient."""
    return f"calendar-{wish.scope.value}.ics"


def _written(
    clinic: Clinic, wish: CalendarWish, person: Person | None, path: Path, tick: Tick
) -> int:
    chosen = _patients(clinic, wish, person)
    found = calendar.content(clinic, chosen, tick)
    written = calendar_bytes(
        found.entries,
        store_id=found.store_id,
        naming=wish.naming,
        zone=clinic.record.zone,
        tick=tick,
    )
    mrns = tuple(dict.fromkeys(entry.mrn for entry in found.entries)) if chosen else ()
    export = CalendarExport(path.name, len(found.entries), wish.naming, mrns)
    calendar.record_exported(clinic, export, write=partial(write_calendar, written, path))
    return len(found.entries)


def _patients(
    clinic: Clinic, wish: CalendarWish, person: Person | None
) -> tuple[PatientId, ...] | None:
    if wish.scope is Scope.PATIENT and person is not None:
        return (person.patient_id,)
    if wish.scope is not Scope.MINE:
        return None
    own = calendar.own_patients(clinic)
    if not own:
        raise RefusedError(
            f"No patient has {clinic.user.name} as coordinator, so nothing was written. Choose all "
            "patients."
        )
    return own
