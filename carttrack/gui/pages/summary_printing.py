"""Printing the pages of a paper as they were shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from carttrack.domain.errors import CarttrackError

DPI = 300


class NotPrintedError(CarttrackError):
    """The printer could not be opened; nothing was printed."""


def prepared_printer(paper: str) -> QPrinter:
    """Return a printer set to the paper (`A4` or `Letter`), one copy of all pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize.PageSizeId.A4 if paper == "A4" else QPageSize.PageSizeId.Letter
    printer.setPageSize(QPageSize(size))
    printer.setFullPage(True)
    return printer


def print_pictures(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Print each picture on a page of its own; raises `NotPrintedError`."""
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError(
            f"Nothing was printed: {printer.printerName() or 'the printer'} could not be opened. "
            "The record is unchanged. Choose another printer, or export the PDF."
        )
    try:
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        chosen = pages[first - 1 : last]
        for number, page in enumerate(chosen):
            if number:
                printer.newPage()
            room = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            size = QSizeF(page.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(room.topLeft(), size), page)
    finally:
        painter.end()
