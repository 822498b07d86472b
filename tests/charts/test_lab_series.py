"""The series of a test drawn: every result in its place, every mark inside the chart."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.charts.lab_series import lab_chart
from carttrack.charts.marks import Cell, Chart, Label, Line, Mark, Marker, Path, Rect
from carttrack.charts.spark import spark
from carttrack.charts.value_scale import plain, value_scale
from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.lab_groups import LabGroup, lab_groups
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from tests.builders import NOW, TODAY, a_patient

ZONE = ZoneInfo("Europe/Vienna")
DAY_0 = date(2026, 10, 23)
CASE = CaseFile(
    patient_id=PatientId(1),
    patient=Kept(id=1, value=a_patient(), entered_at=NOW, entered_by="A"),
    day0=DAY_0,
)


def a_group(*rows: tuple[int, str], unit: str = "10⁹/L", high: str | None = None) -> LabGroup:
    results = [
        LabResult(
            test=LabTest.ANC,
            taken_on=DAY_0 + timedelta(day),
            value=Decimal(text.lstrip("<")),
            comparator=Comparator.BELOW if text.startswith("<") else Comparator.EXACT,
            unit=unit,
            limit_high=Decimal(high) if high else None,
        )
        for day, text in rows
    ]
    [group] = lab_groups(
        Kept(id=n, value=each, entered_at=NOW, entered_by="A") for n, each in enumerate(results, 1)
    )
    return group


def drawn(group: LabGroup, width: float = 300) -> Chart:
    return lab_chart(CASE, group, width, zone=ZONE, today=TODAY)


def dots(chart: Chart) -> list[Marker]:
    return [mark for mark in chart.marks if isinstance(mark, Marker)]


def xs(mark: Mark) -> list[float]:
    match mark:
        case Line():
            return [mark.x1, mark.x2]
        case Path():
            return [x for x, _ in mark.points]
        case Rect() | Cell():
            return [mark.x, mark.x + mark.width]
        case _:
            return [mark.x]


def test_every_result_is_a_dot_and_a_limit_of_detection_an_open_one() -> None:
    chart = drawn(a_group((0, "1"), (3, "<0.1"), (7, "2")))
    assert [mark.filled for mark in dots(chart)] == [True, False, True]
    assert [spot.day for spot in chart.spots] == [DAY_0 + timedelta(n) for n in (0, 3, 7)]
    assert chart.spots[1].tip == "<0.1 10⁹/L, 26 Oct 2026"


def test_the_chart_says_itself_in_a_sentence() -> None:
    chart = drawn(a_group((0, "1"), (7, "2")))
    assert chart.description == "ANC: 2 results since 23 Oct 2026, latest 2 10⁹/L, 30 Oct 2026."
    empty = drawn(a_group((0, "1"), unit="spoons"))
    assert "no result in a unit that can be drawn" in empty.description


def test_a_limit_far_beyond_the_results_is_not_drawn() -> None:
    def names(chart: Chart) -> list[str]:
        return [mark.text for mark in chart.marks if isinstance(mark, Label)]

    assert "upper limit" in names(drawn(a_group((0, "1"), (7, "2"), high="3")))
    assert "upper limit" not in names(drawn(a_group((0, "1"), (7, "2"), high="300")))


@given(
    st.lists(
        st.tuples(st.integers(-400, 4000), st.decimals(0, 9999, places=2)), min_size=1, max_size=12
    ),
    st.sampled_from([100.0, 284.0, 900.0]),
)
@settings(deadline=None, max_examples=40)
def test_every_mark_lies_inside_the_chart(rows: list[tuple[int, Decimal]], width: float) -> None:
    chart = drawn(a_group(*((day, f"{value:f}") for day, value in rows)), width)
    for mark in chart.marks:
        assert all(-0.01 <= x <= chart.width + 0.01 for x in xs(mark)), mark
    for dot in dots(chart):
        assert 0 <= dot.y <= chart.height


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=20))
@settings(deadline=None, max_examples=60)
def test_the_axis_has_room_for_every_value_and_keeps_their_order(values: list[Decimal]) -> None:
    scale = value_scale(values, top=10, bottom=110)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(10 <= place <= 110 for place in places)
    assert 2 <= len(scale.ticks) <= 9


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["0", "3.9"], ["0", "1", "2", "3", "4"]),
        (["98", "112"], ["95", "100", "105", "110", "115"]),
        (["10", "100000"], ["10", "100", "1000", "10000", "100000"]),
        (["0"], ["0", "0.5"]),
    ],
)
def test_the_axis_has_round_numbers(values: list[str], ticks: list[str]) -> None:
    scale = value_scale([Decimal(value) for value in values], top=0, bottom=100)
    assert [plain(tick) for tick in scale.ticks] == ticks


def test_a_spark_line_ends_in_a_dot_inside_its_cell() -> None:
    marks = spark(a_group((0, "1"), (3, "5"), (7, "<0.1")).points, 80, 24)
    assert isinstance(marks[0], Path)
    dot = marks[-1]
    assert isinstance(dot, Marker)
    assert not dot.filled
    assert all(0 <= x <= 80 and 0 <= y <= 24 for x, y in marks[0].points)


def test_a_single_result_is_a_dot_without_a_line() -> None:
    [dot] = spark(a_group((0, "1")).points, 80, 24)
    assert isinstance(dot, Marker)
    assert spark((), 80, 24) == ()
