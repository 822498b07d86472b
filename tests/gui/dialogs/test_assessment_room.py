"""The assessment dialog on screens of every size."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.gui.dialogs.assessment import AssessmentDialog
from tests.gui.dialogs.assessment_builders import a_setting


@pytest.fixture
def dialog(qtbot: QtBot) -> AssessmentDialog:
    made = AssessmentDialog(a_setting())
    qtbot.addWidget(made)
    made.show()
    return made


def findings_width(dialog: AssessmentDialog, besides: int) -> int:
    """Give the dialog the width of its findings and some more; return what they need."""
    form = dialog.form.parentWidget()
    assert form is not None
    needed = form.minimumSizeHint().width()
    dialog.resize(needed + besides, 560)
    QApplication.processEvents()
    return needed


def test_grades_give_way_to_the_findings_before_these_must_be_scrolled_sideways(
    dialog: AssessmentDialog,
) -> None:
    needed = findings_width(dialog, 350)
    grades = dialog.derived
    assert grades.mapTo(dialog, grades.rect().topLeft()).x() > needed
    assert grades.icans.y() > grades.crs.y()


def test_grades_stand_side_by_side_below_the_findings_on_a_narrow_screen(
    dialog: AssessmentDialog,
) -> None:
    needed = findings_width(dialog, 100)
    grades = dialog.derived
    assert grades.mapTo(dialog, grades.rect().topLeft()).x() < needed // 2
    assert grades.icans.x() > grades.crs.x()
    assert grades.icans.y() == grades.crs.y()
    findings_width(dialog, 400)
    assert grades.icans.y() > grades.crs.y()
