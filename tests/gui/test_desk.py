from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.errors import InvalidEntryError, QuestionsError, RefusedError
from carttrack.domain.kept import Act, PatientId
from carttrack.domain.questions import Question
from carttrack.domain.topics import Topic
from carttrack.gui.desk import Desk
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.services import casefile, copies, intake
from carttrack.services.clinic import Clinic
from carttrack.services.intake import Registration
from tests.builders import a_patient

TWIN = Question("twin", "A twin?")


class Answers:
    """Answers every question in the same way, and remembers what was asked."""

    def __init__(self) -> None:
        self.answer = True
        self.asked: list[tuple[Question, ...]] = []

    def __call__(self, questions: tuple[Question, ...]) -> bool:
        self.asked.append(questions)
        return self.answer


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def desk(qapp: QApplication, clinic: Clinic, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    tasks = Tasks(qapp)
    made = Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=answers)
    yield made
    tasks.close()


def register(desk: Desk, **changes: object) -> tuple[PatientId, Act]:
    return intake.register(desk.clinic, Registration(patient=a_patient(**changes)))


def odd(accepted: frozenset[str]) -> Act:
    if TWIN.code not in accepted:
        raise QuestionsError([TWIN])
    return Act(id=0, what="Saved")


def test_an_act_that_is_kept_is_told_with_its_topics(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.changed) as news:
        desk.do(lambda _: register(desk)[1])
    assert Topic.PATIENT in news.args[0]


def test_an_act_can_be_undone_and_done_again(desk: Desk) -> None:
    patient_id, _ = register(desk)
    desk.do(
        lambda _: intake.correct_patient(
            desk.clinic, patient_id, a_patient(given_name="Zoe"), "misspelt"
        )
    )
    name = lambda: casefile.read(desk.clinic, patient_id).patient.value.given_name  # noqa: E731
    assert desk.undo.count() == 1
    desk.undo.undo()
    assert name() == a_patient().given_name
    desk.undo.redo()
    assert name() == "Zoe"


def test_an_undone_act_shows_in_history_as_an_act_of_its_own(desk: Desk) -> None:
    desk.do(lambda _: register(desk)[1])
    desk.undo.undo()
    assert desk.undo.canRedo()


def test_an_act_that_cannot_be_undone_any_more_says_so(desk: Desk, qtbot: QtBot) -> None:
    patient_id, _ = register(desk)
    change = a_patient(given_name="Zoe")
    desk.do(lambda _: intake.correct_patient(desk.clinic, patient_id, change, "misspelt"))
    intake.correct_patient(desk.clinic, patient_id, a_patient(given_name="Zoë"), "again")
    with qtbot.waitSignal(desk.failed):
        desk.undo.undo()
    assert casefile.read(desk.clinic, patient_id).patient.value.given_name == "Zoë"


def test_an_odd_act_is_asked_about_and_then_done(desk: Desk, answers: Answers) -> None:
    assert desk.do(odd) is not None
    assert answers.asked == [(TWIN,)]


def test_an_odd_act_is_left_where_the_user_goes_back(desk: Desk, answers: Answers) -> None:
    answers.answer = False
    assert desk.do(odd) is None


def test_a_refused_act_goes_to_the_message_bar(desk: Desk, qtbot: QtBot) -> None:
    def refused(_: frozenset[str]) -> Act:
        raise RefusedError("Day 0 lies in the future.")

    with qtbot.waitSignal(desk.failed) as failed:
        assert desk.do(refused) is None
    assert failed.args == ["Day 0 lies in the future."]


def test_a_wrong_field_is_raised_where_a_dialog_wants_to_show_it(desk: Desk) -> None:
    def wrong(_: frozenset[str]) -> Act:
        raise InvalidEntryError("mrn", "Taken.")

    with pytest.raises(InvalidEntryError, match="Taken"):
        desk.do(wrong, field_errors=True)


def test_an_act_that_is_not_undoable_leaves_the_stack_alone(desk: Desk) -> None:
    desk.do(lambda _: register(desk)[1], undoable=False)
    assert desk.undo.count() == 0


def test_news_from_another_thread_arrive_on_the_gui_thread(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignals([desk.changed, desk.tasks.finished], timeout=10_000):
        desk.tasks.run(
            lambda tick: copies.save_copy(desk.clinic, tmp_path / "copy.ctcopy", tick),
            then=lambda _: None,
            failed=lambda error: pytest.fail(str(error)),
        )
