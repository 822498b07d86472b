"""The lane of what was given: one marker an administration, ×n where they would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from carttrack.charts.lanes import SMALL, Laid, Setting, lane_name, none_recorded, packed
from carttrack.charts.marks import Align, Ink, Label, Mark, Marker, Shape, Spot
from carttrack.charts.scale import DayScale
from carttrack.domain.days import moment
from carttrack.domain.terms import term
from carttrack.domain.toxicity.interventions import Drug, Given

_MIDDLE = 10.0
_SIZE = 11.0
_APART = _SIZE + 0.5
_HEIGHT, _COUNTED_HEIGHT = 18.0, 29.0


@dataclass(frozen=True, slots=True)
class Sign:
    """How a drug is drawn and what the legend calls it."""

    shape: Shape
    ink: Ink
    filled: bool
    name: str


TOCILIZUMAB = Sign(Shape.TRIANGLE, Ink.ACCENT, True, "tocilizumab")  # noqa: FBT003  (filled)
DEXAMETHASONE = Sign(Shape.SQUARE, Ink.TEXT, False, "dexamethasone")  # noqa: FBT003  (open)
METHYLPREDNISOLONE = Sign(Shape.SQUARE, Ink.TEXT, True, "methylprednisolone")  # noqa: FBT003
SUPPORT = Sign(Shape.DOT, Ink.TEXT3, False, "antipyretic or fluids")  # noqa: FBT003
OTHER = Sign(Shape.DIAMOND, Ink.TEXT2, True, "other drug")  # noqa: FBT003

_SIGNS = {
    Drug.TOCILIZUMAB: TOCILIZUMAB,
    Drug.DEXAMETHASONE: DEXAMETHASONE,
    Drug.METHYLPREDNISOLONE: METHYLPREDNISOLONE,
    Drug.ANTIPYRETIC: SUPPORT,
    Drug.FLUID_BOLUS: SUPPORT,
}
_BARS = frozenset({Drug.OXYGEN, Drug.VASOPRESSOR})


@dataclass(frozen=True, slots=True)
class _Group:
    """Administrations drawn as one marker."""

    x: float
    sign: Sign
    given: tuple[Given, ...]


def sign_of(drug: Drug) -> Sign:
    """Return how a drug is drawn."""
    return _SIGNS.get(drug, OTHER)


def signs_shown(setting: Setting) -> tuple[Sign, ...]:
    """Return the signs that the lane draws, in the order of the key."""
    drawn = {group.sign for group in _groups(setting)}
    order = (TOCILIZUMAB, DEXAMETHASONE, METHYLPREDNISOLONE, OTHER, SUPPORT)
    return tuple(sign for sign in order if sign in drawn)


def given_lane(setting: Setting) -> Laid:
    """Return the lane of everything given that is not oxygen or a vasopressor."""
    scale = setting.scale
    groups = _groups(setting)
    name = lane_name("Given", _MIDDLE + 4)
    if not groups:
        none = none_recorded(setting, _MIDDLE + 4)
        return Laid(height=_HEIGHT, marks=(name, none), said="Given: none recorded.")
    rows = packed(((group.x - _SIZE / 2, group.x + _SIZE / 2) for group in groups), gap=0.0)
    counted = {row for group, row in zip(groups, rows, strict=True) if len(group.given) > 1}
    heights = [_COUNTED_HEIGHT if row in counted else _HEIGHT for row in range(max(rows) + 1)]
    marks: list[Mark] = [name]
    spots: list[Spot] = []
    for group, row in zip(groups, rows, strict=True):
        middle = _MIDDLE + sum(heights[:row])
        marks += _drawn(group, scale, middle)
        spots.append(_spot(group, scale, middle))
    return Laid(
        height=sum(heights),
        marks=tuple(marks),
        spots=tuple(spots),
        said="Given: " + "; ".join(spot.tip for spot in spots) + ".",
    )


def _groups(setting: Setting) -> Sequence[_Group]:
    """Return the markers from left to right; of one drug, those that would overlap are one."""
    scale = setting.scale
    groups: list[_Group] = []
    latest: dict[Sign, int] = {}
    for kept in sorted(setting.case.given, key=lambda kept: kept.value.started_at):
        given = kept.value
        day = given.started_at.astimezone(scale.zone).date()
        if given.drug in _BARS or not scale.shows(day):
            continue
        sign = sign_of(given.drug)
        x = min(max(scale.at(given.started_at), scale.left + _SIZE / 2), scale.right - _SIZE / 2)
        held = latest.get(sign)
        if held is not None and x - groups[held].x < _APART:
            groups[held] = _Group(groups[held].x, sign, (*groups[held].given, given))
        else:
            latest[sign] = len(groups)
            groups.append(_Group(x, sign, (given,)))
    return groups


def _drawn(group: _Group, scale: DayScale, middle: float) -> list[Mark]:
    marks: list[Mark] = [
        Marker(
            x=group.x,
            y=middle,
            shape=group.sign.shape,
            ink=group.sign.ink,
            size=_SIZE if group.sign is not SUPPORT else _SIZE - 4,
            filled=group.sign.filled,
        )
    ]
    if len(group.given) > 1:
        x = min(max(group.x, scale.left + _SIZE), scale.right - _SIZE)
        text = f"×{len(group.given)}"
        marks.append(Label(x=x, y=middle + 17, text=text, size=SMALL - 1, align=Align.CENTRE))
    return marks


def _spot(group: _Group, scale: DayScale, middle: float) -> Spot:
    words = ", ".join(
        f"{_name(given)} {moment(given.started_at, scale.zone)}" for given in group.given
    )
    return Spot(x=group.x - _SIZE / 2, y=middle - _SIZE / 2, width=_SIZE, height=_SIZE, tip=words)


def _name(given: Given) -> str:
    name = given.name or term(given.drug)
    return f"{name} {given.dose:f} {given.unit}" if given.dose is not None else name
