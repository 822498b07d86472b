"""Reading figures, statements and studies from the library's text."""

from collections.abc import Iterator
from dataclasses import dataclass

from carttrack.domain.patients import Disease, Target
from carttrack.domain.reference.figure_words import interval_words, measure_words, value_words
from carttrack.domain.reference.figures import (
    Collection,
    Figure,
    Numbers,
    PublishedEndpoint,
)
from carttrack.domain.tables import Table
from carttrack.domain.toxicity.other_scales import GradingScale

LAST_NUMBER = 9999
"""No citation number is higher."""
_LONGEST_MONTHS = 240
_MOST_PATIENTS = 1_000_000
_WHOLE = 100

_STUDY = ("source", "product", "targets", "n", "population", "definition", "limits", "figure")
_PRINTED = ("source", "measure", "value", "n", "interval", "population", "limits", "where")
_COMPARED = ("endpoint", "months", "percent", "median", "low", "high", "count", "patients", "scale")
_DRAWN = frozenset(PublishedEndpoint) - {
    endpoint
    for endpoint in PublishedEndpoint
    if endpoint.is_graded or endpoint is PublishedEndpoint.HLH_LIKE
}
"""A rate of toxicity is never drawn: the eye would compare what was graded on different scales."""


def figure(table: Table) -> Figure:
    """Return a figure; every field has words, also for what the source does not give."""
    table.only(*_PRINTED, *_COMPARED, "targets", "drawable")
    numbers = _numbers(table, _targets(table)) if "endpoint" in table.values else None
    return Figure(
        source=number_of(table),
        measure=table.text("measure"),
        value=table.text("value"),
        n=table.text("n"),
        interval=table.text("interval"),
        population=table.text("population"),
        limits=table.text("limits"),
        where=table.text("where", ""),
        drawable=_drawable(table, numbers),
        numbers=numbers,
    )


def statement(table: Table) -> Figure:
    """Return a statement, which is in words and therefore has no interval and is never drawn."""
    table.only("source", "measure", "value", "n", "population", "limits", "where", "superseded")
    return Figure(
        source=number_of(table),
        measure=table.text("measure"),
        value=table.text("value"),
        n=table.text("n", ""),
        interval="",
        population=table.text("population", ""),
        limits=table.text("limits", ""),
        where=table.text("where", ""),
        superseded=table.text("superseded", ""),
    )


def number_of(table: Table) -> int:
    """Return the citation number of the source that a table names."""
    return table.whole("source", 1, LAST_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Study:
    """What the figures of one study have in common; a figure may say otherwise."""

    source: int
    product: str
    targets: frozenset[Target]
    said: dict[str, str]


def figures_of_study(table: Table) -> Iterator[Figure]:
    """Yield the figures of one study beyond the seeds.

    Measure, value and interval are put into words here, so that none lacks its time point, its
    definition or, for CRS and neurotoxicity, its scale.
    """
    table.only(*_STUDY)
    study = _Study(
        source=number_of(table),
        product=table.text("product"),
        targets=_targets(table),
        said={key: table.text(key) for key in ("n", "population", "limits")}
        | {"definition": table.text("definition", "")},
    )
    for inner in table.tables("figure"):
        yield _further(inner, study)


def _further(table: Table, study: _Study) -> Figure:
    table.only(
        "n",
        "population",
        "definition",
        "limits",
        "time",
        "value",
        "source",
        "targets",
        "mixed",
        *_COMPARED,
    )
    targets = _targets(table) if "targets" in table.values else study.targets
    numbers = _numbers(table, targets)
    time, definition = (table.text(key, study.said.get(key, "")) for key in ("time", "definition"))
    return Figure(
        source=number_of(table) if "source" in table.values else study.source,
        measure=measure_words(numbers, time=time, definition=definition),
        value=table.text("value", value_words(numbers)),
        n=table.text("n", study.said["n"]),
        interval=interval_words(numbers),
        population=table.text("population", study.said["population"]),
        limits=table.text("limits", study.said["limits"]),
        drawable=numbers.percent is not None and numbers.endpoint in _DRAWN,
        collection=Collection.FURTHER,
        product=study.product,
        numbers=numbers,
    )


def _numbers(table: Table, targets: frozenset[Target]) -> Numbers:
    endpoint = table.choice("endpoint", PublishedEndpoint)
    percent = table.decimal("percent")
    if percent is not None and percent > _WHOLE:
        raise table.refusal("percent", f"is {percent}; it must be at most 100.")
    low, high = table.decimal("low"), table.decimal("high")
    if (low is None) is not (high is None) or (low is not None and high is not None and low > high):
        raise table.refusal("low", "needs its `high`, and must not be above it.")
    return Numbers(
        endpoint=endpoint,
        targets=targets,
        disease=None if table.flag("mixed") else Disease.B_ALL,
        months=table.whole_if_given("months", 1, _LONGEST_MONTHS),
        percent=percent,
        median_months=table.decimal("median"),
        low=low,
        high=high,
        count=table.whole_if_given("count", 0, _MOST_PATIENTS),
        patients=table.whole_if_given("patients", 1, _MOST_PATIENTS),
        scale=table.choice("scale", GradingScale) if endpoint.is_graded else None,
    )


def _targets(table: Table) -> frozenset[Target]:
    return frozenset(table.choices("targets", Target))


def _drawable(table: Table, numbers: Numbers | None) -> bool:
    drawable = table.flag("drawable")
    if drawable and (numbers is None or numbers.percent is None):
        raise table.refusal("drawable", "needs an endpoint and a percent to be drawn.")
    return drawable
