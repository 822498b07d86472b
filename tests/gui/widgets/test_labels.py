from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.gui.fonts import TABULAR
from carttrack.gui.stylesheet import stylesheet
from carttrack.gui.tokens import DARK, LIGHT, ROLES
from carttrack.gui.widgets.labels import ElidedLabel, Label


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[QApplication]:
    qapp.setStyleSheet(stylesheet(LIGHT))
    yield qapp
    qapp.setStyleSheet("")


def test_a_label_keeps_its_size_when_its_text_changes(qtbot: QtBot, styled: QApplication) -> None:
    label = Label("none", role="small")
    qtbot.addWidget(label)
    label.show()
    label.setText("20 Nov 2026")
    assert label.font().isFeatureSet(TABULAR)
    styled.setStyleSheet(stylesheet(DARK))
    assert label.font().pointSizeF() == ROLES["small"].points
    label.set_role("title")
    assert label.font().pointSizeF() == ROLES["title"].points


def test_text_is_never_markup(qtbot: QtBot) -> None:
    label = Label("<b>Bold</b> & more")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_line_that_does_not_fit_has_its_text_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Voorbeeld-van der Testhuizen, Maximiliaan")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""
