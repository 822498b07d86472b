"""Every figure of a cohort as rows of text, each with its n: for a spreadsheet and a screen."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from carttrack.domain.outcome.cohort import CohortOutcomes, EndpointFigure
from carttrack.domain.outcome.cohort_picture import CohortPicture
from carttrack.domain.outcome.cohort_words import (
    AGE_GROUPS,
    ENDPOINTS,
    SPANS,
    STAGES,
    STARTS,
    scale_words,
)
from carttrack.domain.outcome.proportions import Interval, Proportion
from carttrack.domain.outcome.survival import Estimate
from carttrack.domain.terms import target_words, term

OWN = "this clinic"
HEADINGS = (
    "part",
    "figure",
    "of",
    "whose",
    "count",
    "n",
    "value",
    "95 % low",
    "95 % high",
    "unit",
    "at risk",
    "remark",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One figure; empty where there is nothing to say. `whose` tells own from published ones."""

    part: str
    figure: str
    of: str = ""
    whose: str = OWN
    count: str = ""
    n: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    at_risk: str = ""
    remark: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in the order of `HEADINGS`."""
        return tuple(map(str, astuple(self)))


def cohort_table(picture: CohortPicture) -> tuple[TableRow, ...]:
    """Return the rows of a cohort: own figures first, published ones of groups like it last."""
    outcomes = picture.outcomes
    return (
        *_responses(picture),
        *(row for figure in outcomes.survival for row in _survival(figure)),
        *_mortality(outcomes),
        *_grades(outcomes),
        *_funnel(outcomes),
        *_spans(outcomes),
        *_published(picture),
    )


def _proportion(part: str, figure: str, of: str, found: Proportion, remark: str = "") -> TableRow:
    low, high = _limits(found.exact)
    return TableRow(
        part=part,
        figure=figure,
        of=of,
        count=str(found.count),
        n=str(found.of),
        value=_percent(found.share),
        low=low,
        high=high,
        unit="%",
        remark="; ".join(words for words in (remark, found.warning, found.reason) if words),
    )


def _responses(picture: CohortPicture) -> Iterator[TableRow]:
    part, exact = "Response by month 3", "exact interval"
    response = picture.outcomes.response
    if response is None:
        return
    yield _proportion(part, "CR or CRi, of those assessed", "all", response.of_assessed, exact)
    yield _proportion(part, "CR or CRi, of those infused", "all", response.of_infused, exact)
    yield _proportion(part, "CR, of those assessed", "all", response.complete_of_assessed, exact)
    for group in picture.groups:
        name = (
            AGE_GROUPS[group.age_group]
            if group.age_group
            else target_words(group.targets or frozenset()) or "target not recorded"
        )
        found = group.response
        yield _proportion(part, "CR or CRi, of those assessed", name, found.of_assessed, exact)
        yield _proportion(part, "CR or CRi, of those infused", name, found.of_infused, exact)


def _survival(figure: EndpointFigure) -> Iterator[TableRow]:
    part = f"{ENDPOINTS[figure.endpoint]} {STARTS[figure.start]}"
    for told in figure.told:
        yield _estimate(
            part, f"Day {told.day}", figure.survival.patients, told, remark=figure.definition
        )


def _estimate(part: str, figure: str, n: int, found: Estimate, remark: str = "") -> TableRow:
    low, high = _limits(found.interval)
    return TableRow(
        part=part,
        figure=figure,
        of="all",
        n=str(n),
        value=_percent(found.share),
        low=low,
        high=high,
        unit="%",
        at_risk=str(found.at_risk),
        remark="; ".join(filter(None, (found.reason.value if found.reason else "", remark))),
    )


def _mortality(outcomes: CohortOutcomes) -> Iterator[TableRow]:
    for one in outcomes.mortality:
        causes = ", ".join(f"{count} {term(cause)}" for cause, count in one.causes)
        remark = f"{one.deaths} deaths on record by then" + (f": {causes}" if causes else "")
        part = "Mortality after the infusion"
        yield _estimate(part, f"Day {one.day}", outcomes.infused, one.estimate, remark)


def _grades(outcomes: CohortOutcomes) -> Iterator[TableRow]:
    for counts in outcomes.grades.scales:
        part = f"Highest grade: {scale_words(counts)}"
        for grade, count in enumerate(counts.counts):
            yield TableRow(
                part=part, figure=f"grade {grade}", count=str(count), n=str(counts.graded)
            )
        yield _proportion(part, "grade 1 or more", "graded", counts.any_of)
        yield _proportion(part, "grade 3 or more", "graded", counts.severe_of)


def _funnel(outcomes: CohortOutcomes) -> Iterator[TableRow]:
    part = "From referral to infusion"
    for line in outcomes.funnel.lines:
        lost = [f"{count} {term(reason).lower()}" for reason, count in line.lost]
        lost += [f"{line.waiting} still on the way"] if line.waiting else []
        yield TableRow(
            part=part,
            figure=STAGES[line.stage],
            of="courses",
            count=str(line.reached),
            n=str(outcomes.funnel.referred),
            remark=f"no further: {', '.join(lost)}" if lost else "",
        )
    yield _proportion(part, "infused", "referred and decided", outcomes.funnel.of_referred)
    yield _proportion(
        part, "infused", "with leukapheresis and decided", outcomes.funnel.of_collected
    )


def _spans(outcomes: CohortOutcomes) -> Iterator[TableRow]:
    for span in outcomes.spans:
        quartiles = span.low is not None and span.high is not None
        middle = f"quartiles {span.low:g} to {span.high:g}" if quartiles else ""
        missing = f"{span.missing} lack a date" if span.missing else ""
        yield TableRow(
            part="Intervals",
            figure=f"{SPANS[span.kind]}, median",
            n=str(span.patients),
            value="" if span.median is None else f"{span.median:g}",
            unit="days",
            remark="; ".join(filter(None, (middle, missing))),
        )


def _published(picture: CohortPicture) -> Iterator[TableRow]:
    for figure in picture.published:
        yield TableRow(
            part="Published figures of other groups",
            figure=figure.measure,
            of=figure.population,
            whose=f"[{figure.source}] {figure.product}".strip(),
            n=figure.n,
            value=figure.value,
            remark=f"interval: {figure.interval}; limits: {figure.limits}",
        )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _limits(found: Interval | None) -> tuple[str, str]:
    return ("", "") if found is None else (_percent(found.low), _percent(found.high))
