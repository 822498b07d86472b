"""The key slots beside a store: its random key, wrapped once per user and once for recovery.

Each slot holds the 256-bit database key under AES-256-GCM with a key that Argon2id makes from
the passphrase; the store's id and the slot's id are bound to it, so a slot cannot be moved. The
file carries the store's random id, which is also the first 16 bytes of the database, and counts
failed unlocks. It shows staff names.
"""

import base64
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from carttrack.domain.errors import InvalidEntryError, StoreError, WrongPassphraseError
from carttrack.store.dialect import SALT_BYTES
from carttrack.store.faults import unreadable
from carttrack.store.files import write_whole
from carttrack.store.recovery import new_recovery_key, recovery_key

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
USER, RECOVERY = "user", "recovery"
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1 << 20, 100, 64
"""Far above what is ever written: a damaged slot must not take all memory or all day."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs; kept in each slot."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (
            8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and 1 <= self.passes <= _MOST_PASSES
            and 1 <= self.lanes <= _MOST_LANES
        ):
            raise ValueError("no cost that a program of ours has written")


COST = Cost()
"""The cost of new slots."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key under one passphrase; `name` is the user's, empty for recovery."""

    id: str
    kind: str
    name: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed unlocks since the last sign-in that was recorded; `last_at` is UTC."""

    count: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The key slots of one store; `store` is its random id, 16 bytes."""

    store: bytes
    slots: tuple[Slot, ...] = ()
    failures: Failures = field(default_factory=Failures)

    @property
    def users(self) -> tuple[str, ...]:
        """The names of those who have a passphrase."""
        return tuple(slot.name for slot in self.slots if slot.kind == USER)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The database key and the slot that gave it."""

    key: bytes
    slot: Slot


def keys_path(store: Path) -> Path:
    """Return where the key slots of a store lie."""
    return store.with_name(store.name + ".keys")


def new_keys(user: str, passphrase: str, recovery: str = "") -> tuple[Keys, bytes, str]:
    """Return slots for a new store, its random key, and the recovery key to print.

    `recovery` is one from `new_recovery_key` that was shown already.

    Raises `InvalidEntryError` for an empty passphrase.
    """
    if not passphrase.strip():
        raise InvalidEntryError("passphrase", "The passphrase is empty. Type one.")
    key, store = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(SALT_BYTES)
    recovery = recovery or new_recovery_key()
    slots = (
        _slot(store, key, USER, user, passphrase),
        _slot(store, key, RECOVERY, "", recovery),
    )
    return Keys(store, slots), key, recovery


def unlock(keys: Keys, secret: str, user: str | None) -> Unlocked:
    """Return the database key; `secret` is a passphrase or the recovery key.

    Without `user` every user's slot is tried. Raises `WrongPassphraseError`.
    """
    recovery = recovery_key(secret)
    for slot in keys.slots:
        if slot.kind == RECOVERY and recovery is not None:
            key = _opened(keys.store, slot, recovery)
        elif slot.kind == USER and user in {None, slot.name}:
            key = _opened(keys.store, slot, secret)
        else:
            continue
        if key is not None:
            return Unlocked(key, slot)
    raise WrongPassphraseError(_wrong(keys, user))


def _wrong(keys: Keys, user: str | None) -> str:
    if user is not None and user not in keys.users:
        return (
            f"{user} has no passphrase for this store. Choose one of: {', '.join(keys.users)}; "
            "or use the recovery key."
        )
    return "The passphrase is wrong; nothing was opened. Type it again, or use the recovery key."


def read_keys(path: Path) -> Keys:
    """Return the slots of a keys file; raises `StoreError` when it is missing or damaged."""
    try:
        words = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise StoreError(
            f"The keys file {path.name} is missing; without it the store cannot be opened. "
            "Put it back beside the store, or restore a copy, which holds both."
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        raise _damaged(path) from error
    return parse_keys(words, path)


def parse_keys(words: Any, path: Path) -> Keys:
    """Return the slots written as JSON in `words`; `path` is named in errors."""
    try:
        if words["format"] > FORMAT:
            raise StoreError(
                f"{path.name} was written by a newer carttrack. Nothing was changed. "
                "Install the newer program to open it."
            )
        failed = words["failures"]
        last_at = failed["last_at"] and datetime.fromisoformat(failed["last_at"])
        keys = Keys(
            store=bytes.fromhex(words["store"]),
            slots=tuple(_slot_of(slot) for slot in words["slots"]),
            failures=Failures(failed["count"], last_at),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    if not keys.users:
        raise _damaged(path)
    return keys


def keys_text(keys: Keys) -> str:
    """Return the slots as the JSON text of a keys file."""
    last_at = keys.failures.last_at
    words = {
        "format": FORMAT,
        "store": keys.store.hex(),
        "slots": [_slot_words(slot) for slot in keys.slots],
        "failures": {
            "count": keys.failures.count,
            "last_at": last_at.isoformat() if last_at else None,
        },
    }
    return json.dumps(words, ensure_ascii=False, indent=1) + "\n"


def write_keys(path: Path, keys: Keys) -> None:
    """Write a keys file whole or not at all."""
    write_whole(path, keys_text(keys).encode())


def count_failure(path: Path, keys: Keys, at: datetime) -> None:
    """Remember a failed unlock, where the folder can be written."""
    failed = Failures(keys.failures.count + 1, at)
    try:
        write_keys(path, replace(keys, failures=failed))
    except OSError:
        return  # a read-only folder cannot remember; the unlock stays refused all the same


def _slot(store: bytes, key: bytes, kind: str, name: str, secret: str) -> Slot:
    slot_id, salt, nonce = (
        secrets.token_hex(8),
        secrets.token_bytes(16),
        secrets.token_bytes(NONCE_BYTES),
    )
    empty = Slot(slot_id, kind, name, COST, salt, nonce, b"")
    wrapped = AESGCM(_stretched(empty, secret)).encrypt(nonce, key, _bound(store, empty))
    return replace(empty, wrapped=wrapped)


def _opened(store: bytes, slot: Slot, secret: str) -> bytes | None:
    try:
        return AESGCM(_stretched(slot, secret)).decrypt(
            slot.nonce, slot.wrapped, _bound(store, slot)
        )
    except (InvalidTag, ValueError):  # a slot nobody could have made opens for nobody
        return None


def _stretched(slot: Slot, secret: str) -> bytes:
    return Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.cost.passes,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory_kib,
    ).derive(secret.encode())


def _bound(store: bytes, slot: Slot) -> bytes:
    return f"{store.hex()}:{slot.id}:{slot.kind}:{slot.name}".encode()


def _slot_words(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "name": slot.name,
        "argon2id": {
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
            "salt": base64.b64encode(slot.salt).decode(),
        },
        "nonce": base64.b64encode(slot.nonce).decode(),
        "wrapped": base64.b64encode(slot.wrapped).decode(),
    }


def _slot_of(words: Any) -> Slot:
    stretched = words["argon2id"]
    return Slot(
        id=words["id"],
        kind=words["kind"],
        name=words["name"],
        cost=Cost(stretched["memory_kib"], stretched["passes"], stretched["lanes"]),
        salt=base64.b64decode(stretched["salt"], validate=True),
        nonce=base64.b64decode(words["nonce"], validate=True),
        wrapped=base64.b64decode(words["wrapped"], validate=True),
    )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"The keys file {path.name} is damaged. Nothing was changed. Restore a copy of the store, "
        "which holds its keys, and keep this file."
    )
