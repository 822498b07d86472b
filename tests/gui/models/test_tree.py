from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from carttrack.gui.models import roles
from carttrack.gui.models.columns import Column
from carttrack.gui.models.tree import GroupedModel, GroupHead

LATE, TODAY = GroupHead("late", "Overdue", "late_fg"), GroupHead("today", "Due today", "due_fg")


def _model() -> GroupedModel[str]:
    return GroupedModel(
        [
            Column[str](heading="Name", text=lambda row: row),
            Column[str](heading="Length", text=lambda row: str(len(row))),
        ],
        key=lambda row: row[:1],
        spoken=lambda row: f"{row}, a row",
    )


def test_the_model_keeps_qt_s_rules_while_groups_change(qtmodeltester: ModelTester) -> None:
    model = _model()
    qtmodeltester.check(model)
    model.show([(LATE, ["Ada", "Bo"]), (TODAY, ["Cy"])])
    qtmodeltester.check(model)
    model.show([(TODAY, ["Cy", "Ada"])])
    model.show([(LATE, ["Bo"]), (TODAY, ["Ada"])])
    assert model.rowCount() == 2


def test_an_empty_group_has_no_heading() -> None:
    model = _model()
    model.show([(LATE, []), (TODAY, ["Cy"])])
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Due today"]


def test_a_heading_says_how_many_rows_it_has() -> None:
    model = _model()
    model.show([(LATE, ["Ada", "Bo"])])
    assert model.index(0, 0).data(roles.SECOND) == "2"
    assert model.index(0, 0).data(roles.GROUP) == LATE


def test_headings_are_no_rows_to_stop_at() -> None:
    model = _model()
    model.show([(LATE, ["Ada"])])
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.record(model.index(0, 0)) is None


def test_a_row_is_found_by_its_key() -> None:
    model = _model()
    model.show([(LATE, ["Ada"]), (TODAY, ["Bo", "Cy"])])
    found = model.find("C")
    assert model.record(found) == "Cy"
    assert found.parent().data() == "Due today"
    assert model.find("Z") == QModelIndex()


def test_a_row_of_a_group_that_stays_keeps_its_place(qtbot: QtBot) -> None:
    model = _model()
    model.show([(LATE, ["Ada"]), (TODAY, ["Bo"])])
    with qtbot.assertNotEmitted(model.rowsInserted):
        model.show([(TODAY, ["Bo"])])
    assert model.record(model.find("B")) == "Bo"
