"""The filters of the patient list: each a button that names what it lets pass."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease
from carttrack.gui import words
from carttrack.gui.models.work_list import Namer
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.services.worklist import ON_PATH, FilterChoices, PatientFilter

Value = TypeVar("Value")


class FilterButton(Button, Generic[Value]):
    """Says `Disease: any` or `Disease: LBCL`, and drops a menu of the choices.

    Signals:
        chosen: another value was chosen; carries it, None for any.
    """

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("", size="small", parent=parent)
        self._title = title
        self._options: tuple[tuple[Value, str], ...] = ()
        self._value: Value | None = None
        self.show_icon("chevron-down", after=True)
        self.clicked.connect(self._drop_menu)
        self._say()

    @property
    def value(self) -> Value | None:
        """What passes; None lets all pass."""
        return self._value

    @property
    def options(self) -> tuple[tuple[Value, str], ...]:
        """What can be chosen, each with its words."""
        return self._options

    def offer(self, options: Sequence[tuple[Value, str]]) -> None:
        """Offer other choices; the chosen one stays."""
        self._options = tuple(options)
        self._say()

    def choose(self, value: Value | None) -> None:
        """Choose without telling."""
        self._value = value
        self._say()

    def menu_of_choices(self) -> QMenu:
        """Return the menu: any, then the choices, the chosen one checked."""
        menu = QMenu(self)
        everything = ((None, self.tr("Any")), *self._options)
        for value, text in everything:
            action = QAction(text[:1].upper() + text[1:], menu)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(lambda _checked=False, value=value: self._pick(value))
            menu.addAction(action)
        return menu

    @Slot()
    def _drop_menu(self) -> None:
        menu = self.menu_of_choices()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _pick(self, value: Value | None) -> None:
        if value != self._value:
            self.choose(value)
            self.chosen.emit(value)

    def _say(self) -> None:
        known = (text for value, text in self._options if value == self._value)
        text = self.tr("any") if self._value is None else next(known, str(self._value))
        self.setText(self.tr("{0}: {1}").format(self._title, text))
        self.setAccessibleName(self.text())
        self.setProperty("chosen", self._value is not None)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()


class PatientFilters(QWidget):
    """The row of filters; on the pathway to begin with.

    Signals:
        changed: other patients pass.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status: FilterButton[bool] = FilterButton(self.tr("Status"))
        self.coordinator: FilterButton[str] = FilterButton(self.tr("Coordinator"))
        self.disease: FilterButton[Disease] = FilterButton(self.tr("Disease"))
        self.product: FilterButton[str] = FilterButton(self.tr("Product"))
        self.step: FilterButton[Step] = FilterButton(self.tr("Step"))
        self.clear = Button(self.tr("Clear filters"), kind=Kind.LINK, size="small")
        self.status.offer([(True, self.tr("on pathway")), (False, self.tr("off pathway"))])
        self.disease.offer([(each, words.term(each)) for each in Disease])
        self.step.offer([(each, words.term(each)) for each in Step])
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 7, 16, 7)
        row = FlowLayout(gap=8)
        around.addLayout(row)
        for button in (*self.buttons, self.clear):
            row.addWidget(button)
        for button in self.buttons:
            button.chosen.connect(self._tell)
        self.clear.clicked.connect(self.let_all_pass)
        self.status.choose(ON_PATH.on_path)
        self._mark()

    @property
    def buttons(self) -> tuple[FilterButton[Any], ...]:
        """The filters, in their order."""
        return (self.status, self.coordinator, self.disease, self.product, self.step)

    @property
    def value(self) -> PatientFilter:
        """Which patients pass."""
        return PatientFilter(
            coordinator=self.coordinator.value,
            disease=self.disease.value,
            product=self.product.value,
            step=self.step.value,
            on_path=self.status.value,
        )

    @property
    def is_open(self) -> bool:
        """Whether every patient passes."""
        return self.value == PatientFilter()

    def offer(self, choices: FilterChoices, product: Namer) -> None:
        """Offer the coordinators and products on record."""
        self.coordinator.offer([(name, name) for name in choices.coordinators])
        self.product.offer([(code, product(code)) for code in choices.products])
        self.coordinator.setVisible(bool(choices.coordinators))

    def choose(self, filters: PatientFilter) -> None:
        """Choose every filter without telling."""
        self.status.choose(filters.on_path)
        self.coordinator.choose(filters.coordinator)
        self.disease.choose(filters.disease)
        self.product.choose(filters.product)
        self.step.choose(filters.step)
        self._mark()

    @Slot()
    def let_all_pass(self) -> None:
        """Take every filter away."""
        for button in self.buttons:
            button.choose(None)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        self.clear.setVisible(not self.is_open)
