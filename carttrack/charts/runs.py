"""Oxygen and vasopressors on the course: bars from their start to their stop."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta

from carttrack.charts.bars import Bar, Look, bar_lane
from carttrack.charts.lanes import NOTHING, Laid, Setting
from carttrack.charts.marks import Ink
from carttrack.charts.scale import DayScale
from carttrack.domain.days import elapsed, moment
from carttrack.domain.terms import term
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia
from carttrack.domain.toxicity.interventions import Drug, Given

_OXYGEN = Look(Ink.WIN, Ink.WIN_LINE)
_VASOPRESSOR = Look(Ink.TEXT2, None)
_NO_START = "in the log, without a start"
"""An assessment names it; its start is not on record, so no bar can be drawn."""


def oxygen(setting: Setting) -> Laid:
    """Return the oxygen lane; each run says its highest flow, or its device."""
    runs = [given for given in _given(setting) if given.drug is Drug.OXYGEN]
    flows = [given.flow_lpm for given in runs if given.flow_lpm is not None]
    highest = f", up to {max(flows):f} L/min" if flows else ""
    bars = list(_bars(setting, runs, oxygen_words))
    many = f"{len(bars)} runs{highest}"
    return bar_lane("Oxygen", bars, setting, _OXYGEN, many, _nothing(setting, _on_oxygen))


def vasopressors(setting: Setting) -> Laid:
    """Return the vasopressor lane; each run says its drug and how long it ran."""
    runs = [given for given in _given(setting) if given.drug is Drug.VASOPRESSOR]
    names = ", ".join(dict.fromkeys(given.name for given in runs))
    bars = list(_bars(setting, runs, vasopressor_words))
    many = f"{len(bars)} runs: {names}"
    nothing = _nothing(setting, _on_vasopressor)
    return bar_lane("Vasopressor", bars, setting, _VASOPRESSOR, many, nothing)


def oxygen_words(given: Given) -> str:
    """Return `up to 4 L/min`, the device where no flow is on record, else `oxygen`."""
    if given.flow_lpm is not None:
        return f"up to {given.flow_lpm:f} L/min"
    return term(given.device) if given.device else "oxygen, flow not recorded"


def vasopressor_words(given: Given) -> str:
    """Return `norepinephrine 19 h`; a run without an end says so."""
    if given.stopped_at is None:
        return f"{given.name}, no stop on record"
    return f"{given.name} {elapsed(given.stopped_at - given.started_at)}"


def _nothing(setting: Setting, on_it: Callable[[CrsFindings], bool]) -> str:
    """Return the words of a lane without a bar; an assessment may say more than the starts do."""
    found = (kept.value.crs for kept in setting.case.assessments)
    return _NO_START if any(crs is not None and on_it(crs) for crs in found) else NOTHING


def _on_oxygen(crs: CrsFindings) -> bool:
    return crs.hypoxia not in {None, Hypoxia.NONE} or crs.o2_device is not None


def _on_vasopressor(crs: CrsFindings) -> bool:
    several = {Hypotension.ONE_VASOPRESSOR, Hypotension.MULTIPLE_VASOPRESSORS}
    return crs.hypotension in several or bool(crs.vasopressin)


def _given(setting: Setting) -> tuple[Given, ...]:
    return tuple(kept.value for kept in setting.case.given)


def _bars(setting: Setting, runs: Iterable[Given], words: Callable[[Given], str]) -> Iterable[Bar]:
    scale = setting.scale
    begins, ends = _ends(scale)
    for given in runs:
        stop = given.stopped_at or max(given.started_at, _end_of_today(setting))
        if stop < begins or given.started_at >= ends:
            continue
        label = words(given)
        until = moment(given.stopped_at, scale.zone) if given.stopped_at else "no stop on record"
        yield Bar(
            left=min(scale.inside(scale.at(given.started_at)), scale.right - 3),
            right=scale.inside(scale.at(stop)),
            label=label,
            tip=f"{label}, {moment(given.started_at, scale.zone)} to {until}",
            open_end=given.stopped_at is None,
        )


def _ends(scale: DayScale) -> tuple[datetime, datetime]:
    begins = datetime.combine(scale.first, time(), scale.zone).astimezone(UTC)
    after = datetime.combine(scale.last + timedelta(days=1), time(), scale.zone)
    return begins, after.astimezone(UTC)


def _end_of_today(setting: Setting) -> datetime:
    tomorrow = setting.today + timedelta(days=1)
    return datetime.combine(tomorrow, time(), setting.scale.zone).astimezone(UTC)
