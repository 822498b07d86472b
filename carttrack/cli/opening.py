"""Opening a store for a command: path, passphrase, and the day it stands on."""

import getpass
import os
import sys
from argparse import Namespace
from datetime import date, datetime, time
from pathlib import Path

from carttrack import paths
from carttrack.domain.errors import CarttrackError, StoreInUseError, StoreNotWritableError
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic

VARIABLE = "CARTTRACK_PASSPHRASE"
NOON = time(12)


def store_path(options: Namespace) -> Path:
    """Return the store a command works on."""
    path: Path | None = options.store
    return path or paths.default_store()


def passphrase(*, repeat: bool = False) -> str:
    """Return the passphrase from the environment, else ask for it without showing it."""
    given = os.environ.get(VARIABLE)
    if given:
        return _readable(given)
    if not sys.stdin.isatty():
        raise CarttrackError(f"No passphrase: set {VARIABLE}, or run in a terminal to be asked.")
    typed = getpass.getpass("Passphrase: ")
    if repeat and getpass.getpass("Repeat it: ") != typed:
        raise CarttrackError("The two entries differ. Nothing was made; run the command again.")
    return typed


def _readable(secret: str) -> str:
    try:
        secret.encode()
    except UnicodeEncodeError as error:
        raise CarttrackError(
            f"The passphrase in {VARIABLE} is not written in UTF-8. Nothing was opened. Set it "
            "again, or leave it out to be asked."
        ) from error
    return secret


def reader(options: Namespace, secret: str | None = None) -> Clinic:
    """Open the store for reading, beside an open window if there is one.

    `secret` is a passphrase that was asked for before; without it one is asked for.
    """
    given = passphrase() if secret is None else secret
    clinic = open_clinic(store_path(options), given, user=options.user, read_only=True)
    return standing_on(clinic, getattr(options, "today", None))


def writer(options: Namespace) -> Clinic:
    """Open the store for writing; refused while another window writes to it."""
    clinic = open_clinic(store_path(options), passphrase(), user=options.user)
    return standing_on(clinic, getattr(options, "today", None))


def writer_if_free(options: Namespace) -> tuple[Clinic, str]:
    """Open the store for writing, else for reading with the words why it cannot be written."""
    secret = passphrase()
    try:
        clinic = open_clinic(store_path(options), secret, user=options.user)
    except StoreInUseError:
        return reader(options, secret), "The store is open elsewhere."
    except StoreNotWritableError:
        return reader(options, secret), "The store or its folder cannot be written here."
    return standing_on(clinic, getattr(options, "today", None)), ""


def standing_on(clinic: Clinic, today: date | None) -> Clinic:
    """Return the clinic with its clock at 12:00 of a day, or as it is without one."""
    if today is None:
        return clinic
    noon = datetime.combine(today, NOON, clinic.record.zone)
    return Clinic(clinic.store, lambda: noon)
