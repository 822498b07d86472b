"""Where the consensus is silent the dialog asks, beside the grade, and decides nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from carttrack.domain.toxicity.crs import Hypotension, Hypoxia, OxygenDevice, VentilationReason
from carttrack.domain.toxicity.icans import Consciousness, IceState
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.widgets.derived_box import DerivedBox
from carttrack.gui.widgets.labels import Label
from tests.builders import crs_findings, icans_findings
from tests.gui.dialogs.assessment_builders import a_case, a_setting, an_assessment

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
    return [label.text() for label in box.findChildren(Label) if label.text().endswith("?")]


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
