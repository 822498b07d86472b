"""The pane Course summary: the course in figures, every one of them read off the log."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.gui import words
from carttrack.gui.models.other_scales import other_scale_blocks, other_scale_rows
from carttrack.gui.models.toxicity_summary import (
    SummaryBlock,
    hand_set_words,
    summary_blocks,
    summary_text,
    unusual_words,
)
from carttrack.gui.pages.patient_acts import CaseActs
from carttrack.gui.pages.patient_parts import Facts, SidePane, empty
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.grade_label import GradeLabel
from carttrack.gui.widgets.labels import IconLabel, Label, line
from carttrack.services import catalogue

_WIDTH = 300
_GRADE = 28


class CoursePane(SidePane):
    """Shows episodes and interventions in figures; closes episodes, records what was given."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self._acts = acts
        self._case: CaseFile | None = None
        self._moment: Moment | None = None
        self._shown: object = None
        self._further: tuple[SummaryBlock, ...] = ()
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(6)
        self.record = Button(self.tr("Record intervention…"), icon="plus")
        self.not_done = Button(self.tr("Not done…"))
        self.not_done.setToolTip(self.tr("Record that an assessment was due and not done"))
        self.copy = Button(self.tr("Copy as text"), icon="copy")
        self.closers = {toxicity: Button(self._close_words(toxicity)) for toxicity in Toxicity}
        self.inner.addWidget(Label(self.tr("Course summary"), role="section"))
        self.inner.addSpacing(4)
        self.inner.addLayout(self._blocks)
        self.inner.addStretch(1)
        self.add_buttons(*self.closers.values())
        self.add_buttons(self.record)
        self.add_buttons(self.not_done, self.copy)
        self.record.clicked.connect(acts.record_given)
        self.not_done.clicked.connect(acts.mark_not_done)
        self.copy.clicked.connect(self._copy)
        for toxicity, button in self.closers.items():
            button.clicked.connect(partial(self._close, toxicity))

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show the course of a case in figures."""
        self._case, self._moment = case, moment
        rows = other_scale_rows(case, moment.zone, catalogue.iec_hs_text())
        self._further = other_scale_blocks(rows)
        blocks = (*summary_blocks(case, moment.now, moment.zone), *self._further)
        by_hand = hand_set_words(case, moment.zone, moment.now)
        unusual = unusual_words(case)
        may_record = case.day0 is not None
        self.record.setEnabled(may_record)
        self.not_done.setEnabled(may_record)
        open_now = {block.toxicity for block in blocks if block.is_open}
        for toxicity, button in self.closers.items():
            button.setVisible(toxicity in open_now)
        if self._shown == (blocks, by_hand, unusual):
            return
        self._shown = (blocks, by_hand, unusual)
        empty(self._blocks)
        for place, block in enumerate(blocks):
            if place:
                self._blocks.addWidget(line())
            self._blocks.addWidget(self._block(block))
        for icon, tone, sentences in (
            ("pencil", "text2", by_hand),
            ("alert-triangle", "due_fg", unusual),
        ):
            for sentence in sentences:
                self._blocks.addWidget(_remark(icon, tone, sentence))

    def _close_words(self, toxicity: Toxicity) -> str:
        return self.tr("Close {0}…").format(words.term(toxicity))

    @staticmethod
    def _block(block: SummaryBlock) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(6)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(block.title, role="strong", wrap=True))
        if block.words:
            tone = "due" if block.is_open else "text2"
            texts.addWidget(Label(block.words, role="small", tone=tone, wrap=True))
        head = QHBoxLayout()
        head.setSpacing(10)
        if block.graded and block.toxicity is not None:
            grade = GradeLabel(block.grade, name=words.term(block.toxicity), side=_GRADE)
            head.addWidget(grade, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(texts, 1)
        column.addLayout(head)
        if block.facts:
            facts = Facts(key_width=78)
            facts.show_facts(block.facts)
            column.addWidget(facts)
        return made

    def _close(self, toxicity: Toxicity, *_checked: bool) -> None:
        self._acts.close_episode(toxicity)

    @Slot()
    def _copy(self) -> None:
        if self._case is not None and self._moment is not None:
            moment = self._moment
            text = summary_text(self._case, moment.now, moment.zone, self._further)
            QGuiApplication.clipboard().setText(text)


def _remark(icon: str, tone: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, role="small", tone="text2", wrap=True), 1)
    return made
