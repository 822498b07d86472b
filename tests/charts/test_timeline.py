"""The course of a patient as a chart."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.charts.lanes import Lane
from carttrack.charts.marks import (
    Cell,
    Chart,
    Dash,
    Label,
    Line,
    Mark,
    Marker,
    Path,
    Rect,
    Shape,
)
from carttrack.charts.timeline import PAPER_LANES, View, course_timeline
from carttrack.charts.words import room
from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import PatientId
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, OxygenDevice
from carttrack.domain.toxicity.interventions import Drug, Given
from tests.report.builders import (
    DAY0,
    VISIT_ON,
    ZONE,
    a_case,
    a_patient,
    all_kept,
    an_assessment,
    graded,
    kept,
    on,
)

PAPER = View(width=700, first=-1, last=14, lanes=PAPER_LANES)


def chart(case: CaseFile | None = None, view: View = PAPER, today: date = VISIT_ON) -> Chart:
    return course_timeline(case or a_case(), view, zone=ZONE, today=today)


def labels(drawn: Chart) -> list[str]:
    return [mark.text for mark in drawn.marks if isinstance(mark, Label)]


def cells(drawn: Chart) -> list[Cell]:
    """Return the cells of the strips, without those of the key."""
    return [mark for mark in drawn.marks if isinstance(mark, Cell) and mark.height == 18]


def ends(mark: Mark) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a mark."""
    if isinstance(mark, Line):
        return (
            min(mark.x1, mark.x2),
            min(mark.y1, mark.y2),
            max(mark.x1, mark.x2),
            max(mark.y1, mark.y2),
        )
    if isinstance(mark, Path):
        xs, ys = zip(*mark.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    if isinstance(mark, Rect | Cell):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Marker):
        half = mark.size / 2
        return mark.x - half, mark.y - half, mark.x + half, mark.y + half
    width = room(mark.text, mark.size, mark.weight)
    left = mark.x - {"left": 0.0, "centre": width / 2, "right": width}[mark.align]
    return left, mark.y - mark.size, left + width, mark.y


def assert_all_inside(drawn: Chart) -> None:
    for mark in drawn.marks:
        left, top, right, bottom = ends(mark)
        assert left >= -0.01, mark
        assert top >= -0.01, mark
        assert right <= drawn.width + 0.01, mark
        assert bottom <= drawn.height + 0.01, mark


def test_every_mark_lies_inside_the_chart() -> None:
    assert_all_inside(chart())


def test_the_same_case_gives_the_same_marks() -> None:
    case = a_case()
    assert chart(case) == chart(case)


def test_the_strip_shows_the_recorded_daily_maximum() -> None:
    crs = [cell.grade for cell in cells(chart())][:15]
    assert crs == [0, 0, 1, 1, 2, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0]


def test_a_grade_set_by_hand_carries_the_pencil() -> None:
    assert [cell.grade for cell in cells(chart()) if cell.by_hand] == [1]


def test_a_day_that_could_not_be_graded_is_a_dash_and_never_a_zero() -> None:
    one = an_assessment(on(1, "08:00"), "38.4", None, None)
    drawn = chart(a_case(assessments=all_kept(one)))
    assert cells(drawn) == []
    assert labels(drawn).count("–") == 2


def test_days_without_an_assessment_are_a_dotted_line() -> None:
    drawn = chart(a_case(assessments=()))
    assert sum(isinstance(m, Line) and m.dash is Dash.DOTTED for m in drawn.marks) == 3


def test_a_grade_that_could_be_higher_says_at_least() -> None:
    could_be_more = replace(graded(1), at_least=True)
    one = an_assessment(on(1, "08:00"), "38.4", 1, 0, crs_grade=could_be_more)
    assert [cell.at_least for cell in cells(chart(a_case(assessments=all_kept(one))))] == [
        True,
        False,
    ]


def test_tocilizumab_is_a_filled_triangle_and_dexamethasone_an_open_square() -> None:
    # The last one of each shape stands in the key.
    markers = [mark for mark in chart().marks if isinstance(mark, Marker)]
    assert sum(m.shape is Shape.TRIANGLE and m.filled for m in markers) == 2 + 1
    assert sum(m.shape is Shape.SQUARE and not m.filled for m in markers) == 4 + 1


def test_doses_that_would_overlap_are_one_marker_with_their_number() -> None:
    drawn = chart(view=View(width=700))
    assert "×2" in labels(drawn)


def test_runs_say_the_highest_flow_and_how_long_a_vasopressor_ran() -> None:
    assert {"up to 4 L/min", "norepinephrine 19 h"} <= set(labels(chart()))


