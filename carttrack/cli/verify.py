"""`carttrack verify`: whether the store is whole."""

from argparse import Namespace

from carttrack.cli.opening import reader
from carttrack.services import history


def verify(options: Namespace) -> int:
    """Check the store and print what was found; exit code 1 when something is wrong."""
    clinic = reader(options)
    found = history.verify(clinic)
    for line in found.lines:
        print(line)
    clinic.store.close()
    return 0 if found.sound else 1
