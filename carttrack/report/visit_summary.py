"""The visit summary as a PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus.flowables import Flowable

from carttrack.domain.days import moment, short_date
from carttrack.domain.summary import VisitSummary
from carttrack.domain.terms import term
from carttrack.domain.tick import Tick, ignore
from carttrack.report.document import Metadata, pdf_bytes, write
from carttrack.report.page import Letterhead, PageFrame
from carttrack.report.sections.appointments import appointments
from carttrack.report.sections.course_chart import course_chart
from carttrack.report.sections.course_figures import course_figures
from carttrack.report.sections.events import events, has_events
from carttrack.report.sections.key_figures import key_figures
from carttrack.report.sections.pathway import pathway
from carttrack.report.sections.plan import plan
from carttrack.report.sections.published_figures import published_figures
from carttrack.report.sections.response import response
from carttrack.report.sections.signatures import signatures
from carttrack.report.sections.sources import sources
from carttrack.report.sections.title import title
from carttrack.report.sections.visit_facts import visit_facts
from carttrack.report.style import MARGIN, PAPERS


def write_visit_summary(
    summary: VisitSummary, target: Path | BinaryIO, *, paper: str = "A4", tick: Tick = ignore
) -> None:
    """Write the summary as a PDF of one to several pages; the same value gives the same bytes.

    `paper` is `A4` or `Letter`. A path is replaced only by the finished paper. Raises
    `PaperNotWrittenError` where it cannot be written, `MissingGlyphError` for a character that no
    embedded font has, `RightToLeftError` for a script that paper cannot set yet; a file that
    stood there before is whole in each case.
    """
    size = PAPERS[paper]
    frame = PageFrame(_letterhead(summary), size)
    content = pdf_bytes(lambda page: _story(summary, page, tick), frame, _metadata(summary))
    write(content, target)


def _story(summary: VisitSummary, frame: PageFrame, tick: Tick) -> list[Flowable]:
    width = frame.size[0] - 2 * MARGIN
    sections: tuple[Callable[[], Flowable], ...] = (
        lambda: title(summary),
        lambda: key_figures(summary),
        lambda: visit_facts(summary),
        lambda: pathway(summary, width),
        lambda: course_chart(summary, width),
        lambda: course_figures(summary),
        lambda: response(summary),
        *([lambda: events(summary)] if has_events(summary) else []),
        lambda: appointments(summary),
        lambda: plan(summary),
        lambda: published_figures(summary, frame.room),
        lambda: sources(summary),
        lambda: signatures(summary),
    )
    story = []
    for number, section in enumerate(sections):
        tick(number, len(sections))
        story.append(section())
    tick(len(sections), len(sections))
    return story


def _letterhead(summary: VisitSummary) -> Letterhead:
    clinic, patient = summary.clinic, summary.case.patient.value
    telephone = f"Tel {clinic.telephone}" if clinic.telephone else ""
    version = summary.case.record_version
    return Letterhead(
        clinic=clinic.name,
        address=". ".join(filter(None, (clinic.address, telephone))),
        patient=patient.name,
        identity=f"MRN {patient.mrn}, born {short_date(patient.birth_date)}, {term(patient.sex)}",
        made=(
            f"{_convention(summary)}"
            f"Generated {moment(summary.printed_at, clinic.zone)} by {summary.printed_by} "
            f"from record version {version}, {summary.program}."
        ),
        mark="Synthetic sample data" if clinic.sample else "",
    )


def _convention(summary: VisitSummary) -> str:
    """Say on every page how the product's own label counts its days, where it differs."""
    product = summary.case.product
    words = product.day_convention if product else ""
    return f"{words}. " if words else ""


def _metadata(summary: VisitSummary) -> Metadata:
    mrn = summary.case.patient.value.mrn
    return Metadata(
        title=f"CAR T visit summary, MRN {mrn}, {short_date(summary.visit_on)}",
        author=summary.clinic.name,
        subject=f"Record version {summary.case.record_version}",
    )
