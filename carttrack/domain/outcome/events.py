"""What happened to the disease after the infusion, as events in one order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind


class EventKind(StrEnum):
    """The kinds of event that a protocol may name as changing the follow-up."""

    RELAPSE = "relapse"
    MRD_RELAPSE = "mrd_relapse"
    ALLOGENEIC_HSCT = "allogeneic_hsct"
    AUTOLOGOUS_HSCT = "autologous_hsct"
    CELL_THERAPY = "cell_therapy"
    OTHER_THERAPY = "other_therapy"


@dataclass(frozen=True, slots=True)
class CourseEvent:
    """One event with its day."""

    on: date
    kind: EventKind

    @property
    def words(self) -> str:
        """The event inside a sentence: `the relapse`."""
        return _WORDS[self.kind]


_WORDS = {
    EventKind.RELAPSE: "the relapse",
    EventKind.MRD_RELAPSE: "the MRD relapse",
    EventKind.ALLOGENEIC_HSCT: "the allogeneic HSCT",
    EventKind.AUTOLOGOUS_HSCT: "the autologous HSCT",
    EventKind.CELL_THERAPY: "another cell therapy",
    EventKind.OTHER_THERAPY: "later therapy",
}
_OF_THERAPY = {
    LaterTherapyKind.ALLOGENEIC_HSCT: EventKind.ALLOGENEIC_HSCT,
    LaterTherapyKind.AUTOLOGOUS_HSCT: EventKind.AUTOLOGOUS_HSCT,
    LaterTherapyKind.CELL_THERAPY: EventKind.CELL_THERAPY,
}


def course_events(
    relapses: Iterable[Relapse], therapies: Iterable[LaterTherapy]
) -> tuple[CourseEvent, ...]:
    """Return relapses and later therapies as events, oldest first."""
    of_disease = (
        CourseEvent(
            relapse.happened_on,
            EventKind.MRD_RELAPSE if relapse.kind is RelapseKind.MRD else EventKind.RELAPSE,
        )
        for relapse in relapses
    )
    of_therapy = (
        CourseEvent(one.started_on, _OF_THERAPY.get(one.kind, EventKind.OTHER_THERAPY))
        for one in therapies
    )
    return tuple(sorted([*of_disease, *of_therapy], key=lambda event: event.on))
