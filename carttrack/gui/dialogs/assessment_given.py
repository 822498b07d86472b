"""What was given since the last assessment; doses as documented, nothing computed."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.intervention_notes import notes
from carttrack.domain.toxicity.interventions import Drug, Given, numbered
from carttrack.gui import words
from carttrack.gui.dialogs.assessment_given_row import GivenRow
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.dialogs.assessment_section import Section
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.checks import Check
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.note_line import NoteLine

OFFERED = (
    Drug.TOCILIZUMAB,
    Drug.DEXAMETHASONE,
    Drug.METHYLPREDNISOLONE,
    Drug.VASOPRESSOR,
    Drug.OXYGEN,
    Drug.FLUID_BOLUS,
    Drug.ANTIPYRETIC,
)


class GivenSection(Section):
    """A tick for each drug; a ticked one becomes a row of its own."""

    def __init__(self, setting: AssessmentSetting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self.rows: list[GivenRow] = []
        self.ticks = {drug: Check(self._words(drug)) for drug in OFFERED}
        self.other = Button(self.tr("Other…"), kind=Kind.LINK)
        self._lines, self._flow_holder, self.notes = QVBoxLayout(), QWidget(), NoteLine()
        self._lay_out()
        for drug, tick in self.ticks.items():
            tick.clicked.connect(lambda _on, which=drug: self._tick(which))
        self.other.clicked.connect(lambda: self._tick(Drug.OTHER))

    @property
    def recorded(self) -> bool:
        """Whether anything is ticked."""
        return bool(self.rows)

    def values(self) -> tuple[Given, ...]:
        """Return everything given; an error is shown in its row and raised."""
        given = []
        for row in self.rows:
            try:
                given.append(row.value(self._setting.now()))
            except InvalidEntryError as error:
                row.show_error(error)
                raise
        return tuple(given)

    def complete(self) -> tuple[Given, ...]:
        """Return what is complete so far, in order of the rows."""
        return tuple(given for given in map(self._so_far, self.rows) if given is not None)

    def repeat(self, running: tuple[Given, ...]) -> None:
        """Add a row for each running infusion that has none; dose and time stay open."""
        named = {row.name.value.casefold() for row in self.rows}
        for one in running:
            if one.name.casefold() not in named:
                row = self.add(Drug.VASOPRESSOR)
                row.name.show_value(one.name)
        self._tell()

    def add(self, drug: Drug) -> GivenRow:
        """Add a row for a drug and return it."""
        setting = self._setting
        row = GivenRow(drug, now=setting.local_now(), day0=setting.case.day0)
        places = [place for place, each in enumerate(self.rows) if each.drug is drug]
        at = places[-1] + 1 if places else len(self.rows)
        self.rows.insert(at, row)
        self._lines.insertWidget(at, row)
        row.show()  # at once: only what is shown can take the focus
        row.changed.connect(self._tell)
        row.dropped.connect(lambda: self._drop(row))
        row.another_requested.connect(lambda: self._tick(drug))
        self._show_ticks()
        return row

    def focus_first(self) -> None:
        """Put the focus on the first tick."""
        shown = [tick for tick in self.ticks.values() if not tick.isHidden()]
        (shown[0] if shown else self.other).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tick(self, drug: Drug) -> None:
        self.add(drug).focus_first()
        self._tell()

    def _drop(self, row: GivenRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._show_ticks()
        tick = self.ticks.get(row.drug)
        (tick or self.other).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _show_ticks(self) -> None:
        ticked = {row.drug for row in self.rows}
        for drug, tick in self.ticks.items():
            tick.setChecked(False)
            tick.setVisible(drug not in ticked)
        self._flow_holder.updateGeometry()

    @Slot()
    def _tell(self) -> None:
        self._show_numbers()
        self.changed.emit()

    def _show_numbers(self) -> None:
        given = {row: self._so_far(row) for row in self.rows}
        on_record = self._setting.given
        new = [one for one in given.values() if one is not None]
        numbers = {id(one): number for one, number in numbered((*on_record, *new))}
        for row, one in given.items():
            number = "" if one is None else self.tr("no. {0}").format(numbers[id(one)])
            row.number.setText(number)
        known = notes(on_record)
        fresh = [note for note in notes((*on_record, *new)) if note not in known]
        self.notes.say(" ".join(fresh), "warning" if fresh else "")

    def _so_far(self, row: GivenRow) -> Given | None:
        try:
            return row.value(self._setting.now())
        except InvalidEntryError:
            return None

    def _words(self, drug: Drug) -> str:
        return self.tr("Oxygen started") if drug is Drug.OXYGEN else words.heading(drug)

    def _totals(self) -> str:
        setting = self._setting
        return self.tr("Total so far: tocilizumab {0}, steroid {1}").format(
            setting.doses(Drug.TOCILIZUMAB), setting.steroid_doses
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Given since the last assessment"), role="strong"))
        head.addWidget(Label("Alt+G", role="axis", tone="text3"))
        head.addWidget(Label(self.tr("doses as documented"), role="small", tone="text2"))
        head.addStretch()
        head.addWidget(Label(self._totals(), role="small", tone="text2"))
        flow = FlowLayout(self._flow_holder, gap=16)
        for tick in self.ticks.values():
            flow.addWidget(tick)
        flow.addWidget(self.other)
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addWidget(self._flow_holder)
        column.addWidget(self.notes)
