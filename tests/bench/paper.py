"""The visit summary's PDF beside a bare canvas with as many strings and lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from typing_extensions import override

from carttrack.domain.kept import PatientId
from carttrack.domain.summary import VisitSummary
from carttrack.report import document
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services.clinic import Clinic
from carttrack.services.summary import gather
from tests.bench.figures import Trial
from tests.bench.statements import Statements
from tests.bench.stopwatch import Reading, Stopwatch
from tests.bench.stores import opened

CAST = 42
_DRAWN = ("line", "rect", "roundRect", "circle", "drawPath")


@dataclass
class Drawn:
    """What one paper draws: each string with font and size, and how many lines and shapes."""

    strings: list[tuple[str, float, str]] = field(default_factory=list)
    lines: int = 0
    pages: int = 0


def trials(store: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Yield the visit summary with the longest course of the cast."""
    clinic = opened(store)
    try:
        summary = _longest(clinic)
        drawn = recorded(summary)

        def ours(slow: bool) -> Reading:  # noqa: FBT001  (a trial's path)
            counted, stopwatch = Statements(), Stopwatch()
            write_visit_summary(summary, BytesIO())
            return stopwatch.read(slow=slow, statements=counted.stop())

        def floor() -> Reading:
            stopwatch = Stopwatch()
            draw(drawn)
            return stopwatch.read()

        yield Trial("visit PDF", size, rounds, ours, floor)
    finally:
        clinic.store.close()


def recorded(summary: VisitSummary) -> Drawn:
    """Write a summary once on a canvas that counts what is drawn."""
    drawn = Drawn()
    document.__dict__["Canvas"] = _recording(drawn)
    try:
        write_visit_summary(summary, BytesIO())
    finally:
        document.__dict__["Canvas"] = Canvas
    return drawn


def draw(drawn: Drawn) -> bytes:
    """Draw as many strings and lines in the same fonts, with nothing laid out or checked."""
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1)
    for page in range(drawn.pages):
        for place, (font, size, text) in enumerate(drawn.strings[page :: drawn.pages]):
            canvas.setFont(font, size)
            canvas.drawString(40 + page, 800 - place, text)
        for place in range(page, drawn.lines, drawn.pages):
            canvas.line(40, 800 - place, 500, 800 - place)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _longest(clinic: Clinic) -> VisitSummary:
    summaries = [gather(clinic, PatientId(number)) for number in range(1, CAST + 1)]
    return max(summaries, key=lambda one: len(one.case.assessments) + len(one.case.visits))


def _recording(drawn: Drawn) -> type[Canvas]:
    formatted = cast("Any", PDFTextObject)._formatText

    def recording(words: Any, text: str) -> Any:
        if text:
            drawn.strings.append((words._fontname, words._fontsize, text))
        return formatted(words, text)

    recording_text: Any = type("RecordingText", (PDFTextObject,), {"_formatText": recording})

    class RecordingCanvas(Canvas):
        @override
        def beginText(self, *place: Any, **more: Any) -> Any:
            return recording_text(self, *place, **more)

        @override
        def showPage(self) -> None:
            drawn.pages += 1
            super().showPage()

    inside: list[str] = []
    for name in _DRAWN:
        setattr(RecordingCanvas, name, _counted(getattr(Canvas, name), drawn, inside))
    return RecordingCanvas


def _counted(function: Callable[..., Any], drawn: Drawn, inside: list[str]) -> Callable[..., Any]:
    """Count a call, but not those that the library makes inside of it."""

    @wraps(function)
    def counting(*parts: Any, **more: Any) -> Any:
        drawn.lines += not inside
        inside.append(function.__name__)
        try:
            return function(*parts, **more)
        finally:
            inside.pop()

    return counting
