"""Copies of the whole store: one file with database and keys, opened and checked before it counts.

A copy is a zip file without compression: `database.ctdb` (encrypted as the store itself),
`keys.json` (its key slots) and `header.json` (when it was made, what it holds, the audit's head).
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from carttrack import __version__
from carttrack.domain.errors import StoreError
from carttrack.domain.tick import ignore
from carttrack.store import dialect
from carttrack.store.audit import Head, verified
from carttrack.store.faults import folder_error, told_plainly, unreadable
from carttrack.store.files import beside, make_private, sync_file, sync_folder
from carttrack.store.migrate import read_revision
from carttrack.store.tables import SUBJECTS
from carttrack.store.vault import (
    Keys,
    keys_path,
    keys_text,
    parse_keys,
    read_keys,
    unlock,
    write_keys,
)
from carttrack.store.work import Store

FORMAT = 1
DATABASE, KEYS, HEADER = "database.ctdb", "keys.json", "header.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """What a copy holds: rows by table, void ones included, and the audit's head."""

    path: Path
    made_at: datetime
    schema: str
    head: Head
    counts: dict[str, int]
    bytes: int

    @property
    def patients(self) -> int:
        """How many patients it holds."""
        return self.counts.get("patient", 0)


def save_copy(
    store: Store,
    target: Path,
    tick: Callable[[int, int], None] = ignore,
    *,
    replace: bool = False,
) -> CopyReport:
    """Write a verified copy of an open store; `target` keeps its old content on any error.

    Raises `StoreError` when there is a file already and `replace` is false, when the folder cannot
    be written, and when the store itself does not pass its checks. `tick` may raise to stop.
    """
    _refuse_existing(target, replace=replace)
    keys = read_keys(keys_path(store.path))
    with _beside(target) as database, _beside(target) as packed:
        try:
            with told_plainly(target):
                _copy_database(store, database, tick)
                report = _checked(database, store.key, keys, store.now())
            _pack(packed, database, keys, report)
            _refuse_existing(target, replace=replace)
            packed.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise folder_error(target, error) from error
    return _told(report, target)


def check_copy(copy: Path, passphrase: str, user: str | None = None) -> CopyReport:
    """Open a copy in a scratch file and check all of it; raises `StoreError`."""
    with _beside(copy) as scratch:
        try:
            return _unpacked(copy, scratch, passphrase, user)[0]
        except OSError as error:
            raise folder_error(copy, error) from error


def restore_copy(copy: Path, target: Path, passphrase: str, user: str | None = None) -> CopyReport:
    """Make a store at `target` from a checked copy.

    Raises `StoreError` when there is a store already, and when the copy does not pass its checks;
    then nothing lies at `target`. Logs left by an earlier file of that name are removed first.
    """
    for taken in (target, keys_path(target)):
        _refuse_existing(taken, replace=False)
    with _beside(target) as scratch:
        try:
            report, keys = _unpacked(copy, scratch, passphrase, user)
            for stale in dialect.side_files(target):
                stale.unlink(missing_ok=True)
            write_keys(keys_path(target), keys)
            scratch.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise folder_error(target, error) from error
    return _told(report, target)


def _copy_database(store: Store, target: Path, tick: Callable[[int, int], None]) -> None:
    source = store.connection()
    try:
        copied = dialect.connect(target, store.key, store.salt)
        try:
            dialect.copy_pages(source, copied, tick)
            dialect.stand_alone(copied)
        finally:
            copied.close()
    finally:
        source.close()
    sync_file(target)


def _checked(database: Path, key: bytes, keys: Keys, at: datetime) -> CopyReport:
    connection = dialect.connect(database, key, keys.store)
    try:
        found = verified(connection)
        if not found.ok:
            raise StoreError(
                f"The store does not pass its checks ({found.faults[0]}), so no copy of it was "
                "kept; earlier copies are untouched. Restore the latest of them."
            )
        counts = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in SUBJECTS
        }
        return CopyReport(
            path=database,
            made_at=at,
            schema=read_revision(connection),
            head=found.head,
            counts=counts,
            bytes=database.stat().st_size,
        )
    finally:
        connection.close()


def _pack(packed: Path, database: Path, keys: Keys, report: CopyReport) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(HEADER, report.made_at), json.dumps(_header(keys, report)))
        archive.writestr(_entry(KEYS, report.made_at), keys_text(keys))
        with database.open("rb") as source:
            _pour(source, archive.open(_entry(DATABASE, report.made_at), "w", force_zip64=True))
    sync_file(packed)
    with zipfile.ZipFile(packed) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise StoreError(
            f"The drive of {packed.parent} gave back other content than was written; no copy was "
            "kept. Choose another drive."
        )


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, 0))


def _pour(source: Any, target: Any) -> None:
    with target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)


def _header(keys: Keys, report: CopyReport) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": __version__,
        "store": keys.store.hex(),
        "made_at": report.made_at.isoformat(),
        "schema": report.schema,
        "audit": {
            "rows": report.head.rows,
            "acts": report.head.acts,
            "hash": report.head.hash,
        },
        "counts": report.counts,
    }


def _unpacked(
    copy: Path, scratch: Path, passphrase: str, user: str | None
) -> tuple[CopyReport, Keys]:
    header, keys = _opened(copy, scratch)
    key = unlock(keys, passphrase, user).key
    with told_plainly(copy):
        report = _checked(scratch, key, keys, datetime.fromisoformat(header["made_at"]))
    told = _header(keys, report)
    if any(header[name] != told[name] for name in ("store", "audit", "counts", "schema")):
        raise StoreError(
            f"{copy.name} does not hold what its header says. Nothing was changed. "
            "Use another copy."
        )
    return _told(report, copy), keys


def _opened(copy: Path, scratch: Path) -> tuple[Any, Keys]:
    try:
        copy.open("rb").close()
    except FileNotFoundError as error:
        raise StoreError(
            f"There is no copy {copy.name} in {copy.parent}. Check the path."
        ) from error
    except OSError as error:
        raise unreadable(copy, error) from error
    try:
        with zipfile.ZipFile(copy) as archive:
            header = json.loads(archive.read(HEADER))
            if header["format"] > FORMAT:
                raise StoreError(
                    f"{copy.name} was written by a newer carttrack. Install it to use this copy."
                )
            keys = parse_keys(json.loads(archive.read(KEYS)), copy)
            with archive.open(DATABASE) as source:
                _pour(source, scratch.open("wb"))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise StoreError(
            f"{copy.name} is no copy of a carttrack store, or it is damaged. Nothing was changed. "
            "Use another copy."
        ) from error
    sync_file(scratch)
    return header, keys


def _told(report: CopyReport, path: Path) -> CopyReport:
    return CopyReport(
        path=path,
        made_at=report.made_at,
        schema=report.schema,
        head=report.head,
        counts=report.counts,
        bytes=path.stat().st_size,
    )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give an empty private file beside `target`; whatever lies there at the end is removed."""
    scratch = beside(target)
    try:
        make_private(scratch)
    except OSError as error:
        raise folder_error(target, error) from error
    try:
        yield scratch
    finally:
        for left in (scratch, *dialect.side_files(scratch)):
            left.unlink(missing_ok=True)


def _refuse_existing(path: Path, *, replace: bool) -> None:
    if path.exists() and not replace:
        raise StoreError(
            f"There is a file {path.name} in {path.parent} already; it was not touched. "
            "Choose another name."
        )
