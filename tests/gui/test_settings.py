from pathlib import Path

from PySide6.QtCore import QByteArray

from carttrack.gui.appearance import Appearance
from carttrack.gui.settings import RowHeight, Settings


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "carttrack.ini")
    assert settings.appearance is Appearance.SYSTEM
    assert settings.row_height is RowHeight.NORMAL
    assert settings.last_store is None
    assert settings.geometry.isEmpty()


def test_what_was_chosen_is_read_back_from_the_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "carttrack.ini")
    settings.appearance = Appearance.DARK
    settings.row_height = RowHeight.COMPACT
    settings.last_store = tmp_path / "clinic.ctdb"
    settings.export_folder = tmp_path
    settings.geometry = QByteArray(b"\x01\x02")
    settings.user = "Alex Demo"
    settings.save()
    again = Settings(tmp_path / "carttrack.ini")
    assert again.appearance is Appearance.DARK
    assert again.row_height.pixels == 24
    assert again.last_store == tmp_path / "clinic.ctdb"
    assert again.export_folder == tmp_path
    assert again.geometry == QByteArray(b"\x01\x02")
    assert again.user == "Alex Demo"


def test_a_value_that_is_not_understood_reads_as_the_default(tmp_path: Path) -> None:
    path = tmp_path / "carttrack.ini"
    path.write_text("[window]\nappearance=purple\nrow_height=7\n", encoding="utf-8")
    settings = Settings(path)
    assert settings.appearance is Appearance.SYSTEM
    assert settings.row_height is RowHeight.NORMAL


def test_the_sidebar_is_remembered_for_each_screen(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "carttrack.ini")
    settings.choose_sidebar("today", narrow=True)
    assert settings.narrow_sidebar("today") is True
    assert settings.narrow_sidebar("patients") is None
