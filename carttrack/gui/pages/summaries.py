"""The visit summary on its way to paper: made, shown, exported, printed, kept on record."""

import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from carttrack.domain.errors import CarttrackError
from carttrack.domain.kept import PatientId
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import ORDERABLE_TERMS
from carttrack.domain.tick import Tick
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.summary import SummaryDialog
from carttrack.gui.dialogs.summary_paper import MadeSummary, NoteKind, SummaryNote, SummaryWish
from carttrack.gui.pages.summary_pictures import pictures
from carttrack.gui.pages.summary_printing import DPI, prepared_printer, print_pictures
from carttrack.report.document import write
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import casefile
from carttrack.services import summary as summaries


def open_summary(
    desk: Desk, patient_id: PatientId, parent: QWidget | None = None
) -> SummaryDialog | None:
    """Open the PDF dialog of a patient; None (and a message) where the patient is gone."""
    try:
        case = casefile.read(desk.clinic, patient_id)
    except CarttrackError as error:
        desk.failed.emit(str(error))
        return None
    today = desk.clinic.today()
    dialog = SummaryDialog(
        case,
        summaries.visit_days(case, today),
        today=today,
        visit_on=summaries.latest_visit_day(case, today),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    issuing = Issuing(desk, patient_id, dialog)
    dialog.open()
    issuing.make(dialog.wish)
    return dialog


class Issuing(QObject):
    """Makes what the dialog wishes, off the GUI thread, and lets it leave the clinic."""

    def __init__(self, desk: Desk, patient_id: PatientId, dialog: SummaryDialog) -> None:
        super().__init__(dialog)
        self._desk, self._patient_id, self._dialog = desk, patient_id, dialog
        self._summary: VisitSummary | None = None
        self._waiting: Callable[[], None] | None = None
        self._closed = False
        dialog.finished.connect(self._close)
        dialog.wanted.connect(self.make)
        dialog.width_wanted.connect(self._sharpen)
        dialog.export_requested.connect(self._ask_where)
        dialog.print_requested.connect(self._ask_printer)
        desk.tasks.finished.connect(self._start_waiting)

    @Slot(object)
    def make(self, wish: SummaryWish) -> None:
        """Make a summary and show its pages."""
        clinic = self._desk.clinic
        try:
            gathered = summaries.gather(clinic, self._patient_id, visit_on=wish.visit_on)
        except CarttrackError as error:
            self._dialog.show_failure(error)
            return
        self._summary = gathered
        pixels = self._dialog.pages.pixels

        def work(_tick: Tick) -> MadeSummary:
            file = BytesIO()
            write_visit_summary(gathered, file, paper=wish.paper)
            content = file.getvalue()
            return MadeSummary(wish, content, pictures(content, width=pixels), notes_on(gathered))

        self._run(work, self._dialog.show_summary)

    @Slot(int)
    def _sharpen(self, pixels: int) -> None:
        made = self._dialog.made
        if made is None:
            return

        def work(_tick: Tick) -> MadeSummary:
            pages = pictures(made.content, width=pixels)
            return MadeSummary(made.wish, made.content, pages, made.notes)

        self._run(work, self._dialog.show_summary)

    def export(self, made: MadeSummary, path: Path) -> None:
        """Write the paper on show to a file, and keep that it was issued."""
        try:
            write(made.content, path)
        except CarttrackError as error:
            self._dialog.show_error(error)
            return
        self._desk.settings.export_folder = path.parent
        if self._record(made, path.name):
            self._dialog.show_issued(self.tr("Exported to {0}.").format(path))

    def print_on(self, made: MadeSummary, printer: QPrinter) -> None:
        """Print the paper on show, and keep that it was issued."""

        def work(_tick: Tick) -> object:
            return pictures(made.content, dpi=DPI)

        def then(pages: object) -> None:
            assert isinstance(pages, tuple)
            try:
                print_pictures(printer, pages)
            except CarttrackError as error:
                self._dialog.show_error(error)
                return
            if self._record(made, "printer"):
                self._dialog.show_issued(self.tr("Sent to the printer."))

        self._run(work, then)

    @Slot(object)
    def _ask_where(self, made: MadeSummary) -> None:
        asked = QFileDialog(self._dialog, self.tr("Export PDF"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter(self.tr("PDF (*.pdf)"))
        asked.setDefaultSuffix("pdf")
        folder = self._desk.settings.export_folder
        if folder is not None:
            asked.setDirectory(str(folder))
        asked.selectFile(file_name(made.wish.visit_on))
        asked.fileSelected.connect(lambda chosen: self.export(made, Path(chosen)))
        asked.open()

    @Slot(object)
    def _ask_printer(self, made: MadeSummary) -> None:
        printer = prepared_printer(made.wish.paper)
        asked = QPrintDialog(printer, self._dialog)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setMinMax(1, len(made.pages))
        accepted = QDialog.DialogCode.Accepted
        asked.finished.connect(
            lambda answer: self.print_on(made, printer) if answer == accepted else None
        )
        QDialog.open(asked)

    def _record(self, made: MadeSummary, destination: str) -> bool:
        gathered = self._summary
        if gathered is None or gathered.case.course_id is None:
            return True
        digest = hashlib.sha256(made.content).hexdigest()
        clinic = self._desk.clinic
        try:
            summaries.record_issued(clinic, gathered, sha256=digest, destination=destination)
        except CarttrackError as error:
            self._dialog.show_error(error)
            return False
        return True

    def _run(self, work: Callable[[Tick], object], then: Callable[..., None]) -> None:
        """Start work, or let it wait for what is running; the last that waits is done."""

        def start() -> None:
            self._desk.tasks.run(
                work,
                then=lambda answer: None if self._left else then(answer),
                failed=self._fail,
                what=self.tr("Preparing the visit summary"),
            )

        if self._desk.tasks.busy:
            self._waiting = start
        else:
            start()

    @Slot()
    def _start_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not self._left:
            waiting()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, CarttrackError):
            raise error
        if not self._left:
            self._dialog.show_failure(error)

    @property
    def _left(self) -> bool:
        """Whether the dialog was closed, or went with its window while work was running."""
        return not isValid(self._dialog) or self._closed

    @Slot()
    def _close(self) -> None:
        self._closed = True


def file_name(visit_on: date) -> str:
    """Return the name offered for a file; it names no patient."""
    return f"summary-{visit_on.isoformat()}.pdf"


def notes_on(summary: VisitSummary) -> tuple[SummaryNote, ...]:
    """Return what to know about a summary: what its note begins with, and what is pending."""
    lead = SummaryNote(
        NoteKind.INFO,
        f"Published figures: “{summary.applicability.lead}” The note is printed above the "
        "figures and cannot be removed.",
    )
    pending = [ORDERABLE_TERMS[name] for name in summary.form.pending] if summary.form else []
    if any(kept.value.marrow_pending for kept in summary.case.responses):
        pending.append("marrow")
    if not pending:
        return (lead,)
    words = ", ".join(pending)
    one = len(pending) == 1
    have = f"{words[0].upper()}{words[1:]} {'has' if one else 'have'} no result yet."
    prints = f"{'It prints' if one else 'They print'} as “pending”."
    return (lead, SummaryNote(NoteKind.PENDING, f"{have} {prints}"))
