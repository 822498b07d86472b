"""Two days, the first and the last of a period."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A period; both days belong to it, None is open."""

    since: date | None
    until: date | None


class PeriodDialog(DialogFrame):
    """Takes the days of a period; saved with `save_requested`, read by `value`."""

    def __init__(self, days: Days, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Infused in a period"), save=self.tr("Show"), parent=parent)
        self.since = DateField(name=self.tr("First day"), today=today, past=True)
        self.until = DateField(name=self.tr("Last day"), today=today, past=True)
        self.since.show_value(days.since)
        self.until.show_value(days.until)
        self.fields = Form()
        self.fields.add(self.tr("&First day"), self.since, field="since")
        self.fields.add(self.tr("&Last day"), self.until, field="until")
        self.form.addWidget(self.fields)

    def value(self) -> Days | None:
        """Return the days; None, and words at the field, where one cannot be read."""
        self.fields.clear_errors()
        for name, field in (("since", self.since), ("until", self.until)):
            if field.error:
                self.fields.show_error(name, field.error)
                return None
        days = Days(since=self.since.value, until=self.until.value)
        if days.since and days.until and days.until < days.since:
            self.fields.show_error("until", self.tr("It lies before the first day."))
            return None
        return days
