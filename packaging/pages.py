"""Draws every page of every sample patient's visit summary as PNG into a folder."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from carttrack.cli.opening import standing_on
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import summary, worklist
from carttrack.services.access import open_clinic
from carttrack.services.demo import make_demo

TODAY = date(2026, 11, 20)
SCALE = 96 / 72


def main(folder: Path) -> None:
    """Draw the pages, one file a page, named by MRN and page."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        store = Path(scratch) / "sample.ctdb"
        make_demo(store, today=TODAY, passphrase="synthetic")
        clinic = standing_on(open_clinic(store, "synthetic", read_only=True), TODAY)
        for standing in worklist.everyone(clinic):
            person = standing.line.person
            paper = BytesIO()
            write_visit_summary(summary.gather(clinic, person.patient_id), paper)
            for number, page in enumerate(pypdfium2.PdfDocument(paper.getvalue()), start=1):
                page.render(scale=SCALE).to_pil().save(folder / f"{person.mrn}-{number}.png")
        clinic.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
