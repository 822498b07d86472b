"""The response dialog: new findings, and the derivation beside them, live."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pytestqt.qtbot import QtBot

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.response import Extramedullary, MrdResult, Response, ResponseKind
from carttrack.domain.patients import Disease
from carttrack.gui.dialogs.response import ResponseDialog
from tests.builders import a_patient, a_response
from tests.gui.dialogs.builders import an_infused_case, an_occasion, enter, kept, saved, shown
from tests.gui.typing import type_text


def a_dialog(qtbot: QtBot, **changes: Decimal) -> ResponseDialog:
    dialog = ResponseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    enter(dialog.assessed_on, "18 nov 2026")
    type_text(dialog.marrow_blasts, f"{changes.get('blasts', Decimal(1))}")
    choose(dialog, Extramedullary.NONE)
    type_text(dialog.anc, f"{changes.get('anc', Decimal(2))}")
    type_text(dialog.platelets, "120")
    return dialog


def choose(dialog: ResponseDialog, value: Extramedullary) -> None:
    dialog.extramedullary.choose(value)
    dialog.extramedullary.chosen.emit(value)


def state(dialog: ResponseDialog, value: ResponseKind) -> None:
    dialog.stated.choose(value)
    dialog.stated.chosen.emit(value)


def test_before_a_day_is_typed_nothing_is_derived(qtbot: QtBot) -> None:
    dialog = ResponseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    assert dialog.derived.sentence.text() == "Nothing derived yet"
    assert dialog.derived.text == ""


def test_the_derivation_follows_the_findings_as_they_are_typed(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    assert dialog.derived.sentence.text() == "CR"
    dialog.anc.clear()
    type_text(dialog.anc, "0.7")
    assert dialog.derived.sentence.text() == "CRi"
    assert "ANC 0.7 × 10⁹/L: at least 1.0 × 10⁹/L" in dialog.derived.text.splitlines()


def test_the_difference_from_the_statement_is_said_before_saving(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot, anc=Decimal("0.7"))
    state(dialog, ResponseKind.CR)
    assert dialog.derived.agreement.text == "Differs from the clinician’s statement"
    state(dialog, ResponseKind.CRI)
    assert dialog.derived.agreement.text == "Agrees with the clinician’s statement"


def test_the_counts_are_held_against_the_limits_as_the_clinic_does(qtbot: QtBot) -> None:
    occasion = replace(an_occasion(an_infused_case()), counts=Comparison.ABOVE)
    limit = a_response(
        anc=Decimal("1.0"), platelets=Decimal(120), extramedullary=Extramedullary.NONE
    )
    dialog = ResponseDialog(occasion, kept=limit)
    shown(qtbot, dialog)
    assert dialog.derived.sentence.text() == "CRi"


def test_before_the_infusion_it_is_a_baseline(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    enter(dialog.assessed_on, "1 oct 2026")
    assert dialog.derived.sentence.text() == "A baseline: assessed before the infusion"
    assert dialog.derived.text == ""


def test_a_number_that_cannot_be_is_said_beside(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot, blasts=Decimal(400))
    assert "must be 0 to 100" in dialog.derived.reason.text()


def test_every_new_finding_is_kept(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    type_text(dialog.circulating_blasts, "0")
    enter(dialog.counts_on, "17 nov 2026")
    dialog.transfusion_independent.choose(value=True)
    dialog.normal_maturation.choose(value=False)
    dialog.mrd.choose(MrdResult.NOT_DETECTED)
    enter(dialog.mrd_on, "16 nov 2026")
    assert saved(qtbot, dialog) == Response(
        assessed_on=date(2026, 11, 18),
        marrow_blasts=Decimal(1),
        extramedullary=Extramedullary.NONE,
        anc=Decimal(2),
        platelets=Decimal(120),
        circulating_blasts=Decimal(0),
        counts_on=date(2026, 11, 17),
        transfusion_independent=True,
        normal_maturation=False,
        mrd=MrdResult.NOT_DETECTED,
        mrd_on=date(2026, 11, 16),
    )


def test_another_disease_says_that_the_form_is_not_its_own(qtbot: QtBot) -> None:
    case = an_infused_case(patient=kept(a_patient(disease=Disease.LBCL)))
    dialog = ResponseDialog(an_occasion(case))
    shown(qtbot, dialog)
    assert "No response form for" in dialog.no_form.text
    enter(dialog.assessed_on, "18 nov 2026")
    assert dialog.derived.sentence.text() == "Nothing derived"
