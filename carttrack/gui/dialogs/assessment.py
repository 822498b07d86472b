"""Logging or correcting one CRS and ICANS assessment, by the keyboard in twenty seconds."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.errors import CarttrackError, InvalidEntryError
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.toxicity.scales import Graded
from carttrack.gui.dialogs.assessment_crs import CrsSection
from carttrack.gui.dialogs.assessment_derived import DerivedColumn, crs_grade, icans_grade
from carttrack.gui.dialogs.assessment_given import GivenSection
from carttrack.gui.dialogs.assessment_hints import KeyHints
from carttrack.gui.dialogs.assessment_icans import IcansSection
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.dialogs.assessment_room import place_grades, size_in
from carttrack.gui.dialogs.assessment_section import Section
from carttrack.gui.dialogs.assessment_view import FocusInView
from carttrack.gui.dialogs.assessment_when import WhenSection
from carttrack.gui.dialogs.room import is_narrow, room_for
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.form import LABEL_WIDTH
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.patient_band import PatientBand


class AssessmentDialog(DialogFrame):
    """Findings on the left, the grades that follow from them on the right, live on every key.

    Nothing is prefilled but the time; a field left alone is not recorded. Save can always
    be pressed and names what it lacks. The dialog stays open until the page accepts it.

    Signals:
        saved: the user saves; carries the `NewAssessment`.
        saved_for_next: the same, and the next patient due is wanted.
        not_done_stated: it was not done; carries the moment and the reason.
    """

    saved = Signal(object)
    saved_for_next = Signal(object)
    not_done_stated = Signal(object, str)

    def __init__(self, setting: AssessmentSetting, parent: QWidget | None = None) -> None:
        correcting = setting.kept is not None
        super().__init__(
            self.tr("Correct CRS / ICANS assessment")
            if correcting
            else self.tr("Log CRS / ICANS assessment"),
            parent=parent,
        )
        self._setting = setting
        self.when = WhenSection(setting)
        self.crs = CrsSection()
        self.icans = IcansSection(
            child=setting.child,
            baseline_ice=setting.baseline("ice"),
            baseline_capd=setting.baseline("capd"),
        )
        self.given = GivenSection(setting)
        self.note = LineField(name=self.tr("Note"), hint=self.tr("Note"))
        self.derived = DerivedColumn(setting)
        self.next = Button(self.tr("Save and next patient"), hint="Ctrl+Shift+Enter")
        self._findings = QWidget()
        self._for_next = False
        FocusInView(self)
        self._place_sections()
        if setting.kept is not None:
            self._show_kept(setting.kept.value)
        self._join()
        self._derive()
        self.crs.fever.temperature.setFocus()

    @property
    def reason(self) -> str:
        """Why a kept entry is corrected."""
        return self.when.reason.value

    def value(self) -> NewAssessment:
        """Return what was entered; raises `InvalidEntryError` for what is wrong or missing."""
        at = self.when.value()
        if self._setting.kept is not None:
            self.when.reason_given("reason")
        given = self.given.values()
        crs, icans = self._crs(at), self._icans(at)
        if crs is None and icans is None:
            raise InvalidEntryError("findings", self._nothing())
        temp_now, systolic, diastolic, spo2 = self.crs.vitals()
        crs_grade(crs)
        icans_grade(icans)
        return NewAssessment(
            at=at,
            crs=crs,
            icans=icans,
            crs_by_hand=self.derived.hand_set(Toxicity.CRS),
            icans_by_hand=self.derived.hand_set(Toxicity.ICANS),
            crs_answered=self.derived.answers(Toxicity.CRS),
            icans_answered=self.derived.answers(Toxicity.ICANS),
            temp_now_c=temp_now,
            systolic=systolic,
            diastolic=diastolic,
            spo2=spo2,
            note=self.note.value,
            given=given,
        )

    @override
    def show_error(self, error: CarttrackError | str) -> None:
        """Show an error at its field, or in the message bar where no field has it."""
        sections = (self.when, self.crs, self.icans, self.given)
        if isinstance(error, InvalidEntryError) and any(
            section.show_error(error, focus=True) for section in sections
        ):
            return
        super().show_error(error)

    @Slot()
    def repeat_support(self) -> None:
        """Repeat the oxygen device and the running infusions on record; never a finding."""
        at = self.when.at
        device = self._setting.device(at)
        if device is not None:
            self.crs.oxygen.show_device(device)
        self.given.repeat(self._setting.running(at))
        self.mark_typed()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place_grades(self._middle, self._scroll, self.derived, self.width(), self.height())

    def _fit(self) -> None:
        parent, room = self.parentWidget(), room_for(self)
        if parent is not None:
            room = room.boundedTo(parent.window().size())
        self.resize(size_in(room, self.form.sizeHint().height()))

    def _crs(self, at: datetime) -> CrsFindings | None:
        if not self.crs.recorded and self.derived.crs.by_hand is None:
            return None
        around = self._setting.around(at, self.given.complete())
        return self.crs.findings(around, self._setting.age(at))

    def _icans(self, at: datetime) -> IcansFindings | None:
        if not self.icans.recorded and self.derived.icans.by_hand is None:
            return None
        return self.icans.findings(self._setting.age(at))

    @Slot()
    def _derive(self) -> None:
        at, given = self.when.at, self.given.complete()
        around = self._setting.around(at, given)
        self.when.show_since(around)
        self.crs.show_around(around)
        self.crs.clear_errors()
        self.icans.clear_errors()
        self.derived.show_after(at, self._derive_crs(at), given)
        self._derive_icans(at)

    def _derive_crs(self, at: datetime) -> Graded | None:
        try:
            self.crs.vitals()
            graded = crs_grade(self._crs(at))
        except InvalidEntryError as error:
            self.crs.show_error(error)
            self.derived.show_refused(self.derived.crs, error)
            return None
        self.derived.show_crs(graded, at)
        return graded

    def _derive_icans(self, at: datetime) -> None:
        try:
            findings = self._icans(at)
            graded = icans_grade(findings)
        except InvalidEntryError as error:
            self.icans.show_error(error)
            self.derived.show_refused(self.derived.icans, error)
            return
        self.derived.show_icans(graded, at, findings)

    @Slot()
    def _changed(self) -> None:
        self.mark_typed()
        self._derive()

    @Slot()
    def _save(self) -> None:
        self.message.clear()
        for_next, self._for_next = self._for_next, False
        try:
            if self.when.is_not_done:
                reason = self.when.reason_given("not_done_reason")
                self.not_done_stated.emit(self.when.value(), reason)
                return
            new = self.value()
        except InvalidEntryError as error:
            in_row = any(row.note.text == error.message for row in self.given.rows)
            if not error.field.endswith(("_by_hand", "_answered")) and not in_row:
                self.show_error(error)
            return
        (self.saved_for_next if for_next else self.saved).emit(new)

    @Slot()
    def _save_for_next(self) -> None:
        self._for_next = True
        self.save_requested.emit()

    @Slot(bool)
    def _show_not_done(self, not_done: bool) -> None:  # noqa: FBT001  (a slot)
        self._findings.setVisible(not not_done)
        self.derived.setEnabled(not not_done)
        self.next.setVisible(not not_done)
        self.mark_typed()

    def _nothing(self) -> str:
        if self.given.recorded:
            return self.tr(
                "No finding is entered. Enter at least one, or record what was given on the "
                "patient's Toxicity tab."
            )
        return self.tr(
            "Nothing is entered. Enter at least one finding, or say that it was not done."
        )

    def _show_kept(self, kept: Assessment) -> None:
        self.crs.show_assessment(kept, self._setting.around(kept.at))
        self.icans.show_assessment(kept)
        self.note.show_value(kept.note)
        self.derived.show_kept(kept)
        self._derive()
        self.derived.show_answers(kept)

    def _join(self) -> None:
        self.save_requested.connect(self._save)
        self.next.clicked.connect(self._save_for_next)
        for section in self._sections():
            section.changed.connect(self._changed)
        self.derived.by_hand_changed.connect(self._derive)
        self.derived.answered.connect(self.mark_typed)
        self.when.not_done_toggled.connect(self._show_not_done)
        keys = {
            "Ctrl+Shift+Return": self.next.click,
            "Ctrl+Shift+Enter": self.next.click,
            "F4": self.repeat_support,
            "Alt+B": self.crs.hypotension.setFocus,
            "Alt+O": self.crs.hypoxia.setFocus,
            "Alt+I": self.icans.state.setFocus,
            "Alt+G": self.given.focus_first,
            "Alt+H": self.derived.focus_by_hand,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _sections(self) -> tuple[Section, ...]:
        return (self.when, self.crs, self.icans, self.given)

    def _place_sections(self) -> None:
        band = PatientBand(compact=True)
        band.show_case(self._setting.case, today=self._setting.today)
        self.show_identity(band)
        note = QHBoxLayout()
        title = Label(self.tr("Note"), tone="text2")
        title.setFixedWidth(LABEL_WIDTH + 4)
        note.addWidget(title)
        note.addWidget(self.note, 1)
        note.addSpacing(8)
        note.addWidget(Label(self.tr("Organ toxicity"), role="small", tone="text2"))
        note.addWidget(self.crs.circumstances.organ_toxicity, 1)
        column = QVBoxLayout(self._findings)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for section in (self.crs, self.icans, self.given):
            column.addWidget(section)
            if section is not self.given:
                column.addWidget(line())
        column.addLayout(note)
        self.form.setSpacing(6)
        self.form.addWidget(self.when)
        self.form.addWidget(self._findings)
        self.form.addStretch()
        self.show_aside(self.derived)
        if not is_narrow():
            self.add_to_footer(KeyHints())
        if self._setting.kept is None:
            self.add_to_footer(self.next, at_left=False)
        else:
            self.next.hide()
