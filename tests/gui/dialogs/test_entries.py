"""The dialogs of single entries: each gives the value that was typed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from pytestqt.qtbot import QtBot

from carttrack.domain.outcome.response import MrdMethod, MrdResult, Response, ResponseKind
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind, Setback, SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import (
    Alert,
    AlertKind,
    AntigenStatus,
    AntigenTest,
    Contact,
    ContactKind,
    Death,
    DeathCause,
    Target,
    TherapyKind,
    TherapyLine,
)
from carttrack.gui.dialogs.alert import AlertDialog
from carttrack.gui.dialogs.antigen_test import AntigenTestDialog
from carttrack.gui.dialogs.contact import ContactDialog
from carttrack.gui.dialogs.course import OTHER, CourseDialog, CourseToOpen
from carttrack.gui.dialogs.course_correction import CourseCorrectionDialog
from carttrack.gui.dialogs.course_end import CourseEnd, CourseEndDialog
from carttrack.gui.dialogs.death import DeathDialog
from carttrack.gui.dialogs.identifier import IdentifierDialog
from carttrack.gui.dialogs.milestone import MilestoneDialog
from carttrack.gui.dialogs.reason import Reason, ReasonDialog
from carttrack.gui.dialogs.response import ResponseDialog
from carttrack.gui.dialogs.setback import SetbackDialog
from carttrack.gui.dialogs.therapy_line import TherapyLineDialog
from carttrack.gui.dialogs.visit import VisitDialog
from carttrack.services import catalogue
from tests.builders import TODAY
from tests.gui.dialogs.builders import (
    a_case,
    an_infused_case,
    an_occasion,
    enter,
    error_at,
    refused,
    saved,
    shown,
)
from tests.gui.typing import type_text


def test_a_milestone(qtbot: QtBot) -> None:
    dialog = MilestoneDialog(an_occasion(), MilestoneKind.CONSENT_TREATMENT)
    shown(qtbot, dialog)
    enter(dialog.done_on, "7 sep 2026")
    type_text(dialog.version, "2.1")
    assert saved(qtbot, dialog) == Milestone(
        kind=MilestoneKind.CONSENT_TREATMENT, done_on=date(2026, 9, 7), version="2.1"
    )


def test_a_milestone_without_kind_is_refused(qtbot: QtBot) -> None:
    dialog = MilestoneDialog(an_occasion())
    shown(qtbot, dialog)
    refused(qtbot, dialog)
    assert error_at(dialog, "kind") == "Choose the milestone."


def test_a_setback_of_a_step(qtbot: QtBot) -> None:
    dialog = SetbackDialog(an_occasion(), Step.MANUFACTURING)
    shown(qtbot, dialog)
    dialog.kind.choose(SetbackKind.FAILED_PRODUCT)
    enter(dialog.happened_on, "1 nov 2026")
    refused(qtbot, dialog)
    assert "empty" in error_at(dialog, "reason")
    type_text(dialog.cause, "no expansion")
    assert saved(qtbot, dialog) == Setback(
        kind=SetbackKind.FAILED_PRODUCT,
        step=Step.MANUFACTURING,
        happened_on=date(2026, 11, 1),
        reason="no expansion",
    )


def test_a_setback_that_closes_the_course_says_so(qtbot: QtBot) -> None:
    dialog = SetbackDialog(an_occasion(), Step.EVALUATION)
    shown(qtbot, dialog)
    dialog.kind.choose(SetbackKind.WITHDREW)
    dialog.kind.chosen.emit(SetbackKind.WITHDREW)
    assert "closes the course" in dialog.consequence.text


def test_only_what_can_happen_in_a_step_is_offered(qtbot: QtBot) -> None:
    dialog = SetbackDialog(an_occasion(), Step.EVALUATION)
    shown(qtbot, dialog)
    offered = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    assert "Screen failure" in offered
    assert "Failed collection" not in offered


def test_a_death(qtbot: QtBot) -> None:
    dialog = DeathDialog(an_occasion())
    shown(qtbot, dialog)
    enter(dialog.died_on, "yesterday")
    dialog.cause.choose(DeathCause.DISEASE)
    assert saved(qtbot, dialog) == Death(died_on=date(2026, 11, 19), cause=DeathCause.DISEASE)


def test_an_identifier_stays_as_typed_and_its_check_character_is_doubted(qtbot: QtBot) -> None:
    dialog = IdentifierDialog(an_occasion())
    shown(qtbot, dialog)
    dialog.kind.choose(IdentifierKind.DIN)
    type_text(dialog.number, "W9999260041807")
    assert "check character" in dialog.remark.text
    given = saved(qtbot, dialog)
    assert given == Identifier(kind=IdentifierKind.DIN, value="W9999260041807")


def test_a_reason(qtbot: QtBot) -> None:
    dialog = ReasonDialog(an_occasion(), "Visit missed", "The visit is marked missed.")
    shown(qtbot, dialog)
    refused(qtbot, dialog)
    assert error_at(dialog, "text")
    type_text(dialog.text, "admitted elsewhere")
    assert saved(qtbot, dialog) == Reason(text="admitted elsewhere")


def test_a_reason_with_its_moment(qtbot: QtBot) -> None:
    dialog = ReasonDialog(an_occasion(), "Not done", "It was not done.")
    at = dialog.ask_when("Due at", "Type when it was due.")
    shown(qtbot, dialog)
    type_text(dialog.text, "at the scanner")
    refused(qtbot, dialog)
    assert error_at(dialog, "at") == "Type when it was due."
    enter(at, "8:00")
    assert saved(qtbot, dialog).at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_response(qtbot: QtBot) -> None:
    dialog = ResponseDialog(an_occasion(an_infused_case()))
    shown(qtbot, dialog)
    enter(dialog.assessed_on, "18 nov")
    type_text(dialog.marrow_blasts, "1")
    dialog.mrd.choose(MrdResult.NOT_DETECTED)
    dialog.mrd_method.choose(MrdMethod.FLOW)
    type_text(dialog.mrd_sensitivity, "0.0001")
    dialog.stated.choose(ResponseKind.CRI)
    refused(qtbot, dialog)
    assert "clinician" in error_at(dialog, "stated_by")
    type_text(dialog.stated_by, "R. Demo")
    assert saved(qtbot, dialog) == Response(
        assessed_on=date(2026, 11, 18),
        marrow_blasts=Decimal(1),
        mrd=MrdResult.NOT_DETECTED,
        mrd_method=MrdMethod.FLOW,
        mrd_sensitivity=Decimal("0.0001"),
        stated=ResponseKind.CRI,
        stated_by="R. Demo",
    )


def test_a_line_of_therapy(qtbot: QtBot) -> None:
    dialog = TherapyLineDialog(an_occasion())
    shown(qtbot, dialog)
    dialog.kind.choose(TherapyKind.ANTIBODY)
    type_text(dialog.drug, "blinatumomab")
    dialog.target.choose(Target.CD19)
    type_text(dialog.started, "2025-13")
    refused(qtbot, dialog)
    assert "no date" in error_at(dialog, "started")
    dialog.started.clear()
    type_text(dialog.started, "2025-02")
    dialog.antigen_after.choose(AntigenStatus.DIM)
    assert saved(qtbot, dialog) == TherapyLine(
        kind=TherapyKind.ANTIBODY,
        drug="blinatumomab",
        target=Target.CD19,
        started="2025-02",
        antigen_after=AntigenStatus.DIM,
    )


def test_an_antigen_test(qtbot: QtBot) -> None:
    dialog = AntigenTestDialog(an_occasion())
    shown(qtbot, dialog)
    dialog.target.choose(Target.CD19)
    enter(dialog.tested_on, "1 sep 2026")
    dialog.status.choose(AntigenStatus.POSITIVE)
    type_text(dialog.percent, "101")
    refused(qtbot, dialog)
    assert "0 to 100" in error_at(dialog, "percent")
    dialog.percent.clear()
    assert saved(qtbot, dialog) == AntigenTest(
        target=Target.CD19, tested_on=date(2026, 9, 1), status=AntigenStatus.POSITIVE
    )


def test_an_allergy(qtbot: QtBot) -> None:
    dialog = AlertDialog(an_occasion())
    shown(qtbot, dialog)
    dialog.kind.choose(AlertKind.ALLERGY)
    type_text(dialog.subject, "piperacillin-tazobactam")
    type_text(dialog.reaction, "rash")
    assert saved(qtbot, dialog) == Alert(
        kind=AlertKind.ALLERGY, subject="piperacillin-tazobactam", reaction="rash"
    )


def test_a_contact_with_letters_of_any_script(qtbot: QtBot) -> None:
    dialog = ContactDialog(an_occasion())
    shown(qtbot, dialog)
    dialog.kind.choose(ContactKind.GUARDIAN)
    type_text(dialog.full_name, "Mẫu, Thị Lan")
    type_text(dialog.phone, "555 0101")
    assert saved(qtbot, dialog) == Contact(
        kind=ContactKind.GUARDIAN, name="Mẫu, Thị Lan", phone="555 0101"
    )


def test_a_course_with_a_product_the_catalogue_does_not_know(qtbot: QtBot) -> None:
    dialog = CourseDialog(an_occasion(), catalogue.products())
    shown(qtbot, dialog)
    dialog.fields.product.choose(OTHER)
    dialog.fields.product.chosen.emit(OTHER)
    refused(qtbot, dialog)
    assert "name" in error_at(dialog, "product_name")
    type_text(dialog.fields.product_name, "CAR-X 1")
    assert saved(qtbot, dialog) == CourseToOpen(product=OTHER, product_name="CAR-X 1")


def test_the_target_is_asked_for_only_of_a_product_the_catalogue_does_not_know(
    qtbot: QtBot,
) -> None:
    dialog = CourseDialog(an_occasion(), catalogue.products())
    shown(qtbot, dialog)
    fields = dialog.fields
    fields.product.choose("tisa_cel")
    assert not fields.target.isVisible()
    fields.product.choose(OTHER)
    assert fields.target.isVisible()
    type_text(fields.product_name, "CAR-X 1")
    fields.second_target.choose(Target.CD22)
    refused(qtbot, dialog)
    assert "first target" in error_at(dialog, "target")
    fields.target.choose(Target.CD19)
    assert saved(qtbot, dialog) == CourseToOpen(
        product=OTHER, product_name="CAR-X 1", target=Target.CD19, second_target=Target.CD22
    )


def test_a_target_goes_when_a_product_of_the_catalogue_is_chosen_after_all(qtbot: QtBot) -> None:
    case = a_case()
    assert case.course is not None
    kept = replace(case.course.value, product=OTHER, product_name="CAR-X 1", target=Target.CD19)
    dialog = CourseCorrectionDialog(an_occasion(case), catalogue.products(), kept=kept)
    shown(qtbot, dialog)
    assert dialog.fields.target.value is Target.CD19
    assert dialog.fields.target.isVisible()
    assert dialog.fields.product_name.isEnabled()
    dialog.fields.product.choose("tisa_cel")
    type_text(dialog.correction, "it is in the catalogue")
    assert saved(qtbot, dialog).target is None


def test_a_corrected_course_keeps_its_number_and_protocol(qtbot: QtBot) -> None:
    case = a_case()
    assert case.course is not None
    dialog = CourseCorrectionDialog(an_occasion(case), catalogue.products(), kept=case.course.value)
    shown(qtbot, dialog)
    dialog.fields.product.choose("tisa_cel")
    type_text(dialog.correction, "wrong product chosen")
    corrected = saved(qtbot, dialog)
    assert (corrected.product, corrected.number) == ("tisa_cel", 1)
    assert corrected.protocol == "b-all-15-year@1"


def test_the_end_of_a_course(qtbot: QtBot) -> None:
    dialog = CourseEndDialog(an_occasion())
    shown(qtbot, dialog)
    enter(dialog.ended_on, "today")
    dialog.end_reason.choose(EndReason.WITHDREW)
    assert saved(qtbot, dialog) == CourseEnd(ended_on=TODAY, end_reason=EndReason.WITHDREW)


def test_a_corrected_visit_keeps_target_and_window(qtbot: QtBot) -> None:
    visit = an_infused_case().visits[0].value
    dialog = VisitDialog(an_occasion(an_infused_case()), "Day 7 visit", kept=visit)
    shown(qtbot, dialog)
    enter(dialog.completed_on, "31 oct 2026")
    type_text(dialog.correction, "was seen")
    corrected = saved(qtbot, dialog)
    assert (corrected.target, corrected.completed_on) == (visit.target, date(2026, 10, 31))
