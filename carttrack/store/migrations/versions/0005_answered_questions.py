"""Keep which questions were answered beside a grade where the consensus is silent."""

from carttrack.store.migrations.parts import add

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Step up to this revision."""
    add("assessment", "crs_answered? icans_answered?")
