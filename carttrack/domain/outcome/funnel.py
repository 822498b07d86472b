"""From referral to infusion: how many came how far, and why the others did not."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.proportions import Proportion, proportion
from carttrack.domain.pathway.courses import EndReason


class Stage(StrEnum):
    """How far a course came, in order."""

    REFERRED = "referred"
    EVALUATED = "evaluated"
    LEUKAPHERESIS = "leukapheresis"
    PRODUCT_MADE = "product_made"
    INFUSED = "infused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLine:
    """One stage: `reached` courses came so far or further.

    Of those that came no further, `lost` are over, by reason and most frequent first, and
    `waiting` still on the way.
    """

    stage: Stage
    reached: int
    lost: tuple[tuple[EndReason, int], ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """All stages, and the infused among those referred and those with leukapheresis.

    The proportions leave out who is still on the way, as nobody knows yet how that ends.
    """

    lines: tuple[FunnelLine, ...]
    of_referred: Proportion
    of_collected: Proportion

    @property
    def referred(self) -> int:
        """How many courses there are in all."""
        return self.lines[0].reached


def furthest(course: CohortCourse) -> Stage:
    """Return how far a course came; what lies before it counts as reached too."""
    return next(
        (stage for stage, reached in reversed(_REACHED.items()) if reached(course)), Stage.REFERRED
    )


def _made(course: CohortCourse) -> bool:
    return course.made_on is not None and course.end_reason is not EndReason.FAILED_PRODUCT


_REACHED: dict[Stage, Callable[[CohortCourse], bool]] = {
    Stage.EVALUATED: lambda course: course.evaluated_on is not None,
    Stage.LEUKAPHERESIS: lambda course: course.collected_on is not None,
    Stage.PRODUCT_MADE: _made,
    Stage.INFUSED: lambda course: course.infused_on is not None,
}


def funnel(courses: Iterable[CohortCourse]) -> Funnel:
    """Return how far courses came; a patient with two courses counts twice.

    A course is over when it was closed or its patient died.
    """
    stopped: dict[Stage, Counter[EndReason | None]] = {stage: Counter() for stage in Stage}
    for course in courses:
        stopped[furthest(course)][_end(course)] += 1
    totals = {stage: counter.total() for stage, counter in stopped.items()}
    stages = tuple(Stage)
    lines = tuple(
        FunnelLine(
            stage=stage,
            reached=sum(totals[later] for later in stages[place:]),
            lost=_lost(stopped[stage]) if stage is not Stage.INFUSED else (),
            waiting=stopped[stage][None] if stage is not Stage.INFUSED else 0,
        )
        for place, stage in enumerate(stages)
    )
    return Funnel(
        lines=lines, of_referred=_infused(lines), of_collected=_infused(lines, Stage.LEUKAPHERESIS)
    )


def _end(course: CohortCourse) -> EndReason | None:
    if course.end_reason is None and course.died_on is not None:
        return EndReason.DIED
    return course.end_reason


def _lost(ends: Counter[EndReason | None]) -> tuple[tuple[EndReason, int], ...]:
    order = list(EndReason)
    known = [(reason, count) for reason, count in ends.items() if reason is not None]
    return tuple(sorted(known, key=lambda one: (-one[1], order.index(one[0]))))


def _infused(lines: tuple[FunnelLine, ...], first: Stage = Stage.REFERRED) -> Proportion:
    later = lines[list(Stage).index(first) :]
    return proportion(later[-1].reached, later[0].reached - sum(line.waiting for line in later))
