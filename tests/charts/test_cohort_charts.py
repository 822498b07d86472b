"""The charts of a cohort: what is drawn, what is only said, and that nothing lies outside."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.charts.forest import ForestRow, RowKind, forest
from carttrack.charts.forest_rows import response_rows, survival_rows
from carttrack.charts.funnel_bars import funnel_bars
from carttrack.charts.grade_shares import grade_shares
from carttrack.charts.lines import broken
from carttrack.charts.marks import Cell, Chart, Label, Marker, Path, Shape
from carttrack.charts.survival import survival_chart, told_days
from carttrack.charts.words import room
from carttrack.domain.outcome.cohort import EndpointFigure
from carttrack.domain.outcome.cohort_course import WorstGrade
from carttrack.domain.outcome.cohort_filter import Start
from carttrack.domain.outcome.cohort_picture import CohortPicture
from carttrack.domain.outcome.endpoints import Endpoint
from carttrack.domain.outcome.survival import AT_RISK_AT_LEAST, kaplan_meier
from carttrack.domain.toxicity.other_scales import GradedEvent
from tests.charts.test_timeline import ends
from tests.domain.outcome.test_cohort_picture import ADULT, BOTH, CD19, CHILD, course, picture

WIDTHS = (560, 640, 1000)


def words(chart: Chart) -> str:
    return " ".join(mark.text for mark in chart.marks if isinstance(mark, Label))


def own(share: float, patients: int) -> ForestRow:
    return ForestRow(
        kind=RowKind.OWN, name="All", words=("80 %",), share=share, patients=patients, tip="All"
    )


def diamonds(chart: Chart) -> list[Marker]:
    return [m for m in chart.marks if isinstance(m, Marker) and m.shape is Shape.DIAMOND]


def curve(days: list[int], events: list[bool], endpoint: Endpoint) -> EndpointFigure:
    survival = kaplan_meier(days, events)
    return EndpointFigure(
        endpoint=endpoint,
        start=Start.INFUSION,
        definition="Event: death.",
        survival=survival,
        told=(survival.at(365),),
        ended_by=(),
    )


@pytest.fixture(scope="module")
def children() -> CohortPicture:
    return picture([course(number, targets=BOTH, birth_date=CHILD) for number in range(1, 8)])


@pytest.fixture(scope="module")
def mixed() -> CohortPicture:
    courses = [course(number, targets=CD19, birth_date=ADULT) for number in range(1, 8)]
    return picture([*courses, course(8, targets=BOTH, birth_date=CHILD)])


def test_an_own_rate_below_5_patients_is_hollow() -> None:
    few, many = (
        [m.filled for m in forest([own(0.8, n)], 600).marks if isinstance(m, Marker)][-2]
        for n in (4, 5)
    )
    assert not few
    assert many


def test_a_published_rate_is_an_open_diamond_with_its_number(children: CohortPicture) -> None:
    chart = forest(response_rows(children), 640)
    assert diamonds(chart)
    assert not any(mark.filled for mark in diamonds(chart)[1::2])
    assert "[1]" in words(chart)


def test_no_bar_is_drawn_where_no_interval_is_given(children: CohortPicture) -> None:
    (row,) = (row for row in response_rows(children) if "[1]" in row.name)
    assert (row.low, row.high) == (None, None)
    assert not [mark for mark in forest([row], 600).marks if isinstance(mark, Path)]


def test_words_are_never_drawn(children: CohortPicture) -> None:
    rows = [row for row in response_rows(children) if row.kind is RowKind.PUBLISHED]
    assert all("%" in row.words[0] for row in rows if row.share is not None)
    plain = ForestRow(kind=RowKind.PUBLISHED, name="[9]", words=("not verified",), tip="[9]")
    assert not diamonds(forest([plain], 600))


def test_both_denominators_stand_on_every_row(mixed: CohortPicture) -> None:
    rows = [row for row in response_rows(mixed) if row.kind is RowKind.OWN][:-1]
    assert len(rows) == 5
    for row in rows:
        assert row.words[0].endswith("assessed")
        assert row.words[1].endswith("infused")


def test_a_rate_says_its_percent_once(children: CohortPicture) -> None:
    (row,) = (row for row in response_rows(children) if "[1]" in row.name)
    assert row.words[0] == "99.1 %, interval: none given"
    assert row.share == float(Decimal("0.991"))


def test_a_curve_ends_where_fewer_than_5_are_at_risk() -> None:
    figure = curve([10, 20, 30, 40, 50, 60, 70], [True] * 7, Endpoint.OVERALL)
    survival = figure.survival
    told = told_days(survival)
    assert survival.at_risk[told - 1] == AT_RISK_AT_LEAST
    chart = survival_chart([figure], 640)
    path = next(mark for mark in chart.marks if isinstance(mark, Path))
    assert len(path.points) == 1 + 2 * told


def test_no_curve_is_drawn_for_four_patients() -> None:
    chart = survival_chart([curve([10, 20, 30, 40], [True] * 4, Endpoint.OVERALL)], 640)
    assert not [mark for mark in chart.marks if isinstance(mark, Path)]
    assert "At risk" in words(chart)


def test_each_censored_day_has_a_tick() -> None:
    days, events = [10, 10, 20, 30, 40, 50, 60, 70, 80], [True, False, False, *[True] * 6]
    chart = survival_chart([curve(days, events, Endpoint.OVERALL)], 640)
    ticks = [
        mark
        for mark in chart.marks
        if isinstance(mark, Path)
        and len(mark.points) == 2
        and mark.points[0][0] == mark.points[1][0]
    ]
    assert len(ticks) == 2


def test_names_at_the_ends_of_equal_curves_do_not_cover_each_other() -> None:
    days, events = list(range(100, 110)), [False] * 10
    both = [curve(days, events, each) for each in (Endpoint.OVERALL, Endpoint.EVENT_FREE)]
    names = [
        mark
        for mark in survival_chart(both, 640).marks
        if isinstance(mark, Label) and mark.text in {"OS", "EFS"} and mark.x > 100
    ]
    assert abs(names[0].y - names[1].y) >= 12


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_lies_inside(mixed: CohortPicture, children: CohortPicture, width: int) -> None:
    outcomes = mixed.outcomes
    figures = [one for one in outcomes.survival if one.start is Start.INFUSION]
    charts = (
        forest(response_rows(mixed), width),
        forest(response_rows(children), width),
        forest(survival_rows(children, Start.INFUSION), width),
        survival_chart(figures, width),
        grade_shares(outcomes.grades, width),
        funnel_bars(outcomes.funnel, width),
    )
    for chart in charts:
        for mark in chart.marks:
            left, top, right, bottom = ends(mark)
            assert left >= -1, mark
            assert right <= width + 1, mark
            assert top >= -1, mark
            assert bottom <= chart.height + 1, mark
        assert chart.description


@settings(deadline=None, max_examples=50)
@given(st.text("ab cdef", max_size=60), st.floats(20, 300))
def test_broken_lines_fit_and_lose_no_word(text: str, width: float) -> None:
    lines = broken(text, width, 12)
    assert " ".join(lines).split() == text.split()
    assert all(room(line, 12) <= width for line in lines if " " in line)


def test_a_bar_is_drawn_for_each_scale_and_none_is_mixed() -> None:
    grades = (
        WorstGrade(GradedEvent.CRS, "ASTCT 2019", 2),
        WorstGrade(GradedEvent.CRS, "Penn", 3, reported=True),
    )
    found = picture([course(1, grades=grades)]).outcomes.grades
    chart = grade_shares(found, 600)
    cells = [mark for mark in chart.marks if isinstance(mark, Cell)]
    assert [cell.grade for cell in cells] == [2, 3]
    assert len({cell.y for cell in cells}) == 2
