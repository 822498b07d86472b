from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from carttrack.gui.models import roles
from carttrack.gui.models.changes import differences
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.table import TableModel


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    grade: int | None = None


ADA, BO, CY = _Row(1, "Ada"), _Row(2, "Bo", 2), _Row(3, "Cy")


def _model(*rows: _Row) -> TableModel[_Row]:
    columns = [
        Column[_Row](heading="Name", text=lambda row: row.name),
        Column[_Row](
            heading="CRS",
            text=lambda _: "",
            align=RIGHT,
            extras={roles.GRADED: lambda _: True, roles.GRADE: lambda row: row.grade},
        ),
    ]
    model = TableModel(columns, key=lambda row: row.id, spoken=lambda row: f"{row.name}, a row")
    model.show(rows)
    return model


def test_the_model_keeps_qt_s_rules_while_rows_come_and_go(qtmodeltester: ModelTester) -> None:
    model = _model(ADA, BO)
    qtmodeltester.check(model)
    model.show([CY, BO])
    model.show([BO, ADA, CY])
    model.show([])
    model.append([ADA])
    assert model.rows == (ADA,)


def test_a_cell_shows_text_and_roles() -> None:
    model = _model(BO)
    assert model.index(0, 0).data() == "Bo"
    assert model.index(0, 1).data(roles.GRADE) == 2
    assert model.index(0, 0).data(roles.RECORD) is BO
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Bo, a row"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "CRS"


def test_a_refresh_keeps_the_current_row_and_the_scroll(qtbot: QtBot) -> None:
    rows = [_Row(n, f"Row {n}") for n in range(200)]
    model = _model(*rows)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(300, 200)
    view.show()
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().setCurrentIndex(model.index(150, 0), flags)
    view.scrollTo(model.index(150, 0))
    scrolled = view.verticalScrollBar().value()
    model.show([*rows[:180], replace(rows[180], name="Changed"), *rows[185:]])
    assert view.currentIndex().data() == "Row 150"
    assert view.verticalScrollBar().value() == scrolled


def test_only_changed_rows_are_announced() -> None:
    model = _model(ADA, BO, CY)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show([ADA, replace(BO, name="Bo-Lin"), CY])
    assert changed == [1]


def test_equal_rows_announce_nothing(qtbot: QtBot) -> None:
    model = _model(ADA, BO)
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.modelReset),
    ):
        model.show([ADA, BO])


def test_rows_without_a_key_of_their_own_are_still_shown() -> None:
    model = _model(ADA)
    model.show([BO, replace(BO, name="Twin")])
    assert [row.name for row in model.rows] == ["Bo", "Twin"]


@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
@settings(deadline=None, max_examples=200)
def test_the_differences_lead_from_one_list_to_the_other(old: list[int], new: list[int]) -> None:
    steps = differences(old, new)
    assert steps is not None
    rows = list(old)
    for first, last in steps.removed:
        del rows[first : last + 1]
    for first, last in steps.inserted:
        rows[first:first] = new[first : last + 1]
    assert rows == new
