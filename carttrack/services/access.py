"""Creating a clinic's store and opening it."""

from datetime import UTC, datetime
from pathlib import Path

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.people import User
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic, Now
from carttrack.store.opening import create_store, open_store
from carttrack.store.recovery import new_recovery_key, save_sheet
from carttrack.store.vault import keys_path, read_keys, unlock

__all__ = [
    "create_clinic",
    "new_recovery_key",
    "open_clinic",
    "save_sheet",
    "unlock_again",
    "users_of",
    "utc_now",
]


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def create_clinic(
    path: Path,
    record: ClinicRecord,
    user: User,
    passphrase: str,
    *,
    recovery_key: str = "",
    now: Now = utc_now,
) -> tuple[Clinic, str]:
    """Create the clinic's encrypted store; return it with the recovery key, shown once.

    `recovery_key` is one from `new_recovery_key` that was shown before.

    Raises a `StoreError` when the file exists or cannot be written.
    """
    store, key = create_store(
        path,
        clinic=record,
        user=user,
        passphrase=passphrase,
        protocol_text=catalogue.default_protocol_text(),
        protocol_key=catalogue.default_protocol().key,
        now=now,
        recovery=recovery_key,
    )
    return Clinic(store, now), key


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


def unlock_again(clinic: Clinic, secret: str) -> None:
    """Check the passphrase of who is signed in (or the recovery key) at a locked screen.

    Raises `WrongPassphraseError`, or the `StoreError` of a missing or damaged keys file.
    """
    keys = read_keys(keys_path(clinic.store.path))
    user = clinic.user.name if clinic.user.name in keys.users else None
    unlock(keys, secret, user)
