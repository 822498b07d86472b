"""Creating a clinic's store and opening it."""

from datetime import UTC, datetime
from pathlib import Path

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.people import User
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic, Now
from carttrack.store.opening import create_store, open_store
from carttrack.store.vault import keys_path, read_keys


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def create_clinic(
    path: Path, record: ClinicRecord, user: User, passphrase: str, *, now: Now = utc_now
) -> tuple[Clinic, str]:
    """Create the clinic's encrypted store; return it with the recovery key, shown once.

    Raises a `StoreError` when the file exists or cannot be written.
    """
    store, recovery_key = create_store(
        path,
        clinic=record,
        user=user,
        passphrase=passphrase,
        protocol_text=catalogue.default_protocol_text(),
        protocol_key=catalogue.default_protocol().key,
        now=now,
    )
    return Clinic(store, now), recovery_key


def open_clinic(
    path: Path,
    passphrase: str,
    *,
    user: str | None = None,
    now: Now = utc_now,
    read_only: bool = False,
) -> Clinic:
    """Open a store with a passphrase or the recovery key; the store keeps the sign-in on record.

    Raises the `StoreError` that says what is wrong with file, keys or passphrase.
    """
    store = open_store(path, passphrase=passphrase, user=user, now=now, read_only=read_only)
    return Clinic(store, now)


def users_of(path: Path) -> tuple[str, ...]:
    """Return the names of who can unlock a store; they stand outside the encryption.

    Raises a `StoreError` when the keys file is missing or damaged.
    """
    return read_keys(keys_path(path)).users
