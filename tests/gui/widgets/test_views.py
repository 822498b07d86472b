from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from carttrack.gui.draw import WindowBar
from carttrack.gui.models import roles
from carttrack.gui.models.columns import CENTRE, Column
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.tree import GroupedModel, GroupHead
from carttrack.gui.tokens import State
from carttrack.gui.widgets.views import RecordTable, WorkList
from tests.gui.typing import press, type_text

TODAY = date(2026, 11, 20)
WEEK = timedelta(7)


@dataclass(frozen=True)
class _Row:
    id: int
    name: str
    grade: int | None


ROWS = (_Row(1, "Příkladová, Žofie", 3), _Row(2, "示例 小明", None))


def _bar(_row: _Row) -> WindowBar:
    return WindowBar(
        earliest=TODAY - WEEK, target=TODAY, latest=TODAY + WEEK, today=TODAY, appointment=TODAY
    )


def _columns() -> list[Column[_Row]]:
    return [
        Column(
            heading="Name",
            text=lambda row: row.name,
            extras={
                roles.STATE: lambda _: State.OVERDUE,
                roles.SECOND: lambda _: "34 y",
                roles.STRONG: lambda _: True,
            },
        ),
        Column(
            heading="CRS",
            text=lambda _: "",
            align=CENTRE,
            width=60,
            extras={
                roles.GRADED: lambda _: True,
                roles.GRADE: lambda row: row.grade,
                roles.BY_HAND: lambda _: True,
            },
        ),
        Column(heading="Window", text=lambda _: "", width=80, extras={roles.BAR: _bar}),
        Column(heading="", text=lambda _: "x", width=40, extras={roles.ICON: lambda _: "sun"}),
    ]


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    model = TableModel(_columns(), key=lambda row: row.id)
    model.show(ROWS)
    view = RecordTable(model, name="Patients")
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show()
    view.setCurrentIndex(model.index(0, 0))
    return view


@pytest.fixture
def work(qtbot: QtBot) -> WorkList:
    model = GroupedModel(_columns(), key=lambda row: row.id)
    view = WorkList(model, name="Needs action")
    qtbot.addWidget(view)
    view.resize(500, 240)
    model.show([(GroupHead("late", "Overdue", "late_fg"), ROWS)])
    view.show()
    view.setCurrentIndex(model.find(1))
    return view


def test_every_kind_of_cell_is_painted(table: RecordTable, work: WorkList) -> None:
    assert not table.grab().isNull()
    assert not work.grab().isNull()


def test_the_current_row_is_filled_with_a_bar_at_its_left(table: RecordTable) -> None:
    drawn = table.viewport().grab().toImage()
    assert drawn.pixelColor(1, 10).name() == "#1f5fa8"
    assert drawn.pixelColor(200, 3).name() == "#e4eef9"


def test_enter_opens_the_row(qtbot: QtBot, table: RecordTable) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[0]]


def test_an_arrow_chooses_the_next_row(qtbot: QtBot, table: RecordTable) -> None:
    with qtbot.waitSignal(table.chosen) as chosen:
        press(table, Qt.Key.Key_Down)
    assert chosen.args == [ROWS[1]]
    assert table.current() == ROWS[1]


def test_letters_do_not_move_the_current_row(table: RecordTable) -> None:
    type_text(table, "x")
    assert table.current() == ROWS[0]


def test_the_row_is_copied_for_a_spreadsheet(table: RecordTable) -> None:
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Příkladová, Žofie\t3\t\tx"


def test_rows_never_get_lower_than_their_text(table: RecordTable) -> None:
    table.set_row_height(4)
    assert table.rowHeight(0) >= table.fontMetrics().height() + 6


def test_a_work_list_skips_its_headings(qtbot: QtBot, work: WorkList) -> None:
    press(work, Qt.Key.Key_Down)
    assert work.current() == ROWS[1]
    with qtbot.waitSignal(work.opened) as opened:
        press(work, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_groups_do_not_fold(work: WorkList) -> None:
    press(work, Qt.Key.Key_Left)
    assert work.isExpanded(work.model().index(0, 0))


def test_new_groups_are_open_at_once(work: WorkList) -> None:
    model = work.model()
    assert isinstance(model, GroupedModel)
    model.show(
        [(GroupHead("today", "Due today"), ROWS[:1]), (GroupHead("late", "Overdue"), ROWS[1:])]
    )
    assert all(work.isExpanded(model.index(row, 0)) for row in range(2))
