"""First run, step 4: the follow-up protocol and the rules the clinic sets for itself."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.clinic import ClinicRecord, MonitoringEnd
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.public_holidays import check_place
from carttrack.gui import words
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField, WholeField
from carttrack.gui.widgets.labels import Label

Hours = tuple[int | None, int | None, int | None, int | None, int | None]
_GRADES = 5


class RulesStep(FirstRunStep):
    """Shows the protocol new courses are enrolled on, and asks for what has no default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.protocol = Label(role="strong")
        self._visits = Label(role="small", tone="text2", wrap=True)
        none = self.tr("None chosen: nothing is shown or printed")
        self.driving_rule = Choice[str](name=self.tr("Driving rule"), empty=none)
        self.distance_rule = Choice[str](name=self.tr("Distance rule"), empty=none)
        self._source_lines = {
            rule: Label(role="small", tone="text2", wrap=True)
            for rule in (self.driving_rule, self.distance_rule)
        }
        self.holiday_country = LineField(
            name=self.tr("Country of the public holidays"), hint=self.tr("Country")
        )
        self.holiday_region = LineField(
            name=self.tr("Region of the public holidays"), hint=self.tr("Region")
        )
        self.monitoring_end = Choice(
            words.options(MonitoringEnd),
            name=self.tr("Monitoring ends"),
            empty=None,
            value=MonitoringEnd.DAY_28_VISIT,
        )
        self.hours = [
            WholeField(name=self.tr("Hours after grade {0}").format(grade), unit="h")
            for grade in range(_GRADES)
        ]
        self._sources: dict[Choice[str], dict[str, str]] = {}
        self._lay_out()
        for choice in self._source_lines:
            choice.chosen.connect(self._show_sources)

    @property
    def interval_hours(self) -> Hours:
        """Hours between assessments by the last grade; None where nothing was entered."""
        zero, one, two, three, four = (field.whole for field in self.hours)
        return zero, one, two, three, four

    @property
    def country_code(self) -> str:
        """The code of the country whose public holidays the clinic keeps, empty without one."""
        return self.holiday_country.value.upper()

    @property
    def region_code(self) -> str:
        """The code of the region whose public holidays the clinic keeps, empty without one."""
        return self.holiday_region.value

    def offer(self, protocol: Protocol) -> None:
        """Show a protocol and offer its dated rules; none is chosen."""
        title = self.tr("{0}, version {1}").format(protocol.title, protocol.version)
        self.protocol.setText(title)
        names = [visit.name for visit in protocol.visits]
        counted = self.tr("{0} visits, from {1} to {2}. Every window can be changed per clinic.")
        self._visits.setText(counted.format(len(names), names[0], names[-1]))
        rules = {
            self.driving_rule: protocol.driving_rules,
            self.distance_rule: protocol.distance_rules,
        }
        for choice, offered in rules.items():
            self._sources[choice] = {rule.id: rule.source for rule in offered}
            choice.offer([(rule.id, rule.title) for rule in offered])

    @override
    def check(self) -> None:
        for field in self.hours:
            if field.error:
                raise InvalidEntryError("interval_hours", field.error)
        ClinicRecord(
            name=self.tr("Clinic"),
            interval_hours=self.interval_hours,
            holiday_country=self.country_code,
            holiday_region=self.region_code,
        )
        if self.country_code:
            check_place(self.country_code, self.region_code)

    @override
    def show_error(self, field: str, text: str) -> None:
        of_place = field == "holiday_region"  # one line under both
        super().show_error("holiday_country" if of_place else field, text)
        if of_place:
            self.holiday_region.setFocus()
        wrong = (hours for hours in self.hours if hours.error)
        if field == "interval_hours":
            next(wrong, self.hours[0]).setFocus()

    @Slot()
    def _show_sources(self) -> None:
        for choice, line in self._source_lines.items():
            line.setText(self._sources[choice].get(choice.value or "", ""))

    def _lay_out(self) -> None:
        self.head(
            self.tr("Protocol and clinic rules"),
            self.tr("Check them with your physicians. They are your clinic's, not advice."),
        )
        self.column.addWidget(Label(self.tr("Follow-up protocol"), role="small", tone="text2"))
        self.column.addSpacing(2)
        self.column.addWidget(self.protocol)
        self.column.addWidget(self._visits)
        self.column.addSpacing(14)
        label = self.tr("No driving after the infusion: the dated rule your clinic follows")
        self._lay_rule(label, "driving_rule", self.driving_rule)
        label = self.tr("Near a treating centre after the infusion: the dated rule")
        self._lay_rule(label, "distance_rule", self.distance_rule)
        end = self.tr("The monitoring step ends with")
        self.column.addWidget(self.field(end, "monitoring_end", self.monitoring_end))
        label = self.tr("Hours between CRS and ICANS assessments, by the last grade")
        hours = self.field(label, "interval_hours", self.hours[0], shown=self._hours_row())
        self.column.addWidget(hours)
        empty = self.tr("Left empty, Today shows only the hours since the last entry.")
        self.column.addWidget(Label(empty, role="small", tone="text3"))
        self.column.addSpacing(12)
        label = self.tr("Public holidays: country and region by their codes (DE and BY, US and NY)")
        place = self.field(label, "holiday_country", self.holiday_country, shown=self._place_row())
        self.column.addWidget(place)
        empty = self.tr("Left empty, only weekends are marked as no working days.")
        self.column.addWidget(Label(empty, role="small", tone="text3"))
        self.column.addStretch()

    def _lay_rule(self, label: str, field: str, choice: Choice[str]) -> None:
        shown = QWidget()
        stack = QVBoxLayout(shown)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        stack.addWidget(choice)
        stack.addWidget(self._source_lines[choice])
        self.column.addWidget(self.field(label, field, choice, shown=shown))

    def _place_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.holiday_country)
        row.addWidget(self.holiday_region)
        return holder

    def _hours_row(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for grade, field in enumerate(self.hours):
            words_of = self.tr("Grade {0}").format(grade)
            grid.addWidget(Label(words_of, role="small", tone="text3"), 0, grade)
            grid.addWidget(field, 1, grade)
        return holder
