"""Dividing a paper into pages before anything is drawn, so that every page knows their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable


@dataclass(frozen=True, slots=True)
class Placed:
    """A flowable in its place: `bottom` is its lower edge, in points from the top of the page."""

    flowable: Flowable
    bottom: float


def paged(story: Sequence[Flowable], width: float, height: float) -> list[list[Placed]]:
    """Return the pages: each flowable where it fits whole, else divided, else overleaf.

    The space before a flowable falls away at the head of a page. What can neither be divided
    nor fits an empty page stands alone on one.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    waiting = list(reversed(story))
    while waiting:
        flowable = waiting.pop()
        gap = flowable.getSpaceBefore() if pages[-1] else 0.0
        room = height - used - gap
        tall = flowable.wrap(width, room)[1]
        if tall > room:
            parts = flowable.split(width, room) if room > 0 else []
            if len(parts) > 1:
                waiting += reversed(parts)
                continue
            if pages[-1]:
                pages.append([])
                used = 0.0
                waiting.append(flowable)
                continue
        used += gap + tall
        pages[-1].append(Placed(flowable, used))
    return pages
