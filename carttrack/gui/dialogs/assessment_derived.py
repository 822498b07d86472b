"""The right column of the assessment dialog: both grades as they follow from what is entered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import Toxicity, grade_of
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.icans_scores import ice_score
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.new_assessment import HandSet
from carttrack.domain.toxicity.scales import Graded, Reason, Status
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.derived_box import ByHand, DerivedBox
from carttrack.gui.widgets.labels import IconLabel, Label

NOTHING = Graded(grade=None, status=Status.CANNOT_GRADE)


def crs_grade(findings: CrsFindings | None) -> Graded | None:
    """Return the CRS grade of findings, None without any; raises `InvalidEntryError`."""
    return None if findings is None else crs_grading.grade(findings)


def icans_grade(findings: IcansFindings | None) -> Graded | None:
    """Return the ICANS grade of findings, None without any; raises `InvalidEntryError`."""
    return None if findings is None else icans_grading.grade(findings)


class DerivedColumn(QScrollArea):
    """CRS, ICANS, what follows after saving, and where the grading comes from.

    Signals:
        by_hand_changed: the user set, changed or took back a grade by hand.
        answered: the user kept a proposed grade where the consensus is silent.
        scales_requested: the user wants to see how the CRS scales differ.
    """

    by_hand_changed = Signal()
    answered = Signal()
    scales_requested = Signal()

    def __init__(self, setting: AssessmentSetting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self.crs = DerivedBox("CRS", hint="Alt+H")
        self.icans = DerivedBox("ICANS")
        self.scales = Button(self.tr("How the CRS scales differ…"), kind=Kind.LINK, size="small")
        self._next, self._doses = _Line("clock"), _Line("droplet")
        self._lay_out()
        for box in (self.crs, self.icans):
            box.by_hand_changed.connect(self.by_hand_changed)
            box.answered.connect(self.answered)
        self.scales.clicked.connect(self.scales_requested)

    def show_crs(self, graded: Graded | None, at: datetime) -> None:
        """Show what CRS findings call for; None while nothing was entered."""
        self._show(self.crs, graded, self._change(Toxicity.CRS, self.crs, graded, at))

    def show_icans(
        self, graded: Graded | None, at: datetime, findings: IcansFindings | None
    ) -> None:
        """Show what ICANS findings call for; None while nothing was entered."""
        change = self._change(Toxicity.ICANS, self.icans, graded, at)
        score = self._score_change(findings, at)
        self._show(self.icans, graded, " ".join(filter(None, (change, score))))

    def show_refused(self, box: DerivedBox, error: InvalidEntryError) -> None:
        """Show why nothing can be graded as it stands."""
        refused = Graded(grade=None, status=Status.CANNOT_GRADE, reasons=(Reason(error.message),))
        box.show_refused(refused)

    def show_after(self, at: datetime, crs: Graded | None, given: Sequence[Given]) -> None:
        """Show what follows once it is saved."""
        shown = self._shown(self.crs, crs)
        hours = self._setting.hours_after(shown)
        words = ""
        if hours is not None and (shown or self._setting.watched(at)):
            due = self._setting.clock(at + timedelta(hours=hours))
            words = self.tr("Next assessment {0} (clinic rule, every {1} h)").format(due, hours)
        self._next.say(words)
        doses = [one for one in given if one.drug is Drug.TOCILIZUMAB]
        total = self._setting.doses(Drug.TOCILIZUMAB) + len(doses)
        words = self.tr("Tocilizumab: {0} on record").format(total)
        without = [self._setting.clock(one.started_at) for one in doses if one.dose is None]
        if without:
            words += self.tr(", dose of {0} not entered").format(", ".join(without))
        self._doses.say(words)

    def hand_set(self, toxicity: Toxicity) -> HandSet | None:
        """Return the grade set by hand, or None.

        Raises `InvalidEntryError` (and says so in the box) without a grade or a reason.
        """
        box = self.crs if toxicity is Toxicity.CRS else self.icans
        by_hand = box.by_hand
        box.reason_note.say("")
        if by_hand is None:
            return None
        wrong = ""
        if by_hand.grade is None:
            wrong = self.tr("Choose the grade.")
        elif not by_hand.reason:
            wrong = self.tr("Give the reason, both grades are kept.")
        if wrong:
            box.reason_note.say(wrong, "error")
            (box.grade if by_hand.grade is None else box.reason).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
            raise InvalidEntryError(f"{toxicity.value}_by_hand", wrong)
        return HandSet(grade=by_hand.grade, reason=by_hand.reason)

    def answers(self, toxicity: Toxicity) -> tuple[str, ...]:
        """Return the codes of the questions answered by keeping the proposed grade.

        Raises `InvalidEntryError` (and says so at the question) where one is open; a grade set by
        hand leaves none open.
        """
        box = self.crs if toxicity is Toxicity.CRS else self.icans
        if box.by_hand is not None:
            return ()
        wrong = box.questions.refuse_open()
        if wrong:
            raise InvalidEntryError(f"{toxicity.value}_answered", wrong)
        return box.questions.answered

    def show_kept(self, kept: Assessment) -> None:
        """Show the grades that were set by hand in an assessment that is to be corrected."""
        for box, grade in ((self.crs, kept.crs_grade), (self.icans, kept.icans_grade)):
            if grade is not None and grade.by_hand:
                box.show_by_hand(ByHand(grade.recorded, grade.override_reason))

    def show_answers(self, kept: Assessment) -> None:
        """Show the answers on record, where the grade they were given to is still the proposed."""
        for box, grade in ((self.crs, kept.crs_grade), (self.icans, kept.icans_grade)):
            if grade is not None and box.proposes(grade.derived, grade.status):
                box.questions.show_answered(grade.answered)

    def focus_by_hand(self) -> None:
        """Put the focus on the tick of CRS; from there on the one of ICANS."""
        check = self.icans if self.crs.set_by_hand.hasFocus() else self.crs
        check.set_by_hand.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stand_side_by_side(self, *, on: bool) -> None:
        """Put the two boxes beside each other, or one below the other."""
        ways = QBoxLayout.Direction
        self._boxes.setDirection(ways.LeftToRight if on else ways.TopToBottom)

    def _show(self, box: DerivedBox, graded: Graded | None, change: str) -> None:
        box.show_graded(graded or NOTHING, change)
        if graded is None:
            box.sentence.setText(self.tr("Nothing entered"))
        elif graded.at_least and graded.grade == 0 and graded.status is Status.GRADED:
            box.square.show_grade(None)
            box.sentence.setText(self.tr("Nothing found so far"))
        by_hand = box.by_hand
        if by_hand is not None and by_hand.grade is not None:
            box.square.show_grade(by_hand.grade, by_hand=True)
            derived = self.tr("By the rules: {0}.").format(_lower(box.sentence.text()))
            box.change.setText(f"{derived} {change}".strip())
            box.change.show()
            box.sentence.setText(self.tr("Grade {0}, set by hand").format(by_hand.grade))
        box.setAccessibleDescription(box.sentence.text())

    @staticmethod
    def _shown(box: DerivedBox, graded: Graded | None) -> int | None:
        by_hand = box.by_hand
        if by_hand is not None:
            return by_hand.grade
        return graded.grade if graded and graded.status is Status.GRADED else None

    def _change(
        self, toxicity: Toxicity, box: DerivedBox, graded: Graded | None, at: datetime
    ) -> str:
        last = self._setting.last_with(toxicity, at)
        before = grade_of(last, toxicity) if last else None
        if last is None or before is None:
            return self.tr("No entry before this one.")
        when, maximum = self._setting.clock(last.at), self._setting.maximum(toxicity, at)
        now = self._shown(box, graded)
        if before.shown is None:
            words = self.tr("No grade at {0}.").format(when)
        elif now is None:
            words = self.tr("Grade {0} at {1}.").format(before.shown, when)
        elif now == before.shown:
            words = self.tr("Same as {0}.").format(when)
        else:
            words = self.tr("Was {0} at {1}.").format(before.shown, when)
        if maximum is None:
            return words
        return self.tr("{0} Maximum so far: {1}.").format(words, maximum)

    def _score_change(self, findings: IcansFindings | None, at: datetime) -> str:
        last = self._setting.last_with(Toxicity.ICANS, at)
        if findings is None or last is None or last.icans is None:
            return ""
        before, now = ice_score(last.icans), ice_score(findings)
        if before is None or now is None or before == now:
            return ""
        if now < before:
            return self.tr("ICE fell from {0} to {1}.").format(before, now)
        return self.tr("ICE rose from {0} to {1}.").format(before, now)

    def _lay_out(self) -> None:
        after = QFrame()
        after.setObjectName("card")
        lines = QVBoxLayout(after)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(6)
        lines.addWidget(Label(self.tr("After saving"), role="small", tone="text2"))
        lines.addWidget(self._next)
        lines.addWidget(self._doses)
        source = self.tr(
            "Grading: ASTCT consensus 2019 [4]. After an antipyretic, tocilizumab or a steroid, "
            "CRS that was diagnosed before is graded without fever. The grade supports clinical "
            "judgement and does not replace it."
        )
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._boxes = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._boxes.setSpacing(8)
        for box in (self.crs, self.icans):
            self._boxes.addWidget(box, 1)
        column.addLayout(self._boxes)
        column.addWidget(after)
        column.addStretch(1)  # takes all room left over, so that no box grows
        column.addWidget(self.scales, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(source, role="axis", tone="text3", wrap=True))
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _lower(sentence: str) -> str:
    """Return a sentence as it stands within another one; an abbreviation keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


class _Line(QWidget):
    """An icon with words; hidden while it has none."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._words = Label(role="small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
