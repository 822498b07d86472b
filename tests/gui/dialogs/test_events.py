"""Relapse, later therapy, second malignancy, later infusions: dialogs that say what they stop."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.after_event import AfterEventPlan
from carttrack.domain.outcome.events import CourseEvent, EventKind
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, TransgeneTest
from carttrack.domain.pathway.infusion import Infusion, InfusionKind, ReinfusionReason
from carttrack.domain.patients import AntigenStatus
from carttrack.gui.dialogs.later_infusion import LaterInfusionDialog
from carttrack.gui.dialogs.later_therapy import LaterTherapyDialog
from carttrack.gui.dialogs.relapse import RelapseDialog
from carttrack.gui.dialogs.second_malignancy import SecondMalignancyDialog
from tests.gui.dialogs.builders import (
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    kept,
    refused,
    saved,
    shown,
)
from tests.gui.typing import type_text

ON = date(2026, 11, 16)
STOPS = AfterEventPlan(
    event=CourseEvent(ON, EventKind.RELAPSE), stopped=("Day +28",), going_on=("Year 15",)
)
AGAIN = datetime(2026, 11, 18, 10, tzinfo=UTC)


def test_a_relapse_with_its_antigen_pair_and_threshold(qtbot: QtBot) -> None:
    dialog = RelapseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    enter(dialog.happened_on, "16 nov 2026")
    dialog.kind.choose(RelapseKind.MARROW)
    type_text(dialog.marrow_blasts, "40")
    type_text(dialog.threshold, "5")
    dialog.cd19.choose(AntigenStatus.NEGATIVE)
    dialog.cd22.choose(AntigenStatus.DIM)
    assert saved(qtbot, dialog) == Relapse(
        happened_on=ON,
        kind=RelapseKind.MARROW,
        marrow_blasts=Decimal(40),
        threshold=Decimal(5),
        cd19=AntigenStatus.NEGATIVE,
        cd22=AntigenStatus.DIM,
    )


def test_what_a_relapse_stops_is_said_before_it_is_saved(qtbot: QtBot) -> None:
    asked: list[Relapse] = []

    def foretold(event: Relapse) -> AfterEventPlan:
        asked.append(event)
        return STOPS

    dialog = RelapseDialog(an_occasion(an_infused_case()), foretold=foretold)
    shown(qtbot, dialog)
    enter(dialog.happened_on, "16 nov 2026")
    assert not asked
    dialog.kind.choose(RelapseKind.MARROW)
    dialog.kind.chosen.emit(RelapseKind.MARROW)
    assert asked[-1] == Relapse(happened_on=ON, kind=RelapseKind.MARROW)
    assert "are stopped (Day +28)" in dialog.consequence.text
    assert "goes on: Year 15" in dialog.consequence.text


def test_an_event_that_changes_nothing_says_so(qtbot: QtBot) -> None:
    dialog = SecondMalignancyDialog(an_occasion(an_infused_case()), foretold=lambda _: None)
    shown(qtbot, dialog)
    enter(dialog.diagnosed_on, "16 nov 2026")
    dialog.kind.choose(MalignancyKind.T_CELL)
    dialog.kind.chosen.emit(MalignancyKind.T_CELL)
    assert dialog.consequence.text == "Stops no visit: the follow-up goes on as planned."


def test_a_site_is_asked_for_outside_the_marrow_alone(qtbot: QtBot) -> None:
    dialog = RelapseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    assert not dialog.site.isVisible()
    dialog.kind.choose(RelapseKind.COMBINED)
    dialog.kind.chosen.emit(RelapseKind.COMBINED)
    assert dialog.site.isVisible()


def test_a_site_that_was_typed_never_hides(qtbot: QtBot) -> None:
    dialog = RelapseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    enter(dialog.happened_on, "16 nov 2026")
    dialog.kind.choose(RelapseKind.COMBINED)
    dialog.kind.chosen.emit(RelapseKind.COMBINED)
    type_text(dialog.site, "testis")
    dialog.kind.choose(RelapseKind.MARROW)
    dialog.kind.chosen.emit(RelapseKind.MARROW)
    assert dialog.site.isVisible()
    refused(qtbot, dialog)


def test_an_event_needs_kind_and_day(qtbot: QtBot) -> None:
    dialog = LaterTherapyDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    refused(qtbot, dialog)
    assert error_at(dialog, "kind") == "Choose what kind of therapy it is."
    dialog.kind.choose(LaterTherapyKind.SYSTEMIC)
    refused(qtbot, dialog)
    assert "first dose" in error_at(dialog, "started_on")


def test_a_later_therapy_in_remission(qtbot: QtBot) -> None:
    dialog = LaterTherapyDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    dialog.kind.choose(LaterTherapyKind.ALLOGENEIC_HSCT)
    enter(dialog.started_on, "16 nov 2026")
    type_text(dialog.name, "sibling donor")
    dialog.in_remission.choose(value=True)
    assert saved(qtbot, dialog) == LaterTherapy(
        kind=LaterTherapyKind.ALLOGENEIC_HSCT,
        started_on=ON,
        name="sibling donor",
        in_remission=True,
    )


def test_a_corrected_therapy_keeps_what_was_not_touched(qtbot: QtBot) -> None:
    before = LaterTherapy(kind=LaterTherapyKind.TRIAL, started_on=ON, place="Southfield")
    dialog = LaterTherapyDialog(an_occasion(an_infused_case()), kept=before)
    shown(qtbot, dialog)
    type_text(dialog.name, "AB-1")
    type_text(dialog.correction, "name known now")
    assert saved(qtbot, dialog) == replace(before, name="AB-1")


def test_a_second_malignancy_with_transgene_and_report(qtbot: QtBot) -> None:
    dialog = SecondMalignancyDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    enter(dialog.diagnosed_on, "16 nov 2026")
    dialog.kind.choose(MalignancyKind.T_CELL)
    dialog.transgene.choose(TransgeneTest.PENDING)
    enter(dialog.reported_on, "17 nov 2026")
    type_text(dialog.reported_to, "manufacturer")
    found = saved(qtbot, dialog)
    assert (found.kind, found.transgene) == (MalignancyKind.T_CELL, TransgeneTest.PENDING)
    assert (found.reported_on, found.reported_to) == (date(2026, 11, 17), "manufacturer")


def test_a_reinfusion_with_its_reason_and_the_next_number(qtbot: QtBot) -> None:
    dialog = LaterInfusionDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    assert not dialog.because.isVisible()
    dialog.kind.choose(InfusionKind.REINFUSION)
    dialog.kind.chosen.emit(InfusionKind.REINFUSION)
    dialog.because.choose(ReinfusionReason.LOSS_OF_APLASIA)
    enter(dialog.started_at, "18 nov 2026 10:00")
    assert dialog.consequence.text == (
        "Day +26 of the first infusion on 23 Oct 2026. Day 0 stays, and no date moves."
    )
    assert saved(qtbot, dialog) == Infusion(
        started_at=AGAIN,
        kind=InfusionKind.REINFUSION,
        number=2,
        reason=ReinfusionReason.LOSS_OF_APLASIA,
    )


def test_a_part_of_a_split_dose_has_no_reason(qtbot: QtBot) -> None:
    earlier = Infusion(started_at=AGAIN, kind=InfusionKind.REINFUSION, number=2)
    case = an_infused_case(later_infusions=(kept(earlier),))
    dialog = LaterInfusionDialog(an_occasion(case))
    shown(qtbot, dialog)
    dialog.kind.choose(InfusionKind.REINFUSION)
    dialog.because.choose(ReinfusionReason.PLANNED)
    dialog.kind.choose(InfusionKind.SPLIT_DOSE)
    enter(dialog.started_at, "19 nov 2026 10:00")
    found = saved(qtbot, dialog)
    assert (found.kind, found.number, found.reason) == (InfusionKind.SPLIT_DOSE, 3, None)


def test_a_corrected_later_infusion_keeps_its_number(qtbot: QtBot) -> None:
    before = Infusion(started_at=AGAIN, kind=InfusionKind.REINFUSION, number=3)
    dialog = LaterInfusionDialog(an_occasion(an_infused_case()), kept=before)
    shown(qtbot, dialog)
    dialog.because.choose(ReinfusionReason.RELAPSE)
    type_text(dialog.correction, "reason found")
    assert saved(qtbot, dialog) == replace(before, reason=ReinfusionReason.RELAPSE)
