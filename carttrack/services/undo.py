"""Taking an act back: a new, audited act that restores what stood before."""

from carttrack.domain.kept import Act
from carttrack.services.clinic import Clinic


def take_back(clinic: Clinic, act: Act) -> Act:
    """Take back everything an act did; taking that back does it again.

    Raises `RefusedError` when one of its rows was changed since.
    """
    with clinic.work(f"Undone: {act.what}", reason="undone") as work:
        work.take_back(act.id)
    return Act(id=work.act, what=act.what, entry_id=act.entry_id)
