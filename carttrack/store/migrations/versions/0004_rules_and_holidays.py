"""Keep the clinic's rule on distance, and whose public holidays it keeps."""

from carttrack.store.migrations.parts import add_filled

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Step up to this revision."""
    for name in ("distance_rule", "holiday_country", "holiday_region"):
        add_filled("clinic", name, "")
