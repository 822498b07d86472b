"""B-cell aplasia by the clinic's own definition, from the series of B-cell counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.clinic import ClinicRecord, Comparison
from carttrack.domain.days import add_months
from carttrack.domain.laboratory import Comparator

EARLY_MONTHS = 6
"""Loss of B-cell aplasia up to this many months after the infusion is early, and was a trigger of
reinfusion. Source: CHOP reinfusion study, Blood Adv 2024;8(9):2182."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as reported: exact, or only known to lie below or above it."""

    value: Decimal
    comparator: Comparator = Comparator.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class BCellSample:
    """CD19+ cells of one day's blood: percent of lymphocytes, and cells per µL."""

    taken_on: date
    percent: Reading | None = None
    per_ul: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AplasiaDefinition:
    """What the clinic calls loss of B-cell aplasia.

    `percent` and `per_ul` are limits of CD19+ cells, one of them at least; reaching either by the
    `comparison` is B-cell recovery, which a second sample must confirm where `second_sample`
    says so. Published definitions differ: above 1 % or above 100 cells, on two samples, in one
    centre (Cincinnati reinfusion study, Authorea 614197), so there is no default.
    """

    percent: Decimal | None
    per_ul: Decimal | None
    comparison: Comparison
    second_sample: bool

    def is_met(self, sample: BCellSample) -> bool | None:
        """Tell whether a sample shows recovery; None when it has no value that the limits need.

        Below one limit, with the other needed and not measured, is not known.
        """
        pairs = ((sample.percent, self.percent), (sample.per_ul, self.per_ul))
        met = [self._reaches(reading, limit) for reading, limit in pairs if limit is not None]
        return True if True in met else None if None in met else False

    def _reaches(self, reading: Reading | None, limit: Decimal) -> bool | None:
        """Hold a reading against a limit; `<` and `>` of it are not known on the far side."""
        if reading is None:
            return None
        if reading.comparator is Comparator.BELOW:
            return False if reading.value <= limit else None
        if reading.comparator is Comparator.ABOVE:
            return True if reading.value >= limit else None
        return self.comparison.holds(reading.value, limit)


class AplasiaState(StrEnum):
    """Where B-cell aplasia stands."""

    NO_DEFINITION = "no_definition"
    NOT_MEASURED = "not_measured"
    APLASIA = "aplasia"
    RECOVERY_TO_CONFIRM = "recovery_to_confirm"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aplasia:
    """The state with its days.

    `since` is the first sample that showed recovery, or the latest that showed aplasia;
    `confirmed_on` the second sample; `early` tells of a loss within six months.
    """

    state: AplasiaState
    since: date | None = None
    confirmed_on: date | None = None
    early: bool | None = None


def aplasia_definition(clinic: ClinicRecord) -> AplasiaDefinition | None:
    """Return the clinic's definition, None until it has set a limit, comparison and samples."""
    comparison, second = clinic.aplasia_comparison, clinic.aplasia_second_sample
    has_limit = clinic.aplasia_percent is not None or clinic.aplasia_per_ul is not None
    if not has_limit or comparison is None or second is None:
        return None
    return AplasiaDefinition(
        percent=clinic.aplasia_percent,
        per_ul=clinic.aplasia_per_ul,
        comparison=comparison,
        second_sample=second,
    )


def b_cell_aplasia(
    samples: Iterable[BCellSample], definition: AplasiaDefinition | None, infused_on: date
) -> Aplasia:
    """Return the state of B-cell aplasia after the latest infusion of the product.

    Samples before `infused_on` and such as the definition cannot judge do not count. A confirmed
    loss stands until cells are infused again.
    """
    if definition is None:
        return Aplasia(state=AplasiaState.NO_DEFINITION)
    judged = [
        (sample.taken_on, met)
        for sample in sorted(samples, key=lambda each: each.taken_on)
        if sample.taken_on >= infused_on and (met := definition.is_met(sample)) is not None
    ]
    if not judged:
        return Aplasia(state=AplasiaState.NOT_MEASURED)
    first = _first_loss(judged, needed=2 if definition.second_sample else 1)
    if first is not None:
        lost_on, confirmed_on = first
        return Aplasia(
            state=AplasiaState.LOST,
            since=lost_on,
            confirmed_on=confirmed_on if definition.second_sample else None,
            early=lost_on <= add_months(infused_on, EARLY_MONTHS),
        )
    latest, recovered = judged[-1]
    state = AplasiaState.RECOVERY_TO_CONFIRM if recovered else AplasiaState.APLASIA
    return Aplasia(state=state, since=latest)


def _first_loss(judged: list[tuple[date, bool]], *, needed: int) -> tuple[date, date] | None:
    """Return the first and the last day of the first run of samples that showed recovery."""
    run: list[date] = []
    for day, met in judged:
        run = [*run, day] if met and day not in run else run if met else []
        if len(run) == needed:
            return run[0], run[-1]
    return None
