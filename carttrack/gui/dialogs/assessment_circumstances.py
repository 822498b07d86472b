"""Circumstances of a CRS assessment: what the record says, infection, other organs."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.crs_context import CrsContext
from carttrack.gui.dialogs.assessment_section import Section, row_of
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine
from carttrack.gui.widgets.segmented import Segmented


class Circumstances(Section):
    """Infection, other organs, and two facts that follow the record until the user sets them.

    They are no findings: whether CRS is known in this episode, and whether a drug that hides
    fever ran before any fever, stand on record, except for what happened elsewhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answers = [(True, self.tr("Yes")), (False, self.tr("No"))]
        self.infection = Segmented(answers, name=self.tr("Proven infection"), clearable=True)
        self.organ_toxicity = LineField(
            name=self.tr("Organ toxicity"), hint=self.tr("Not graded by ASTCT")
        )
        self.episode = Check(self.tr("CRS diagnosed earlier, not over"))
        self.masked = Check(self.tr("Drug against fever before any fever"))
        self._set: set[Check] = set()
        self._note = NoteLine()
        self._lay_out()
        self.place(self._note, organ_toxicity=self.organ_toxicity)
        self.infection.chosen.connect(self.changed)
        self.organ_toxicity.edited.connect(self.changed)
        self.organ_toxicity.left.connect(self.changed)
        for check in (self.episode, self.masked):
            check.clicked.connect(self._set_by_user)

    @property
    def places(self) -> dict[str, tuple[QWidget, NoteLine]]:
        """Its fields, for the section it is part of."""
        return dict(self._places)

    @property
    def recorded(self) -> bool:
        """Whether anything was entered here."""
        return self.infection.value is not None or bool(self.organ_toxicity.value)

    @property
    def episode_open(self) -> bool:
        """Whether CRS was diagnosed in this episode, which is not closed."""
        return self.episode.isChecked()

    @property
    def steroid_before_fever(self) -> bool:
        """Whether a drug that hides fever ran before any fever."""
        return self.masked.isChecked()

    def follow(self, around: CrsContext) -> None:
        """Show what the record says, but for what the user has set."""
        facts = ((self.episode, around.episode_open), (self.masked, around.steroid_before_fever))
        for check, on_record in facts:
            if check not in self._set:
                check.setChecked(on_record)

    def show_findings(self, findings: CrsFindings) -> None:
        """Show findings that are to be corrected."""
        self.infection.choose(findings.infection_proven)
        self.organ_toxicity.show_value(findings.organ_toxicity)
        facts = (
            (self.episode, findings.episode_open),
            (self.masked, findings.steroid_before_fever),
        )
        for check, kept in facts:
            if kept is not None:
                check.setChecked(kept)
                self._set.add(check)

    @Slot()
    def _set_by_user(self) -> None:
        self._set |= {check for check in (self.episode, self.masked) if check is self.sender()}
        self.changed.emit()

    def _lay_out(self) -> None:
        self.masked.setToolTip(
            self.tr("A steroid, tocilizumab or an antipyretic ran before any fever")
        )
        title = Label(self.tr("Circumstances"), tone="text2")
        title.setFixedWidth(LABEL_WIDTH + 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row_of(title, self.episode, self.masked, gap=12))
        column.addWidget(self._note)
