"""Episodes: opened by the first recorded grade of 1 or more, closed only by a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from carttrack.domain import fields


class Toxicity(StrEnum):
    """Which toxicity an episode is of."""

    CRS = "crs"
    ICANS = "icans"


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeClosing:
    """A clinician states that an episode is over."""

    toxicity: Toxicity
    closed_at: datetime
    closed_by: str
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "closed_at", fields.instant("closed_at", self.closed_at))
        object.__setattr__(
            self, "closed_by", fields.line("closed_by", self.closed_by, required=True)
        )
        object.__setattr__(self, "note", fields.text("note", self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode, computed from the assessments and closings of a course.

    `maximum` is the highest recorded grade and `maximum_at` when it was first reached;
    `closing` is None while the episode is open.
    """

    toxicity: Toxicity
    opened_at: datetime
    maximum: int
    maximum_at: datetime
    closing: EpisodeClosing | None = None
