from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.tick import Tick
from carttrack.gui.tasks import Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks(qapp)
    yield made
    made.close()


def test_the_answer_is_given_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[object] = []

    def work(_tick: Tick) -> str:
        threads.append(current_thread())
        return "done"

    def then(answer: object) -> None:
        threads.extend((answer, current_thread()))

    with qtbot.waitSignal(tasks.finished):
        tasks.run(work, then=then, failed=threads.append)
    assert threads[0] is not main_thread()
    assert threads[1:] == ["done", main_thread()]


def test_a_failure_is_told_with_its_error(qtbot: QtBot, tasks: Tasks) -> None:
    errors: list[Exception] = []

    def work(_tick: Tick) -> None:
        raise ValueError("no room")

    with qtbot.waitSignal(tasks.finished):
        tasks.run(work, then=lambda _: None, failed=errors.append)
    assert [str(error) for error in errors] == ["no room"]


def test_stopped_work_ends_at_its_next_step_without_an_answer(qtbot: QtBot, tasks: Tasks) -> None:
    started, stopped = Event(), Event()
    answers: list[object] = []

    def work(tick: Tick) -> None:
        started.set()
        assert stopped.wait(timeout=5)
        tick(1, 2)

    with qtbot.waitSignal(tasks.finished):
        tasks.run(work, then=answers.append, failed=answers.append)
        assert started.wait(timeout=5)
        tasks.stop()
        stopped.set()
    assert answers == []


def test_steps_are_reported(qtbot: QtBot, tasks: Tasks) -> None:
    def work(tick: Tick) -> None:
        tick(1, 2)

    with qtbot.waitSignals([tasks.progressed, tasks.finished]):
        tasks.run(work, then=lambda _: None, failed=lambda _: None)


def test_two_pieces_of_work_at_once_are_refused(tasks: Tasks) -> None:
    go = Event()
    tasks.run(lambda _: go.wait(5), then=lambda _: None, failed=lambda _: None)
    with pytest.raises(RuntimeError, match="one piece of work"):
        tasks.run(lambda _: None, then=lambda _: None, failed=lambda _: None)
    go.set()


def test_closing_waits_for_the_worker_and_gives_no_answer(qtbot: QtBot) -> None:
    tasks, ended, answers = Tasks(), Event(), list[object]()

    def work(_tick: Tick) -> None:
        ended.set()

    tasks.run(work, then=answers.append, failed=answers.append)
    tasks.close()
    assert ended.is_set()
    qtbot.wait(10)
    assert answers == []


def test_new_work_may_start_from_the_answer(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[object] = []

    def again(_answer: object) -> None:
        tasks.run(lambda _: "second", then=answers.append, failed=answers.append)

    tasks.run(lambda _: "first", then=again, failed=answers.append)
    qtbot.waitUntil(lambda: answers == ["second"])


def test_two_thousand_signals_leave_the_program_alive(tasks: Tasks) -> None:
    seen: list[int] = []
    tasks.progressed.connect(lambda done, _total: seen.append(done))
    for n in range(2000):
        tasks.progressed.emit(n, 2000)
    assert len(seen) == 2000
