"""Keep what a product that the catalogue does not know is aimed at."""

from carttrack.store.migrations.parts import add

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Step up to this revision."""
    add("course", "target? second_target?")