def test_oxygen_that_only_an_assessment_names_is_not_said_to_be_none() -> None:
    crs = CrsFindings(hypotension=Hypotension.ONE_VASOPRESSOR, o2_device=OxygenDevice.FACEMASK)
    one = replace(an_assessment(on(1, "08:00"), "38.4", 3, 0), crs=crs)
    drawn = labels(chart(a_case(assessments=all_kept(one), given=())))
    assert drawn.count("in the log, without a start") == 2


def test_a_run_without_a_stop_goes_on_to_today_with_a_dashed_edge() -> None:
    run = Given(drug=Drug.OXYGEN, started_at=on(4, "18:00"), flow_lpm=Decimal(2))
    drawn = chart(a_case(given=all_kept(run)), today=DAY0 + timedelta(days=6))
    bar = next(m for m in drawn.marks if isinstance(m, Rect) and m.dash is Dash.DASHED)
    today = next(m for m in drawn.marks if isinstance(m, Label) and m.text == "Today")
    assert bar.x + bar.width > today.x


def test_day_0_is_named_and_drawn_solid() -> None:
    drawn = chart()
    assert "Day 0" in labels(drawn)
    name = next(m for m in drawn.marks if isinstance(m, Label) and m.text == "Day 0")
    assert any(
        isinstance(m, Line) and m.x1 == m.x2 == name.x and m.dash is Dash.SOLID and m.width > 1
        for m in drawn.marks
    )


def test_day_numbers_carry_a_true_minus_and_no_sign_on_day_0() -> None:
    assert {"−1", "Day 0", "+14"} <= set(labels(chart()))


def test_without_an_infusion_the_chart_ends_at_today_and_says_so() -> None:
    drawn = chart(a_case(infusion=None, day0=None), View(width=700))
    assert "Day 0 not set" in labels(drawn)
    assert "Today" in labels(drawn)
    assert "Day 0 not set." in drawn.description
    assert_all_inside(drawn)


def test_a_patient_without_a_course_still_gets_a_chart() -> None:
    case = CaseFile(patient_id=PatientId(1), patient=kept(a_patient()))
    assert_all_inside(chart(case, View(width=700)))


def test_the_chart_of_the_dead_ends_with_their_day() -> None:
    death = kept(Death(died_on=DAY0 + timedelta(days=9), cause=DeathCause.CRS))
    drawn = chart(a_case(death=death))
    assert "Died" in labels(drawn)
    assert "Today" not in labels(drawn)


def test_after_14_years_days_share_cells_and_nothing_leaves_the_chart() -> None:
    drawn = chart(view=View(width=700), today=date(2040, 11, 20))
    assert_all_inside(drawn)
    assert max(cell.grade for cell in cells(drawn)) == 3
    assert all(cell.width >= 12 for cell in cells(drawn))


@pytest.mark.parametrize("lane", list(Lane))
def test_an_empty_lane_is_drawn_and_said(lane: Lane) -> None:
    empty = a_case(assessments=(), given=(), milestones=(), steps=())
    drawn = chart(empty, replace(PAPER, lanes=(lane,)))
    words = ("none recorded", "no assessment", "nothing in these days")
    assert any(said in drawn.description for said in words)


def test_the_highest_temperature_is_written() -> None:
    assert "39.8" in labels(chart())


@settings(deadline=None, max_examples=30)
@given(
    first=st.integers(-60, 40),
    length=st.integers(0, 400),
    width=st.integers(0, 2000),
    hours=st.lists(st.tuples(st.integers(0, 400), st.integers(300, 450)), max_size=12),
)
def test_whatever_is_shown_stays_inside(
    first: int, length: int, width: int, hours: list[tuple[int, int]]
) -> None:
    start = on(0, "00:30")
    entries = [
        an_assessment(start + timedelta(hours=6 * hour), str(Decimal(temp) / 10), hour % 6, 0)
        for hour, temp in hours
    ]
    runs = [
        Given(
            drug=drug,
            name="norepinephrine",
            started_at=start + timedelta(hours=6 * hour),
            stopped_at=None if temp % 3 else start + timedelta(hours=6 * hour + temp),
        )
        for (hour, temp), drug in zip(hours, list(Drug) * 2, strict=False)
    ]
    case = a_case(assessments=all_kept(*entries), given=all_kept(*runs))
    assert_all_inside(chart(case, View(width=width, first=first, last=first + length)))


def test_the_line_of_day_0_crosses_no_name_of_a_step() -> None:
    drawn = chart(view=View(width=1100))
    line = next(
        mark.x1
        for mark in drawn.marks
        if isinstance(mark, Line) and mark.width == 1.5 and mark.dash is Dash.SOLID
    )
    name = next(
        mark for mark in drawn.marks if isinstance(mark, Label) and mark.text == "Lymphodepletion"
    )
    assert name.x + room(name.text, name.size) < line or name.x > line
