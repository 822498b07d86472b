"""Writing a finished paper: whole or not at all."""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from carttrack.domain.errors import CarttrackError
from carttrack.report.fonts import inter
from carttrack.report.page import PageFrame
from carttrack.report.paging import paged
from carttrack.report.style import MARGIN

# Streams are written as bytes: as text they are a quarter longer and slower to make.
rl_config.useA85 = 0
# The PDF library keeps a font's open state in the font, so papers are made one at a time.
_WRITING = Lock()
_PDF = b"%PDF-"
_SCRATCH, _PART = ".carttrack-", ".part"
_STALE_S = 24 * 60 * 60  # no paper is written for a day


class PaperNotWrittenError(CarttrackError):
    """The file could not be written; one that stood there before is whole.

    Attributes:
        path: where it should have gone.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The paper could not be written to {path}: {why}. A file that stood there before is "
            "unchanged. Choose another folder or name."
        )
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    language: str = "en-GB"


def pdf_bytes(
    story: Callable[[PageFrame], Sequence[Flowable]], frame: PageFrame, metadata: Metadata
) -> bytes:
    """Return the finished PDF; the same story gives the same bytes."""
    file = BytesIO()
    with _WRITING:
        pages = paged(story(frame), frame.size[0] - 2 * MARGIN, frame.room)
        canvas = _canvas(file, frame, metadata)
        for number, page in enumerate(pages, start=1):
            frame.draw(canvas, number, len(pages))
            for placed in page:
                placed.flowable.drawOn(canvas, MARGIN, frame.ceiling - placed.bottom)
            canvas.showPage()
        canvas.save()
    return file.getvalue()


def write(content: bytes, target: Path | BinaryIO) -> None:
    """Write a finished paper to a file, or to an open one.

    A path is written beside and then renamed, so that it holds the old paper or the new one
    whole. A file that neither is nor is called a PDF is never replaced: a slip of the name must
    not cost a store or its copy. Raises `PaperNotWrittenError`.
    """
    if not isinstance(target, Path):
        target.write(content)
        return
    try:
        if not _may_be_replaced(target):
            raise PaperNotWrittenError(target, "another kind of file has this name")
        _replace(target, content)
    except OSError as error:
        why = (error.strerror or "the system gave no reason").lower()
        raise PaperNotWrittenError(target, why) from error


def _may_be_replaced(target: Path) -> bool:
    if target.suffix.lower() == ".pdf" or not target.is_file():
        return True
    with target.open("rb") as file:
        return file.read(len(_PDF)) in {b"", _PDF}


def _replace(target: Path, content: bytes) -> None:
    _remove_stale(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_SCRATCH, suffix=_PART)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _remove_stale(folder: Path) -> None:
    """Remove papers that an ended program left half-written more than a day ago."""
    with suppress(OSError):  # whatever cannot be listed or removed is in nobody's way
        for left in folder.glob(f"{_SCRATCH}*{_PART}"):
            if time.time() - left.lstat().st_mtime > _STALE_S:
                left.unlink()


def _canvas(file: BytesIO, frame: PageFrame, metadata: Metadata) -> Canvas:
    # Without a first font of ours every page would name Helvetica, which is not embedded.
    first: dict[str, Any] = {"initialFontName": inter(400).name}
    canvas = Canvas(
        file, pagesize=frame.size, pageCompression=1, invariant=1, lang=metadata.language, **first
    )
    canvas.setTitle(metadata.title)
    canvas.setAuthor(metadata.author)
    canvas.setSubject(metadata.subject)
    canvas.setCreator("carttrack")
    return canvas
