"""The on-time meter: which share of the registry forms of two trimesters was sent in time.

Asked are at least 50 % of what is due in this trimester and 98 % of what was due in the former;
only forms whose due day is past count. The trimesters' first months and both figures stand in the
registry's text and are to be confirmed by the clinic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from carttrack.domain.days import add_months
from carttrack.domain.follow_up.registry_plan import OnTimeRule
from carttrack.domain.follow_up.registry_standing import FormStanding

_WHOLE = 100
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimesterFigure:
    """The forms whose due day lies in a trimester and is past.

    `due` counts them, `on_time` those sent by their due day, `sent` those sent at all. `asked` is
    the share on time that is asked, in percent.
    """

    first: date
    last: date
    due: int
    on_time: int
    sent: int
    asked: int

    @property
    def percent(self) -> Decimal | None:
        """The share on time, one decimal, cut and not rounded; None when nothing was due."""
        if not self.due:
            return None
        return (Decimal(self.on_time * _WHOLE) / self.due).quantize(_TENTH, ROUND_DOWN)

    @property
    def met(self) -> bool | None:
        """Whether the share asked is reached, None when nothing was due."""
        return self.on_time * _WHOLE >= self.asked * self.due if self.due else None


def trimester(on: date, first_months: Sequence[int]) -> tuple[date, date]:
    """Return the first and the last day of the trimester that a day lies in.

    `first_months` are the months that trimesters begin with, rising; the last one of a year may
    reach into the next.
    """
    begun = [month for month in first_months if month <= on.month]
    first = date(on.year, begun[-1], 1) if begun else date(on.year - 1, first_months[-1], 1)
    after = [month for month in first_months if month > first.month]
    months = (after[0] if after else first_months[0] + 12) - first.month
    return first, add_months(first, months) - timedelta(days=1)


def on_time_figures(
    standings: Iterable[FormStanding], rule: OnTimeRule, today: date
) -> tuple[TrimesterFigure, TrimesterFigure]:
    """Return the figures of this trimester and of the one before."""
    past = [s for s in standings if s.expected.due_on is not None and s.expected.due_on < today]
    this = trimester(today, rule.first_months)
    before = trimester(this[0] - timedelta(days=1), rule.first_months)
    return _figure(past, this, rule.this_percent), _figure(past, before, rule.before_percent)


def _figure(past: list[FormStanding], span: tuple[date, date], asked: int) -> TrimesterFigure:
    first, last = span
    within = [s for s in past if s.expected.due_on and first <= s.expected.due_on <= last]
    return TrimesterFigure(
        first=first,
        last=last,
        due=len(within),
        on_time=sum(s.on_time for s in within),
        sent=sum(s.kept is not None and s.kept.value.submitted_on is not None for s in within),
        asked=asked,
    )
