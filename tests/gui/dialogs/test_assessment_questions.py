"""Where the consensus is silent the dialog asks, beside the grade, and decides nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.toxicity.crs import Hypotension, Hypoxia, OxygenDevice, VentilationReason
from carttrack.domain.toxicity.icans import Consciousness, IceState
from carttrack.domain.toxicity.new_assessment import HandSet, NewAssessment
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.widgets.derived_box import DerivedBox
from carttrack.gui.widgets.grade_questions import Answer
from tests.builders import crs_findings, icans_findings
from tests.gui.dialogs.assessment_builders import a_case, a_setting, an_assessment
from tests.gui.typing import press, type_text

Correcting = Callable[..., AssessmentDialog]
INFANT = date(2026, 3, 1)
COOL = Decimal("36.9")

CRS: dict[str, tuple[dict[str, Any], str]] = {
    "vasopressin as sole agent": (
        {"hypotension": Hypotension.NO_VASOPRESSOR, "vasopressin": True},
        "Vasopressin is the only vasopressor recorded.",
    ),
    "inotrope alone": (
        {"hypoxia": Hypoxia.NONE, "inotrope": "milrinone"},
        "The inotrope milrinone",
    ),
    "high-flow device at low flow": (
        {"hypoxia": None, "o2_device": OxygenDevice.HFNC, "o2_flow_lpm": Decimal(5)},
        "A high-flow device at 5 L/min",
    ),
    "home CPAP": (
        {
            "hypoxia": Hypoxia.NONE,
            "o2_device": OxygenDevice.CPAP,
            "ventilation_reason": VentilationReason.BASELINE_SLEEP_APNOEA,
        },
        "CPAP or BiPAP for sleep apnoea is recorded.",
    ),
    "airway-only intubation, hypoxia not recorded": (
        {
            "hypoxia": None,
            "o2_device": OxygenDevice.INVASIVE_VENTILATION,
            "ventilation_reason": VentilationReason.AIRWAY_PROTECTION,
        },
        "Invasive ventilation is recorded to protect the airway, and nothing about hypoxia",
    ),
    "airway-only intubation, called positive pressure": (
        {
            "hypoxia": Hypoxia.POSITIVE_PRESSURE,
            "o2_device": OxygenDevice.INVASIVE_VENTILATION,
            "ventilation_reason": VentilationReason.AIRWAY_PROTECTION,
        },
        "Hypoxia says positive pressure, yet invasive ventilation is recorded to protect",
    ),
    "steroid before any fever": (
        {"temp_c": COOL, "steroid_before_fever": True, "fever_attributed_to_other": None},
        "A steroid, tocilizumab or an antipyretic ran before any fever",
    ),
    "comfort oxygen": (
        {
            "hypoxia": Hypoxia.NONE,
            "o2_device": OxygenDevice.NASAL_CANNULA,
            "o2_flow_lpm": Decimal(2),
        },
        "Low-flow nasal cannula, 2 L/min is recorded, yet hypoxia says none.",
    ),
    "fever settled without drugs": (
        {"temp_c": COOL, "episode_open": True, "fever_attributed_to_other": None},
        "CRS is open, no CRS fever is recorded now, and no drug against fever since.",
    ),
    "proven infection": ({"infection_proven": True}, "A proven infection is recorded"),
    "infant under 1 year": (
        {"hypotension": Hypotension.NO_VASOPRESSOR, "hypoxia": Hypoxia.NONE},
        "Under 1 year no blood pressure limit is published with the scale.",
    ),
}
ICANS: dict[str, tuple[dict[str, Any], str]] = {
    "low baseline": ({"ice": 6, "baseline_ice": 7}, "The ICE was 7 before lymphodepletion"),
    "sedation": (
        {
            "ice": None,
            "ice_state": IceState.INTUBATED_OR_SEDATED,
            "consciousness": Consciousness.AWAKENS_TO_TACTILE,
            "sedated": True,
        },
        "The patient is sedated.",
    ),
}


def questions(box: DerivedBox) -> list[str]:
    return [one.question.text for one in box.questions.asked]


def opened(qtbot: QtBot, *, infant: bool = False, **found: Any) -> AssessmentDialog:
    case = a_case(an_assessment(**found))
    if infant:
        case = a_case(an_assessment(**found), birth_date=INFANT)
    dialog = AssessmentDialog(a_setting(case, kept=case.assessments[0]))
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize("point", list(CRS))
def test_a_silent_point_of_crs_is_a_question(qtbot: QtBot, point: str) -> None:
    changes, start = CRS[point]
    dialog = opened(qtbot, crs=crs_findings(**changes), icans=None, infant="infant" in point)
    assert any(text.startswith(start) for text in questions(dialog.derived.crs)), point


@pytest.mark.parametrize("point", list(ICANS))
def test_a_silent_point_of_icans_is_a_question(qtbot: QtBot, point: str) -> None:
    changes, start = ICANS[point]
    dialog = opened(qtbot, crs=None, icans=icans_findings(**changes))
    assert any(text.startswith(start) for text in questions(dialog.derived.icans)), point


def test_findings_that_are_clear_ask_nothing_and_name_the_next_grade(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    assert questions(dialog.derived.crs) == []
    assert questions(dialog.derived.icans) == []
    assert dialog.derived.crs.next_grade.text().startswith("Grade 3:")
    assert dialog.derived.icans.next_grade.text().startswith("Grade 2:")


SILENT: dict[str, Any] = {"hypotension": Hypotension.NO_VASOPRESSOR, "vasopressin": True}
TWO = SILENT | {"infection_proven": True}


@pytest.fixture
def correcting(qtbot: QtBot) -> Correcting:
    """Open the dialog, on show, over an assessment whose grade is asked about."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()

    def opened(found: dict[str, Any], answered: tuple[str, ...] = ()) -> AssessmentDialog:
        made = an_assessment(crs=crs_findings(**found), icans=None)
        assert made.crs_grade is not None
        made = replace(made, crs_grade=replace(made.crs_grade, answered=answered))
        case = a_case(made)
        dialog = AssessmentDialog(a_setting(case, kept=case.assessments[0]), window)
        with qtbot.waitActive(dialog):
            dialog.open()
        qtbot.waitUntil(dialog.crs.fever.temperature.hasFocus)
        type_text(dialog.when.reason, "read again")
        return dialog

    return opened


