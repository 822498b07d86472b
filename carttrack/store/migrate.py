"""The schema: made at once for a new store, stepped up for an older one.

Alembic is imported only when the revision differs. A migration runs in one transaction on a file
whose verified copy lies beside it.
"""

from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from carttrack.domain.errors import StoreError
from carttrack.domain.tick import ignore
from carttrack.store import dialect
from carttrack.store.faults import folder_error
from carttrack.store.files import beside, make_private, sync_file, sync_folder
from carttrack.store.tables import METADATA, SUBJECTS

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every migration, in order; a new one is added here and as a row's column or table."""
HEAD = REVISIONS[-1]
"""The revision this program writes."""
KNOWN = frozenset({"", *REVISIONS})
"""The revisions this program can bring up to date; empty is a database before the first."""
VERSION_TABLE = "alembic_version"
_READ_REVISION = "SELECT version_num FROM alembic_version"
_STAMP = f"INSERT INTO alembic_version VALUES ('{HEAD}')"  # noqa: S608  (HEAD is our own)


def make_schema(connection: Any) -> None:
    """Create every table, index and trigger on an empty database and stamp the revision.

    A migration from nothing gives the same; building it directly spares importing Alembic.
    """
    for statement in schema():
        connection.execute(statement)


def schema() -> list[str]:
    """Return the statements that make an empty database a store of this revision."""
    made_for = sqlite.dialect()
    statements = []
    for table in METADATA.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=made_for)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=made_for)) for index in indexes]
    statements += dialect.triggers(list(SUBJECTS), ["audit"])
    statements.append(
        f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
    )
    statements.append(_STAMP)
    return statements


def read_revision(connection: Any) -> str:
    """Return the revision a database was written by, empty for one without any."""
    found = connection.execute(_READ_REVISION).fetchone()
    return str(found[0]) if found else ""


def bring_up_to_date(path: Path, key: bytes, salt: bytes, *, read_only: bool) -> None:
    """Step an older store up to this program's schema; a current one costs one statement.

    Before stepping, a checked copy of the file is put beside it, named after the old revision.
    Raises `StoreError` for a store of a newer program, and for an older one opened read-only.
    """
    connection = dialect.connect(path, key, salt, read_only=read_only)
    try:
        revision = read_revision(connection)
        if revision == HEAD:
            return
        if revision not in KNOWN:
            raise StoreError(
                f"{path.name} was written by a newer carttrack. Nothing was changed. Install the "
                "newer program to open it."
            )
        if read_only:
            raise StoreError(
                f"{path.name} was written by an older carttrack. Open it once for writing, which "
                "brings it up to date; then read it."
            )
        _copy_aside(connection, path, key, salt, revision)
    finally:
        connection.close()
    from carttrack.store.stepping import step_up  # noqa: PLC0415  (Alembic: only when needed)

    step_up(path, key, salt)


def _copy_aside(connection: Any, path: Path, key: bytes, salt: bytes, revision: str) -> None:
    target = path.with_name(f"{path.name}.before-{HEAD}-was-{revision or 'none'}")
    fresh = beside(path)
    try:
        make_private(fresh)
        copied = dialect.connect(fresh, key, salt)
        try:
            dialect.copy_pages(connection, copied, ignore)
            dialect.stand_alone(copied)
            faults = list(dialect.file_faults(copied))
        finally:
            copied.close()
        if faults:
            raise StoreError(
                f"{path.name} is damaged ({faults[0]}) and was not brought up to date. Nothing "
                "was changed. Restore the latest copy."
            )
        sync_file(fresh)
        fresh.replace(target)
        sync_folder(path.parent)
    except OSError as error:
        raise folder_error(path, error) from error
    finally:
        fresh.unlink(missing_ok=True)
