"""What goes on beside the course as rows: medicines, infections, stays, transfusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import partial_words
from carttrack.domain.kept import Kept
from carttrack.domain.stays import days_in
from carttrack.domain.supportive_care import (
    Admission,
    Infection,
    InfectionKind,
    Medicine,
    Transfusion,
    Unit,
)
from carttrack.gui import words
from carttrack.gui.models.facts import dated
from carttrack.gui.models.tree import GroupHead
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

MEDICINES, INFECTIONS, ADMISSIONS, TRANSFUSIONS = (
    "medicines",
    "infections",
    "admissions",
    "transfusions",
)
"""The kinds of entry, named as in the unit of work; each is a group."""
CareGroups = list[tuple[GroupHead, Sequence["CareRow"]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRow:
    """One entry in words.

    `start` is its ISO date as far as it is known, to sort by; `goes_on` is None for what has no
    length. `second` says more of `what`: site, length, or kind of medicine.
    """

    kind: str
    kept: Kept[Any]
    what: str
    second: str = ""
    start: str = ""
    since: str = ""
    until: str = ""
    detail: str = ""
    reason: str = ""
    goes_on: bool | None = None
    status: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells an entry from every other."""
        return (self.kind, self.kept.id)

    @property
    def entry(self) -> str:
        """What it is, in one line; the kind of a medicine is left out."""
        parts = (self.what, "" if self.kind == MEDICINES else self.second)
        return ", ".join(part for part in parts if part)

    @property
    def state(self) -> State | None:
        """The glyph of the state, None for what has no length."""
        if self.goes_on is None:
            return None
        return State.INFO if self.goes_on else State.DONE


@dataclass(frozen=True, slots=True)
class _Near:
    case: CaseFile
    today: date

    def day(self, day: date | None) -> str:
        return "" if day is None else dated(self.case, day, self.today)

    def partial(self, iso: str) -> str:
        """Return a date in words; a whole one with its Day."""
        whole = len(iso) == len("2026-11-20")
        return self.day(date.fromisoformat(iso)) if whole else partial_words(iso) if iso else ""

    def standing(self, *, ended: bool) -> dict[str, Any]:
        """Return whether something goes on; after a death nothing does."""
        if ended:
            return {"goes_on": False, "status": translate("care", "Ended")}
        if self.case.death is not None:
            return {"goes_on": False, "status": translate("care", "No end on record")}
        return {"goes_on": True, "status": translate("care", "Ongoing")}


def care_groups(case: CaseFile, today: date) -> CareGroups:
    """Return the groups: what goes on first, then the latest first; empty groups are left out."""
    near = _Near(case, today)
    groups = (
        (MEDICINES, translate("care", "Medicines"), [_medicine(near, k) for k in case.medicines]),
        (
            INFECTIONS,
            translate("care", "Infections"),
            [_infection(near, k) for k in case.infections],
        ),
        (ADMISSIONS, _stays_title(case, today), [_admission(near, k) for k in case.admissions]),
        (
            TRANSFUSIONS,
            translate("care", "Transfusions"),
            [_transfusion(near, k) for k in case.transfusions],
        ),
    )
    return [(GroupHead(key, title), _ordered(rows)) for key, title, rows in groups if rows]


def days_in_hospital(case: CaseFile, today: date, since: date | None = None) -> dict[Unit, int]:
    """Return the days on each unit up to today, or to the day of death."""
    until = min(today, case.death.value.died_on) if case.death else today
    stays = [kept.value for kept in case.admissions]
    return {unit: days_in(stays, unit, until, since) for unit in Unit}


def stay_words(days: dict[Unit, int]) -> str:
    """Return `19 d on a ward, 2 d in ICU`."""
    said = {
        Unit.WARD: translate("care", "{0} d on a ward"),
        Unit.ICU: translate("care", "{0} d in ICU"),
    }
    return ", ".join(said[unit].format(days[unit]) for unit in Unit)


def _stays_title(case: CaseFile, today: date) -> str:
    return translate("care", "Hospital stays: {0}").format(
        stay_words(days_in_hospital(case, today))
    )


def _ordered(rows: Sequence[CareRow]) -> list[CareRow]:
    latest = sorted(rows, key=lambda row: row.start, reverse=True)
    return sorted(latest, key=lambda row: not row.goes_on)


def _medicine(near: _Near, kept: Kept[Medicine]) -> CareRow:
    medicine = kept.value
    dose = "" if medicine.dose is None else f"{medicine.dose:f} {medicine.unit}"
    kind = words.term(medicine.kind)
    return CareRow(
        kind=MEDICINES,
        kept=kept,
        what=medicine.name,
        second=kind,
        start=medicine.started,
        since=near.partial(medicine.started) or translate("care", "not known"),
        until=near.partial(medicine.stopped),
        detail=" ".join(part for part in (dose, medicine.schedule) if part),
        reason=medicine.reason,
        **near.standing(ended=bool(medicine.stopped)),
    )


def _infection(near: _Near, kept: Kept[Infection]) -> CareRow:
    infection = kept.value
    named = infection.kind is not InfectionKind.NOT_IDENTIFIED
    kind = words.heading(infection.kind)
    unnamed = kind if named else translate("care", "Not identified")
    proven = {
        True: translate("care", "proven"),
        False: translate("care", "suspected"),
        None: translate("care", "proof not recorded"),
    }
    parts = (
        words.term(infection.kind) if named and infection.organism else "",
        proven[infection.proven],
        infection.treatment,
    )
    return CareRow(
        kind=INFECTIONS,
        kept=kept,
        what=infection.organism or unnamed,
        second=infection.site,
        start=infection.started_on.isoformat(),
        since=near.day(infection.started_on),
        until=near.day(infection.stopped_on),
        detail=", ".join(part for part in parts if part),
        **near.standing(ended=infection.stopped_on is not None),
    )


def _admission(near: _Near, kept: Kept[Admission]) -> CareRow:
    stay = kept.value
    until = near.today if near.case.death is None else near.case.death.value.died_on
    length = days_in([stay], stay.unit, until)
    return CareRow(
        kind=ADMISSIONS,
        kept=kept,
        what=words.heading(stay.unit),
        second=translate("care", "{0} d").format(length),
        start=stay.started_on.isoformat(),
        since=near.day(stay.started_on),
        until=near.day(stay.stopped_on),
        detail=stay.hospital,
        reason=stay.reason,
        **near.standing(ended=stay.stopped_on is not None),
    )


def _transfusion(near: _Near, kept: Kept[Transfusion]) -> CareRow:
    given = kept.value
    count = given.units
    units = translate("care", "1 unit") if count == 1 else translate("care", "{0} units")
    irradiated = {
        True: translate("care", "irradiated"),
        False: translate("care", "not irradiated"),
        None: "",
    }
    parts = (
        "" if count is None else units.format(count),
        "" if given.volume_ml is None else f"{given.volume_ml:f} mL",
        irradiated[given.irradiated],
    )
    return CareRow(
        kind=TRANSFUSIONS,
        kept=kept,
        what=words.heading(given.product),
        start=given.given_on.isoformat(),
        since=near.day(given.given_on),
        detail=", ".join(part for part in parts if part),
        reason=given.reason,
    )
