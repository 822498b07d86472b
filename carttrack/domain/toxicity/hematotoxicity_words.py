"""The lines that explain an ICAHT grade: what decided, and every choice the paper leaves open.

The paper is Rejeski K et al. Blood 2023;142(10):865-877.
"""

from collections.abc import Mapping
from decimal import Decimal

from carttrack.domain.toxicity.count_runs import (
    LONGEST_PUBLISHED_GAP,
    RECOVERY_DAYS,
    Run,
    longest_gap,
)

EARLY_NEXT = {
    0: "Grade 1: ANC of 500 per µL or less on at least one day.",
    1: "Grade 2: ANC of 500 per µL or less for 7 days.",
    2: "Grade 3: ANC of 500 per µL or less for 14 days, or of 100 or less for 7 days.",
    3: "Grade 4: ANC never above 500 per µL, or of 100 or less for 14 days.",
}
LATE_NEXT = {
    0: "Grade 1: ANC of 1500 per µL or less on two days.",
    1: "Grade 2: ANC of 1000 per µL or less.",
    2: "Grade 3: ANC of 500 per µL or less.",
    3: "Grade 4: ANC of 100 per µL or less.",
}
NO_LATE_VALUE = "No ANC on record after Day 30 within the window: no late grade"
_EARLY_LAST_DAY = 30
_RECOVERY = f"for {RECOVERY_DAYS} consecutive days; the days between count"


def no_early_value(last: int) -> str:
    """Return why there is no early grade."""
    if last < 0:
        return "Last contact lies before Day 0: no early grade"
    return f"No ANC on record from Day 0 to Day {last}: no early grade"


def no_run(limit: Decimal) -> str:
    """Return the line of a row without a single low day."""
    return f"ANC ≤{limit} per µL: on no day"


def longest_run(limit: Decimal, run: Run) -> str:
    """Return the line of a row: its longest run."""
    return f"ANC ≤{limit} per µL: longest run {_days(run)}"


def never_recovered(run: Run) -> str:
    """Return the line of a neutropenia that was never seen to end."""
    return (
        f"Choice: ANC ≤500 per µL from Day {run.first}, by Day 3, to the last value on Day "
        f"{run.last} is counted as never recovered, also after early death"
    )


def early_choices(measured: Mapping[int, Decimal], last: int) -> list[str]:
    """Return the choices behind an early grade."""
    filled = max(measured) - min(measured) + 1 - len(measured)
    gap = longest_gap(measured)
    span = f"{filled} of Day {min(measured)} to Day {max(measured)}; longest gap {_count(gap)}"
    lines = [
        "Choice: the lowest value of each day is used",
        f"Choice: missing days by linear interpolation ({span}), none at the ends",
        f"Choice: runs are joined unless the ANC stayed above the limit {_RECOVERY}",
        "Choice: relapse and next therapy do not stop the early window, last contact does",
    ]
    if gap > LONGEST_PUBLISHED_GAP:
        lines.append(
            f"Note: {_count(gap)} in a row had no value; the published implementation fills at "
            f"most {LONGEST_PUBLISHED_GAP}"
        )
    if max(measured) < min(last, _EARLY_LAST_DAY):
        lines.append(
            f"Note: the values end on Day {max(measured)}; later ones to Day {last} may change "
            "the grade"
        )
    return lines


def late_choices(last: int, stopped: str) -> list[str]:
    """Return the choices behind a late grade."""
    if last <= _EARLY_LAST_DAY:
        return [f"The late window begins on Day 31; {stopped} on Day {last} lies before it"]
    end = f"Day {last}, stopped by {stopped}" if stopped else f"Day {last}, its end"
    return [
        f"Choice: the late window is Day 31 to {end}, that day included",
        "Choice: the lowest value of each day is used, the lowest two are looked at",
    ]


def nadir(lowest: tuple[int, Decimal]) -> str:
    """Return the line of the lowest value."""
    return f"Lowest ANC {lowest[1]:f} per µL on Day {lowest[0]}"


def second_value(lowest: tuple[int, Decimal], second: tuple[int, Decimal] | None) -> str:
    """Return the line that says whether the lowest value was transient."""
    if second is None:
        return f"Choice: the value of Day {lowest[0]} is the only one in the window and is taken"
    words = f"Choice: second lowest ANC {second[1]:f} per µL on Day {second[0]} is"
    if second[1] <= 1500:  # noqa: PLR2004  (the limit of grade 1)
        return f"{words} 1500 or less: the lowest value is not transient"
    return f"{words} above 1500: a lower value is transient and not graded"


def _days(run: Run) -> str:
    if run.days == 1:
        return f"1 day, Day {run.first}"
    return f"{run.days} days, Day {run.first} to Day {run.last}"


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
