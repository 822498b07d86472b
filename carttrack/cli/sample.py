"""`carttrack sample`: the sample clinic's visit summaries, for machines without a display."""

from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from carttrack.cli.exits import DONE
from carttrack.cli.opening import standing_on
from carttrack.domain.errors import CarttrackError
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import summary as summaries
from carttrack.services import worklist
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import make_demo


def sample(options: Namespace) -> int:
    """Build the clinic, write a summary a patient, list them, remove the clinic again."""
    today = options.today or datetime.now(UTC).date()
    passphrase = token_urlsafe(32)
    _make_folder(options.output)
    with TemporaryDirectory(prefix="carttrack-sample-") as folder:
        path = Path(folder) / "sample.ctdb"
        make_demo(path, count=42, seed=1, today=today, passphrase=passphrase)
        clinic = standing_on(open_clinic(path, passphrase, read_only=True), today)
        with closing(clinic.store):
            _export(clinic, options.output)
    return DONE


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CarttrackError(
            f"The folder {folder} cannot be made: {(error.strerror or 'no reason given').lower()}. "
            "Nothing was written. Choose another folder."
        ) from error


def _export(clinic: Clinic, folder: Path) -> None:
    for standing in worklist.everyone(clinic):
        person = standing.line.person
        target = folder / f"summary-{person.mrn}.pdf"
        write_visit_summary(summaries.gather(clinic, person.patient_id), target)
        print(f"{target}  {person.name}")
