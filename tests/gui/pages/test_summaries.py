"""The PDF dialog: the true pages, export and print, and what is kept of it."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.follow_up.visits import VisitForm
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.summary import SummaryDialog
from carttrack.gui.dialogs.summary_paper import LETTER, MadeSummary, NoteKind
from carttrack.gui.pages.summaries import Issuing, file_name, notes_on, open_summary
from carttrack.gui.pages.summary_pictures import pictures
from carttrack.gui.pages.summary_printing import prepared_printer, print_pictures
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import Label
from carttrack.services import follow_up, history, summary
from carttrack.services.clinic import Clinic
from tests.services.builders import infused, registered

SEEN = date(2026, 11, 18)


@pytest.fixture
def desk(clinic: Clinic, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001  (Qt)
    tasks = Tasks()
    yield Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    tasks.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QWidget) -> SummaryDialog:
    patient_id, course_id = infused(desk.clinic)
    form = VisitForm(seen_on=SEEN, ecog=1, pending=("igg",))
    follow_up.complete_visit(desk.clinic, course_id, "day_28", form)
    made = open_summary(desk, patient_id, window)
    assert made is not None
    qtbot.waitUntil(lambda: made.made is not None, timeout=10_000)
    return made


def the_made(dialog: SummaryDialog) -> MadeSummary:
    assert dialog.made is not None
    return dialog.made


def the_issuing(dialog: SummaryDialog) -> Issuing:
    return next(child for child in dialog.children() if isinstance(child, Issuing))


def test_the_pages_of_the_finished_paper_are_shown(dialog: SummaryDialog) -> None:
    made = the_made(dialog)
    assert made.wish.visit_on == SEEN
    assert made.content.startswith(b"%PDF")
    assert len(dialog.pages.sheets) == len(made.pages) >= 1
    assert dialog.place.text() == f"Page 1 of {len(made.pages)}"
    assert dialog.fit.text().startswith("Fit width")
    assert dialog.export.isEnabled()


def test_the_age_of_a_child_under_2_has_its_months(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = registered(desk.clinic, birth_date=date(2025, 1, 2))
    made = open_summary(desk, patient_id, window)
    assert made is not None
    qtbot.waitUntil(lambda: made.made is not None, timeout=10_000)
    assert any("female, 1 y 10 mo" in label.text() for label in made.findChildren(Label))


def test_the_notes_say_what_is_pending_and_what_the_note_begins_with(
    dialog: SummaryDialog,
) -> None:
    lead, pending = the_made(dialog).notes
    assert (lead.kind, pending.kind) == (NoteKind.INFO, NoteKind.PENDING)
    assert pending.text == "IgG has no result yet. It prints as “pending”."


def test_without_anything_pending_there_is_one_note(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    assert len(notes_on(summary.gather(clinic, patient_id))) == 1


def test_another_paper_is_made_again(qtbot: QtBot, dialog: SummaryDialog) -> None:
    before = the_made(dialog).pages[0]
    dialog.paper.choose(LETTER)
    dialog.paper.activated.emit(1)
    assert dialog.made is None
    assert not dialog.export.isEnabled()
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=10_000)
    after = the_made(dialog).pages[0]
    assert before.height() / before.width() > after.height() / after.width()


def test_larger_pages_get_sharper_pictures(qtbot: QtBot, dialog: SummaryDialog) -> None:
    before = the_made(dialog).pages[0].width()
    dialog.larger.click()
    qtbot.waitUntil(lambda: the_made(dialog).pages[0].width() > before, timeout=10_000)
    assert the_made(dialog).pages[0].width() == dialog.pages.pixels


def test_export_writes_the_pages_on_show_and_keeps_that_it_did(
    desk: Desk, dialog: SummaryDialog, tmp_path: Path
) -> None:
    made, target = the_made(dialog), tmp_path / file_name(SEEN)
    the_issuing(dialog).export(made, target)
    assert target.name == "summary-2026-11-18.pdf"
    assert target.read_bytes() == made.content
    assert "Exported to" in dialog.message.title.text()
    assert desk.settings.export_folder == tmp_path
    with desk.clinic.reading() as work:
        (paper,) = work.papers.of(1)
    assert paper.value.sha256 == hashlib.sha256(made.content).hexdigest()
    assert paper.value.destination == target.name


def test_a_path_that_cannot_be_written_is_said_and_nothing_is_kept(
    desk: Desk, dialog: SummaryDialog, tmp_path: Path
) -> None:
    target = tmp_path / "missing" / "summary.pdf"
    the_issuing(dialog).export(the_made(dialog), target)
    assert dialog.message.isVisible()
    assert "could not be written" in dialog.message.title.text()
    with desk.clinic.reading() as work:
        assert work.papers.of(1) == ()


def test_export_asks_where_and_offers_a_name_without_the_patient(dialog: SummaryDialog) -> None:
    dialog.export.click()
    asked = dialog.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == "summary-2026-11-18.pdf"
    assert not asked.testOption(QFileDialog.Option.DontConfirmOverwrite)
    asked.reject()


def test_a_window_that_goes_while_pages_are_made_leaves_nothing_behind(
    qtbot: QtBot, desk: Desk
) -> None:
    patient_id, _ = infused(desk.clinic)
    window = QWidget()
    window.show()
    open_summary(desk, patient_id, window)
    with qtbot.waitSignal(desk.tasks.finished, timeout=10_000), qtbot.captureExceptions() as odd:
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert odd == []


def test_esc_leaves_without_a_question(dialog: SummaryDialog) -> None:
    dialog.visit.setFocus()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_name_that_paper_cannot_draw_is_said_in_the_dialog(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    patient_id, _ = registered(desk.clinic, family_name="\U00012000", mrn="9000999")
    made = open_summary(desk, patient_id, window)
    assert made is not None
    qtbot.waitUntil(made.message.isVisible, timeout=10_000)
    assert "cannot draw" in f"{made.message.title.text()} {made.message.text.text()}"
    assert not made.export.isEnabled()


def test_printing_prints_every_page(qtbot: QtBot, dialog: SummaryDialog, tmp_path: Path) -> None:
    made, target = the_made(dialog), tmp_path / "printed.pdf"
    printer = prepared_printer("A4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    the_issuing(dialog).print_on(made, printer)
    qtbot.waitUntil(lambda: "Sent to the printer" in dialog.message.title.text(), timeout=20_000)
    assert len(pictures(target.read_bytes(), width=100)) == len(made.pages)


def test_what_is_issued_is_in_history(desk: Desk, dialog: SummaryDialog, tmp_path: Path) -> None:
    the_issuing(dialog).export(the_made(dialog), tmp_path / "summary.pdf")
    patient_id = the_issuing(dialog)._patient_id
    assert history.of_patient(desk.clinic, patient_id)[0].what.startswith("Visit summary issued")


def test_a_picture_fills_a_printed_page(tmp_path: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    picture = QImage(210, 297, QImage.Format.Format_RGB32)
    picture.fill(0)
    printer = prepared_printer("A4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    print_pictures(printer, [picture])
    (page,) = pictures((tmp_path / "page.pdf").read_bytes(), width=210)
    assert page.pixelColor(105, 150).lightness() < 20
