"""The ICANS part of the assessment dialog; a field left alone is not recorded."""

from decimal import Decimal
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.icans import (
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)
from carttrack.gui import words
from carttrack.gui.dialogs.assessment_fields import DueTo
from carttrack.gui.dialogs.assessment_ice import IceItems
from carttrack.gui.dialogs.assessment_section import Section, read_number, read_whole, row_of
from carttrack.gui.dialogs.room import is_narrow
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField, WholeField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented

Member = TypeVar("Member", bound=Enum)

_WITH_SCORE = frozenset({None, IceState.DONE, IceState.APHASIA})
_UNABLE = frozenset({IceState.APHASIA, IceState.UNAROUSABLE})
_FULL_ICE = 10
_CHOICE_WIDTH, _CHOICE_MOST = 172, 268
_MINUTES_WIDTH = 120
_POPUP_MARGIN = 48


class IcansSection(Section):
    """ICE (or CAPD), consciousness, seizure, motor findings, raised pressure.

    `baseline_ice` and `baseline_capd` are from the checklist. Under 12 years the CAPD stands in
    the place of the ICE; from 12 on with a developmental delay.
    """

    def __init__(
        self,
        *,
        child: bool,
        baseline_ice: int | None = None,
        baseline_capd: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._child, self._baselines = child, (baseline_ice, baseline_capd)
        self.state = Choice(words.options(IceState), name=self.tr("Score"))
        self.ice = IceItems()
        self.capd = WholeField(name=self.tr("CAPD"))
        self.delay = Check(self.tr("Developmental delay"))
        self.consciousness = self._choice(Consciousness, self.tr("Consciousness"))
        self.seizure = self._choice(Seizure, self.tr("Seizure"))
        self.seizure_minutes = DecimalField(name=self.tr("Longest seizure"), unit="min")
        self.motor = self._choice(Motor, self.tr("Motor weakness"))
        self.icp = self._choice(RaisedIcp, self.tr("Raised ICP"))
        answers = [(True, self.tr("Yes")), (False, self.tr("No"))]
        self.sedated = Segmented(answers, name=self.tr("Sedated"), clearable=True)
        self.score_due = DueTo(self.tr("Score"), "ICANS")
        self.consciousness_due = DueTo(self.tr("Consciousness"), "ICANS")
        self.other = LineField(
            name=self.tr("Other findings"), hint=self.tr("Tremor, headache…: not graded")
        )
        self._title, self._capd_row, self._minutes_row = Label(role="strong"), QWidget(), QWidget()
        self._score_note, self._note = NoteLine(), NoteLine()
        self._lay_out()
        self._connect()

    @property
    def by_capd(self) -> bool:
        """Whether the CAPD is asked for."""
        return self._child or self.delay.isChecked()

    @property
    def recorded(self) -> bool:
        """Whether anything was entered here."""
        choices = (self.state, self.consciousness, self.seizure, self.motor, self.icp, self.sedated)
        if any(choice.value is not None for choice in choices):
            return True
        return self._score_recorded or bool(self.other.value or self.seizure_minutes.value)

    def findings(self, age: Decimal) -> IcansFindings:
        """Return what was found; raises `InvalidEntryError` for the first field that is wrong."""
        ice = None if self.by_capd else self.ice
        baseline_ice, baseline_capd = self._baselines
        seizing = self.seizure.value not in {None, Seizure.NONE}
        return IcansFindings(
            age_years=age,
            ice_state=self.state.value,
            ice=None if ice is None or ice.marks else read_whole("ice", ice.score),
            ice_items=ice.marks if ice else "",
            baseline_ice=baseline_ice,
            capd=read_whole("capd", self.capd) if self.by_capd else None,
            baseline_capd=baseline_capd,
            developmental_delay=True if self.delay.isChecked() else None,
            consciousness=self.consciousness.value,
            consciousness_attributed_to_other=(
                self.consciousness_due.attributed_to_other if self._clouded else None
            ),
            sedated=self.sedated.value,
            seizure=self.seizure.value,
            seizure_minutes=(
                read_number("seizure_minutes", self.seizure_minutes) if seizing else None
            ),
            motor=self.motor.value,
            icp=self.icp.value,
            score_attributed_to_other=(
                self.score_due.attributed_to_other if self._score_low else None
            ),
            other_findings=self.other.value,
        )

    def show_assessment(self, kept: Assessment) -> None:
        """Show an assessment that is to be corrected."""
        findings = kept.icans
        if findings is None:
            return
        self._baselines = (findings.baseline_ice, findings.baseline_capd)
        self.delay.setChecked(bool(findings.developmental_delay))
        self.state.choose(findings.ice_state)
        self.ice.show_marks(findings.ice_items, findings.ice)
        self.capd.show_number(findings.capd)
        self.consciousness.choose(findings.consciousness)
        self.consciousness_due.show_attributed(findings.consciousness_attributed_to_other)
        self.seizure.choose(findings.seizure)
        self.seizure_minutes.show_number(findings.seizure_minutes)
        self.motor.choose(findings.motor)
        self.icp.choose(findings.icp)
        self.sedated.choose(findings.sedated)
        self.score_due.show_attributed(findings.score_attributed_to_other)
        self.other.show_value(findings.other_findings)
        self._update()

    @property
    def _score_recorded(self) -> bool:
        return bool(self.capd.value) if self.by_capd else self.ice.recorded

    @property
    def _score_low(self) -> bool:
        if self.state.value in _UNABLE:
            return True
        if self.by_capd:
            return bool(self.capd.whole)
        marks, typed = self.ice.marks, self.ice.score.whole
        return "n" in marks or (typed is not None and typed < _FULL_ICE)

    @property
    def _clouded(self) -> bool:
        return self.consciousness.value not in {None, Consciousness.ALERT}

    @Slot()
    def _update(self) -> None:
        capd = self.by_capd
        self._title.setText(self.tr("ICANS: CAPD") if capd else self.tr("ICANS: ICE score"))
        self.ice.setVisible(not capd)
        self.ice.score.setVisible(not capd and not self.ice.marks)
        self.ice.score_words.setVisible(not capd)
        self._capd_row.setVisible(capd)
        self.ice.set_askable(askable=self.state.value in _WITH_SCORE)
        self._minutes_row.setVisible(self.seizure.value not in {None, Seizure.NONE})
        self.score_due.setVisible(self._score_low)
        self.consciousness_due.setVisible(self._clouded)

    @Slot()
    def _tell(self) -> None:
        self._update()
        self.changed.emit()

    @Slot()
    def _score_entered(self) -> None:
        if self._score_recorded and self.state.value is None:
            self.state.choose(IceState.DONE)
        self._tell()

    def _connect(self) -> None:
        choices = (self.state, self.consciousness, self.seizure, self.motor, self.icp, self.sedated)
        for choice in choices:
            choice.chosen.connect(self._tell)
        self.ice.changed.connect(self._score_entered)
        self.capd.edited.connect(self._score_entered)
        self.delay.clicked.connect(self._tell)
        for due in (self.score_due, self.consciousness_due):
            due.chosen.connect(self._tell)
        for field in (self.seizure_minutes, self.other):
            field.edited.connect(self._tell)
        for field in (self.capd, self.seizure_minutes, self.other):
            field.left.connect(self.changed)
        self._update()

    def _choice(self, members: type[Member], name: str) -> Choice[Member]:
        choice = Choice(words.options(members), name=name)
        choice.setMinimumWidth(_CHOICE_WIDTH)
        choice.setMaximumWidth(_CHOICE_MOST)
        choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        metrics = choice.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for _, text in words.options(members))
        choice.view().setMinimumWidth(widest + _POPUP_MARGIN)
        choice.currentTextChanged.connect(choice.setToolTip)
        return choice

    def _lay_out(self) -> None:
        self._lay_out_capd()
        stacked, ways = is_narrow(), QBoxLayout.Direction
        body = QBoxLayout(ways.TopToBottom if stacked else ways.LeftToRight)
        body.setSpacing(14)
        body.addWidget(self.ice, 1)
        body.addWidget(self._capd_row, 1)
        body.addWidget(line(upright=not stacked))
        body.addLayout(self._domains(), 1)
        other = QHBoxLayout()
        other.setSpacing(8)
        title = Label(self.tr("Other findings"), tone="text2")
        title.setFixedWidth(LABEL_WIDTH - 18)
        other.addWidget(title)
        other.addWidget(self.other, 1)
        other.addSpacing(8)
        other.addWidget(Label(self.tr("Sedated"), role="small", tone="text2"))
        other.addWidget(self.sedated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._score_note)
        column.addLayout(body)
        column.addLayout(other)
        column.addWidget(self._note)
        self.place(self._score_note, ice_state=self.state, ice=self.ice.score, capd=self.capd)
        self.place(self._score_note, ice_items=self.ice.items[0])
        self.place(self._note, seizure=self.seizure, seizure_minutes=self.seizure_minutes)
        self.place(self._note, other_findings=self.other)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.state)
        head.addWidget(Label("Alt+I", role="axis", tone="text3"))
        head.addWidget(self.ice.score)
        head.addWidget(self.ice.score_words)
        head.addWidget(self.score_due)
        head.addStretch()
        head.addWidget(self.delay)
        self.delay.setVisible(not self._child)
        self.delay.setToolTip(self.tr("The CAPD then replaces the ICE"))
        self.state.setFixedWidth(180)
        return head

    def _lay_out_capd(self) -> None:
        self.capd.setFixedWidth(60)
        explained = self.tr("of 32: the sum of its eight items, 0 to 4 points each")
        row = row_of(self.tr("CAPD"), self.capd, explained)
        column = QVBoxLayout(self._capd_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addStretch()

    def _domains(self) -> QGridLayout:
        self.seizure_minutes.setFixedWidth(_MINUTES_WIDTH)
        minutes = QHBoxLayout(self._minutes_row)
        minutes.setContentsMargins(0, 0, 0, 0)
        minutes.addWidget(Label(self.tr("Longest"), role="small", tone="text2"))
        minutes.addWidget(self.seizure_minutes)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Consciousness"), self.consciousness),
            ("", self.consciousness_due),
            (self.tr("Seizure"), self.seizure),
            ("", self._minutes_row),
            (self.tr("Motor weakness"), self.motor),
            (self.tr("Raised ICP"), self.icp),
        )
        for place, (title, widget) in enumerate(rows):
            if not title:
                right = Qt.AlignmentFlag.AlignRight
                grid.addWidget(widget, place, 0, 1, 2, right)
                continue
            grid.addWidget(Label(title, role="small", tone="text2"), place, 0)
            grid.addWidget(widget, place, 1)
        grid.setRowStretch(len(rows), 1)
        return grid