def segment(dialog: AssessmentDialog, answer: Answer, place: int = 0) -> QPushButton:
    keep, by_hand = dialog.derived.crs.questions.asked[place].choice.findChildren(QPushButton)
    return keep if answer is Answer.KEEP else by_hand


def sent(qtbot: QtBot, dialog: AssessmentDialog) -> list[NewAssessment]:
    """Save, and return what is sent; empty where it is refused."""
    told: list[NewAssessment] = []
    dialog.saved.connect(told.append)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(1)
    return told


def test_save_is_refused_at_the_question_until_it_is_answered(
    qtbot: QtBot, correcting: Correcting
) -> None:
    dialog = correcting(SILENT)
    (asked,) = dialog.derived.crs.questions.asked
    assert sent(qtbot, dialog) == []
    assert asked.note.text.startswith("Answer this to save")
    assert segment(dialog, Answer.KEEP).hasFocus()
    assert dialog.isVisible()


def test_a_key_keeps_the_proposed_grade_and_the_answer_is_sent(
    qtbot: QtBot, correcting: Correcting
) -> None:
    dialog = correcting(SILENT)
    assert sent(qtbot, dialog) == []
    keep = segment(dialog, Answer.KEEP)
    assert keep.text() == "Grade 3 as proposed"
    press(keep, Qt.Key.Key_Space)
    (new,) = sent(qtbot, dialog)
    assert (new.crs_answered, new.crs_by_hand) == (("vasopressin_alone",), None)


def test_a_question_is_answered_by_setting_the_grade_by_hand_with_its_reason(
    qtbot: QtBot, correcting: Correcting
) -> None:
    dialog = correcting(SILENT)
    segment(dialog, Answer.BY_HAND).click()
    box = dialog.derived.crs
    assert box.set_by_hand.isChecked()
    assert sent(qtbot, dialog) == []
    box.grade.choose(2)
    box.grade.chosen.emit(2)
    type_text(box.reason, "for one hour")
    (new,) = sent(qtbot, dialog)
    assert new.crs_by_hand == HandSet(grade=2, reason="for one hour")
    assert new.crs_answered == ()


def test_a_finding_that_changes_the_proposal_takes_the_answer_back(
    qtbot: QtBot, correcting: Correcting
) -> None:
    dialog = correcting(SILENT)
    segment(dialog, Answer.KEEP).click()
    dialog.crs.hypoxia.choose(Hypoxia.POSITIVE_PRESSURE)
    dialog.crs.hypoxia.chosen.emit(Hypoxia.POSITIVE_PRESSURE)
    assert questions(dialog.derived.crs) == []
    dialog.crs.hypoxia.choose(Hypoxia.LOW_FLOW)
    dialog.crs.hypoxia.chosen.emit(Hypoxia.LOW_FLOW)
    (asked,) = dialog.derived.crs.questions.asked
    assert asked.choice.value is None
    assert sent(qtbot, dialog) == []


def test_a_finding_that_leaves_question_and_proposal_leaves_the_answer(
    correcting: Correcting,
) -> None:
    dialog = correcting(SILENT)
    segment(dialog, Answer.KEEP).click()
    field = dialog.crs.fever.highest_since
    field.selectAll()
    type_text(field, "39.4")
    (asked,) = dialog.derived.crs.questions.asked
    assert asked.choice.value is Answer.KEEP


def test_each_of_several_questions_is_answered(qtbot: QtBot, correcting: Correcting) -> None:
    dialog = correcting(TWO)
    asked = dialog.derived.crs.questions.asked
    assert len(asked) == 2
    segment(dialog, Answer.KEEP, 0).click()
    assert sent(qtbot, dialog) == []
    assert segment(dialog, Answer.KEEP, 1).hasFocus()
    segment(dialog, Answer.KEEP, 1).click()
    (new,) = sent(qtbot, dialog)
    assert set(new.crs_answered) == {one.question.code for one in asked}


def test_the_tick_and_the_questions_say_the_same(correcting: Correcting) -> None:
    dialog = correcting(SILENT)
    box = dialog.derived.crs
    (asked,) = box.questions.asked
    said = []
    for act in (
        box.set_by_hand.click,
        box.set_by_hand.click,
        segment(dialog, Answer.BY_HAND).click,
        segment(dialog, Answer.KEEP).click,
    ):
        act()
        said.append((box.set_by_hand.isChecked(), asked.choice.value))
    by_hand = (True, Answer.BY_HAND)
    assert said == [by_hand, (False, None), by_hand, (False, Answer.KEEP)]


def test_a_correction_shows_the_answer_on_record(qtbot: QtBot, correcting: Correcting) -> None:
    dialog = correcting(SILENT, ("vasopressin_alone",))
    (asked,) = dialog.derived.crs.questions.asked
    assert asked.choice.value is Answer.KEEP
    (new,) = sent(qtbot, dialog)
    assert new.crs_answered == ("vasopressin_alone",)
