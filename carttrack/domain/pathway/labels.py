"""What a product's label says about dose, age and timing, and what to ask when an entry differs.

An entry is asked about when it lies outside every label at hand; nothing is blocked. A label
that says nothing on a point takes no part in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.patients import Disease
from carttrack.domain.questions import Question

ROUNDING = Decimal("0.05")
"""Share of a dose that counts as rounding, not as a different dose: a slip of a digit or of the
unit is larger. The program's own tolerance, no clinical limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRange:
    """A dose range on a label, in millions of CAR+ viable cells, both ends included.

    It holds for body weights above `above_kg` (exclusive) up to `up_to_kg` (inclusive), None for
    no limit. Where `low` equals `high` the label names one dose.
    """

    unit: DoseUnit
    low: Decimal | None = None
    high: Decimal | None = None
    above_kg: Decimal | None = None
    up_to_kg: Decimal | None = None

    @property
    def by_weight(self) -> bool:
        """Whether the range holds for some body weights only."""
        return self.above_kg is not None or self.up_to_kg is not None

    def holds_for(self, weight: Decimal | None) -> bool:
        """Tell whether the range holds for a weight in kg; an unknown one meets no limit."""
        if weight is None:
            return not self.by_weight
        return (self.above_kg is None or weight > self.above_kg) and (
            self.up_to_kg is None or weight <= self.up_to_kg
        )

    def includes(self, value: Decimal) -> bool:
        """Tell whether a dose in the range's unit lies in it; one named dose allows rounding."""
        if self.low is not None and self.low == self.high:
            return abs(value - self.low) <= self.low * ROUNDING
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What one label says, for one disease in one jurisdiction, from one date on.

    `youngest` and `oldest` are completed years of age, both included; `ld_days` are the fewest
    and the most days from the end of lymphodepletion to the infusion; `facts` what else of the
    label is shown.
    """

    disease: Disease
    jurisdiction: str
    valid_from: date | None = None
    valid_until: date | None = None
    youngest: int | None = None
    oldest: int | None = None
    doses: tuple[DoseRange, ...] = ()
    lymphodepletion: str = ""
    ld_days: tuple[int, int] | None = None
    facts: tuple[str, ...] = ()
    source: str

    def is_valid(self, on: date) -> bool:
        """Tell whether the label is valid on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose as documented, in millions of CAR+ viable cells, with the weight it was based on."""

    value: Decimal
    unit: DoseUnit
    weight_kg: Decimal | None = None

    def in_unit(self, unit: DoseUnit) -> Decimal | None:
        """Return the dose in a unit, None when that needs a weight that is not recorded."""
        if unit is self.unit:
            return self.value
        if self.weight_kg is None:
            return None
        if unit is DoseUnit.MILLION_TOTAL:
            return self.value * self.weight_kg
        return self.value / self.weight_kg


def dose_questions(labels: Iterable[Label], dose: Dose) -> tuple[Question, ...]:
    """Return what to ask about a dose, or about the weight it would need to be compared."""
    dosed = [label for label in labels if label.doses]
    if any(_needs_weight(dose_range, dose) for label in dosed for dose_range in label.doses):
        return (
            Question(
                "dose_without_weight",
                "The label's dose depends on body weight, and no weight is entered with this dose. "
                "Save it without comparing?",
            ),
        )
    if not dosed or any(_includes(label, dose) for label in dosed):
        return ()
    said = "; ".join(_said(label, _ranges(label, dose.weight_kg)) for label in dosed)
    return (
        Question(
            "dose_outside_label",
            f"The dose entered is {quantity(dose.value, dose.unit)}. {said}. "
            "Is it entered as documented?",
        ),
    )


def age_questions(labels: Iterable[Label], age: int) -> tuple[Question, ...]:
    """Return what to ask about an age in completed years."""
    aged = [label for label in labels if label.youngest is not None or label.oldest is not None]
    if not aged or any(_age_fits(label, age) for label in aged):
        return ()
    said = "; ".join(_said(label, _ages(label)) for label in aged)
    return (Question("age_outside_label", f"The patient is {age} years old. {said}. Go on?"),)


def ld_questions(labels: Iterable[Label], days: int) -> tuple[Question, ...]:
    """Return what to ask about the days from the end of lymphodepletion to the infusion."""
    timed = [(label, label.ld_days) for label in labels if label.ld_days is not None]
    if not timed or any(low <= days <= high for _, (low, high) in timed):
        return ()
    said = "; ".join(_said(label, f"{low} to {high} days") for label, (low, high) in timed)
    return (
        Question(
            "ld_interval_outside_label",
            f"The infusion is {days} d after the end of lymphodepletion. {said}. "
            "Are both dates right?",
        ),
    )


def quantity(dose: Decimal, unit: DoseUnit) -> str:
    """Return a dose in words, such as `1 × 10⁶ CAR+ viable cells/kg`."""
    per = "/kg" if unit is DoseUnit.MILLION_PER_KG else ""
    return f"{_plain(dose)} × 10⁶ CAR+ viable cells{per}"


def _needs_weight(dose_range: DoseRange, dose: Dose) -> bool:
    return dose.weight_kg is None and (dose_range.by_weight or dose_range.unit is not dose.unit)


def _includes(label: Label, dose: Dose) -> bool:
    ranges = [each for each in label.doses if each.holds_for(dose.weight_kg)]
    values = [(each, dose.in_unit(each.unit)) for each in ranges]
    return all(value is None or each.includes(value) for each, value in values)


def _age_fits(label: Label, age: int) -> bool:
    return (label.youngest is None or age >= label.youngest) and (
        label.oldest is None or age <= label.oldest
    )


def _ages(label: Label) -> str:
    if label.youngest is None:
        return f"up to {label.oldest} years"
    if label.oldest is None:
        return f"{label.youngest} years and older"
    return f"{label.youngest} to {label.oldest} years"


def _ranges(label: Label, weight: Decimal | None) -> str:
    return " and ".join(_range(each) for each in label.doses if each.holds_for(weight))


def _range(dose_range: DoseRange) -> str:
    low, high = dose_range.low, dose_range.high
    if low is None or high is None:
        bound = (
            f"up to {_plain(high)}" if high is not None else f"at least {_plain(low or Decimal())}"
        )
    else:
        bound = _plain(high) if low == high else f"{_plain(low)} to {_plain(high)}"
    per = "/kg" if dose_range.unit is DoseUnit.MILLION_PER_KG else ""
    words = f"{bound} × 10⁶{per}"
    if dose_range.above_kg is not None:
        words += f" above {_plain(dose_range.above_kg)} kg"
    if dose_range.up_to_kg is not None:
        words += f" up to {_plain(dose_range.up_to_kg)} kg"
    return words


def _said(label: Label, words: str) -> str:
    return f"{label.jurisdiction} label: {words} ({label.source})"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
