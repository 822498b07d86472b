"""Taking an act back: a new, audited act that restores what stood before."""

from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import Act
from carttrack.services.clinic import Clinic
from carttrack.store.work import Work


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
        before = work.protocols.keys()
        work.take_back(act.id)
        if work.protocols.keys() != before:
            _demand_protocols(work)
    return Act(id=work.act, what=act.what, entry_id=act.entry_id)


def _demand_protocols(work: Work) -> None:
    """Refuse to take a protocol away that courses are on, or that new ones are enrolled on."""
    used = {*work.protocols.uses(), work.clinic.get().protocol}
    for key in sorted(used - {*work.protocols.keys()}):
        raise RefusedError(
            f"This cannot be undone: courses are on protocol {key}, or new ones are enrolled on "
            "it. Nothing was changed. Move them first."
        )
