"""What the findings of one response make, criterion by criterion, beside the statement."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.outcome.assessed import AssessedResponse
from carttrack.domain.outcome.criteria import Criterion, Verdict
from carttrack.domain.outcome.derivation import Agreement, DerivedResponse
from carttrack.domain.outcome.event_words import (
    agreement_words,
    derived_kind,
    mrd_category_words,
    remission_words,
)
from carttrack.gui.widgets.labels import IconLabel, Label, line
from carttrack.gui.widgets.note_line import NoteLine

_GLYPHS = {
    Verdict.MET: ("circle-check-filled", "done_fg"),
    Verdict.NOT_MET: ("circle-x-filled", "late_fg"),
    Verdict.UNKNOWN: ("circle-dashed", "text3"),
}
_NOTES = {Agreement.AGREES: "done", Agreement.DIFFERS: "warning"}
_TOP = Qt.AlignmentFlag.AlignTop


class CriteriaBox(QFrame):
    """Shows the derived response with the lines it rests on; never replaces the statement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Response, derived"))
        self.sentence = Label(role="name", wrap=True)
        self.agreement = NoteLine()
        self.reason = Label(role="small_strong", wrap=True)
        self.remarks = Label(role="small", tone="text2", wrap=True)
        self.mrd = Label(role="small", wrap=True)
        self.remission = Label(role="small", wrap=True)
        self.sources = Label(role="axis", tone="text3", wrap=True)
        self._arrow = IconLabel("arrow-right", "text")
        self._lines = QGridLayout()
        self._shown: tuple[Criterion, ...] = ()
        self._lay_out()

    @property
    def text(self) -> str:
        """Every criterion as `item found: asked`, line by line."""
        return "\n".join(f"{one.item} {one.found}: {one.asked}" for one in self._shown)

    def show_assessed(self, one: AssessedResponse) -> None:
        """Show what is derived of a response; without a derivation MRD and remission alone."""
        if one.derived is None:
            self.say_nothing(self.tr("Nothing derived"))
        else:
            self._show_derived(one.derived, one)
        category = mrd_category_words(one.mrd)
        _say(self.mrd, f"{category[:1].upper()}{category[1:]}")
        number = remission_words(one.remission) if one.remission else ""
        by_relapses = self.tr("By the relapses on record: {0}").format(number)
        _say(self.remission, by_relapses if number else "")
        self._describe()

    def say_nothing(self, sentence: str, why: str = "") -> None:
        """Say that nothing is derived, and why."""
        self.sentence.setText(sentence)
        self.agreement.say("")
        self._show_lines(())
        _say(self.reason, why)
        self._arrow.setVisible(False)
        for label in (self.remarks, self.mrd, self.remission, self.sources):
            _say(label, "")
        self._describe()

    def _show_derived(self, derived: DerivedResponse, one: AssessedResponse) -> None:
        kind = derived_kind(derived)
        self.sentence.setText(f"{kind[:1].upper()}{kind[1:]}")
        stands = agreement_words(one.agreement)
        self.agreement.say(f"{stands[:1].upper()}{stands[1:]}", _NOTES.get(one.agreement, ""))
        _say(self.reason, f"{derived.reason[:1].upper()}{derived.reason[1:]}")
        self._arrow.setVisible(bool(derived.reason))
        self._show_lines(derived.criteria)
        remarks = list(derived.remarks)
        if one.counts_from_record:
            remarks.append(self.tr("Counts of that day are taken from the record."))
        _say(self.remarks, "\n".join(remarks))
        sources = "; ".join(criterion.source for criterion in derived.criteria)
        cited = dict.fromkeys(sources.split("; "))
        _say(self.sources, self.tr("Source: {0}").format("; ".join(cited)))

    def _show_lines(self, criteria: tuple[Criterion, ...]) -> None:
        if criteria == self._shown:
            return
        self._shown = criteria
        _empty(self._lines)
        for row, one in enumerate(criteria):
            name, tone = _GLYPHS[one.verdict]
            self._lines.addWidget(IconLabel(name, tone, 14), row, 0, _TOP)
            found = Label(f"{one.item} {one.found}", role="small", wrap=True)
            self._lines.addWidget(found, row, 1, _TOP)
            asked = Label(one.asked, role="small", tone="text2", wrap=True)
            asked.setToolTip(one.source)
            self._lines.addWidget(asked, row, 2, _TOP)

    def _describe(self) -> None:
        said = (self.sentence, self.reason, self.mrd, self.remission)
        words = [label.text() for label in said]
        self.setAccessibleDescription(". ".join(filter(None, [*words, self.agreement.text])))

    def _lay_out(self) -> None:
        self._lines.setColumnMinimumWidth(0, 16)
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnStretch(2, 1)
        self._lines.setHorizontalSpacing(4)
        self._lines.setVerticalSpacing(6)
        deciding = QHBoxLayout()
        deciding.setSpacing(6)
        deciding.addWidget(self._arrow, 0, _TOP)
        deciding.addWidget(self.reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 8, 10)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("Derived from the findings"), role="small", tone="text2"))
        column.addWidget(self.sentence)
        column.addWidget(self.agreement, 0, _TOP)
        column.addWidget(line())
        column.addLayout(deciding)
        column.addLayout(self._lines)
        for label in (self.remarks, self.mrd, self.remission, self.sources):
            column.addWidget(label)
        column.addStretch()


def _say(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _empty(layout: QGridLayout) -> None:
    while layout.count():
        taken = layout.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
