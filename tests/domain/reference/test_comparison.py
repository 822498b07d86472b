from decimal import Decimal
from pathlib import Path

import pytest

from carttrack import paths
from carttrack.domain.patients import Disease, Target
from carttrack.domain.reference.comparison import beside, figures_for
from carttrack.domain.reference.figures import (
    NOT_VERIFIED,
    Collection,
    Figure,
    Numbers,
    PublishedEndpoint,
)
from carttrack.domain.reference.library import Standing, parse_library
from carttrack.domain.toxicity.other_scales import GradingScale

LIBRARY = parse_library(
    "\n".join(p.read_text(encoding="utf-8") for p in sorted(paths.resource("reference").iterdir()))
)
WRITTEN = [
    line
    for line in (Path(__file__).parents[2] / "data" / "further_figures.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]
CD19, CD22 = frozenset({Target.CD19}), frozenset({Target.CD22})
BOTH = CD19 | CD22


def _numbers(figure: Figure) -> Numbers:
    assert figure.numbers is not None
    return figure.numbers


def _line(figure: Figure) -> str:
    numbers = _numbers(figure)
    value = "?" if figure.value == NOT_VERIFIED else "w"
    if numbers.percent is not None:
        value = str(numbers.percent)
    elif numbers.median_months is not None:
        value = f"m{numbers.median_months}"
    limits = f"{numbers.low}-{numbers.high}" if numbers.low is not None else "-"
    words = [figure.source, numbers.endpoint.value, numbers.months or "-", value, limits]
    line = " ".join(map(str, [*words, numbers.scale.value if numbers.scale else "-"]))
    while line.endswith(" -"):
        line = line.removesuffix(" -")
    return line


def test_the_second_set_is_exactly_this() -> None:
    assert [_line(figure) for figure in LIBRARY.further] == WRITTEN


def test_the_second_set_is_kept_apart_from_what_a_paper_prints() -> None:
    assert {figure.collection for figure in LIBRARY.figures} == {Collection.SEEDS}
    assert {figure.collection for figure in LIBRARY.further} == {Collection.FURTHER}
    assert {figure.source for figure in LIBRARY.figures} == {1, 2}
    assert not {1, 2} & {figure.source for figure in LIBRARY.further}


@pytest.mark.parametrize("figure", LIBRARY.further, ids=_line)
def test_a_figure_never_stands_without_what_belongs_to_it(figure: Figure) -> None:
    assert all((figure.measure, figure.value, figure.n, figure.interval, figure.population))
    assert figure.limits
    assert figure.product
    assert (
        " at " in figure.measure
        or "time" in figure.measure
        or "median" in figure.measure
        or ("within" in figure.measure)
    )
    assert ("scale" in figure.measure) is _numbers(figure).endpoint.is_graded


@pytest.mark.parametrize("figure", [*LIBRARY.figures, *LIBRARY.further], ids=lambda f: f.measure)
def test_numbers_and_words_of_a_figure_agree(figure: Figure) -> None:
    numbers = figure.numbers
    if numbers is None:
        assert figure.value == "“nearly half”"
        return
    if numbers.percent is not None:
        assert f"{numbers.percent} %" in figure.value
    if numbers.median_months is not None:
        assert figure.value == f"{numbers.median_months} months"
    if numbers.low is not None:
        assert f"{numbers.low}–{numbers.high}" in figure.interval
    if numbers.count is not None and numbers.patients is not None and numbers.percent is not None:
        exact = Decimal(100) * numbers.count / numbers.patients
        assert abs(exact - numbers.percent) < Decimal("0.7")
        assert f"{numbers.count} of {numbers.patients}" in figure.value


def test_what_is_not_verified_carries_no_number() -> None:
    found = [figure for figure in LIBRARY.further if figure.value == NOT_VERIFIED]
    assert {figure.source for figure in found} == {9, 12, 15, 45, 47, 49, 53, 55}
    for figure in found:
        numbers = _numbers(figure)
        assert (numbers.percent, numbers.median_months, numbers.low) == (None, None, None)
        assert "to be confirmed by the clinic" in figure.limits
        assert not figure.drawable


def test_wang_n_2020_is_shown_as_not_verified_altogether() -> None:
    source = LIBRARY.source(53)
    assert source.standing is Standing.NOT_VERIFIED
    figures = [figure for figure in LIBRARY.further if figure.source == source.number]
    assert {(figure.value, figure.n) for figure in figures} == {(NOT_VERIFIED, NOT_VERIFIED)}


def test_the_label_set_of_obecabtagene_stands_apart_from_the_published_one() -> None:
    published = [figure for figure in LIBRARY.further if figure.source == 47]
    label = [figure for figure in LIBRARY.further if figure.source == 48]
    assert {figure.product for figure in label}.isdisjoint(figure.product for figure in published)
    assert all("not to be mixed" in figure.limits for figure in label)
    assert not {_numbers(f).endpoint for f in label if f.drawable} & {
        _numbers(f).endpoint for f in published if f.drawable
    }


def test_no_rate_of_toxicity_may_be_drawn() -> None:
    drawn = [_numbers(figure) for figure in LIBRARY.further if figure.drawable]
    assert drawn
    assert all(numbers.percent is not None and numbers.scale is None for numbers in drawn)


@pytest.mark.parametrize(
    ("targets", "sources"),
    [
        (CD19, {9, 10, 11, 12, 13, 14, 15, 18, 20, 40, 41, 42, 43, 44, 45, 46, 47, 48}),
        (CD22, {2, 49, 56}),
        (BOTH, {1, 50, 51, 52, 53, 55, 56}),
        (frozenset({Target.BCMA}), set()),
    ],
)
def test_figures_are_those_of_products_with_exactly_the_targets(
    targets: frozenset[Target], sources: set[int]
) -> None:
    found = figures_for(LIBRARY, disease=Disease.B_ALL, targets=targets)
    assert {figure.source for figure in found} == sources


def test_without_targets_all_figures_of_the_disease_are_given_seeds_first() -> None:
    found = figures_for(LIBRARY, disease=Disease.B_ALL)
    assert [figure.source for figure in found[:6]] == [1, 1, 1, 1, 2, 2]
    assert {figure.source for figure in found} == {
        figure.source for figure in (*LIBRARY.figures, *LIBRARY.further)
    }


def test_there_are_no_figures_for_another_disease() -> None:
    assert figures_for(LIBRARY, disease=Disease.LBCL) == ()


def test_a_rate_counted_over_several_diseases_is_not_compared() -> None:
    found = figures_for(LIBRARY, disease=Disease.B_ALL)
    graded = {(f.source, _numbers(f).endpoint) for f in found if _numbers(f).endpoint.is_graded}
    assert not {source for source, _ in graded} & {42, 56}


def test_survival_stands_beside_survival_at_the_same_time() -> None:
    found = beside(
        figures_for(LIBRARY, disease=Disease.B_ALL, targets=BOTH),
        PublishedEndpoint.OS,
        months=12,
    )
    assert [(figure.source, figure.value) for figure in found] == [
        (1, "93.5 %"),
        (51, "60 %"),
        (55, NOT_VERIFIED),
    ]


def test_crs_stands_beside_crs_on_the_same_scale_only() -> None:
    figures = figures_for(LIBRARY, disease=Disease.B_ALL)
    severe = PublishedEndpoint.CRS_3_PLUS
    penn = beside(figures, severe, scale=GradingScale.PENN)
    assert [figure.source for figure in penn] == [13]
    assert [f.source for f in beside(figures, severe, scale=GradingScale.MSKCC)] == [14]
    assert beside(figures, severe, scale=GradingScale.ASTCT_2019) == ()


@pytest.mark.parametrize("scale", [None, GradingScale.NOT_STATED])
def test_crs_without_a_scale_stands_beside_nothing(scale: GradingScale | None) -> None:
    figures = figures_for(LIBRARY, disease=Disease.B_ALL)
    assert beside(figures, PublishedEndpoint.CRS_ANY, scale=scale) == ()
