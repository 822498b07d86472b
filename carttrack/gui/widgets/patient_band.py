"""Who the patient is: on every tab of the patient page and in every dialog about a patient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.patients import AlertKind, Sex
from carttrack.gui import icons, words
from carttrack.gui.theme import theme
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label

_LEAST_BESIDE = 300  # facts and product with less room than this stand below the name
_GAP, _LEFT, _RIGHT = 14, 20, 16
_TAG_SIDES = 33  # icon and edges of an alert
_LONG = 48  # a name never elides: a longer one wraps instead of widening the window


@dataclass(frozen=True, slots=True)
class Precaution:
    """A sentence of the alerts row that is no entry: a clinic rule, for example."""

    text: str
    icon: str = "alert-triangle"


class PatientBand(QWidget):
    """Name, MRN (a click copies it), sex, age, weight, disease; product and Day at the right.

    The alerts row wraps; nothing here is ever elided.

    Signals:
        mrn_copied: the MRN is on the clipboard now; carries it.
    """

    mrn_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self.name = Label(role="section" if compact else "name", wrap=False)
        self.mrn = Button("", kind=Kind.QUIET)
        self.mrn.show_icon("copy", after=True)
        self.mrn.setToolTip(self.tr("Copy the MRN"))
        self.facts = Label(tone="text2", wrap=True)
        self.product = Label(role="small", tone="text2", wrap=True)
        self.day = Label(role="section" if compact else "name")
        self._alerts = QWidget()
        self._flow = FlowLayout(self._alerts)
        self._compact, self._courses = compact, ("", "")
        self._lay_out(compact=compact)
        self.mrn.clicked.connect(self._copy)

    def show_case(
        self, case: CaseFile, *, today: date, precautions: Sequence[Precaution] = ()
    ) -> None:
        """Show a patient as of today."""
        patient = case.patient.value
        self.name.setText(patient.name)
        self.mrn.setText(self.tr("MRN {0}").format(patient.mrn))
        self.mrn.setAccessibleName(self.tr("Copy MRN {0}").format(patient.mrn))
        self.facts.setText("   ".join(self._facts(case, today)))
        self.day.setText(self._day(case, today))
        self.setAccessibleName(f"{patient.name}, {self.mrn.text()}, {self.day.text()}")
        self._show_alerts(case, precautions)
        self._courses = (
            self._course(case, case.product_name),
            self._course(case, case.product_short),
        )
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now the words have their true fonts

    def _fit(self) -> None:
        """Keep all in one line where there is room; in a dialog by the product's short name."""
        whole, short = self._courses
        alone = self._alone() <= self.width() - _LEFT - _RIGHT
        self.name.setWordWrap(not alone or len(self.name.text()) > _LONG)
        self.name.setMinimumWidth(1 if alone else 0)
        self._row.setStretch(0, 0 if alone else 1)
        fits = self._fits(whole)
        self.product.setText(whole if fits or not self._compact else short)
        fits = self._fits(self.product.text())
        for part in (self.facts, self.product):
            part.setWordWrap(not fits)
            part.setMinimumWidth(1 if fits else 0)  # a line must not hold the window wide
        self._stand(below=not fits and self._left() < _LEAST_BESIDE)
        row = self._below if self._below.count() else self._row
        row.setStretch(row.indexOf(self.product), 0 if fits else 2)

    def _stand(self, *, below: bool) -> None:
        """Put facts and product beside the name, or into a line of their own below it."""
        if below == bool(self._below.count()):
            return
        row = self._below if below else self._row
        for place, (part, share) in enumerate(((self.facts, 3), (self.product, 2))):
            (self._row if below else self._below).removeWidget(part)
            row.insertWidget(place if below else place + 2, part, share)
        if below:
            self._row.insertStretch(2)
        else:
            self._row.takeAt(self._row.count() - 2)

    def _alone(self) -> int:
        """Return the width of name, MRN and Day in one line."""
        name = _width("section" if self._compact else "name", self.name.text())
        return name + self.mrn.sizeHint().width() + self.day.sizeHint().width() + 2 * _GAP

    def _left(self) -> int:
        """Return the width that name, MRN and Day leave for what else is said."""
        return self.width() - _LEFT - _RIGHT - self._alone() - 2 * _GAP

    def _fits(self, course: str) -> bool:
        return _width("body", self.facts.text()) + _width("small", course) <= self._left()

    def _facts(self, case: CaseFile, today: date) -> list[str]:
        patient = case.patient.value
        sexes = {Sex.FEMALE: self.tr("F"), Sex.MALE: self.tr("M")}
        sex = sexes.get(patient.sex, words.term(patient.sex))
        age = self.tr("{0}, {1} ({2})").format(
            sex, words.age(patient.birth_date, today), short_date(patient.birth_date)
        )
        weight = case.weight
        disease = words.term(patient.disease)
        if patient.disease_status is not None:
            disease = f"{disease}, {words.term(patient.disease_status)}"
        kilograms = self.tr("{0} kg").format(weight.kg) if weight else self.tr("no weight")
        return [age, kilograms, disease]

    def _course(self, case: CaseFile, product: str) -> str:
        if case.course is None:
            return self.tr("No course yet")
        if case.targets:
            targets = "/".join(sorted(words.term(target) for target in case.targets))
            product = f"{product} ({targets})"
        if case.day0 is not None:
            return self.tr("{0}, infused {1}").format(product, short_date(case.day0))
        if case.planned_day0 is not None:
            return self.tr("{0}, planned {1}").format(product, short_date(case.planned_day0))
        return product

    def _day(self, case: CaseFile, today: date) -> str:
        if case.death is not None:
            return self.tr("Died {0}").format(short_date(case.death.value.died_on))
        if case.course is None:
            return ""
        if case.day0 is None and case.planned_day0 is not None:
            return words.day_label((today - case.planned_day0).days, planned=True)
        return words.day_label(case.day(today))

    def _show_alerts(self, case: CaseFile, precautions: Sequence[Precaution]) -> None:
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kept in case.alerts:
            alert = kept.value
            allergy = alert.kind is AlertKind.ALLERGY
            text = f"{alert.subject} ({alert.reaction})" if alert.reaction else alert.subject
            if allergy:
                text = self.tr("Allergy: {0}").format(text)
            icon = "alert-triangle-filled" if allergy else "info-circle"
            self._flow.addWidget(AlertTag(text, icon, allergy=allergy))
        if case.product is not None and case.product.day_convention:
            self._flow.addWidget(AlertTag(case.product.day_convention, "calendar-event"))
        if case.product is not None and case.product.to_confirm:
            text = self.tr("{0}: name and targets to be confirmed by the clinic")
            self._flow.addWidget(AlertTag(text.format(case.product.short), "info-circle"))
        for precaution in precautions:
            self._flow.addWidget(AlertTag(precaution.text, precaution.icon))
        self._alerts.setVisible(self._flow.count() > 0)

    @Slot()
    def _copy(self) -> None:
        number = self.mrn.text().rpartition(" ")[2]
        QGuiApplication.clipboard().setText(number)
        self.mrn_copied.emit(number)

    def _lay_out(self, *, compact: bool) -> None:
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        row = self._row
        row.setSpacing(_GAP)
        self._below.setSpacing(_GAP)
        row.addWidget(self.name)
        row.addWidget(self.mrn)
        row.addWidget(self.facts, 3)
        row.addWidget(self.product, 2)
        row.addWidget(self.day)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.product.setAlignment(right)
        self.day.setAlignment(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 6 if compact else 10, _RIGHT, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(self._below)
        column.addWidget(self._alerts)


def _width(role: str, words: str) -> int:
    """Return the width of a line; the font depends on the words, so no label is asked."""
    return QFontMetrics(theme.font(role, words)).horizontalAdvance(words) + 2


class AlertTag(QWidget):
    """An allergy outlined in red, or a precaution in grey."""

    def __init__(
        self, text: str, icon: str, *, allergy: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._icon, self._allergy = text, icon, allergy
        self.setAccessibleName(text)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self._text) + 36, max(22, metrics.height() + 6))

    @override
    def heightForWidth(self, width: int) -> int:
        if width >= self.sizeHint().width():
            return self.sizeHint().height()
        room, wrap = QRect(0, 0, width - _TAG_SIDES, 0), int(Qt.TextFlag.TextWordWrap)
        return self._metrics().boundingRect(room, wrap, self._text).height() + 6

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = "late_fg" if self._allergy else "text"
        edge = "late_fg" if self._allergy else "border_strong"
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color("late_bg" if self._allergy else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        icons.paint_icon(painter, QRectF(7, 0, 15, self.height()), self._icon, ink)
        painter.setFont(self._font())
        painter.setPen(theme.color(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(27, 0, -6, 0), int(flags), self._text)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        return theme.font("small_strong" if self._allergy else "small", self._text)
