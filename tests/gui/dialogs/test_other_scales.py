"""Grades on other scales, and IEC-HS with every item to be confirmed by the clinic."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsRecord
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade
from carttrack.gui.dialogs.iec_hs import IecHsDialog
from carttrack.gui.dialogs.other_grade import OtherGradeDialog
from carttrack.gui.widgets.labels import Label
from carttrack.services import catalogue
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

TEXT = catalogue.iec_hs_text()


@pytest.fixture
def grade(qtbot: QtBot) -> OtherGradeDialog:
    made = OtherGradeDialog(an_occasion(an_infused_case()))
    shown(qtbot, made)
    return made


@pytest.fixture
def iec_hs(qtbot: QtBot) -> IecHsDialog:
    made = IecHsDialog(an_occasion(an_infused_case()), TEXT)
    shown(qtbot, made)
    return made


def test_a_grade_is_kept_with_its_scale_and_report(qtbot: QtBot, grade: OtherGradeDialog) -> None:
    grade.graded.choose(GradedEvent.NEUROTOXICITY)
    grade.grade.choose(0)
    enter(grade.graded_on, "+5")
    refused(qtbot, grade)
    assert "scale" in error_at(grade, "scale")
    grade.scale.choose(GradingScale.CTCAE_4_03)
    refused(qtbot, grade)
    assert "who graded" in error_at(grade, "source")
    type_text(grade.source, "letter")
    type_text(grade.time, "9")
    assert saved(qtbot, grade) == OtherGrade(
        event=GradedEvent.NEUROTOXICITY,
        value=0,
        scale=GradingScale.CTCAE_4_03,
        graded_on=date(2026, 10, 28),
        graded_at=datetime(2026, 10, 28, 9, tzinfo=UTC),
        source="letter",
    )


def test_a_grade_comes_back_as_it_was_kept(qtbot: QtBot) -> None:
    kept = OtherGrade(
        event=GradedEvent.CRS,
        value=3,
        scale=GradingScale.PENN,
        graded_on=date(2026, 10, 28),
        graded_at=datetime(2026, 10, 28, 9, 1, 30, tzinfo=UTC),
        is_maximum=True,
        source="form",
    )
    dialog = OtherGradeDialog(an_occasion(an_infused_case()), kept=kept)
    shown(qtbot, dialog)
    type_text(dialog.note_text, "as faxed")
    type_text(dialog.correction, "note added")
    assert saved(qtbot, dialog) == replace(kept, note="as faxed")


def test_every_item_of_iec_hs_says_that_the_clinic_is_to_confirm_it(iec_hs: IecHsDialog) -> None:
    texts = [label.text() for label in iec_hs.features.findChildren(Label)]
    assert len(texts) == len(TEXT.features) + 3
    assert all(text.endswith("(to be confirmed by the clinic)") for text in texts)
    iec_hs.grade.choose(2)
    iec_hs.grade.chosen.emit(2)
    assert iec_hs.grade_words.text() == TEXT.grade_words(2)


def test_a_feature_that_nobody_named_is_in_neither_list(qtbot: QtBot, iec_hs: IecHsDialog) -> None:
    enter(iec_hs.at, "t 8:00")
    type_text(iec_hs.by, "R. Demo")
    iec_hs.features.answers["ferritin"].choose(True)  # noqa: FBT003
    iec_hs.features.answers["lung"].choose(False)  # noqa: FBT003
    iec_hs.grade.choose(2)
    record = saved(qtbot, iec_hs)
    assert (record.met, record.absent, record.grade) == (("ferritin",), ("lung",), 2)
    assert (record.fulfilled, record.attributable) == (None, None)


def test_other_criteria_are_kept_by_name_with_the_statement_alone(
    qtbot: QtBot, iec_hs: IecHsDialog
) -> None:
    enter(iec_hs.at, "t 8:00")
    type_text(iec_hs.by, "R. Demo")
    iec_hs.features.answers["ferritin"].choose(True)  # noqa: FBT003
    iec_hs.criteria_set.choose(CriteriaSet.HSCORE)
    iec_hs.criteria_set.chosen.emit(CriteriaSet.HSCORE)
    assert not iec_hs.features.isVisible()
    assert not iec_hs.grade.isVisible()
    iec_hs.fulfilled.choose(True)  # noqa: FBT003
    record = saved(qtbot, iec_hs)
    assert (record.met, record.grade, record.fulfilled) == ((), None, True)


def test_a_record_of_iec_hs_comes_back_as_it_was_kept(qtbot: QtBot) -> None:
    kept = IecHsRecord(
        at=datetime(2026, 11, 11, 8, tzinfo=UTC),
        by="R. Demo",
        met=("ferritin",),
        absent=("lung",),
        fulfilled=False,
        grade=1,
    )
    dialog = IecHsDialog(an_occasion(an_infused_case()), TEXT, kept=kept)
    shown(qtbot, dialog)
    type_text(dialog.note_text, "seen again")
    type_text(dialog.correction, "note added")
    assert saved(qtbot, dialog) == replace(kept, note="seen again")
