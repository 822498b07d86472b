"""When an episode began, counted from the infusion, and whether that is late.

CRS generally begins within 14 days of the infusion (EBMT, reporting guide for cellular therapy);
in 475 lymphoma patients none began after Day 14 (Blood Adv 2024;8(20):5346). ICANS belongs on
the first EBMT form when it begins by Day 28, else on that of month 6 or of the year.
"""

from datetime import date
from zoneinfo import ZoneInfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import local_day
from carttrack.domain.toxicity.episodes import Episode, Toxicity

LAST_USUAL_DAY = {Toxicity.CRS: 14, Toxicity.ICANS: 28}
"""The last Day of an onset that is not late."""
_WORDS = {
    Toxicity.CRS: (
        "CRS generally begins within 14 days of the infusion (EBMT reporting guide). Is CRS the "
        "cause?"
    ),
    Toxicity.ICANS: (
        "on EBMT forms ICANS of the first 28 days comes first, what begins later on the form of "
        "month 6 or of the year. Is ICANS the cause?"
    ),
}


def onset_day(case: CaseFile, episode: Episode, zone: ZoneInfo) -> int | None:
    """Return the days from the latest infusion before it to the onset, None without one.

    In a course with split doses or a reinfusion the count begins anew with each.
    """
    onset = local_day(episode.opened_at, zone)
    infused = [
        local_day(kept.value.started_at, zone)
        for kept in case.later_infusions
        if kept.value.started_at <= episode.opened_at
    ]
    last: date | None = max([*infused, *([case.day0] if case.day0 else [])], default=None)
    return None if last is None else (onset - last).days


def late_onset(case: CaseFile, episode: Episode, zone: ZoneInfo) -> str:
    """Return the sentence about a late onset as a check of the entry, empty for one in time."""
    day = onset_day(case, episode, zone)
    if day is None or day <= LAST_USUAL_DAY[episode.toxicity]:
        return ""
    return f"Late onset, {day} days after the infusion: {_WORDS[episode.toxicity]}"
