"""Where the user has been, for back and forward."""

from dataclasses import dataclass

LONGEST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A screen by its key; on a patient page the patient and the tab too."""

    key: str
    patient_id: int | None = None
    tab: str = ""


class Trail:
    """The places visited, as in a browser: going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place on show."""
        return self._places[self._at] if self._places else None

    def visit(self, place: Place) -> None:
        """Go to a place; the one on show does not count as new."""
        if place == self.here:
            return
        self._places = [*self._places[: self._at + 1], place][-LONGEST:]
        self._at = len(self._places) - 1

    def amend(self, place: Place) -> None:
        """Replace the place on show: another tab is no step of its own."""
        if self._places:
            self._places[self._at] = place

    def step(self, by: int) -> Place | None:
        """Go back (−1) or forward (1); None where there is nothing."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
