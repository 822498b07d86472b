"""The product catalogue: what a CAR T product is, and what its labels say.

Label ranges are used to ask, never to block. Every label is keyed by disease, jurisdiction and
the dates it is valid for, and carries its source. The catalogue is text a clinician can read.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from carttrack.domain.pathway.infusion import DoseUnit
from carttrack.domain.pathway.labels import (
    Dose,
    DoseRange,
    Label,
    age_questions,
    dose_questions,
    ld_questions,
)
from carttrack.domain.pathway.split_dose import LabelFact, SplitDose, day_convention
from carttrack.domain.patients import Disease, Target, age_on
from carttrack.domain.questions import Question
from carttrack.domain.tables import Table, read, refuse_twice

__all__ = [
    "DoseRange",
    "Label",
    "Product",
    "check_age",
    "check_dose",
    "check_ld_days",
    "parse_products",
]

_ID = re.compile(r"[a-z][a-z0-9_]*")
_OLDEST = 150  # years; a label that says more is a slip of the pen
_LONGEST = 366  # days from the end of lymphodepletion to the infusion, as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product: `id` is stored, `name` the full INN, `short` for tight places.

    `targets` are the antigens of the CAR; `first_infusion_day` is the number the product's own
    label gives the day of the first infusion (0, or 1 where the label counts from 1). `split` is
    how the label splits the dose, None where it does not. `to_confirm` marks a product of which
    name and targets alone stand here, to be confirmed by the clinic.
    """

    id: str
    name: str
    short: str
    targets: frozenset[Target]
    brand: str = ""
    investigational: bool = False
    first_infusion_day: int = 0
    labels: tuple[Label, ...] = ()
    split: SplitDose | None = None
    to_confirm: bool = False

    @property
    def day_convention(self) -> str:
        """The sentence that goes with every Day number, empty where the label counts alike."""
        return day_convention(self.brand or self.short, self.first_infusion_day)

    def facts_for(self, disease: Disease, on: date) -> tuple[LabelFact, ...]:
        """Return what is shown of the labels for a disease on a day: each fact with its source.

        The facts of a split dose stand first. They are shown, never acted on.
        """
        labels = self.labels_for(disease, on)
        split = self.split.facts if self.split and labels else ()
        return (
            *split,
            *(
                LabelFact(f"{label.jurisdiction}: {fact}", label.source)
                for label in labels
                for fact in label.facts
            ),
        )

    def label_day(self, number: int) -> int:
        """Return the label's own number of a Day counted from 0."""
        return number + self.first_infusion_day

    def labels_for(self, disease: Disease, on: date) -> tuple[Label, ...]:
        """Return the labels for a disease that are valid on a day."""
        return tuple(
            label for label in self.labels if label.disease is disease and label.is_valid(on)
        )


def check_dose(
    product: Product,
    disease: Disease,
    dose: Decimal,
    unit: DoseUnit,
    weight: Decimal | None,
    on: date,
) -> tuple[Question, ...]:
    """Return what to ask about a dose that lies outside every label for the disease on that day.

    `dose` is in millions of CAR+ viable cells, `weight` in kg. A product without label doses is
    not asked about.
    """
    given = Dose(value=dose, unit=unit, weight_kg=weight)
    return dose_questions(product.labels_for(disease, on), given)


def check_age(product: Product, disease: Disease, birth: date, on: date) -> tuple[Question, ...]:
    """Return what to ask about the age on a day when it lies outside every label."""
    return age_questions(product.labels_for(disease, on), age_on(birth, on))


def check_ld_days(
    product: Product, disease: Disease, ld_end: date, infusion: date
) -> tuple[Question, ...]:
    """Return what to ask about the days from the end of lymphodepletion to the infusion."""
    return ld_questions(product.labels_for(disease, infusion), (infusion - ld_end).days)


