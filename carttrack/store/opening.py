"""Makes a store and opens one; every way it can fail has its own words."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.errors import StoreError, WrongPassphraseError
from carttrack.domain.papers import AccessEvent, AccessKind
from carttrack.domain.people import Role, User
from carttrack.store import dialect
from carttrack.store.chain import START
from carttrack.store.faults import folder_error, told_plainly, unreadable
from carttrack.store.files import beside, make_private, sync_file, sync_folder
from carttrack.store.lock import Lock, take_lock
from carttrack.store.migrate import bring_up_to_date, make_schema
from carttrack.store.vault import (
    Failures,
    Keys,
    count_failure,
    keys_path,
    new_keys,
    read_keys,
    unlock,
    write_keys,
)
from carttrack.store.work import Store

Now = Callable[[], datetime]


def create_store(  # noqa: PLR0913  (a first run asks for all of these at once)
    path: Path,
    *,
    clinic: ClinicRecord,
    user: User,
    passphrase: str,
    protocol_text: str,
    protocol_key: str,
    now: Now,
    recovery: str = "",
) -> tuple[Store, str]:
    """Make a new store; return it open for writing, and the recovery key to print.

    `recovery` is a fresh recovery key that was shown before; without it one is made.

    Raises `StoreError` when there is a file already or the folder cannot be written, and
    `InvalidEntryError` for an empty passphrase.
    """
    keys, key, recovery = new_keys(user.name, passphrase, recovery)
    _refuse_existing(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise folder_error(path, error) from error
    lock = take_lock(path, user.name, now())
    try:
        with told_plainly(path):
            _build(path, keys, key, now())
        store = Store(path, user, key=key, salt=keys.store, now=now, lock=lock)
        with store.work("Store created", zone=clinic.zone) as work:
            work.clinic.add(clinic)
            work.users.add(user)
            work.protocols.add(protocol_key, protocol_text)
    except OSError as error:
        lock.release()
        raise folder_error(path, error) from error
    except BaseException:
        lock.release()
        raise
    return store, recovery


def open_store(
    path: Path, *, passphrase: str, user: str | None, now: Now, read_only: bool = False
) -> Store:
    """Open a store; `passphrase` may be the recovery key, `user` is needed among several.

    A writing open takes the lock, steps an older schema up, and records the sign-in with the
    failed unlocks since the last one. Raises `WrongPassphraseError`, `StoreInUseError` and, for a
    file that cannot be used, `StoreError`.
    """
    keys = _checked_keys(path)
    try:
        unlocked = unlock(keys, passphrase, user)
    except WrongPassphraseError:
        count_failure(keys_path(path), keys, now())
        raise
    name = unlocked.slot.name or (user if user in keys.users else keys.users[0])
    lock = None if read_only else take_lock(path, name, now())
    try:
        return _opened(path, keys, unlocked.key, name, now, lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _opened(path: Path, keys: Keys, key: bytes, name: str, now: Now, lock: Lock | None) -> Store:
    with told_plainly(path):
        bring_up_to_date(path, key, keys.store, read_only=lock is None)
    store = Store(path, User(name), key=key, salt=keys.store, now=now, lock=lock)
    try:
        store.user = _users(store).get(name, User(name, Role.READ_ONLY))
        if lock is not None:
            _sign_in(store, keys, now())
    except BaseException:
        store.close()
        raise
    return store


def _users(store: Store) -> dict[str, User]:
    """Return the users by name; a store has one from the act that made it on."""
    with store.reading() as work:
        users = {user.name: user for user in work.users.all()}
    if not users:
        path = store.path
        raise StoreError(
            f"{path.name} was never finished: the program ended while it was being made. It holds "
            f"no clinic and no patients. Move {path.name} and {keys_path(path).name} out of "
            f"{path.parent}, then create the clinic again."
        )
    return users


def _sign_in(store: Store, keys: Keys, at: datetime) -> None:
    failed = keys.failures
    with store.work("Signed in") as work:
        if failed.count and failed.last_at is not None:
            kind, times = AccessKind.FAILED_UNLOCK, f"{failed.count} failed"
            work.accesses.add(
                AccessEvent(kind=kind, happened_at=failed.last_at, by="", detail=times)
            )
        work.accesses.add(
            AccessEvent(kind=AccessKind.SIGNED_IN, happened_at=at, by=store.user.name)
        )
    if failed.count:
        write_keys(keys_path(store.path), replace(keys, failures=Failures()))


def _checked_keys(path: Path) -> Keys:
    try:
        first = dialect.first_bytes(path)
    except FileNotFoundError as error:
        raise StoreError(
            f"There is no store {path.name} in {path.parent}. Check the path, or create one."
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if first == dialect.PLAIN_MAGIC:
        raise StoreError(
            f"{path.name} is a plain SQLite file without encryption; carttrack does not open it. "
            "Nothing was changed."
        )
    keys = read_keys(keys_path(path))
    if first != keys.store:
        raise StoreError(
            f"The keys file {keys_path(path).name} belongs to another store, or the beginning of "
            f"{path.name} is damaged. Nothing was changed. Put the right keys file back, or "
            "restore a copy, which holds both."
        )
    return keys


@contextmanager
def built_aside(path: Path) -> Iterator[Path]:
    """Give a path in a hidden folder beside `path`; the closed store built there takes its place.

    However the building ends, `path` holds a whole store or nothing. Raises `StoreError` when
    there is a file already or the folder cannot be written.
    """
    _refuse_existing(path)
    aside = beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside.mkdir(mode=0o700)
    except OSError as error:
        raise folder_error(path, error) from error
    fresh = aside / path.name
    try:
        yield fresh
        _refuse_existing(path)
        keys_path(fresh).replace(keys_path(path))
        fresh.replace(path)
        sync_folder(path.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise StoreError(
            f"There is a file {path.name} in {path.parent} already; it was not touched. "
            "Choose another name, or open it."
        )
    keys = keys_path(path)
    if keys.exists():
        raise StoreError(
            f"There is a keys file {keys.name} in {path.parent}, but no {path.name}: it belongs to "
            "no store here, a program that ended while it made one can have left it. Nothing was "
            f"changed. Move {keys.name} to another folder and keep it, then create the store "
            "again, or choose another name."
        )


def _build(path: Path, keys: Keys, key: bytes, at: datetime) -> None:
    fresh = beside(path)
    try:
        make_private(fresh)
        connection = dialect.connect(fresh, key, keys.store)
        try:
            dialect.make_fast(connection)
            connection.execute("BEGIN")
            make_schema(connection)
            _mark(connection, keys, at)
            connection.execute("COMMIT")
        finally:
            connection.close()
        sync_file(fresh)
        write_keys(keys_path(path), keys)
        for stale in dialect.side_files(path):
            stale.unlink(missing_ok=True)
        fresh.replace(path)
        sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _mark(connection: Any, keys: Keys, at: datetime) -> None:
    connection.execute("INSERT INTO mark VALUES (1, ?, ?)", (keys.store.hex(), at.isoformat()))
    connection.execute("INSERT INTO audit_head VALUES (1, 0, 0, ?)", (START,))
