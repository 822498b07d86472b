"""What the PDF dialog shows and asks for, as values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtGui import QImage

A4, LETTER = "A4", "Letter"


class NoteKind(StrEnum):
    """How a note looks."""

    INFO = "info"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class SummaryNote:
    """Something to know about the paper before it leaves the clinic."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class SummaryWish:
    """Which summary is wanted: the day it is about, and the paper (`A4` or `Letter`)."""

    visit_on: date
    paper: str


@dataclass(frozen=True, slots=True)
class MadeSummary:
    """A finished paper: its bytes as they are written, its pages as pictures, what to know."""

    wish: SummaryWish
    content: bytes
    pages: tuple[QImage, ...]
    notes: tuple[SummaryNote, ...]
