"""The help panel on CRS scales."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from carttrack.gui.dialogs.scales import ScalesDialog
from carttrack.gui.widgets.labels import Label
from carttrack.services import catalogue
from tests.gui.typing import press


def a_panel(qtbot: QtBot) -> ScalesDialog:
    panel = ScalesDialog(catalogue.scale_help())
    panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_the_same_patient_stands_with_a_grade_on_each_scale(qtbot: QtBot) -> None:
    names = [label.accessibleName() for label in a_panel(qtbot).findChildren(Label)]
    assert "One low-dose vasopressor for 30 h, Lee 2014: 2" in names
    assert "One low-dose vasopressor for 30 h, ASTCT 2019: 3" in names
    assert "Nasal cannula at 4 L/min, CTCAE 4.03: –" in names


def test_what_was_not_checked_is_to_be_confirmed_by_the_clinic(qtbot: QtBot) -> None:
    words = [label.text() for label in a_panel(qtbot).findChildren(Label)]
    assert words.count("CTCAE 5.0 (to be confirmed by the clinic)") == 2
    assert any("never converted" in text for text in words)


def test_the_keys_scroll_the_panel_and_escape_leaves_it(qtbot: QtBot) -> None:
    panel = a_panel(qtbot)
    panel.resize(900, 400)
    area = panel.findChildren(QScrollArea)[0]
    press(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    press(area, Qt.Key.Key_Escape)
    assert not panel.isVisible()
