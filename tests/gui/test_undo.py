from carttrack.domain.errors import CarttrackError, RefusedError
from carttrack.gui.undo import UndoStack


def _stack(log: list[str]) -> UndoStack:
    stack = UndoStack()
    stack.did("Visit done", undo_it=lambda: log.append("undo"), redo_it=lambda: log.append("redo"))
    return stack


def test_remembering_an_act_does_not_do_it_again() -> None:
    log: list[str] = []
    stack = _stack(log)
    assert log == []
    assert stack.canUndo()


def test_undo_and_redo_call_the_counter_act_and_the_act() -> None:
    log: list[str] = []
    stack = _stack(log)
    stack.undo()
    stack.redo()
    assert log == ["undo", "redo"]


def test_the_sentence_of_the_act_is_announced() -> None:
    said: list[str] = []
    stack = UndoStack()
    stack.done.connect(said.append)
    stack.did("Visit done", undo_it=lambda: None, redo_it=lambda: None)
    assert said == ["Visit done"]


def test_an_undo_that_is_refused_says_why_and_is_not_offered_again() -> None:
    said: list[CarttrackError] = []

    def refuse() -> None:
        raise RefusedError("The record has changed since. Nothing was undone.")

    stack = UndoStack()
    stack.failed.connect(said.append)
    stack.did("Visit done", undo_it=refuse, redo_it=refuse)
    stack.undo()
    assert [str(error) for error in said] == ["The record has changed since. Nothing was undone."]
    assert not stack.canUndo()
    assert not stack.canRedo()
