"""Pages of a finished PDF as pictures, for the screen and for the printer; works off any thread."""

from importlib import import_module
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

_RENDERING = Lock()  # the PDF library is not safe on two threads at once
_POINTS_PER_INCH = 72


def pictures(
    content: bytes, *, width: int | None = None, dpi: int | None = None
) -> tuple[QImage, ...]:
    """Return each page as a picture, `width` pixels wide or at `dpi` dots per inch."""
    pdfium: Any = import_module("pypdfium2")  # late and untyped: the library ships no types
    with _RENDERING:
        document = pdfium.PdfDocument(content)
        try:
            return tuple(_picture(page, width, dpi) for page in document)
        finally:
            document.close()


def _picture(page: Any, width: int | None, dpi: int | None) -> QImage:
    scale = (dpi or _POINTS_PER_INCH) / _POINTS_PER_INCH
    if width is not None:
        scale = width / page.get_width()
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    try:
        whole = bytes(bitmap.buffer)
        picture = QImage(
            whole, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return picture.copy()
    finally:
        bitmap.close()
        page.close()
