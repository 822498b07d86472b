"""`carttrack verify`: whether the store is whole."""

from argparse import Namespace
from contextlib import closing

from carttrack.cli.exits import DONE, REFUSED
from carttrack.cli.opening import reader
from carttrack.services import history


def verify(options: Namespace) -> int:
    """Check the store and print what was found; exit code 1 when something is wrong."""
    clinic = reader(options)
    with closing(clinic.store):
        found = history.verify(clinic)
    if found.ok:
        print(f"File, foreign keys and audit chain are sound: {found.head.rows:,} audit rows.")
        return DONE
    for fault in found.faults:
        print(fault)
    if found.first_bad is not None:
        print(f"The first audit row that does not fit is number {found.first_bad}.")
    return REFUSED
