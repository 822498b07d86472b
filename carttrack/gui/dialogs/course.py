"""A course to open: its product, its study, the day of the referral."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.courses import check_targets
from carttrack.domain.pathway.products import Product
from carttrack.domain.patients import Target
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.sheet import Sheet
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField

_SHORTEST = 30
OTHER = "other"
"""The product of a course whose product the catalogue does not know; it has a name instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseToOpen:
    """A course as asked for; `referred_on` starts its first step.

    `target` and `second_target` are those of a product that the catalogue does not know.
    """

    product: str
    product_name: str = ""
    study: str = ""
    referred_on: date | None = None
    target: Target | None = None
    second_target: Target | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "product", fields.line("product", self.product, required=True))
        for field in ("product_name", "study"):
            object.__setattr__(self, field, fields.line(field, getattr(self, field)))
        if self.product == OTHER and not self.product_name:
            raise InvalidEntryError("product_name", "Type the name of the product.")
        check_targets(self.target, self.second_target)


class CourseFields(QObject):
    """The fields of a course, on whichever sheet."""

    def __init__(
        self, occasion: Occasion, products: Sequence[Product], empty: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        offered = [(product.id, f"{product.name} ({product.short})") for product in products]
        offered.append((OTHER, self.tr("Other product")))
        self.product = Choice(offered, name=self.tr("Product"), empty=empty)
        self.product.setMinimumContentsLength(_SHORTEST)
        self.product.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.product_name = LineField(name=self.tr("Name of the product"))
        targets = words.options(Target)
        self.target = Choice(targets, name=self.tr("Target of the product"))
        self.second_target = Choice(
            targets, name=self.tr("Second target of the product"), empty=self.tr("none")
        )
        self.study = LineField(name=self.tr("Study"))
        self.referred_on = DateField(name=self.tr("Referred on"), today=occasion.today, past=True)

    def put_on(self, sheet: Sheet) -> None:
        """Put the rows on a sheet."""
        sheet.put(self.tr("Product"), ("product", self.product), stretch=True)
        sheet.put(self.tr("Other product"), ("product_name", self.product_name), stretch=True)
        sheet.put(
            self.tr("Target"),
            ("target", self.target),
            self.tr("and"),
            ("second_target", self.second_target),
        )
        sheet.put(self.tr("Study"), ("study", self.study), stretch=True)
        self.product.currentIndexChanged.connect(lambda _place: self._suit(sheet))
        self._suit(sheet)

    def _suit(self, sheet: Sheet) -> None:
        """Ask for the name and the target only of a product that the catalogue does not know."""
        other = self.product.value == OTHER
        self.product_name.setEnabled(other or bool(self.product_name.value))
        sheet.show_row("target", shown=other)
        if not other:
            self.target.choose(None)
            self.second_target.choose(None)


class CourseDialog(EntryDialog[CourseToOpen]):
    """Takes the product of a further course."""

    def __init__(
        self, occasion: Occasion, products: Sequence[Product], parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, CourseToOpen, parent=parent)
        self.fields = CourseFields(occasion, products, self.tr("choose"), self)
        self.fields.put_on(self.sheet)
        self.sheet.put(self.tr("Referred on"), ("referred_on", self.fields.referred_on))
        self.sheet.require("product", self.tr("Choose the product, or “Other product”."))
        self.finish(self.tr("Open a course"))
