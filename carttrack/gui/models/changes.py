"""Which rows came and went between two lists of keys."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex

Row = TypeVar("Row")
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Differences:
    """Runs of rows (first, last): removals from the end on, then inserts from the start on.

    Removals are numbered in the old list, inserts in the new one.
    """

    removed: tuple[Run, ...]
    inserted: tuple[Run, ...]


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> Differences | None:
    """Return how to come from `old` to `new`; a row that moved is removed and inserted.

    None when keys repeat: then nothing tells the rows apart.
    """
    if len(set(old)) != len(old) or len(set(new)) != len(new):
        return None
    wanted = set(new)
    kept = _in_order([key for key in old if key in wanted], new)
    gone = [place for place, key in enumerate(old) if key not in kept]
    come = [place for place, key in enumerate(new) if key not in kept]
    return Differences(tuple(reversed(_runs(gone))), tuple(_runs(come)))


def come_and_go(
    model: QAbstractItemModel,
    parent: QModelIndex,
    rows: list[Row],
    new: Sequence[Row],
    steps: Differences,
) -> None:
    """Take the rows that went out of `rows` and those of `new` that came into it, and tell it.

    `rows` are those the model shows below `parent`.
    """
    for first, last in steps.removed:
        model.beginRemoveRows(parent, first, last)
        del rows[first : last + 1]
        model.endRemoveRows()
    for first, last in steps.inserted:
        model.beginInsertRows(parent, first, last)
        rows[first:first] = new[first : last + 1]
        model.endInsertRows()


def _in_order(kept: Sequence[Hashable], new: Sequence[Hashable]) -> set[Hashable]:
    """Return the keys of the longest run of `kept` that keeps its order in `new`."""
    place = {key: n for n, key in enumerate(new)}
    wanted = [place[key] for key in kept]
    tails: list[int] = []
    before: list[int] = [-1] * len(wanted)
    ends: list[int] = []
    for at, value in enumerate(wanted):
        low = bisect_left(tails, value)
        before[at] = ends[low - 1] if low else -1
        tails[low : low + 1] = [value]
        ends[low : low + 1] = [at]
    chain: set[Hashable] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.add(kept[at])
        at = before[at]
    return chain


def _runs(places: Sequence[int]) -> list[Run]:
    runs: list[Run] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
