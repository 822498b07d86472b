"""What can be wrong with the file, in plain words; never with patient data.

A file that is busy, full, read-only or damaged by the driver's names is a `StoreError`; every other
database error is a bug and passes through.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from carttrack.domain.errors import StoreError, StoreInUseError, StoreNotWritableError
from carttrack.store.dialect import DRIVER

_MESSAGES = {
    "SQLITE_FULL": (
        "The drive of {folder} is full. Nothing of this save was kept; all earlier entries are "
        "safe. Free some space, then save again."
    ),
    "SQLITE_READONLY": (
        "{name} cannot be written: the file or its folder is read-only. Nothing was changed. "
        "Allow writing to {folder}, or open the store read-only."
    ),
    "SQLITE_CANTOPEN": (
        "{name} cannot be opened in {folder}. Nothing was changed. Check that the folder exists "
        "and that you may write to it."
    ),
    "SQLITE_PERM": (
        "You may not open {name}. Nothing was changed. Ask who looks after {folder} to allow it."
    ),
    "SQLITE_CORRUPT": (
        "{name} is damaged. Nothing was changed. Do not go on working with it: restore the latest "
        "copy, and keep the damaged file."
    ),
    "SQLITE_NOTADB": (
        "{name} is damaged at its beginning, or it is no carttrack store. Nothing was changed. "
        "Restore the latest copy, and keep this file."
    ),
    "SQLITE_IOERR": (
        "The drive of {folder} reported an error. Nothing of this save was kept; all earlier "
        "entries are safe. Check the drive, then try again."
    ),
}
_KINDS: dict[str, type[StoreError]] = {"SQLITE_READONLY": StoreNotWritableError}
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_BY_TEXT = {
    "not a database": "SQLITE_NOTADB",
    "is full": "SQLITE_FULL",
    "malformed": "SQLITE_CORRUPT",
    "I/O error": "SQLITE_IOERR",
    "readonly": "SQLITE_READONLY",
}
"""Copying page by page reports its errors by text alone."""
_BUSY = (
    "{name} is busy: another program writes to it at this moment. Nothing was changed. "
    "Try again in a few seconds."
)


def store_error(path: Path, error: BaseException) -> StoreError | None:
    """Return the error to show when `error` says that the file cannot be used, else None."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(origin, "sqlite_errorname", None) or ""
    words = {"name": path.name, "folder": str(path.parent)}
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreInUseError(_BUSY.format(**words), holder="")
    for start, message in _MESSAGES.items():
        if name.startswith(start):
            return _KINDS.get(start, StoreError)(message.format(**words))
    if isinstance(origin, DRIVER.DatabaseError):
        for part, start in _BY_TEXT.items():
            if part in str(origin):
                return _KINDS.get(start, StoreError)(_MESSAGES[start].format(**words))
    return None


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn an unusable file into a `StoreError`; let every other error pass."""
    try:
        yield
    except (DBAPIError, DRIVER.Error) as error:
        plain = store_error(path, error)
        if plain is None:
            raise
        raise plain from error


def _reason(error: OSError) -> str:
    return (error.strerror or "the system gave no reason").lower()


def unreadable(path: Path, error: OSError) -> StoreError:
    """Return the error to show when the system refuses to read a file."""
    return StoreError(
        f"{path.name} in {path.parent} cannot be read: {_reason(error)}. Nothing was changed. "
        "Check the path, and that you may read it."
    )


def folder_error(path: Path, error: OSError) -> StoreError:
    """Return the error to show when the system refuses to write beside the store."""
    advice = (
        "Free some space there" if error.errno == errno.ENOSPC else "Allow writing to this folder"
    )
    kind = StoreNotWritableError if error.errno in _NOT_ALLOWED else StoreError
    return kind(
        f"{path.name} cannot be written in {path.parent}: {_reason(error)}. Nothing was changed. "
        f"{advice}, or choose another one."
    )
