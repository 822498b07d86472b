"""The pathway board, and how long its steps usually take here."""

from carttrack.domain.board.cards import BoardView
from carttrack.domain.board.usual import Usual, usual_days
from carttrack.services.clinic import Clinic
from carttrack.services.worklist import ON_PATH
from carttrack.store.worklists.board import board
from carttrack.store.worklists.listing import PatientFilter
from carttrack.store.worklists.step_days import step_days


def usual(clinic: Clinic) -> Usual:
    """Return how long each step of each product usually takes here."""
    with clinic.reading() as work:
        return usual_days(step_days(work))


def read(
    clinic: Clinic, usual: Usual, *, search: str = "", filters: PatientFilter = ON_PATH
) -> BoardView:
    """Return the board as of now; `usual` are the ranges that its cards are held against."""
    with clinic.reading() as work:
        return board(
            work,
            today=clinic.today(),
            now=clinic.now(),
            usual=usual,
            search=search,
            filters=filters,
        )
