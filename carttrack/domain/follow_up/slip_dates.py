"""One date of a slip: from what to what, on which kind of day, inside its window or not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from carttrack.domain.follow_up.schedule import is_weekend, working_day_in
from carttrack.domain.public_holidays import PublicHolidays

_NEAR = timedelta(days=7)
"""How far from a day without a window the nearest working day is looked for."""


class SlipKind(StrEnum):
    """What kind of date it is."""

    STEP = "step"
    MILESTONE = "milestone"
    INFUSION = "infusion"
    VISIT = "visit"
    REGISTRY_FORM = "registry_form"
    RULE = "rule"
    MONITORING = "monitoring"


WORKED_ON = frozenset({SlipKind.STEP, SlipKind.MILESTONE, SlipKind.VISIT})
"""Kinds of dates on which someone has to be there, so that weekends and holidays matter."""


class WhyFixed(StrEnum):
    """Why a date cannot move."""

    DONE = "done"
    MISSED = "missed"
    BOOKED = "booked"
    SENT = "sent"
    NOT_IN_PROTOCOL = "not_in_protocol"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One date that hangs on the moved one.

    `old` is the day as it stands, `new` the day after the slip, the same where it is fixed or where
    the window alone moves. `earliest` to `latest` is its window after the slip, both days
    included; `leaves_window` tells that the day as it will stand lies outside. `projected` marks
    a date that is reckoned from a planned infusion and not on record. `by` and `place` are who
    and where, as recorded. `weekend`, `holiday` (its name) and `offered`, the nearest working day,
    are of the new day.
    """

    kind: SlipKind
    code: str
    name: str
    old: date
    new: date
    old_window: tuple[date, date] | None = None
    window: tuple[date, date] | None = None
    why_fixed: WhyFixed | None = None
    leaves_window: bool = False
    projected: bool = False
    booked: bool = False
    by: str = ""
    place: str = ""
    entry_id: int = 0
    weekend: bool = False
    holiday: str = ""
    offered: date | None = None

    @property
    def touched(self) -> bool:
        """Whether who is named must hear of it: it moves, or it stays and its window leaves it."""
        return self.new != self.old or self.leaves_window

    @property
    def own(self) -> bool:
        """Whether it is the coordinator's to arrange: on record, and touched."""
        return not self.projected and self.touched


def marked(line: SlipLine, holidays: PublicHolidays) -> SlipLine:
    """Return a line with what kind of day its new day is, and the nearest working one.

    The day offered lies in the window; without a window, within a week.
    """
    if line.kind not in WORKED_ON or line.why_fixed is not None:
        return line
    weekend, holiday = is_weekend(line.new), holidays.name(line.new)
    first, last = line.window or (line.new - _NEAR, line.new + _NEAR)
    offered = working_day_in(first, last, line.new, holidays) if weekend or holiday else None
    return replace(line, weekend=weekend, holiday=holiday, offered=offered)
