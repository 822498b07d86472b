"""A dose given in planned parts: what the label says of it, and what to ask about a later part."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from carttrack.domain.days import short_date
from carttrack.domain.pathway.labels import ROUNDING
from carttrack.domain.questions import Question


@dataclass(frozen=True, slots=True)
class LabelFact:
    """A statement of a label or a publication that is shown as it stands, with its source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDose:
    """A split dose: `infusions` parts, the second on `second_day` ± `plus_minus`.

    Day numbers are the label's own. `latest_day` is how far the second part may be postponed,
    `total` millions of CAR+ viable cells of all parts. `facts` are shown, never acted on.
    """

    infusions: int
    second_day: int
    plus_minus: int
    latest_day: int
    total: Decimal
    facts: tuple[LabelFact, ...] = ()


def split_questions(
    split: SplitDose | None, *, label_day: int, part: int, total: Decimal | None
) -> tuple[Question, ...]:
    """Return what to ask about a later part of a dose.

    `label_day` is its day in the label's count, `part` its number, `total` millions of cells of
    all parts, None where one is not recorded.
    """
    if split is None:
        return (
            Question(
                "no_split_dose",
                "No label at hand splits the dose of this product. Is it a part of one dose, and "
                "not a reinfusion?",
            ),
        )
    questions = []
    if part > split.infusions:
        questions.append(
            Question(
                "more_parts",
                f"The label splits the dose into {split.infusions} infusions; this is number "
                f"{part}. Is it a part of the dose, and not a reinfusion?",
            )
        )
    first, last = split.second_day - split.plus_minus, split.second_day + split.plus_minus
    if not first <= label_day <= last:
        questions.append(
            Question(
                "split_day",
                f"This is Day {label_day} in the label's count, where the first infusion is "
                f"Day 1. The label names Day {split.second_day} ± {split.plus_minus}, and up to "
                f"Day {split.latest_day} after CRS of grade 2 (CTCAE v5.0). Is the day right?",
            )
        )
    if total is not None and abs(total - split.total) > split.total * ROUNDING:
        questions.append(
            Question(
                "split_total",
                f"All parts together are {total.normalize():f} × 10⁶; the label's whole dose is "
                f"{split.total.normalize():f} × 10⁶. Are the doses entered as documented?",
            )
        )
    return tuple(questions)


def day_convention(brand: str, first_infusion_day: int, day0: date | None = None) -> str:
    """Return the sentence on Day numbers for a label that counts the first infusion as Day 1.

    Empty where label and program count alike: `Day 0 = first infusion (20 Oct 2026); the Aucatzyl
    label calls it Day 1`.
    """
    if first_infusion_day == 0:
        return ""
    when = f" ({short_date(day0)})" if day0 else ""
    return f"Day 0 = first infusion{when}; the {brand} label calls it Day {first_infusion_day}"
