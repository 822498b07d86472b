"""First run, step 1: the clinic and where its file lies."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.errors import InvalidEntryError
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField

ENDING = ".ctdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicDetails:
    """The clinic's letterhead as entered."""

    name: str
    address: str
    telephone: str
    country: str
    time_zone: str


class ClinicStep(FirstRunStep):
    """Asks for the letterhead, the time zone and the file."""

    def __init__(self, store: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = LineField(name=self.tr("Name of the clinic"))
        self.address = LineField(name=self.tr("Address"))
        self.telephone = LineField(name=self.tr("Telephone"))
        self.country = LineField(name=self.tr("Country"))
        zones = sorted(available_timezones())
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        self.time_zone = Choice(
            [(zone, zone.replace("_", " ")) for zone in zones],
            name=self.tr("Time zone"),
            empty=None,
            value=own if own in zones else "UTC",
        )
        self.file = LineField(name=self.tr("Database file"))
        self.file.setText(str(store))
        self.choose = Button(self.tr("Choose…"))
        self.choose.clicked.connect(self._choose_file)
        self._lay_out()

    @property
    def details(self) -> ClinicDetails:
        """What was entered."""
        return ClinicDetails(
            name=self.name.value,
            address=self.address.value,
            telephone=self.telephone.value,
            country=self.country.value,
            time_zone=self.time_zone.value or "UTC",
        )

    @property
    def store(self) -> Path:
        """Where the store is to be made."""
        path = Path(self.file.value).expanduser()
        return path if path.suffix else path.with_suffix(ENDING)

    @override
    def check(self) -> None:
        details = self.details
        ClinicRecord(
            name=details.name,
            address=details.address,
            telephone=details.telephone,
            country=details.country,
            time_zone=details.time_zone,
        )
        if not self.file.value or not self.store.is_absolute():
            raise InvalidEntryError("file", self.tr("Choose a folder and a name for the file."))
        if self.store.exists():
            raise InvalidEntryError(
                "file",
                self.tr("There is a file of this name already; it was not touched. ")
                + self.tr("Choose another name, or open it instead."),
            )

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where to keep the records"), str(self.store), f"carttrack (*{ENDING})"
        )
        if chosen:
            self.file.setText(chosen)

    def _lay_out(self) -> None:
        self.head(
            self.tr("Your clinic"),
            self.tr("Name, address and telephone stand at the head of every paper."),
        )
        self.column.addWidget(self.field(self.tr("Name of the clinic"), "name", self.name))
        self.column.addWidget(self.field(self.tr("Address"), "address", self.address))
        self.beside(
            (self.field(self.tr("Telephone"), "telephone", self.telephone), 1),
            (self.field(self.tr("Country"), "country", self.country), 1),
        )
        zone = self.tr("Time zone of the clinic's days")
        self.column.addWidget(self.field(zone, "time_zone", self.time_zone))
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        file = self.field(self.tr("Database file"), "file", self.file, shown=place)
        self.column.addWidget(file)
        self.column.addStretch()
