"""The recovery key as it is printed: eight groups of four signs, the last a checksum."""

import hashlib
import secrets
from pathlib import Path

from carttrack.domain.errors import StoreError
from carttrack.store.files import write_new

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread."""
RANDOM_SIGNS = 28
CHECK_SIGNS = 4
GROUP = 4
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_recovery_key() -> str:
    """Return a fresh recovery key of 140 random bits in printable groups."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS))
    return _grouped(signs + _checksum(signs))


def recovery_key(typed: str) -> str | None:
    """Return what was typed as a recovery key in its printed form, or None when it is none.

    Small letters, spaces and hyphens do not matter; I and L read as 1, O as 0.
    """
    signs = "".join(typed.upper().translate(_MISREAD).replace("-", " ").split())
    if len(signs) != RANDOM_SIGNS + CHECK_SIGNS or not set(signs) <= set(SIGNS):
        return None
    return _grouped(signs) if _checksum(signs[:RANDOM_SIGNS]) == signs[RANDOM_SIGNS:] else None


def save_sheet(path: Path, sheet: str) -> None:
    """Write the sheet with the recovery key into a new file that only its owner can read.

    Raises `StoreError` when there is such a file already or the folder cannot be written.
    """
    try:
        write_new(path, f"{sheet}\n".encode())
    except FileExistsError as error:
        raise StoreError(
            f"There is a file {path.name} in {path.parent} already; it was not touched. "
            "Choose another name."
        ) from error
    except OSError as error:
        raise StoreError(
            f"{path.name} could not be written: {error.strerror}. Choose another place."
        ) from error


def _checksum(signs: str) -> str:
    number = int.from_bytes(hashlib.sha256(signs.encode()).digest()[:4], "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(CHECK_SIGNS))


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
