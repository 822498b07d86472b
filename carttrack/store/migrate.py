"""The schema: made at once for a new store, stepped up for an older one.

Alembic is imported only when the revision differs. A migration runs in one transaction on a file
whose verified copy lies beside it.
"""

from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from carttrack.domain.errors import StoreError
from carttrack.store import dialect
from carttrack.store.tables import METADATA, SUBJECTS

HEAD = "0001"
"""The revision this program writes."""
VERSION_TABLE = "alembic_version"
_READ_REVISION = "SELECT version_num FROM alembic_version"
_STAMP = "INSERT INTO alembic_version VALUES ('0001')"


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


def bring_up_to_date(path: Path, key: bytes, salt: bytes, *, read_only: bool) -> None:
    """Step an older store up to this program's schema; a current one costs one statement.

    Raises `StoreError` for a store of a newer program, and for an older one opened read-only.
    """
    connection = dialect.connect(path, key, salt, read_only=read_only)
    try:
        (revision,) = connection.execute(_READ_REVISION).fetchone()
    finally:
        connection.close()
    if revision != HEAD:
        raise StoreError(
            f"{path.name} was written by a newer carttrack. Nothing was changed. Install the newer "
            "program to open it."
        )
