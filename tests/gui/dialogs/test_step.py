from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.gui.dialogs.step import StepDialog
from tests.gui.dialogs.builders import (
    a_case,
    an_occasion,
    enter,
    error_at,
    kept,
    refused,
    saved,
)
from tests.gui.typing import type_text

COLLECTED = StepRecord(
    step=Step.LEUKAPHERESIS, started_on=date(2026, 9, 14), finished_on=date(2026, 9, 14)
)


def opened(qtbot: QtBot, step: Step, case: CaseFile | None = None) -> StepDialog:
    case = case or a_case()
    dialog = StepDialog(an_occasion(case), case, step)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_a_plan_with_its_time_is_given(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS)
    enter(dialog.planned_on, "27 nov 2026")
    type_text(dialog.planned_at, "930")
    record = saved(qtbot, dialog)
    assert record == StepRecord(
        step=Step.LEUKAPHERESIS, planned_on=date(2026, 11, 27), planned_at=time(9, 30)
    )


def test_what_the_step_still_lacks_is_named(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS)
    assert "Consent to leukapheresis" in dialog.lacks.text
    assert "DIN" in dialog.lacks.text


def test_what_is_on_record_stays_in_what_is_given(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS, a_case(steps=(kept(COLLECTED),)))
    type_text(dialog.by, "C. Sample")
    record = saved(qtbot, dialog)
    assert (record.started_on, record.by) == (date(2026, 9, 14), "C. Sample")


def test_a_changed_date_carries_its_reason(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS, a_case(steps=(kept(COLLECTED),)))
    enter(dialog.started_on, "13 sep 2026")
    type_text(dialog.change_reason, "misread")
    saved(qtbot, dialog)
    assert dialog.reason == "misread"


def test_an_end_before_the_beginning_is_said_at_the_end(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.MANUFACTURING)
    enter(dialog.started_on, "15 sep 2026")
    enter(dialog.finished_on, "1 sep 2026")
    refused(qtbot, dialog)
    assert "before its beginning" in error_at(dialog, "finished_on")


@pytest.mark.parametrize("text", ["25", "9:60", "tomorrow 10", "soon"])
def test_what_is_no_time_is_said_at_the_plan(qtbot: QtBot, text: str) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS)
    enter(dialog.planned_on, "27 nov 2026")
    type_text(dialog.planned_at, text)
    refused(qtbot, dialog)
    assert "no time" in error_at(dialog, "planned_at")


def test_a_skipped_step_gives_its_reason(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LYMPHODEPLETION)
    type_text(dialog.skipped_reason, "aplasia")
    assert saved(qtbot, dialog).skipped_reason == "aplasia"


def test_of_the_infusion_only_the_plan_is_asked(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.INFUSION)
    assert not dialog.sheet.knows("started_on")
    enter(dialog.planned_on, "1 dec 2026")
    assert saved(qtbot, dialog).planned_on == date(2026, 12, 1)


def test_a_step_of_one_day_is_finished_on_that_day(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.LEUKAPHERESIS)
    enter(dialog.started_on, "14 sep 2026")
    assert saved(qtbot, dialog).finished_on == date(2026, 9, 14)


def test_a_step_of_days_goes_on_until_it_is_finished(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Step.MANUFACTURING)
    enter(dialog.started_on, "15 sep 2026")
    assert saved(qtbot, dialog).finished_on is None
