"""`carttrack summary`: one patient's visit summary as PDF."""

import hashlib
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from carttrack.cli.exits import DONE
from carttrack.cli.opening import passphrase, reader, standing_on, store_path
from carttrack.domain.errors import StoreInUseError
from carttrack.domain.summary import VisitSummary
from carttrack.report.visit_summary import write_visit_summary
from carttrack.services import casefile
from carttrack.services import summary as summaries
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic


def summary(options: Namespace) -> int:
    """Write the PDF and keep that it was issued, where the store can be written now."""
    clinic = _opened(options)
    with closing(clinic.store):
        patient_id = casefile.find(clinic, options.mrn)
        gathered = summaries.gather(clinic, patient_id, visit_on=options.visit)
        write_visit_summary(gathered, options.output)
        _keep_issued(clinic, gathered, options.output)
    print(options.output)
    return DONE


def _keep_issued(clinic: Clinic, gathered: VisitSummary, target: Path) -> None:
    if clinic.store.read_only:
        print("The store is open elsewhere, so history does not show this paper.", file=sys.stderr)
        return
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    summaries.record_issued(clinic, gathered, sha256=digest, destination=target.name)


def _opened(options: Namespace) -> Clinic:
    try:
        clinic = open_clinic(store_path(options), passphrase(), user=options.user)
    except StoreInUseError:
        return reader(options)
    return standing_on(clinic, options.today)
