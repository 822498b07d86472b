"""What Alembic runs: the migrations on the connection that `store.stepping` passes."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from carttrack.store.tables import METADATA
from carttrack.store.tables.columns import AsText


def plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write the store's own types as plain text: a migration must not hang on today's code."""
    return "sa.String()" if kind == "type" and isinstance(item, AsText | AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=plain_types,
    transactional_ddl=False,
)
context.run_migrations()
