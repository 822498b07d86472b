"""The writer's lock: held by the system for one open file, never by a file's mere presence.

It lies on `PATH.lock` and names its holder there; when the program ends, however it ends, the
system lets it go.
"""

import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from carttrack.domain.errors import StoreInUseError
from carttrack.store.faults import folder_error

_FAR = 1 << 30
"""Windows locks bytes against reading too; this one lies behind the holder's name."""

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A held lock; `release` lets it go."""

    def __init__(self, file: int) -> None:
        self._file: int | None = file

    def release(self) -> None:
        """Let the lock go; a second call does nothing."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def take_lock(store: Path, holder: str, since: datetime) -> Lock:
    """Take the writer's lock of a store in the name of `holder`.

    Raises `StoreInUseError` naming who holds it, and `StoreError` when the folder cannot be
    written.
    """
    path = store.with_name(store.name + ".lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise folder_error(store, error) from error
    try:
        _take(file)
    except OSError as error:
        os.close(file)
        name = _holder(path)
        raise StoreInUseError(
            f"{store.name} is in use by {name}. Nothing was changed. Close it there, or open it "
            "read-only here.",
            holder=name,
        ) from error
    words = {
        "user": holder,
        "account": _account(),
        "host": socket.gethostname(),
        "since": since.isoformat(),
        "process": os.getpid(),
    }
    try:
        os.ftruncate(file, 0)
        os.write(file, json.dumps(words, ensure_ascii=False).encode())
    except OSError as error:
        os.close(file)
        raise folder_error(store, error) from error
    return Lock(file)


def _holder(path: Path) -> str:
    try:
        words = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(words["since"]).astimezone()
        return f"{words['user']} on {words['host']} since {since:%d %b %H:%M}"
    except (OSError, ValueError, KeyError):
        return "another program"


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
