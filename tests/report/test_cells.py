"""Tables of plain strings."""

from reportlab.platypus.flowables import Flowable

from carttrack.report.cells import Column, Grid, shared

COLUMNS = (Column(head="Left", share=1), Column(head="Right", share=1))


def a_grid(rows: int, text: str = "cell") -> Grid:
    return Grid("A table", COLUMNS, [(text, f"{number}") for number in range(rows)])


def height(flowable: Flowable) -> float:
    return flowable.wrap(300, 1000)[1]


def test_a_column_that_needs_little_leaves_the_rest_to_others() -> None:
    assert shared(100, [1, 1], [20, 200]) == [20, 80]


def test_what_nobody_needs_is_divided_by_shares() -> None:
    assert shared(100, [1, 3], [20, 20]) == [35, 65]


def test_widths_always_fill_the_table() -> None:
    assert sum(shared(100, [1, 2, 3], [90, 90, 90])) == 100


def test_a_long_table_is_divided_and_repeats_its_head() -> None:
    grid = a_grid(30)
    whole = height(grid)
    first, rest = grid.split(300, whole / 2)
    assert height(first) <= whole / 2
    # Both parts have a head, so together they are one head higher than the whole.
    assert 12 < height(first) + height(rest) - whole < 20


def test_a_short_table_stays_together() -> None:
    assert a_grid(3).split(300, 30) == []


def test_a_row_taller_than_the_page_goes_on_overleaf() -> None:
    grid = a_grid(1, "many words in one cell " * 200)
    first, rest = grid.split(300, 200)
    assert height(first) <= 200
    assert height(rest) > 200
