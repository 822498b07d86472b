"""Saving a verified copy of the whole store, and making a store from one."""

from pathlib import Path

from carttrack.domain.papers import AccessEvent, AccessKind
from carttrack.domain.tick import Tick, ignore
from carttrack.services.clinic import Clinic
from carttrack.store import backup
from carttrack.store.backup import CopyReport


def save_copy(clinic: Clinic, target: Path, tick: Tick = ignore) -> CopyReport:
    """Write database and key slots into one file, open and check it, then give it its name.

    Raises a `StoreError` when it cannot be written; an older file of that name stays whole.
    """
    report = backup.save_copy(clinic.store, target, tick)
    if not clinic.store.read_only:
        with clinic.store.work("Copy saved") as work:
            event = AccessEvent(
                kind=AccessKind.COPY_SAVED,
                happened_at=clinic.now(),
                by=clinic.user.name,
                detail=target.name,
            )
            work.accesses.add(event)
    return report


def restore_copy(copy: Path, target: Path, passphrase: str) -> CopyReport:
    """Make a store from a copy at a path that does not exist yet, and check it."""
    return backup.restore_copy(copy, target, passphrase)
