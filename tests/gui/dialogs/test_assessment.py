"""The assessment dialog: what is typed is graded at once, what is left alone is not recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.crs import Hypotension, Hypoxia, OxygenDevice
from carttrack.domain.toxicity.icans import Consciousness, IceState, Motor, RaisedIcp, Seizure
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.new_assessment import HandSet, NewAssessment
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.dialogs.assessment_fever import FeverCause
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.labels import Label
from tests.builders import NOW, crs_findings
from tests.gui.dialogs.assessment_builders import LAST_AT, a_case, a_setting, an_assessment, kept
from tests.gui.typing import press, type_text

Open = Callable[..., AssessmentDialog]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, SPACE = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Space


@pytest.fixture
def open_dialog(qtbot: QtBot) -> Open:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()

    def opened(setting: AssessmentSetting | None = None) -> AssessmentDialog:
        dialog = AssessmentDialog(setting or a_setting(), window)
        with qtbot.waitActive(dialog):
            dialog.open()
        qtbot.waitUntil(dialog.crs.fever.temperature.hasFocus)
        return dialog

    return opened


@pytest.fixture
def dialog(open_dialog: Open) -> AssessmentDialog:
    return open_dialog()


def choose(choice: Choice[Any], value: object) -> None:
    """Choose as a user does, by the entry of the list."""
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())


def saved(qtbot: QtBot, dialog: AssessmentDialog) -> NewAssessment:
    with qtbot.waitSignal(dialog.saved, timeout=1000) as told:
        press(dialog, Qt.Key.Key_Return, CONTROL)
    new: NewAssessment = told.args[0]
    return new


def normal_icans(dialog: AssessmentDialog) -> None:
    choose(dialog.icans.consciousness, Consciousness.ALERT)
    choose(dialog.icans.seizure, Seizure.NONE)
    choose(dialog.icans.motor, Motor.NONE)
    choose(dialog.icans.icp, RaisedIcp.NONE)


def test_nothing_is_prefilled_but_the_time(dialog: AssessmentDialog) -> None:
    assert dialog.when.at == NOW
    assert not dialog.crs.recorded
    assert not dialog.icans.recorded
    assert not dialog.given.recorded
    assert dialog.crs.fever.cause is None
    assert dialog.derived.crs.sentence.text() == "Nothing entered"
    assert dialog.derived.crs.square.grade is None


def test_the_grade_follows_typing(dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    assert dialog.derived.crs.sentence.text() == "At least ASTCT grade 1"
    press(dialog.crs.hypotension, Qt.Key.Key_0)
    press(dialog.crs.hypoxia, Qt.Key.Key_2)
    assert dialog.derived.crs.sentence.text() == "ASTCT grade 2"
    assert dialog.derived.crs.square.grade == 2
    press(dialog.crs.hypotension, Qt.Key.Key_4)
    assert dialog.derived.crs.square.grade == 4


def test_a_field_left_alone_is_not_recorded(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    new = saved(qtbot, dialog)
    assert new.crs is not None
    assert new.icans is None
    assert (new.crs.temp_c, new.temp_now_c) == (Decimal("38.9"), Decimal("38.9"))
    assert (new.crs.hypotension, new.crs.vasopressin, new.crs.hypoxia) == (None, None, None)
    assert new.crs.fever_attributed_to_other is None
    assert (new.spo2, new.systolic, new.diastolic) == (None, None, None)


def test_vasopressin_left_unticked_is_none_given_once_hypotension_is_chosen(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    press(dialog.crs.hypotension, Qt.Key.Key_2)
    new = saved(qtbot, dialog)
    assert new.crs is not None
    assert (new.crs.hypotension, new.crs.vasopressin) == (Hypotension.NO_VASOPRESSOR, False)


@pytest.mark.parametrize("typed", ["100.4F", "100,4 °F", "100.4f"])
def test_a_temperature_typed_in_fahrenheit_is_converted_exactly(
    dialog: AssessmentDialog, typed: str
) -> None:
    type_text(dialog.crs.fever.temperature, typed)
    assert dialog.crs.fever.temperature.number == Decimal("38.0")
    assert dialog.crs.fever.temperature.reading == "100.4 °F = 38.0 °C"
    assert dialog.derived.crs.sentence.text() == "At least ASTCT grade 1"


def test_a_temperature_out_of_range_is_refused_and_names_fahrenheit(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "101.3")
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert "101.3F" in dialog.crs.notes_shown()
    assert dialog.crs.fever.temperature.hasFocus()


def test_the_highest_temperature_is_not_below_the_one_now(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    type_text(dialog.crs.fever.highest_since, "38.2")
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert "below" in dialog.crs.notes_shown()


def test_due_to_crs_is_asked_for_a_finding_that_is_present(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    press(dialog.crs.hypoxia, Qt.Key.Key_0)
    assert dialog.crs.hypoxia_due.isHidden()
    press(dialog.crs.hypoxia, Qt.Key.Key_3)
    assert dialog.crs.hypoxia_due.isVisible()
    answers = []
    for _ in range(2):
        answers.append(dialog.crs.hypoxia_due.attributed_to_other)
        dialog.crs.hypoxia_due.click()
    assert answers == [None, False]
    new = saved(qtbot, dialog)
    assert new.crs is not None
    assert new.crs.hypoxia_attributed_to_other is True
    assert "grade 1" in dialog.derived.crs.sentence.text()


def test_masked_by_treatment_is_offered_only_after_crs_fever_on_record(
    qtbot: QtBot, dialog: AssessmentDialog, open_dialog: Open
) -> None:
    assert "Masked by treatment" not in _segments(dialog)
    dialog.reject()
    after_fever = open_dialog(a_setting(a_case(an_assessment())))
    assert "Masked by treatment" in _segments(after_fever)
    next(b for b in _buttons(after_fever) if b.text() == "Masked by treatment").click()
    assert after_fever.crs.fever.cause is FeverCause.MASKED
    press(after_fever.crs.hypoxia, Qt.Key.Key_2)
    new = saved(qtbot, after_fever)
    assert new.crs is not None
    assert new.crs.fever_treated is True


def test_a_drug_entered_here_makes_fever_no_longer_required(
    qtbot: QtBot, open_dialog: Open
) -> None:
    dialog = open_dialog(a_setting(a_case(an_assessment())))
    type_text(dialog.crs.fever.temperature, "37.2")
    press(dialog.crs.hypotension, Qt.Key.Key_0)
    press(dialog.crs.hypoxia, Qt.Key.Key_0)
    dialog.given.ticks[Drug.TOCILIZUMAB].click()
    type_text(dialog.given.rows[0].moment.input, "840")
    press(dialog, Qt.Key.Key_Return, CONTROL)
    press(dialog.derived.crs.questions.asked[0].choice.findChildren(QPushButton)[0], SPACE)
    new = saved(qtbot, dialog)
    assert new.crs is not None
    assert new.crs_answered == ("nothing_left",)
    assert (new.crs.fever_treated, new.crs.episode_open) == (True, True)


def test_the_ice_is_added_up_from_its_items(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    press(dialog, Qt.Key.Key_I, ALT)
    dialog.icans.ice.items[0].setFocus()
    for item, mark in zip(dialog.icans.ice.items, "yyyyyynyny", strict=True):
        assert item.hasFocus()
        type_text(item, mark)
    normal_icans(dialog)
    assert dialog.icans.ice.score_words.text() == "8 of 10"
    assert dialog.derived.icans.sentence.text() == "ASTCT grade 1"
    new = saved(qtbot, dialog)
    assert new.icans is not None
    assert new.icans.ice_items == "yyyyyynyny"
    assert new.icans.ice_state is IceState.DONE


def test_a_score_alone_can_be_typed(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    type_text(dialog.icans.ice.score, "5")
    normal_icans(dialog)
    new = saved(qtbot, dialog)
    assert new.icans is not None
    assert (new.icans.ice, new.icans.ice_items) == (5, "")
    assert dialog.derived.icans.square.grade == 2


def test_an_icans_grade_of_at_least_0_is_words_not_a_digit(dialog: AssessmentDialog) -> None:
    choose(dialog.icans.consciousness, Consciousness.ALERT)
    assert dialog.derived.icans.sentence.text() == "Nothing found so far"
    assert dialog.derived.icans.square.grade is None


def test_entries_that_exclude_each_other_are_shown_at_their_field(
    dialog: AssessmentDialog,
) -> None:
    type_text(dialog.icans.ice.score, "5")
    choose(dialog.icans.state, IceState.REFUSED)
    assert dialog.derived.icans.sentence.text() == "Cannot grade"
    dialog.icans.state.setFocus()
    choose(dialog.icans.state, IceState.REFUSED)
    assert "missing" in dialog.icans.notes_shown()


def test_a_child_gets_the_capd(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(a_setting(a_case(birth_date=date(2015, 2, 11))))
    assert dialog.icans.ice.isHidden()
    assert dialog.icans.delay.isHidden()
    type_text(dialog.icans.capd, "12")
    normal_icans(dialog)
    assert dialog.derived.icans.square.grade == 3
    new = saved(qtbot, dialog)
    assert new.icans is not None
    assert (new.icans.capd, new.icans.ice) == (12, None)


def test_with_a_developmental_delay_the_capd_replaces_the_ice(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    dialog.icans.delay.click()
    type_text(dialog.icans.capd, "4")
    normal_icans(dialog)
    new = saved(qtbot, dialog)
    assert new.icans is not None
    assert (new.icans.capd, new.icans.developmental_delay) == (4, True)


def test_a_time_after_the_death_warns_and_blocks_saving_and_one_before_it_does_not(
    qtbot: QtBot, open_dialog: Open
) -> None:
    death = kept(Death(died_on=date(2026, 11, 19), cause=DeathCause.DISEASE))
    dialog = open_dialog(a_setting(replace(a_case(), death=death)))
    type_text(dialog.crs.fever.temperature, "38.9")
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert "after the patient's death" in dialog.when.notes_shown()
    dialog.when.moment.input.selectAll()
    type_text(dialog.when.moment.input, "20 nov 8:00")
    assert "after the patient's death" in dialog.when.moment.note.text
    dialog.when.moment.input.selectAll()
    type_text(dialog.when.moment.input, "19 nov 8:00")
    assert saved(qtbot, dialog).at == datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_a_future_time_warns_and_blocks_saving(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    dialog.when.moment.input.selectAll()
    type_text(dialog.when.moment.input, "10:30")
    assert "lies in the future" in dialog.when.moment.note.text
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.when.moment.input.hasFocus()
    dialog.when.moment.input.selectAll()
    type_text(dialog.when.moment.input, "n")
    assert saved(qtbot, dialog).at == NOW


def test_saving_nothing_says_what_is_missing(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.save.click()
    assert "Nothing is entered" in dialog.message.title.text()
    assert dialog.save.isEnabled()


def test_a_grade_set_by_hand_needs_a_reason_and_keeps_both(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    press(dialog.crs.hypotension, Qt.Key.Key_0)
    press(dialog.crs.hypoxia, Qt.Key.Key_2)
    press(dialog, Qt.Key.Key_H, ALT)
    assert dialog.derived.crs.set_by_hand.hasFocus()
    dialog.derived.crs.set_by_hand.click()
    dialog.derived.crs.grade.findChildren(QPushButton)[1].click()
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert "reason" in dialog.derived.crs.reason_note.text
    type_text(dialog.derived.crs.reason, "oxygen for comfort")
    new = saved(qtbot, dialog)
    assert new.crs_by_hand == HandSet(grade=1, reason="oxygen for comfort")
    assert new.crs is not None
    assert new.crs.hypoxia is Hypoxia.LOW_FLOW


def test_what_was_given_is_as_documented(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    dialog.given.ticks[Drug.TOCILIZUMAB].click()
    row = dialog.given.rows[0]
    assert row.dose.hasFocus()
    assert (row.dose.value, row.weight.value, row.moment.value) == ("", "", None)
    type_text(row.dose, "592")
    type_text(row.unit, "mg")
    type_text(row.weight, "74")
    type_text(row.moment.input, "840")
    at = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
    assert saved(qtbot, dialog).given == (
        Given(
            drug=Drug.TOCILIZUMAB,
            started_at=at,
            dose=Decimal(592),
            unit="mg",
            weight_kg=Decimal(74),
        ),
    )


def test_tab_goes_through_the_rows_then_the_ticks_below_them(dialog: AssessmentDialog) -> None:
    dialog.given.ticks[Drug.DEXAMETHASONE].click()
    dialog.given.ticks[Drug.OXYGEN].click()
    dexamethasone, oxygen = dialog.given.rows
    dexamethasone.focus_first()
    QApplication.processEvents()
    reached = []
    for _ in range(11):
        focused = dialog.focusWidget()
        reached.append(focused)
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
    assert reached == [
        dexamethasone.dose,
        dexamethasone.unit,
        dexamethasone.weight,
        dexamethasone.moment.input,
        dexamethasone.another,
        oxygen.check,
        oxygen.device,
        oxygen.flow,
        oxygen.moment.input,
        oxygen.another,
        dialog.given.ticks[Drug.TOCILIZUMAB],
    ]


def test_a_row_without_its_time_says_so_in_its_row(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    dialog.given.ticks[Drug.DEXAMETHASONE].click()
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    row = dialog.given.rows[0]
    assert row.note.text == "Type the time it was given."
    assert row.moment.input.hasFocus()
    row.check.click()
    assert dialog.given.rows == []
    assert dialog.given.ticks[Drug.DEXAMETHASONE].isVisible()


def test_tocilizumab_is_numbered_and_a_short_interval_noted(open_dialog: Open) -> None:
    first = Given(drug=Drug.TOCILIZUMAB, started_at=NOW - timedelta(hours=5))
    dialog = open_dialog(a_setting(a_case(an_assessment(), given=(first,))))
    dialog.given.ticks[Drug.TOCILIZUMAB].click()
    type_text(dialog.given.rows[0].moment.input, "840")
    assert dialog.given.rows[0].number.text() == "no. 2"
    assert "at least 8 h" in dialog.given.notes.text


def test_f4_repeats_device_and_running_infusions_and_no_finding(
    open_dialog: Open,
) -> None:
    last = an_assessment(crs=crs_findings(o2_device=OxygenDevice.NASAL_CANNULA))
    running = Given(drug=Drug.VASOPRESSOR, name="norepinephrine", started_at=LAST_AT)
    dialog = open_dialog(a_setting(a_case(last, given=(running,))))
    press(dialog, Qt.Key.Key_F4)
    assert dialog.crs.oxygen.device.value is OxygenDevice.NASAL_CANNULA
    assert dialog.crs.oxygen.flow.value == ""
    assert dialog.given.rows[0].name.value == "norepinephrine"
    assert (dialog.crs.hypotension.value, dialog.crs.hypoxia.value) == (None, None)


def test_the_time_since_the_last_and_the_clinics_rule_are_told(open_dialog: Open) -> None:
    case = a_case(an_assessment())
    without = open_dialog(a_setting(case))
    assert without.when.since.text() == "5 h 42 min since last"
    without.reject()
    ruled = open_dialog(a_setting(case, interval_hours=(24, 8, 4, 4, 1)))
    assert ruled.when.since.text() == "5 h 42 min since last; 4 h clinic rule"


def test_the_change_since_the_last_is_told(open_dialog: Open) -> None:
    dialog = open_dialog(a_setting(a_case(an_assessment())))
    type_text(dialog.crs.fever.temperature, "38.9")
    press(dialog.crs.hypotension, Qt.Key.Key_0)
    press(dialog.crs.hypoxia, Qt.Key.Key_2)
    assert dialog.derived.crs.change.text() == "Same as 03:30. Maximum so far: 2."
    press(dialog.crs.hypoxia, Qt.Key.Key_4)
    assert dialog.derived.crs.change.text() == "Was 2 at 03:30. Maximum so far: 2."


def test_ctrl_shift_enter_saves_and_wants_the_next_patient(
    qtbot: QtBot, dialog: AssessmentDialog
) -> None:
    type_text(dialog.crs.fever.temperature, "36.8")
    with qtbot.waitSignal(dialog.saved_for_next, timeout=1000):
        press(dialog, Qt.Key.Key_Return, CONTROL | SHIFT)


def test_not_done_asks_for_the_reason(qtbot: QtBot, dialog: AssessmentDialog) -> None:
    dialog.when.not_done.click()
    with qtbot.assertNotEmitted(dialog.not_done_stated):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    type_text(dialog.when.reason, "patient in theatre")
    with qtbot.waitSignal(dialog.not_done_stated, timeout=1000) as told:
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert told.args == [NOW, "patient in theatre"]


def test_what_gets_the_focus_scrolls_into_view(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.resize(1160, 500)
    press(dialog, Qt.Key.Key_G, ALT)
    tick = dialog.given.ticks[Drug.TOCILIZUMAB]
    assert tick.hasFocus()
    assert not tick.visibleRegion().isEmpty()


def test_esc_asks_only_when_something_was_typed(open_dialog: Open) -> None:
    untouched = open_dialog()
    press(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible()
    typed = open_dialog()
    press(typed.crs.hypotension, Qt.Key.Key_2)
    press(typed, Qt.Key.Key_Escape)
    assert typed.isVisible()
    assert typed.message.isVisible()


def test_a_correction_shows_what_is_kept_and_needs_a_reason(
    qtbot: QtBot, open_dialog: Open
) -> None:
    at = LAST_AT + timedelta(seconds=17)
    value = an_assessment(at, spo2=95, systolic=112, diastolic=64, note="after rounds")
    dialog = open_dialog(a_setting(a_case(value), kept=kept(value)))
    with qtbot.assertNotEmitted(dialog.saved):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    type_text(dialog.when.reason, "typed into the wrong field")
    new = saved(qtbot, dialog)
    assert dialog.reason == "typed into the wrong field"
    assert (new.at, new.spo2, new.systolic, new.diastolic) == (at, 95, 112, 64)
    assert new.note == "after rounds"
    assert new.crs is not None
    assert (new.crs.temp_c, new.crs.hypoxia) == (Decimal("38.9"), Hypoxia.LOW_FLOW)
    assert new.icans is not None
    assert (new.icans.ice, new.icans.consciousness) == (8, Consciousness.ALERT)


def _buttons(dialog: AssessmentDialog) -> list[QPushButton]:
    return [button for button in dialog.crs.fever.findChildren(QPushButton) if button.isVisible()]


def _segments(dialog: AssessmentDialog) -> list[str]:
    return [button.text() for button in _buttons(dialog)]


def test_the_reason_of_a_grade_set_by_hand_stays_in_view_while_it_is_typed(
    dialog: AssessmentDialog,
) -> None:
    dialog.resize(dialog.width(), 560)
    type_text(dialog.crs.fever.temperature, "38.9")
    type_text(dialog.crs.inotrope, "dobutamine")
    box = dialog.derived.icans
    box.set_by_hand.click()
    box.reason.setFocus()
    lines = box.findChildren(Label)
    type_text(box.reason, "Seen by neurology")
    QApplication.processEvents()
    view = dialog.derived.viewport()
    assert view.rect().contains(box.reason.mapTo(view, box.reason.rect().center()))
    assert box.findChildren(Label) == lines


def test_a_grade_set_by_hand_is_named_beside_what_the_rules_say(dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    box = dialog.derived.crs
    box.set_by_hand.click()
    box.grade.choose(3)
    box.grade.chosen.emit(3)
    assert box.sentence.text() == "Grade 3, set by hand"
    assert box.change.text().startswith("By the rules: at least ASTCT grade 1.")
    assert box.square.grade == 3


def test_ice_items_left_open_are_counted_in_the_room_of_a_sum(dialog: AssessmentDialog) -> None:
    QApplication.processEvents()
    width = dialog.icans.minimumSizeHint().width()
    type_text(dialog.icans.ice.items[0], "y")
    QApplication.processEvents()
    assert dialog.icans.ice.sums[0].text() == "3 left"
    type_text(dialog.icans.ice.items[4], "y")
    QApplication.processEvents()
    words = dialog.icans.ice.sums[0]
    assert words.sizeHint().width() <= words.fontMetrics().horizontalAdvance("3 of 4") + 8
    assert dialog.icans.minimumSizeHint().width() <= width + words.sizeHint().width() + 8


def test_every_level_of_consciousness_is_read_whole_in_its_list(dialog: AssessmentDialog) -> None:
    choice = dialog.icans.consciousness
    longest = max(
        choice.fontMetrics().horizontalAdvance(choice.itemText(place))
        for place in range(choice.count())
    )
    assert choice.view().minimumWidth() > longest


def test_a_temperature_now_that_is_corrected_leaves_no_highest_behind(
    qtbot: QtBot, open_dialog: Open
) -> None:
    before = an_assessment(crs=crs_findings(temp_c=Decimal("38.9")), temp_now_c=Decimal("38.9"))
    dialog = open_dialog(a_setting(a_case(before), kept=kept(before)))
    assert dialog.crs.fever.highest_since.value == ""
    dialog.crs.fever.temperature.clear()
    type_text(dialog.crs.fever.temperature, "37.2")
    type_text(dialog.when.reason, "misread")
    new = saved(qtbot, dialog)
    assert new.crs is not None
    assert (new.crs.temp_c, new.temp_now_c) == (Decimal("37.2"), Decimal("37.2"))


def test_fever_masked_by_a_clinicians_word_is_shown_again_in_the_correction(
    open_dialog: Open,
) -> None:
    first = an_assessment(LAST_AT, crs=crs_findings(temp_c=Decimal("38.9")))
    masked = an_assessment(
        LAST_AT + timedelta(hours=2),
        crs=crs_findings(
            temp_c=Decimal("37.2"),
            fever_attributed_to_other=None,
            fever_treated=True,
            episode_open=True,
        ),
    )
    case = a_case(first, masked)
    dialog = open_dialog(a_setting(case, kept=case.assessments[1]))
    assert dialog.crs.fever.cause is FeverCause.MASKED


def test_an_inotrope_is_named_as_one_in_the_question_about_it(dialog: AssessmentDialog) -> None:
    type_text(dialog.crs.fever.temperature, "38.9")
    type_text(dialog.crs.inotrope, "dobutamine")
    said = [label.text() for label in dialog.derived.crs.findChildren(Label)]
    assert any(text.startswith("The inotrope dobutamine is recorded") for text in said)
