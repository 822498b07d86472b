"""What belongs to this screen and this person: never clinic policy, never patient data."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from carttrack.gui.appearance import Appearance


class RowHeight(StrEnum):
    """How tall table rows are."""

    COMPACT = "compact"
    NORMAL = "normal"
    COMFORTABLE = "comfortable"

    @property
    def pixels(self) -> int:
        """The height at 100 %."""
        return {self.COMPACT: 24, self.NORMAL: 28, self.COMFORTABLE: 32}[self]


class Settings:
    """One typed property a setting, over an INI file at a path that is passed in.

    A value that is missing or not understood reads as its default.
    """

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """Where the main window stood; empty when it was never shown."""
        saved = self._file.value("window/geometry")
        return saved if isinstance(saved, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    @property
    def last_store(self) -> Path | None:
        """The store opened last."""
        return self._path("files/last_store")

    @last_store.setter
    def last_store(self, path: Path) -> None:
        self._file.setValue("files/last_store", str(path))

    @property
    def export_folder(self) -> Path | None:
        """The folder exported to last."""
        return self._path("files/export_folder")

    @export_folder.setter
    def export_folder(self, path: Path) -> None:
        self._file.setValue("files/export_folder", str(path))

    @property
    def user(self) -> str:
        """The user name chosen last on the unlock window."""
        return str(self._file.value("window/user", ""))

    @user.setter
    def user(self, name: str) -> None:
        self._file.setValue("window/user", name)

    @property
    def appearance(self) -> Appearance:
        """System, light or dark."""
        saved = str(self._file.value("window/appearance", ""))
        return Appearance(saved) if saved in set(Appearance) else Appearance.SYSTEM

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._file.setValue("window/appearance", appearance.value)

    @property
    def row_height(self) -> RowHeight:
        """The height of table rows."""
        saved = str(self._file.value("window/row_height", ""))
        return RowHeight(saved) if saved in set(RowHeight) else RowHeight.NORMAL

    @row_height.setter
    def row_height(self, height: RowHeight) -> None:
        self._file.setValue("window/row_height", height.value)

    def narrow_sidebar(self, screen: str) -> bool | None:
        """Whether the user made the sidebar of a screen a rail; None if never chosen."""
        saved = self._file.value(f"sidebar/{screen}")
        return None if saved is None else str(saved) == "rail"

    def choose_sidebar(self, screen: str, *, narrow: bool) -> None:
        """Remember the choice of sidebar or rail for a screen."""
        self._file.setValue(f"sidebar/{screen}", "rail" if narrow else "full")

    def lab_unit(self, test: str) -> str:
        """Return the unit that a laboratory test was last entered in here; empty for none."""
        return str(self._file.value(f"lab_units/{test}", ""))

    def choose_lab_unit(self, test: str, unit: str) -> None:
        """Remember the unit of a laboratory test."""
        self._file.setValue(f"lab_units/{test}", unit)

    def save(self) -> None:
        """Write the file now."""
        self._file.sync()

    def _path(self, key: str) -> Path | None:
        saved = str(self._file.value(key, ""))
        return Path(saved) if saved else None
