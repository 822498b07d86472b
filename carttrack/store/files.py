"""Files written whole or not at all, readable by their owner only."""

import os
import re
import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
_STALE_S = 24 * 60 * 60
"""Nothing is written for a day; what is older was left by a program that was ended."""


def make_private(path: Path) -> None:
    """Create an empty file for its owner only; raises `FileExistsError` when there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step; a reader sees the old content or the new, never a part."""
    fresh = beside(path)
    try:
        make_private(fresh)
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, its owner's only from the first byte on.

    Raises `FileExistsError` when there is one, which stays as it is.
    """
    make_private(path)
    try:
        write_whole(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def beside(path: Path) -> Path:
    """Return an unused name in the same folder, for a file that takes `path`'s place later.

    What an ended program left under such a name more than a day ago is removed.
    """
    _remove_stale(path)
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def _remove_stale(path: Path) -> None:
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}(-wal|-shm|-journal)?")
    with suppress(OSError):  # whatever cannot be listed or removed is in nobody's way
        for left in path.parent.iterdir():
            if ours.fullmatch(left.name) and time.time() - left.lstat().st_mtime > _STALE_S:
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()


def sync_file(path: Path) -> None:
    """Force a file's content to the drive."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a rename in a folder to the drive, where the system can."""
    if sys.platform == "win32":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
