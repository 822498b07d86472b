"""What is SQLite's (and SQLCipher's) own, in one place.

Connections with their key and pragmas, the transaction words, triggers, plain-file and salt
checks, copying, integrity checks, and the names of its errors. Everything else in the store is
portable SQL through SQLAlchemy.
"""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

BEGIN_WRITE = "BEGIN IMMEDIATE"
BEGIN_READ = "BEGIN"
BUSY_MS = 5000
CACHE_KIB = 64 * 1024
"""Pages kept in clear in memory; each page read anew costs a decryption."""
SALT_BYTES = 16
PLAIN_MAGIC = b"SQLite format 3\x00"
COPY_PAGES = 2048
MOST_FAULTS = 20
"""A file with more faults of one kind is not worth more lines."""
ESCAPE = "\\"
DRIVER = dbapi2
DAY_COUNT = "julianday"
"""The function that numbers a day kept as text, so that two days differ by what lies between."""


def connect(path: Path, key: bytes, salt: bytes, *, read_only: bool = False) -> Any:
    """Return a keyed driver connection that opens no transaction by itself.

    `key` is the raw 256-bit database key, `salt` the first 16 bytes of the file. A missing file
    is created unless `read_only`.
    """
    uri = f"file:{quote(str(path.resolve()))}?mode={'ro' if read_only else 'rwc'}"
    if read_only and _stands_still(path):
        uri += "&immutable=1"
    connection = dbapi2.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _stands_still(path: Path) -> bool:
    """Tell whether a file lies where its log cannot be made: on a read-only medium or folder."""
    log = side_files(path)[0]
    return not log.exists() and not os.access(path.parent, os.W_OK)


def make_durable(connection: Any) -> None:
    """Keep every commit through a power cut: write-ahead log, full synchronisation."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def make_fast(connection: Any) -> None:
    """Trade safety for speed while a file is filled that nobody relies on yet.

    A killed program still leaves the old state; only a power cut may not.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -262144")


def settle(connection: Any) -> None:
    """Bring a file filled by `make_fast` back to the safe settings, its content on the drive."""
    connection.execute("PRAGMA optimize = 0x10002")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def loosen(connection: Any) -> None:
    """Stop watching foreign keys while tables are rebuilt; whoever does it checks them after."""
    connection.execute("PRAGMA foreign_keys = OFF")


def stand_alone(connection: Any) -> None:
    """Fold the log into the file, so that the file alone is the whole database."""
    connection.execute("PRAGMA journal_mode = DELETE")


def drop_plain_indexes(connection: Any) -> list[str]:
    """Drop every index that is not unique; return the statements that make them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def rows_as_bytes(connection: Any, statement: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement with texts as their UTF-8 bytes, which spares decoding."""
    connection.text_factory = bytes
    try:
        yield from connection.execute(statement)
    finally:
        connection.text_factory = str


def side_files(path: Path) -> tuple[Path, ...]:
    """Return where SQLite keeps what belongs to an open file: log and shared memory."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def first_bytes(path: Path) -> bytes:
    """Return the first 16 bytes of a file: SQLCipher's salt, or SQLite's magic words."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def copy_pages(source: Any, target: Any, tick: Callable[[int, int], None]) -> None:
    """Copy a whole database page by page from one keyed connection to another."""

    def progress(_status: int, remaining: int, total: int) -> None:
        tick(total - remaining, total)

    source.backup(target, pages=COPY_PAGES, progress=progress)


def file_faults(connection: Any) -> Iterator[str]:
    """Yield what the file-level checks find: pages, structure, foreign keys; worst first."""
    sound = True
    for check, words in (
        ("cipher_integrity_check", "encryption"),
        ("integrity_check", "structure"),
    ):
        for line in islice(_lines(connection, check), MOST_FAULTS) if sound else ():
            if line != "ok":
                sound = False
                yield f"{words}: {line}"
    if not sound:
        return
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"link: {table} {row_id} points to a missing {parent}"


def _lines(connection: Any, check: str) -> Iterator[str]:
    try:
        for (report,) in connection.execute(f"PRAGMA {check}"):
            yield from (line for line in str(report).splitlines() if not line.startswith("***"))
    except dbapi2.DatabaseError as error:
        yield str(error)


def triggers(audited: list[str], guarded: list[str]) -> Iterator[str]:
    """Yield the triggers that forbid deleting any kept row and changing any audit row."""
    for table in [*audited, *guarded, "audit_head"]:
        yield (
            f'CREATE TRIGGER "no_delete_{table}" BEFORE DELETE ON "{table}" '
            "BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END"
        )
    for table in guarded:
        yield (
            f'CREATE TRIGGER "no_update_{table}" BEFORE UPDATE ON "{table}" '
            "BEGIN SELECT RAISE(ABORT, 'the audit is not changed'); END"
        )


def is_taken(error: BaseException | None) -> bool:
    """Tell whether a change was refused because another row has the place."""
    return isinstance(error, dbapi2.IntegrityError) and "UNIQUE" in str(error)


def contains(needle: str) -> str:
    """Return the LIKE pattern for text that contains `needle`, its signs taken literally."""
    return f"%{begins(needle)}"


def begins(needle: str) -> str:
    """Return the LIKE pattern for text that begins with `needle`, its signs taken literally."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}%"
