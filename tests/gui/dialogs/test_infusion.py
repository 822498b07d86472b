from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.schedule import MovedDate
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.pathway.milestones import Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.models.course_facts import identifier_facts
from carttrack.gui.widgets.patient_band import AlertTag
from carttrack.services import catalogue
from tests.builders import an_infusion
from tests.gui.dialogs.builders import (
    a_case,
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
def dialog(qtbot: QtBot) -> InfusionDialog:
    made = InfusionDialog(an_occasion())
    qtbot.addWidget(made)
    made.open()
    return made


def test_nothing_is_filled_in_neither_dose_nor_unit(dialog: InfusionDialog) -> None:
    numbers = (dialog.dose, dialog.total, dialog.weight_kg, dialog.bags, dialog.volume_ml)
    assert [field.value for field in numbers] == [""] * 5
    assert dialog.dose_unit.value is None
    assert dialog.started_at.typed == ""


def test_the_infusion_is_given_as_documented(qtbot: QtBot, dialog: InfusionDialog) -> None:
    enter(dialog.started_at, "20 nov 2026 8:30")
    type_text(dialog.dose, "1.0")
    dialog.dose_unit.choose(DoseUnit.MILLION_PER_KG)
    type_text(dialog.total, "61.4")
    type_text(dialog.weight_kg, "61.4")
    enter(dialog.weighed_on, "18 oct 2026")
    type_text(dialog.bags, "1")
    type_text(dialog.volume_ml, "68")
    type_text(dialog.infused_by, "B. Muster")
    type_text(dialog.checked_by, "R. Demo")
    assert saved(qtbot, dialog) == Infusion(
        started_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        dose=Decimal("1.0"),
        dose_unit=DoseUnit.MILLION_PER_KG,
        total=Decimal("61.4"),
        weight_kg=Decimal("61.4"),
        weighed_on=date(2026, 10, 18),
        bags=1,
        volume_ml=Decimal(68),
        infused_by="B. Muster",
        checked_by="R. Demo",
    )


def test_a_dose_without_unit_is_said_at_the_dose(qtbot: QtBot, dialog: InfusionDialog) -> None:
    enter(dialog.started_at, "now")
    type_text(dialog.dose, "1.0")
    refused(qtbot, dialog)
    assert "unit" in error_at(dialog, "dose_unit")
    assert dialog.dose.value == "1.0"


def test_the_start_is_required(qtbot: QtBot, dialog: InfusionDialog) -> None:
    refused(qtbot, dialog)
    assert "Day 0" in error_at(dialog, "started_at")


def test_half_a_bag_is_refused(qtbot: QtBot, dialog: InfusionDialog) -> None:
    enter(dialog.started_at, "now")
    type_text(dialog.bags, "1.5")
    refused(qtbot, dialog)
    assert "whole number" in error_at(dialog, "bags")


def test_the_day_0_that_comes_of_it_is_stated(dialog: InfusionDialog) -> None:
    enter(dialog.started_at, "20 nov 2026 8:30")
    assert "Fri 20 Nov 2026 becomes Day 0" in dialog.consequence.text


def test_the_weight_on_record_is_taken_only_when_asked_for(dialog: InfusionDialog) -> None:
    link = dialog.findChild(type(dialog.save), "lastWeight")
    assert link is not None
    link.click()
    assert dialog.weight_kg.number == Decimal("61.4")
    assert dialog.weighed_on.value == date(2026, 10, 18)
    assert dialog.typed


def test_the_lot_of_a_failed_product_is_not_compared_with_the_bag(qtbot: QtBot) -> None:
    lot = kept(Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117"))
    failed = Setback(
        kind=SetbackKind.FAILED_PRODUCT,
        step=Step.MANUFACTURING,
        happened_on=date(2026, 10, 12),
        reason="out of specification",
    )
    after = replace(kept(failed), entered_at=lot.entered_at + timedelta(hours=1))
    case = a_case(identifiers=(lot,), setbacks=(after,))
    dialog = InfusionDialog(an_occasion(case))
    qtbot.addWidget(dialog)
    assert dialog.identifiers.text() == "none on record"
    facts = identifier_facts(case, date(2026, 11, 20), UTC)
    assert "DEMO-26A117" not in {fact.value for fact in facts}


def test_identifiers_on_record_are_shown(qtbot: QtBot) -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117")
    dialog = InfusionDialog(an_occasion(a_case(identifiers=(kept(lot),))))
    qtbot.addWidget(dialog)
    assert "DEMO-26A117" in dialog.identifiers.text()


def test_a_corrected_day_0_lists_the_dates_that_move(qtbot: QtBot) -> None:
    moves = [MovedDate("day_28", date(2026, 11, 20), date(2026, 11, 21))]
    dialog = InfusionDialog(
        an_occasion(an_infused_case()), kept=an_infusion(), moved=lambda _: moves
    )
    qtbot.addWidget(dialog)
    dialog.open()
    enter(dialog.started_at, "24 oct 2026 11:20")
    assert "move with Day 0: 1." in dialog.consequence.text
    assert "20 Nov 2026 → 21 Nov 2026" in dialog.consequence.text


def test_a_correction_keeps_a_time_that_was_not_touched(qtbot: QtBot) -> None:
    at = datetime(2026, 10, 23, 11, 20, 45, tzinfo=UTC)
    dialog = InfusionDialog(an_occasion(an_infused_case()), kept=an_infusion(started_at=at))
    qtbot.addWidget(dialog)
    dialog.open()
    type_text(dialog.correction, "name")
    dialog.infused_by.clear()
    type_text(dialog.infused_by, "A. Other")
    given = saved(qtbot, dialog)
    assert (given.started_at, given.infused_by) == (at, "A. Other")


def test_what_the_label_says_of_a_split_dose_is_shown_with_its_source(qtbot: QtBot) -> None:
    obe_cel = catalogue.product("obe_cel")
    made = InfusionDialog(an_occasion(a_case(product=obe_cel)))
    qtbot.addWidget(made)
    said = "\n".join(label.text() for label in made.findChildren(QLabel))
    assert "Two infusions, on Day 1 and Day 10 (±2)" in said
    assert "Aucatzyl (obecabtagene autoleucel) US prescribing information" in said
    assert "(To be confirmed by the clinic against the label" in said
    tags = [tag.accessibleName() for tag in made.findChildren(AlertTag)]
    assert "Day 0 = first infusion; the Aucatzyl label calls it Day 1" in tags
