"""`carttrack summary`: one patient's visit summary as PDF."""

import hashlib
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from carttrack.cli.exits import DONE
from carttrack.cli.opening import writer_if_free
from carttrack.domain.errors import RefusedError, StoreError
from carttrack.domain.summary import VisitSummary
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import casefile
from carttrack.services import summary as summaries
from carttrack.services.clinic import Clinic


def summary(options: Namespace) -> int:
    """Write the PDF and keep that it was issued, where the store can be written now."""
    clinic, hindrance = writer_if_free(options)
    with closing(clinic.store):
        patient_id = casefile.find(clinic, options.mrn)
        gathered = summaries.gather(clinic, patient_id, visit_on=options.visit)
        write_visit_summary(gathered, options.output)
        hindrance = hindrance or _keep_issued(clinic, gathered, options.output)
    if hindrance:
        print(f"{hindrance} So history does not show this paper.", file=sys.stderr)
    print(options.output)
    return DONE


def _keep_issued(clinic: Clinic, gathered: VisitSummary, target: Path) -> str:
    """Keep that the paper was issued; return in words why not, empty where it was kept."""
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    try:
        summaries.record_issued(clinic, gathered, sha256=digest, destination=target.name)
    except (RefusedError, StoreError) as error:
        return str(error)
    return ""
