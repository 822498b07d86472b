"""A course as it stands on record, to be corrected."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.products import Product
from carttrack.gui.dialogs.course import CourseFields
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.date_field import DateField


class CourseCorrectionDialog(EntryDialog[Course]):
    """Corrects what is on record of a course; number and protocol stay."""

    def __init__(
        self,
        occasion: Occasion,
        products: Sequence[Product],
        *,
        kept: Course,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Course, kept=kept, parent=parent)
        self.fields = CourseFields(occasion, products, self.tr("choose"), self)
        self.opened_on = DateField(name=self.tr("Opened on"), today=occasion.today, past=True)
        self.fields.put_on(self.sheet)
        self.sheet.require("product", self.tr("Choose the product, or “Other product”."))
        self.sheet.put(self.tr("Opened on"), ("opened_on", self.opened_on))
        self.sheet.require("opened_on", self.tr("Type the day the course was opened on."))
        self.finish(self.tr("Course"))
