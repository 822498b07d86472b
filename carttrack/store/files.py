"""Files written whole or not at all, readable by their owner only."""

import os
import secrets
import sys
from pathlib import Path

PRIVATE = 0o600


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


def beside(path: Path) -> Path:
    """Return an unused name in the same folder, for a file that takes `path`'s place later."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


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
