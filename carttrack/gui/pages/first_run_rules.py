"""First run, step 4: the follow-up protocol and the rules the clinic sets for itself."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.clinic import ClinicRecord, MonitoringEnd
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.gui import words
from carttrack.gui.pages.first_run_step import FirstRunStep
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import WholeField
from carttrack.gui.widgets.labels import Label

Hours = tuple[int | None, int | None, int | None, int | None, int | None]
_GRADES = 5


class RulesStep(FirstRunStep):
    """Shows the protocol new courses are enrolled on, and asks for what has no default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.protocol = Label(role="strong")
        self._visits = Label(role="small", tone="text2", wrap=True)
        self.driving_rule = Choice[str](
            name=self.tr("Driving rule"), empty=self.tr("None chosen: nothing is shown or printed")
        )
        self._driving_source = Label(role="small", tone="text2", wrap=True)
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
        self._sources: dict[str, str] = {}
        self._lay_out()
        self.driving_rule.chosen.connect(self._show_source)

    @property
    def interval_hours(self) -> Hours:
        """Hours between assessments by the last grade; None where nothing was entered."""
        zero, one, two, three, four = (field.whole for field in self.hours)
        return zero, one, two, three, four

    def offer(self, protocol: Protocol) -> None:
        """Show a protocol and offer its driving rules; none is chosen."""
        title = self.tr("{0}, version {1}").format(protocol.title, protocol.version)
        self.protocol.setText(title)
        names = [visit.name for visit in protocol.visits]
        counted = self.tr("{0} visits, from {1} to {2}. Every window can be changed per clinic.")
        self._visits.setText(counted.format(len(names), names[0], names[-1]))
        self._sources = {rule.id: rule.source for rule in protocol.driving_rules}
        self.driving_rule.offer([(rule.id, rule.title) for rule in protocol.driving_rules])

    @override
    def check(self) -> None:
        for field in self.hours:
            if field.error:
                raise InvalidEntryError("interval_hours", field.error)
        ClinicRecord(name=self.tr("Clinic"), interval_hours=self.interval_hours)

    @override
    def show_error(self, field: str, text: str) -> None:
        super().show_error(field, text)
        wrong = (hours for hours in self.hours if hours.error)
        if field == "interval_hours":
            next(wrong, self.hours[0]).setFocus()

    def _show_source(self, rule: object) -> None:
        self._driving_source.setText(self._sources.get(str(rule), "") if rule else "")

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
        driving = QWidget()
        stack = QVBoxLayout(driving)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        stack.addWidget(self.driving_rule)
        stack.addWidget(self._driving_source)
        label = self.tr("No driving after the infusion: the dated rule your clinic follows")
        self.column.addWidget(self.field(label, "driving_rule", self.driving_rule, shown=driving))
        end = self.tr("The monitoring step ends with")
        self.column.addWidget(self.field(end, "monitoring_end", self.monitoring_end))
        label = self.tr("Hours between CRS and ICANS assessments, by the last grade")
        hours = self.field(label, "interval_hours", self.hours[0], shown=self._hours_row())
        self.column.addWidget(hours)
        empty = self.tr("Left empty, Today shows only the hours since the last entry.")
        self.column.addWidget(Label(empty, role="small", tone="text3"))
        self.column.addStretch()

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
