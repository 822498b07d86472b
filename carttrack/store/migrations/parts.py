"""What migrations are written with; a migration once made goes on reading it as it stands here.

Nothing here may change what an older migration made: add, never alter.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

TYPES: dict[str, Any] = {"#": sa.Integer, "!": sa.Boolean, "&": sa.LargeBinary}


def columns(words: str) -> list[sa.Column[Any]]:
    """Return columns by name: text, or `#` whole number, `!` flag, `&` bytes; `?` may be NULL."""
    return [
        sa.Column(word.rstrip("#!&?"), TYPES.get(word[-1], sa.String)(), nullable="?" in word)
        for word in words.split()
    ]


def check(table: str, name: str, words: str) -> sa.CheckConstraint:
    """Return a condition that every row of a table keeps."""
    return sa.CheckConstraint(words, name=op.f(f"ck_{table}_{name}"))


def index(name: str, table: str, *on: Any, where: str | None = None) -> None:
    """Make an index, over all rows or over those of a condition."""
    partial = sa.text(where) if where else None
    op.create_index(name, table, list(on), sqlite_where=partial)


def one_valid(table: str, words: str) -> None:
    """Make the index that allows one row that is not void for the columns' values."""
    name = f"uq_{table}_{words.replace(' ', '_')}"
    valid = sa.text("void_reason IS NULL")
    op.create_index(name, table, words.split(), unique=True, sqlite_where=valid)


def kept(table: str, parents: str, *parts: sa.Column[Any] | sa.CheckConstraint) -> None:
    """Make an audited table: the columns every entry has, what it belongs to, its own."""
    owners = [f"{parent}_id" for parent in parents.split()]
    keys = [
        sa.ForeignKeyConstraint(
            [f"{parent}_id"], [f"{parent}.id"], name=f"fk_{table}_{parent}_id_{parent}"
        )
        for parent in parents.split()
    ]
    op.create_table(
        table,
        *columns("id# void_reason? entered_at entered_by corrected!"),
        *columns(" ".join(f"{owner}#" for owner in owners)),
        *(part for part in parts if isinstance(part, sa.Column)),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(part for part in parts if isinstance(part, sa.CheckConstraint)),
        *keys,
    )
    if owners:
        index(f"ix_{table}_{owners[-1]}", table, owners[-1])


def keep_rows(table: str) -> None:
    """Make the trigger that lets no row of a table be deleted; each kept table has it."""
    op.execute(
        f'CREATE TRIGGER "no_delete_{table}" BEFORE DELETE ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END"
    )


def add(table: str, words: str) -> None:
    """Add columns to a table that stands; they come last, and rows on record have NULL there."""
    for column in columns(words):
        op.add_column(table, column)


def add_filled(table: str, name: str, default: str | int) -> None:
    """Add a column that is never NULL; rows on record get the default."""
    kind = sa.Integer() if isinstance(default, int) else sa.String()
    column = sa.Column(name, kind, nullable=False, server_default=str(default))
    op.add_column(table, column)
