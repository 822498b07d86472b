"""Taking an act back: a new, audited act that restores what stood before."""

from carttrack.domain.kept import Act
from carttrack.services.clinic import Clinic


def take_back(clinic: Clinic, act: Act) -> Act:
    """Take back everything an act did.

    Raises `RefusedError` when one of its rows was changed since.
    """
    return _reversed(clinic, act, f"Undone: {act.what}", "undone")


def do_again(clinic: Clinic, taken_back: Act) -> Act:
    """Do again what was taken back; `taken_back` is the act that `take_back` returned.

    Raises `RefusedError` when one of its rows was changed since.
    """
    return _reversed(clinic, taken_back, f"Done again: {taken_back.what}", "done again")


def _reversed(clinic: Clinic, act: Act, what: str, reason: str) -> Act:
    with clinic.work(what, reason=reason) as work:
        work.take_back(act.id)
    return Act(id=work.act, what=act.what, entry_id=act.entry_id)
