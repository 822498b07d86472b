"""`carttrack backup` and `carttrack restore`: one verified file, and back."""

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from carttrack.cli.exits import DONE
from carttrack.cli.opening import passphrase, reader, store_path
from carttrack.services import copies
from carttrack.store.backup import CopyReport


def backup(options: Namespace) -> int:
    """Save a verified copy and say what it holds."""
    clinic = reader(options)
    with closing(clinic.store):
        report = copies.save_copy(clinic, options.output)
    print(_words(options.output, report))
    return DONE


def restore(options: Namespace) -> int:
    """Make a store from a copy and say what it holds."""
    target = store_path(options)
    report = copies.restore_copy(options.copy, target, passphrase())
    print(_words(target, report))
    return DONE


def _words(path: Path, report: CopyReport) -> str:
    return f"{path}: {report.patients:,} patients, {report.head.rows:,} audit rows, checked."
