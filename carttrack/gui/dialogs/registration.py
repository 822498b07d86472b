"""Registering a patient: all that is asked, in one form that scrolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.products import Product
from carttrack.domain.patients import (
    Alert,
    AntigenTest,
    Contact,
    Patient,
    TherapyLine,
    Weight,
    age_on,
)
from carttrack.gui.dialogs import registration_rows
from carttrack.gui.dialogs.course import CourseFields, CourseToOpen
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.patient_fields import PatientFields
from carttrack.gui.dialogs.section_list import SectionList
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import DecimalField
from carttrack.gui.widgets.note_line import NoteLine

_WIDTH, _INDEX, _NARROW = 940, 176, 800
_OF_AGE = 18
_PAUSE_MS = 300
_UNNAMED = "-"

Similar = Callable[[Patient], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatient:
    """A registration as entered; `assent_on` is the day a minor assented, kept with the course."""

    patient: Patient
    weights: tuple[Weight, ...] = ()
    contacts: tuple[Contact, ...] = ()
    therapy_lines: tuple[TherapyLine, ...] = ()
    antigen_tests: tuple[AntigenTest, ...] = ()
    alerts: tuple[Alert, ...] = ()
    course: CourseToOpen | None = None
    assent_on: date | None = None


class RegistrationDialog(EntryDialog[NewPatient]):
    """Takes a new patient; points out who is registered with a similar name while it is typed.

    `similar` returns a sentence for each patient who resembles the one entered so far.
    """

    def __init__(
        self,
        occasion: Occasion,
        products: Sequence[Product],
        similar: Similar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, NewPatient, parent=parent)
        self._similar = similar
        self.fields = PatientFields(occasion, self.sheet, self)
        self.kg = DecimalField(name=self.tr("Weight"), unit="kg")
        self.measured_on = DateField(
            name=self.tr("Weight measured on"), today=occasion.today, past=True
        )
        self.therapy_lines = registration_rows.therapy_lines(self, occasion)
        self.antigen_tests = registration_rows.antigen_tests(self, occasion)
        self.alerts = registration_rows.alerts(self, occasion)
        self.contacts = registration_rows.contacts(self, occasion)
        self.assent_on = DateField(name=self.tr("Assent given on"), today=occasion.today, past=True)
        self.course = CourseFields(occasion, products, self.tr("none yet"), self)
        self.likeness, self.minor = NoteLine(), NoteLine()
        self.sections = SectionList(name=self.tr("Sections of the form"))
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_rows()
        self.save.setText(self.tr("Register"))
        self.finish(self.tr("New patient"), _WIDTH)
        self._connect_changes()
        self._suit_age()

    @override
    def value(self) -> NewPatient:
        found = self.sheet.values()
        return NewPatient(
            patient=self.fields.patient(found),
            weights=_weights(found, self.tr("Type weight and day, or neither.")),
            contacts=self.contacts.values,
            therapy_lines=self.therapy_lines.values,
            antigen_tests=self.antigen_tests.values,
            alerts=self.alerts.values,
            course=self._course(found),
            assent_on=self._assent(found),
        )

    def _course(self, found: dict[str, Any]) -> CourseToOpen | None:
        names = tuple(field.name for field in fields(CourseToOpen))
        if not found["product"]:
            return None
        return CourseToOpen(**{name: found[name] for name in names})

    def _assent(self, found: dict[str, Any]) -> date | None:
        on: date | None = found["assent_on"]
        if on is None or not self._is_minor():
            return None
        if not found["product"]:
            raise InvalidEntryError(
                "assent_on", self.tr("The assent is kept with the course. Choose the product too.")
            )
        return on

    def _is_minor(self) -> bool:
        born = self.fields.birth_date.value
        return born is not None and age_on(born, self.occasion.today) < _OF_AGE

    @Slot()
    def _suit_age(self) -> None:
        minor = self._is_minor()
        text = self.tr("Under 18 years: enter the guardians, and the day of the assent.")
        self.minor.say(text if minor else "")
        self.sheet.show_row("assent_on", shown=minor)

    @Slot()
    def _look_for_similar(self) -> None:
        """Point out who is alike; a name or MRN not typed yet stands as a dash."""
        born, family = self.fields.birth_date.value, self.fields.family_name.value
        if born is None or not family:
            self.likeness.say("")
            return
        try:
            entered = Patient(
                mrn=self.fields.mrn.value or _UNNAMED,
                family_name=family,
                given_name=self.fields.given_name.value or _UNNAMED,
                birth_date=born,
                phone=self.fields.phone.value,
            )
        except InvalidEntryError:
            return
        self.likeness.say("\n".join(self._similar(entered)), "warning")

    def _connect_changes(self) -> None:
        fields = self.fields
        for field in (fields.mrn, fields.family_name, fields.given_name, fields.phone):
            field.edited.connect(self._timer.start)
        fields.birth_date.changed.connect(self._timer.start)
        fields.birth_date.changed.connect(self._suit_age)
        self._timer.timeout.connect(self._look_for_similar)
        for rows in (self.therapy_lines, self.antigen_tests, self.alerts, self.contacts):
            rows.changed.connect(self.mark_typed)
        self.sections.follow(self.findChildren(QScrollArea)[0])

    def _lay_rows(self) -> None:
        sheet, fields = self.sheet, self.fields
        self._section(self.tr("Patient"), fields.mrn)
        fields.put_identity()
        sheet.add_note(self.likeness)
        fields.put_sex()
        sheet.put(
            self.tr("Weight"),
            ("kg", self.kg),
            self.tr("measured on"),
            ("measured_on", self.measured_on),
        )
        fields.put_care()
        self._section(self.tr("Allergies, precautions"), self.alerts.add)
        sheet.add_wide(self.alerts)
        self._section(self.tr("Contacts"), self.contacts.add)
        sheet.add_wide(self.minor)
        sheet.add_wide(self.contacts)
        sheet.put(self.tr("Assent given on"), ("assent_on", self.assent_on))
        self._section(self.tr("Disease"), fields.disease)
        fields.put_disease()
        self._section(self.tr("Earlier therapy"), fields.prior_transplant)
        fields.put_before()
        sheet.add_wide(self.therapy_lines)
        self._section(self.tr("Target antigen"), self.antigen_tests.add)
        sheet.add_wide(self.antigen_tests)
        self._section(self.tr("Course"), self.course.product)
        self.course.put_on(sheet)
        sheet.put(self.tr("Referred on"), ("referred_on", self.course.referred_on))
        self._middle.insertWidget(0, self.sections)
        self.sections.setFixedWidth(_INDEX)
        self._beside += _INDEX

    def _section(self, title: str, first: QWidget) -> None:
        self.sections.add(title, self.sheet.add_section(title), first)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sections.setVisible(self.width() >= _NARROW)


def _weights(found: dict[str, Any], both: str) -> tuple[Weight, ...]:
    kg, day = found["kg"], found["measured_on"]
    if kg is None and day is None:
        return ()
    if kg is None or day is None:
        raise InvalidEntryError("kg" if kg is None else "measured_on", both)
    return (Weight(kg=kg, measured_on=day),)
