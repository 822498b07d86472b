"""`carttrack backup` and `carttrack restore`: one verified file, and back."""

from argparse import Namespace

from carttrack.cli.exits import DONE
from carttrack.cli.opening import passphrase, reader, store_path
from carttrack.services import copies


def backup(options: Namespace) -> int:
    """Save a verified copy and say what it holds."""
    clinic = reader(options)
    report = copies.save_copy(clinic, options.output)
    clinic.store.close()
    print(
        f"{options.output}: {report.patients:,} patients, {report.head.count:,} audit rows, checked."
    )
    return DONE


def restore(options: Namespace) -> int:
    """Make a store from a copy and say what it holds."""
    target = store_path(options)
    report = copies.restore_copy(options.copy, target, passphrase())
    print(f"{target}: {report.patients:,} patients, {report.head.count:,} audit rows, checked.")
    return DONE
