from time import sleep

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from carttrack.domain.errors import RefusedError
from carttrack.domain.tick import Tick
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner
from carttrack.gui.widgets.empty_state import EmptyState
from carttrack.gui.widgets.message_bar import MessageBar
from carttrack.gui.widgets.task_bar import TaskBar
from carttrack.gui.widgets.undo_bar import UndoBar


def test_an_error_is_shown_as_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_error(RefusedError("The drive is full. Your records are saved. Free 240 MB."))
    assert bar.title.text() == "The drive is full."
    assert bar.text.text() == "Your records are saved. Free 240 MB."
    assert not bar.isHidden()


def test_a_message_can_be_closed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error("The drive is full.")
    with qtbot.waitSignal(bar.closed):
        bar.close_button.click()
    assert bar.isHidden()


def test_the_actions_of_a_message_act(qtbot: QtBot) -> None:
    done: list[str] = []
    bar = Banner(State.OVERDUE, "The drive is full.")
    qtbot.addWidget(bar)
    bar.add_action("Try again", lambda: done.append("again")).click()
    assert done == ["again"]


def test_the_undo_bar_goes_after_its_time(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window).setFocus()
    bar = UndoBar(window, shown_ms=20)
    window.show()
    bar.show_act("Visit marked done")
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_undo_bar_stays_while_it_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = UndoBar(window, shown_ms=20)
    bar.show_act("Visit marked done")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    bar.undo.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bar.undo.hasFocus)
    qtbot.wait(60)
    assert bar.isVisible()


def test_undo_is_asked_for_once_and_the_bar_goes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = UndoBar(window)
    bar.show_act("Visit marked done")
    with qtbot.waitSignal(bar.undo_requested):
        bar.undo.click()
    assert bar.isHidden()


def test_the_undo_bar_keeps_to_the_bottom_centre(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    bar = UndoBar(window)
    bar.show_act("Visit marked done")
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: abs(bar.geometry().center().x() - 600) <= 1)
    assert bar.geometry().bottom() < 700


def test_quick_work_shows_no_progress(qtbot: QtBot) -> None:
    tasks = Tasks()
    bar = TaskBar(tasks)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(tasks.finished):
        tasks.run(lambda _: None, then=lambda _: None, failed=lambda _: None)
    assert bar.isHidden()
    tasks.close()


def test_long_work_says_how_far_it_is_and_what_cancel_keeps(qtbot: QtBot) -> None:
    tasks = Tasks()
    bar = TaskBar(tasks, keeps="Cancel keeps the {0} made.")
    qtbot.addWidget(bar)

    def work(tick: Tick) -> None:
        tick(18, 42)
        while True:
            sleep(0.01)
            tick(18, 42)

    with qtbot.waitSignal(tasks.finished):
        tasks.run(work, then=lambda _: None, failed=lambda _: None, what="Exporting summaries")
        qtbot.waitUntil(bar.isVisible)
        assert bar.words.text() == "Exporting summaries, 18 of 42"
        assert bar.left.text().endswith("Cancel keeps the 18 made.")
        bar.cancel.click()
    assert bar.isHidden()
    tasks.close()


def test_an_empty_state_offers_its_one_action(qtbot: QtBot) -> None:
    state = EmptyState("No assessment yet", "", "Log assessment")
    qtbot.addWidget(state)
    with qtbot.waitSignal(state.action_requested):
        state.action.click()
