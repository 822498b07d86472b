from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.patients import Disease
from carttrack.gui.dialogs.response import ResponseDialog
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from tests.builders import a_patient
from tests.gui.dialogs.builders import (
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    kept,
    refused,
    saved,
)
from tests.gui.typing import type_text


@pytest.fixture
def dialog(qtbot: QtBot) -> VisitFormDialog:
    made = VisitFormDialog(an_occasion(an_infused_case()), "Day 28 visit")
    qtbot.addWidget(made)
    made.open()
    return made


def test_what_was_recorded_is_given_and_the_rest_is_none(
    qtbot: QtBot, dialog: VisitFormDialog
) -> None:
    enter(dialog.seen_on, "today")
    type_text(dialog.seen_by, "Dr R. Demo")
    dialog.ecog.choose(1)
    type_text(dialog.anc, "1.4")
    dialog.pending["igg"].click()
    assert saved(qtbot, dialog) == VisitForm(
        seen_on=date(2026, 11, 20),
        seen_by="Dr R. Demo",
        ecog=1,
        anc=Decimal("1.4"),
        pending=("igg",),
    )


def test_a_pending_result_takes_no_figure(dialog: VisitFormDialog) -> None:
    dialog.pending["hb"].click()
    assert not dialog.hb.isEnabled()
    dialog.pending["hb"].click()
    assert dialog.hb.isEnabled()


def test_a_result_recorded_and_pending_is_refused_at_its_field(
    qtbot: QtBot, dialog: VisitFormDialog
) -> None:
    enter(dialog.seen_on, "today")
    type_text(dialog.anc, "1.4")
    dialog.pending["anc"].click()
    refused(qtbot, dialog)
    assert "not both" in error_at(dialog, "anc")


@pytest.mark.parametrize("degrees", ["101.3", "29.9", "45.1"])
def test_a_temperature_outside_30_to_45_is_refused(
    qtbot: QtBot, dialog: VisitFormDialog, degrees: str
) -> None:
    enter(dialog.seen_on, "today")
    type_text(dialog.temp_c, degrees)
    refused(qtbot, dialog)
    assert "30 to 45" in error_at(dialog, "temp_c")


def test_a_correction_shows_what_is_pending(qtbot: QtBot) -> None:
    form = VisitForm(seen_on=date(2026, 11, 20), pending=("igg", "hb"))
    dialog = VisitFormDialog(an_occasion(an_infused_case()), "Day 28 visit", kept=form)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.pending["igg"].isChecked()
    dialog.pending["igg"].click()
    type_text(dialog.igg, "6.1")
    type_text(dialog.correction, "came back")
    corrected = saved(qtbot, dialog)
    assert (corrected.igg, corrected.pending) == (Decimal("6.1"), ("hb",))


@pytest.mark.parametrize(
    ("disease", "said"),
    [
        (Disease.B_ALL, ""),
        (Disease.LBCL, "No response form for LBCL here: steps and toxicity only."),
    ],
)
def test_a_disease_without_a_response_form_is_told(
    qtbot: QtBot, disease: Disease, said: str
) -> None:
    case = an_infused_case(patient=kept(a_patient(disease=disease)))
    made = ResponseDialog(an_occasion(case))
    qtbot.addWidget(made)
    assert said in {label.text() for label in made.no_form.findChildren(QLabel)}
