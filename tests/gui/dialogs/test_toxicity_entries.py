"""What was given, and the end of an episode."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given, ResponseAt24h
from carttrack.gui.dialogs.closing import ClosingDialog
from carttrack.gui.dialogs.given import GivenDialog
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

TOCILIZUMAB = Given(drug=Drug.TOCILIZUMAB, started_at=datetime(2026, 11, 20, 4, 0, tzinfo=UTC))


@pytest.fixture
def given(qtbot: QtBot) -> GivenDialog:
    made = GivenDialog(an_occasion(an_infused_case(given=(kept(TOCILIZUMAB),))))
    qtbot.addWidget(made)
    made.open()
    return made


def chosen(dialog: GivenDialog, drug: Drug) -> None:
    dialog.drug.choose(drug)
    dialog.drug.chosen.emit(drug)


def test_an_administration_is_given_as_documented(qtbot: QtBot, given: GivenDialog) -> None:
    chosen(given, Drug.DEXAMETHASONE)
    enter(given.started_at, "8:40")
    type_text(given.dose, "10")
    refused(qtbot, given)
    assert "unit" in error_at(given, "unit")
    type_text(given.unit, "mg")
    assert saved(qtbot, given) == Given(
        drug=Drug.DEXAMETHASONE,
        started_at=datetime(2026, 11, 20, 8, 40, tzinfo=UTC),
        dose=Decimal(10),
        unit="mg",
    )


def test_answer_reason_for_stopping_and_lot_are_kept_and_survive_a_correction(
    qtbot: QtBot, given: GivenDialog
) -> None:
    chosen(given, Drug.ANAKINRA)
    enter(given.started_at, "8:40")
    given.response_24h.choose(ResponseAt24h.IMPROVED)
    type_text(given.stop_reason, "fever gone")
    type_text(given.lot, "A12")
    kept_value = saved(qtbot, given)
    assert isinstance(kept_value, Given)
    assert kept_value.response_24h is ResponseAt24h.IMPROVED
    assert (kept_value.stop_reason, kept_value.lot) == ("fever gone", "A12")
    again = GivenDialog(an_occasion(an_infused_case()), kept=kept_value)
    qtbot.addWidget(again)
    again.open()
    type_text(again.correction, "note added")
    type_text(again.note_text, "seen at rounds")
    assert saved(qtbot, again) == replace(kept_value, note="seen at rounds")


def test_a_dose_above_800_mg_is_said_as_a_check_of_the_entry(given: GivenDialog) -> None:
    chosen(given, Drug.TOCILIZUMAB)
    enter(given.started_at, "16:00")
    type_text(given.dose, "900")
    assert "800 mg" not in given.remark.text
    type_text(given.unit, "mg")
    assert "more than 800 mg in a single dose (limit to be confirmed by the clinic)" in (
        given.remark.text
    )


def test_the_running_number_and_what_is_unusual_are_said(given: GivenDialog) -> None:
    chosen(given, Drug.TOCILIZUMAB)
    enter(given.started_at, "8:40")
    assert "Tocilizumab 2 in this course." in given.remark.text
    assert "4 h 40 min after the one before" in given.remark.text


def test_device_and_flow_belong_to_oxygen(given: GivenDialog) -> None:
    assert not given.device.isEnabled()
    chosen(given, Drug.OXYGEN)
    assert given.device.isEnabled()
    assert given.flow_lpm.isEnabled()


def test_a_vasopressor_needs_its_name(qtbot: QtBot, given: GivenDialog) -> None:
    chosen(given, Drug.VASOPRESSOR)
    enter(given.started_at, "8:40")
    refused(qtbot, given)
    assert "name" in error_at(given, "name")


def test_no_dose_is_proposed(given: GivenDialog) -> None:
    chosen(given, Drug.TOCILIZUMAB)
    assert (given.dose.value, given.unit.value, given.weight_kg.value) == ("", "", "")


def test_closing_shows_the_hours_since_and_proposes_nothing(qtbot: QtBot) -> None:
    case = an_infused_case(given=(kept(TOCILIZUMAB),))
    dialog = ClosingDialog(an_occasion(case), Toxicity.CRS)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.since["since_tocilizumab"].text() == "5 h 12 min before"
    nothing = {dialog.since[f"since_{name}"].text() for name in ("fever", "hypotension", "hypoxia")}
    assert nothing == {"nothing on record"}
    assert (dialog.closed_at.typed, dialog.closed_by.value) == ("", "")


def test_closing_counts_from_the_time_typed(qtbot: QtBot) -> None:
    case = an_infused_case(given=(kept(TOCILIZUMAB),))
    dialog = ClosingDialog(an_occasion(case), Toxicity.CRS)
    qtbot.addWidget(dialog)
    dialog.open()
    enter(dialog.closed_at, "6:00")
    assert dialog.since["since_tocilizumab"].text() == "2 h before"
    refused(qtbot, dialog)
    assert error_at(dialog, "closed_by")
    type_text(dialog.closed_by, "Dr R. Demo")
    assert saved(qtbot, dialog) == EpisodeClosing(
        toxicity=Toxicity.CRS,
        closed_at=datetime(2026, 11, 20, 6, tzinfo=UTC),
        closed_by="Dr R. Demo",
    )
