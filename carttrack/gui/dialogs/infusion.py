"""The infusion as given; its day is Day 0."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.days import local_day, long_date, short_date
from carttrack.domain.follow_up.schedule import MovedDate
from carttrack.domain.pathway.at_hand import identifiers_at_hand
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.terms import term
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField, LineField, TextField, WholeField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.moment_field import MomentField
from carttrack.gui.widgets.note_line import NoteLine

_WIDTH = 800
_NAMED = 6

Moved = Callable[[Infusion], Sequence[MovedDate]]


class InfusionDialog(EntryDialog[Infusion]):
    """Takes the infusion as documented; nothing is filled in and nothing computed.

    `moved` returns which unbooked visits a corrected infusion moves; they are listed while the
    time is typed.
    """

    def __init__(
        self,
        occasion: Occasion,
        *,
        kept: Infusion | None = None,
        moved: Moved | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Infusion, kept=kept, parent=parent)
        now, today = occasion.now, occasion.today
        self._moved = moved
        self.started_at = MomentField(name=self.tr("Started at"), now=now)
        self.ended_at = MomentField(name=self.tr("Ended at"), now=now)
        self.dose = DecimalField(name=self.tr("Dose"))
        self.dose_unit = Choice(
            words.options(DoseUnit), name=self.tr("Unit of the dose"), empty=self.tr("choose unit")
        )
        self.total = DecimalField(name=self.tr("Total"), unit="× 10⁶")
        self.weight_kg = DecimalField(name=self.tr("Weight used"), unit="kg")
        self.weighed_on = DateField(name=self.tr("Measured on"), today=today, past=True)
        self.bags = WholeField(name=self.tr("Bags"))
        self.volume_ml = DecimalField(name=self.tr("Volume"), unit="mL")
        self.infused_by = LineField(name=self.tr("Infused by"))
        self.checked_by = LineField(name=self.tr("Checked by, a second person"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self.consequence = NoteLine()
        self.identifiers = self._identifiers()
        self._lay_kind()
        self._lay_rows()
        self.finish(self._title(), _WIDTH)
        self.started_at.changed.connect(self.foretell)

    def _title(self) -> str:
        return self.tr("Infusion")

    def _lay_kind(self) -> None:
        """Put rows before the others; the first infusion of a course needs none."""

    @Slot()
    def foretell(self) -> None:
        """Say what becomes Day 0, and what moves with it."""
        at = self.started_at.value
        if at is None:
            self.consequence.say("")
            return
        day = local_day(at, self.occasion.zone)
        if self.kept is None:
            text = self.tr(
                "{0} becomes Day 0: monitoring starts and the follow-up is dated from it."
            )
            self.consequence.say(text.format(long_date(day)))
            return
        moves = self._moves(Infusion(started_at=at))
        if not moves:
            self.consequence.say(self.tr("No date of the follow-up moves."))
            return
        self.consequence.say(self._moves_text(moves), "warning")

    def _moves(self, corrected: Infusion) -> Sequence[MovedDate]:
        return self._moved(corrected) if self._moved else ()

    def _moves_text(self, moves: Sequence[MovedDate]) -> str:
        case = self.occasion.case
        protocol = case.protocol if case else None
        lines = [
            self.tr("{0}: {1} → {2}").format(
                protocol.visit_name(move.code) if protocol else move.code,
                short_date(move.old),
                short_date(move.new),
            )
            for move in moves[:_NAMED]
        ]
        if len(moves) > _NAMED:
            lines.append(self.tr("and {0} more").format(len(moves) - _NAMED))
        head = self.tr("Unbooked visits that move with Day 0: {0}. Booked and done ones stay.")
        return "\n".join([head.format(len(moves)), *lines])

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.put(
            self.tr("Started at"),
            ("started_at", self.started_at),
            self.tr("ended at"),
            ("ended_at", self.ended_at),
        )
        sheet.require("started_at", self._ask_for_start())
        sheet.add_note(self.consequence)
        sheet.put(self.tr("Dose given"), ("dose", self.dose), ("dose_unit", self.dose_unit))
        sheet.put(self.tr("Total given"), ("total", self.total), self._total_words())
        sheet.put(
            self.tr("Weight used"),
            ("weight_kg", self.weight_kg),
            self.tr("of"),
            ("weighed_on", self.weighed_on),
            *self._last_weight(),
        )
        sheet.put(
            self.tr("Bags"), ("bags", self.bags), self.tr("volume"), ("volume_ml", self.volume_ml)
        )
        sheet.add_fact(self.tr("Identifiers"), self.identifiers)
        sheet.put(
            self.tr("Infused by"),
            ("infused_by", self.infused_by),
            self.tr("checked by"),
            ("checked_by", self.checked_by),
        )
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
        facts = self._label_facts()
        if facts:
            said = Label(facts, role="small", tone="text2", wrap=True)
            sheet.add_fact(self.tr("The label says"), said)

    def _ask_for_start(self) -> str:
        return self.tr("Type day and time of the start; the day is Day 0.")

    def _total_words(self) -> str:
        return self.tr("CAR+ viable T cells in the whole infusion")

    def _identifiers(self) -> Label:
        """Return the identifiers of the cells at hand, to be compared with the bag."""
        case = self.occasion.case
        found = [kept.value for kept in identifiers_at_hand(case)] if case else []
        text = "   ".join(f"{term(one.kind)} {one.value}" for one in found)
        return Label(text or self.tr("none on record"), tone="" if text else "text2", wrap=True)

    def _label_facts(self) -> str:
        """Return what the product's labels say of its doses, each line with its source."""
        case = self.occasion.case
        if case is None or case.product is None:
            return ""
        day = case.day0 or self.occasion.today
        facts = case.product.facts_for(case.patient.value.disease, day)
        return "\n".join(f"{fact.text} ({fact.source})" for fact in facts)

    def _last_weight(self) -> list[QWidget]:
        weight = self.occasion.case.weight if self.occasion.case else None
        if weight is None:
            return []
        words_ = self.tr("{0} kg of {1}").format(weight.kg, short_date(weight.measured_on))
        button = Button(words_, kind=Kind.LINK)
        button.setObjectName("lastWeight")
        button.setToolTip(self.tr("Enter the weight on record"))
        button.clicked.connect(self._take_weight)
        return [button]

    @Slot()
    def _take_weight(self) -> None:
        weight = self.occasion.case.weight if self.occasion.case else None
        if weight is not None:
            self.weight_kg.show_number(weight.kg)
            self.weighed_on.show_value(weight.measured_on)
            self.mark_typed()
