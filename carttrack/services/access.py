"""Creating a clinic's store, opening it, and keeping who did."""

from datetime import UTC, datetime
from pathlib import Path

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.papers import AccessEvent, AccessKind
from carttrack.domain.people import User
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic
from carttrack.store.opening import create_store, open_store
from carttrack.store.work import Now


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
    """Open a store with a passphrase or the recovery key and keep the sign-in on record.

    Raises the `StoreError` that says what is wrong with file, keys or passphrase.
    """
    store = open_store(path, passphrase=passphrase, user=user, now=now, read_only=read_only)
    clinic = Clinic(store, now)
    if not read_only:
        _keep_sign_in(clinic)
    return clinic


def _keep_sign_in(clinic: Clinic) -> None:
    failures = clinic.store.failed_unlocks()
    with clinic.store.work("Signed in") as work:
        for failed_at in failures:
            event = AccessEvent(kind=AccessKind.FAILED_UNLOCK, happened_at=failed_at, by="")
            work.accesses.add(0, event)
        signed_in = AccessEvent(
            kind=AccessKind.SIGNED_IN, happened_at=clinic.now(), by=clinic.user.name
        )
        work.accesses.add(0, signed_in)
    clinic.store.clear_failed_unlocks()
