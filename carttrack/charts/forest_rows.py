"""What the forest plots of a cohort say: own rates, then published ones of groups like it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from carttrack.charts.forest import ForestRow, RowKind
from carttrack.domain.outcome.best_response import BestResponses
from carttrack.domain.outcome.cohort import YEAR, EndpointFigure
from carttrack.domain.outcome.cohort_filter import Start
from carttrack.domain.outcome.cohort_picture import CohortGroup, CohortPicture
from carttrack.domain.outcome.cohort_words import AGE_GROUPS, ENDPOINTS, STARTS
from carttrack.domain.outcome.proportions import Interval, Proportion
from carttrack.domain.outcome.published import OF_ENDPOINT
from carttrack.domain.reference.figure_words import ENDPOINT_WORDS
from carttrack.domain.reference.figures import Figure, PublishedEndpoint
from carttrack.domain.terms import target_words

_MANY = 200
"""From this many patients on a rate has a decimal."""


def response_rows(picture: CohortPicture) -> tuple[ForestRow, ...]:
    """Return CR or CRi by month 3 with both denominators, then CR alone, with published rates."""
    response = picture.outcomes.response
    if response is None:
        return ()
    whole = "All" if picture.groups else "This clinic"
    return (
        _heading("This clinic: CR or CRi by month 3"),
        _own(whole, response, strong=True),
        *(_own(_group_name(group), group.response) for group in picture.groups),
        *_published(picture.published, PublishedEndpoint.CR_CRI),
        _heading("This clinic: CR alone by month 3"),
        _alone(whole, response),
        *_published(picture.published, PublishedEndpoint.CR),
    )


def survival_rows(picture: CohortPicture, start: Start) -> tuple[ForestRow, ...]:
    """Return each endpoint at 12 months (Day 365) with what is published of it at 12 months."""
    rows: list[ForestRow] = []
    for figure in picture.outcomes.survival:
        if figure.start is start:
            rows.append(_heading(f"{ENDPOINTS[figure.endpoint]} at 12 months {STARTS[start]}"))
            rows.append(_at_12_months(figure))
            endpoint = OF_ENDPOINT[figure.endpoint]
            rows += [_figure_row(one) for one in picture.at_12_months(endpoint)]
    return tuple(rows)


def percent_words(share: float, of: int) -> str:
    """Return a rate as `82 %`, with a decimal for 200 patients or more."""
    return f"{100 * share:.{1 if of >= _MANY else 0}f} %"


def interval_words(interval: Interval | None, of: int) -> str:
    """Return the 95 % limits as `(60–95)`, or that there is none."""
    if interval is None:
        return "(no interval)"
    digits = 1 if of >= _MANY else 0
    return f"({100 * interval.low:.{digits}f}–{100 * interval.high:.{digits}f})"


def _heading(words: str) -> ForestRow:
    return ForestRow(kind=RowKind.HEADING, name=words)


def _group_name(group: CohortGroup) -> str:
    if group.age_group is not None:
        return f"{AGE_GROUPS[group.age_group]} years".replace("over years", "over")
    named = target_words(group.targets or frozenset())
    return f"{named} product" if named else "target not recorded"


def _own(name: str, response: BestResponses, *, strong: bool = False) -> ForestRow:
    assessed, infused = response.of_assessed, response.of_infused
    words = (_rate(assessed, "assessed"), _rate(infused, "infused"))
    return _own_row(name, assessed, words, strong=strong)


def _alone(name: str, response: BestResponses) -> ForestRow:
    found = response.complete_of_assessed
    return _own_row(name, found, (_rate(found, "assessed"),), strong=True)


def _own_row(
    name: str, drawn: Proportion, words: tuple[str, ...], *, strong: bool = False
) -> ForestRow:
    return ForestRow(
        kind=RowKind.OWN,
        name=name[:1].upper() + name[1:],
        words=words,
        share=drawn.share,
        low=drawn.exact.low if drawn.exact else None,
        high=drawn.exact.high if drawn.exact else None,
        patients=drawn.of,
        strong=strong,
        tip=f"{name}: {'; '.join(words)}; exact 95 % intervals.",
    )


def _rate(found: Proportion, whom: str) -> str:
    if found.share is None:
        return f"none {whom}"
    limits = interval_words(found.exact, found.of)
    return f"{percent_words(found.share, found.of)} {limits}, {found.count} of {found.of} {whom}"


def _at_12_months(figure: EndpointFigure) -> ForestRow:
    found, patients = figure.survival.at(YEAR), figure.survival.patients
    known = found.interval
    if found.share is None:
        words: tuple[str, ...] = (f"not given: {found.reason.value if found.reason else ''}",)
    else:
        words = (f"{percent_words(found.share, patients)} {interval_words(known, patients)}",)
    words += (f"{found.at_risk} at risk, n = {patients}",)
    return ForestRow(
        kind=RowKind.OWN,
        name="This clinic",
        under="Kaplan-Meier, Day 365",
        words=words,
        share=found.share,
        low=known.low if known else None,
        high=known.high if known else None,
        patients=found.at_risk,
        strong=True,
        tip=f"{ENDPOINTS[figure.endpoint]}, this clinic: {'; '.join(words)}. {figure.definition}",
    )


def _published(figures: Iterable[Figure], endpoint: PublishedEndpoint) -> Iterator[ForestRow]:
    found = [one for one in figures if one.numbers and one.numbers.endpoint is endpoint]
    if found:
        yield _heading(f"Published: {ENDPOINT_WORDS[endpoint]}, each at its own time")
    yield from map(_figure_row, found)


def _figure_row(figure: Figure) -> ForestRow:
    """Return a published figure; only one that may be drawn has a rate."""
    numbers = figure.numbers
    drawn = numbers if figure.drawable else None
    name = f"{figure.product or figure.population} [{figure.source}]"
    population = figure.population if figure.product else figure.limits
    return ForestRow(
        kind=RowKind.PUBLISHED,
        name=name,
        under=population,
        words=(f"{figure.value}{_limits(figure)}", f"n: {figure.n}"),
        share=_share(drawn.percent if drawn else None),
        low=_share(drawn.low if drawn else None),
        high=_share(drawn.high if drawn else None),
        tip=(
            f"Published [{figure.source}], {figure.product or figure.population}: "
            f"{figure.measure}: {figure.value}; n: {figure.n}; interval: {figure.interval}; "
            f"{figure.population}; limits: {figure.limits}."
        ),
    )


def _limits(figure: Figure) -> str:
    given = not figure.interval.startswith("none")
    return f" ({figure.interval})" if given else f", interval: {figure.interval}"


def _share(percent: Decimal | None) -> float | None:
    return None if percent is None else float(percent) / 100
