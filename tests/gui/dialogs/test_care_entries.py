"""Medicines, infections, stays and transfusions typed in, as documented."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from carttrack.domain.supportive_care import (
    Admission,
    BloodProduct,
    Infection,
    InfectionKind,
    Medicine,
    MedicineKind,
    Transfusion,
    Unit,
)
from carttrack.gui.dialogs.admission import AdmissionDialog
from carttrack.gui.dialogs.ending import Ending, EndingDialog
from carttrack.gui.dialogs.infection import InfectionDialog
from carttrack.gui.dialogs.medicine import MedicineDialog
from carttrack.gui.dialogs.partial_date import PartialDateField
from carttrack.gui.dialogs.transfusion import TransfusionDialog
from tests.gui.dialogs.builders import (
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    refused,
    saved,
    shown,
)
from tests.gui.typing import type_text

TODAY, DAY_0 = date(2026, 11, 20), date(2026, 10, 23)


@pytest.mark.parametrize(
    ("typed", "iso", "shown_as"),
    [
        ("2024", "2024", "2024"),
        ("2024-05", "2024-05", "May 2024"),
        ("may 2024", "2024-05", "May 2024"),
        ("t", "2026-11-20", "20 Nov 2026"),
        ("D28", "2026-11-20", "20 Nov 2026"),
        ("14.5.2024", "2024-05-14", "14 May 2024"),
        ("2024-13", "2024-13", "2024-13"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(
    qtbot: QtBot, typed: str, iso: str, shown_as: str
) -> None:
    field = PartialDateField(name="Started", today=TODAY, day0=DAY_0)
    qtbot.addWidget(field)
    type_text(field, typed)
    assert field.value == iso
    field.editingFinished.emit()
    assert (field.text(), field.value) == (shown_as, iso)


def test_a_medicine_is_kept_as_documented(qtbot: QtBot) -> None:
    dialog = MedicineDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    type_text(dialog.drug, "aciclovir")
    dialog.kind.choose(MedicineKind.ANTI_INFECTIVE)
    type_text(dialog.started, "2026-09")
    type_text(dialog.dose, "400")
    refused(qtbot, dialog)
    assert "unit" in error_at(dialog, "unit")
    type_text(dialog.unit, "mg")
    type_text(dialog.stopped, "nonsense")
    refused(qtbot, dialog)
    assert error_at(dialog, "stopped")
    dialog.stopped.clear()
    assert saved(qtbot, dialog) == Medicine(
        name="aciclovir",
        kind=MedicineKind.ANTI_INFECTIVE,
        started="2026-09",
        dose=Decimal(400),
        unit="mg",
    )


def test_a_medicine_comes_back_as_it_was_kept(qtbot: QtBot) -> None:
    kept = Medicine(name="aciclovir", started="2026-09", stopped="2026-11-02", unit="mg")
    dialog = MedicineDialog(an_occasion(an_infused_case()), kept=kept)
    shown(qtbot, dialog)
    assert (dialog.started.text(), dialog.stopped.text()) == ("Sep 2026", "2 Nov 2026")
    type_text(dialog.note_text, "by mouth")
    type_text(dialog.correction, "note added")
    value = saved(qtbot, dialog)
    assert (value.started, value.stopped) == (kept.started, kept.stopped)


def test_whether_an_infection_was_proven_is_not_assumed(qtbot: QtBot) -> None:
    dialog = InfectionDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    type_text(dialog.site, "blood")
    enter(dialog.started_on, "+6")
    assert saved(qtbot, dialog) == Infection(site="blood", started_on=date(2026, 10, 29))
    dialog.proven.choose(True)  # noqa: FBT003
    refused(qtbot, dialog)
    assert "organism" in error_at(dialog, "organism")
    dialog.kind.choose(InfectionKind.BACTERIAL)
    assert saved(qtbot, dialog).proven


def test_a_stay_needs_its_unit_and_first_day(qtbot: QtBot) -> None:
    dialog = AdmissionDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    refused(qtbot, dialog)
    assert error_at(dialog, "unit") == "Choose ward or ICU."
    dialog.unit.choose(Unit.ICU)
    enter(dialog.started_on, "+5")
    enter(dialog.stopped_on, "+6")
    assert saved(qtbot, dialog) == Admission(
        unit=Unit.ICU, started_on=date(2026, 10, 28), stopped_on=date(2026, 10, 29)
    )


def test_a_transfusion_is_kept_with_its_units(qtbot: QtBot) -> None:
    dialog = TransfusionDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    dialog.product.choose(BloodProduct.PLATELETS)
    enter(dialog.given_on, "+9")
    type_text(dialog.units, "1")
    assert saved(qtbot, dialog) == Transfusion(
        product=BloodProduct.PLATELETS, given_on=date(2026, 11, 1), units=1
    )


def test_an_end_is_a_day_and_for_a_medicine_a_reason(qtbot: QtBot) -> None:
    dialog = EndingDialog(an_occasion(an_infused_case()), "levetiracetam", asks_why=True)
    shown(qtbot, dialog)
    refused(qtbot, dialog)
    enter(dialog.stopped, "t")
    type_text(dialog.why, "no seizures")
    assert saved(qtbot, dialog) == Ending(stopped=TODAY, stop_reason="no seizures")
