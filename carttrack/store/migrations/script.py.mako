"""${message}."""

import sqlalchemy as sa
from alembic import op

from carttrack.store.migrations import parts

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Step up to this revision."""
    ${upgrades if upgrades else "pass"}
