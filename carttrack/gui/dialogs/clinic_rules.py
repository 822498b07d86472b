"""The clinic's own rules: what it has set for itself, each without a default of ours."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from carttrack.domain.clinic import ClinicRecord, Comparison, MonitoringEnd
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.protocol import DatedRule, Protocol
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import DecimalField, LineField, WholeField
from carttrack.gui.widgets.message_bar import Action
from carttrack.gui.widgets.note_line import NoteLine

_WIDTH = 800
_GRADES = range(5)
_HOURS = "hours_{0}"
_HOUR = 76


class ClinicRulesDialog(EntryDialog[ClinicRecord]):
    """Takes the rules of a clinic on record, with the reason of the change."""

    def __init__(
        self,
        occasion: Occasion,
        protocol: Protocol,
        *,
        kept: ClinicRecord,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, ClinicRecord, kept=kept, parent=parent)
        self.hours = [
            WholeField(name=self.tr("Hours after grade {0}").format(grade), unit="h")
            for grade in _GRADES
        ]
        self._sources: dict[str, str] = {}
        driving, near = protocol.driving_rules, protocol.distance_rules
        self.driving_rule = self._rule(self.tr("Driving rule"), driving, kept.driving_rule)
        self.distance_rule = self._rule(self.tr("Distance rule"), near, kept.distance_rule)
        self._cited = {self.driving_rule: NoteLine(), self.distance_rule: NoteLine()}
        self.monitoring_end = Choice(
            words.options(MonitoringEnd), name=self.tr("Monitoring ends"), empty=None
        )
        self.holiday_country = LineField(name=self.tr("Country of the public holidays"))
        self.holiday_region = LineField(name=self.tr("Region of the public holidays"))
        compared = words.options(Comparison)
        self.response_counts = Choice(
            compared, name=self.tr("Counts of a complete response"), empty=None
        )
        self.aplasia_percent = DecimalField(name=self.tr("CD19+ cells in percent"), unit="%")
        self.aplasia_per_ul = DecimalField(name=self.tr("CD19+ cells per µL"), unit="/µL")
        self.aplasia_comparison = Choice(
            compared, name=self.tr("How the limit is compared"), empty=self.tr("not set")
        )
        self.aplasia_second_sample = Choice(
            [(True, self.tr("On two samples")), (False, self.tr("On one sample"))],
            name=self.tr("Samples of B-cell recovery"),
            empty=self.tr("not set"),
        )
        self.lock_minutes = WholeField(name=self.tr("Lock after"), unit="min")
        self._lay_rows()
        self.finish(self.tr("Clinic rules"), _WIDTH)
        self.setWindowTitle(self.tr("Clinic rules"))
        self.save.setText(self.tr("Save rules"))
        for field, hours in zip(self.hours, kept.interval_hours, strict=True):
            field.show_number(hours)
        for choice in (self.driving_rule, self.distance_rule):
            choice.chosen.connect(self._show_sources)
        self._show_sources()

    @override
    def entered(self) -> dict[str, Any]:
        found = super().entered()
        hours = tuple(found.pop(_HOURS.format(grade)) for grade in _GRADES)
        found["holiday_country"] = found["holiday_country"].upper()
        return found | {"interval_hours": hours}

    @override
    def show_refused(self, error: InvalidEntryError, actions: Sequence[Action] = ()) -> None:
        if error.field == "interval_hours":
            error = InvalidEntryError(_HOURS.format(0), error.message)
        super().show_refused(error, actions)

    def _rule(self, name: str, rules: Sequence[DatedRule], chosen: str) -> Choice[str]:
        """Return a choice of dated rules; one that the protocol has no more stays on offer."""
        options = [("", self.tr("None chosen: nothing is shown or printed"))]
        options += [(rule.id, rule.title) for rule in rules]
        if chosen and chosen not in {rule.id for rule in rules}:
            options.append((chosen, chosen))
        self._sources |= {rule.id: rule.source for rule in rules}
        return Choice(options, name=name, empty=None, value=chosen)

    @Slot()
    def _show_sources(self) -> None:
        for choice, note in self._cited.items():
            note.say(self._sources.get(choice.value or "", ""))

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.add_section(self.tr("Assessment and monitoring"))
        parts: list[tuple[str, QWidget] | str] = []
        for grade, field in enumerate(self.hours):
            lead = self.tr("grade {0}").format(grade) if grade == 0 else f"{grade}"
            parts += [lead, (_HOURS.format(grade), field)]
        sheet.put(self.tr("Hours between"), *parts)
        for field in self.hours:
            field.setMinimumWidth(_HOUR)
            field.setMaximumWidth(_HOUR)
        self._note(self.tr("By the last grade. Left empty, Today shows only the hours since."))
        sheet.put(self.tr("Monitoring ends"), ("monitoring_end", self.monitoring_end))
        sheet.add_section(self.tr("After the infusion"))
        sheet.put(self.tr("No driving"), ("driving_rule", self.driving_rule))
        sheet.add_note(self._cited[self.driving_rule])
        sheet.put(self.tr("Stay near"), ("distance_rule", self.distance_rule))
        sheet.add_note(self._cited[self.distance_rule])
        sheet.add_section(self.tr("Response and B cells"))
        sheet.put(
            self.tr("ANC and platelets"),
            ("response_counts", self.response_counts),
            self.tr("the limits of a complete response"),
        )
        sheet.put(
            self.tr("Aplasia is lost"),
            ("aplasia_comparison", self.aplasia_comparison),
            ("aplasia_percent", self.aplasia_percent),
            self.tr("or"),
            ("aplasia_per_ul", self.aplasia_per_ul),
        )
        sheet.put(self.tr("Seen"), ("aplasia_second_sample", self.aplasia_second_sample))
        self._note(
            self.tr(
                "CD19+ cells of lymphocytes or of blood. Published definitions differ, so there "
                "is no default: nothing is derived until limit, comparison and samples are set."
            )
        )
        self._lay_clinic()

    def _lay_clinic(self) -> None:
        sheet = self.sheet
        sheet.add_section(self.tr("Calendar and screen"))
        sheet.put(
            self.tr("Public holidays"),
            ("holiday_country", self.holiday_country),
            self.tr("region"),
            ("holiday_region", self.holiday_region),
        )
        self._note(self.tr("Codes such as DE and BY, US and NY. Left empty, only weekends count."))
        sheet.put(self.tr("Lock after"), ("lock_minutes", self.lock_minutes))
        sheet.require("lock_minutes", self.tr("Type the minutes after which the screen locks."))

    def _note(self, text: str) -> None:
        note = NoteLine()
        note.say(text)
        self.sheet.add_note(note)