def parse_products(text: str) -> tuple[Product, ...]:
    """Return the products of a catalogue text (TOML).

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a key that is
    missing or not known, an id used twice, a range whose ends are the wrong way round.
    """
    top = read(text)
    top.only("products")
    tables = top.tables("products")
    if not tables:
        raise top.refusal("products", "is missing. A catalogue has one [[products]] at least.")
    products = tuple(map(_product, tables))
    refuse_twice(tables, "id")
    return products


def _product(table: Table) -> Product:
    table.only(
        *("id", "name", "short", "targets", "brand"),
        *("investigational", "first_infusion_day", "labels", "split_dose", "to_confirm"),
    )
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.refusal("id", "takes small letters, digits and _ only.")
    return Product(
        id=name,
        name=table.text("name"),
        short=table.text("short"),
        targets=frozenset(table.choices("targets", Target)),
        brand=table.text("brand", ""),
        investigational=table.flag("investigational"),
        first_infusion_day=table.whole_if_given("first_infusion_day", 0, 1) or 0,
        labels=tuple(_label(label) for label in table.tables("labels")),
        split=_split(table),
        to_confirm=table.flag("to_confirm"),
    )


def _split(table: Table) -> SplitDose | None:
    split = table.table("split_dose")
    if split is None:
        return None
    split.only("infusions", "second_day", "plus_minus", "latest_day", "total", "facts")
    total = split.decimal("total")
    if total is None:
        raise split.refusal("total", "is missing.")
    return SplitDose(
        infusions=split.whole("infusions", 2, 9),
        second_day=split.whole("second_day", 1, _LONGEST),
        plus_minus=split.whole("plus_minus", 0, _LONGEST),
        latest_day=split.whole("latest_day", 1, _LONGEST),
        total=total,
        facts=_facts(split),
    )


def _facts(table: Table) -> tuple[LabelFact, ...]:
    facts = table.tables("facts")
    for fact in facts:
        fact.only("text", "source")
    return tuple(LabelFact(fact.text("text"), fact.text("source")) for fact in facts)


def _label(table: Table) -> Label:
    table.only(
        *("disease", "jurisdiction", "valid_from", "valid_until", "youngest", "oldest"),
        *("doses", "lymphodepletion", "ld_days_from", "ld_days_to", "facts", "source"),
    )
    valid_from, valid_until = table.day("valid_from"), table.day("valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise table.refusal("valid_until", "lies before valid_from.")
    return Label(
        disease=table.choice("disease", Disease),
        jurisdiction=table.text("jurisdiction"),
        valid_from=valid_from,
        valid_until=valid_until,
        youngest=table.whole_if_given("youngest", 0, _OLDEST),
        oldest=table.whole_if_given("oldest", 0, _OLDEST),
        doses=tuple(_dose_range(dose) for dose in table.tables("doses")),
        lymphodepletion=table.text("lymphodepletion", ""),
        ld_days=_ld_days(table),
        facts=table.words("facts"),
        source=table.text("source"),
    )


def _ld_days(table: Table) -> tuple[int, int] | None:
    first = table.whole_if_given("ld_days_from", 0, _LONGEST)
    last = table.whole_if_given("ld_days_to", 0, _LONGEST)
    if first is None and last is None:
        return None
    if first is None or last is None or first > last:
        raise table.refusal("ld_days_from", "and ld_days_to stand together, the smaller first.")
    return first, last


def _dose_range(table: Table) -> DoseRange:
    table.only("unit", "low", "high", "above_kg", "up_to_kg")
    dose_range = DoseRange(
        unit=table.choice("unit", DoseUnit),
        low=table.decimal("low"),
        high=table.decimal("high"),
        above_kg=table.decimal("above_kg"),
        up_to_kg=table.decimal("up_to_kg"),
    )
    if dose_range.low is None and dose_range.high is None:
        raise table.refusal("low", "and high are both missing: give at least one.")
    if dose_range.low and dose_range.high and dose_range.low > dose_range.high:
        raise table.refusal("low", "is above high.")
    return dose_range
