"""Keeping what a dialog gives: it closes when kept, and says itself what stands in the way."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from carttrack.domain.errors import CarttrackError, InvalidEntryError, QuestionsError
from carttrack.domain.kept import Act
from carttrack.domain.questions import Question
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.widgets.message_bar import Action

Codes: TypeAlias = frozenset[str]
Keep: TypeAlias = Callable[[Any, Codes], Act]
WaysOut: TypeAlias = Callable[[InvalidEntryError], Sequence[Action]]

NO_CODES: Codes = frozenset()


class _OddError(Exception):
    """Carries questions past the desk: the dialog asks them itself, over what was typed."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__()
        self.questions = questions


def open_for(
    desk: Desk, dialog: EntryDialog[Any], keep: Keep, ways_out: WaysOut | None = None
) -> None:
    """Open a dialog and keep each value it saves by `keep`, called with value and accepted codes.

    What is refused or asked stands in the dialog, with what was typed; `ways_out` returns the
    buttons beside a refusal. The dialog closes, and goes, when its value was kept.
    """
    dialog.saved.connect(lambda value: _take(desk, dialog, partial(keep, value), ways_out))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def try_to_keep(
    desk: Desk,
    dialog: EntryDialog[Any],
    act: Callable[[Codes], Act],
    ways_out: WaysOut | None = None,
    *,
    then: Callable[[], object],
    accepted: Codes = NO_CODES,
) -> None:
    """Do an act for a dialog, then something more; a refusal or question stands in the dialog."""
    try:
        done = desk.do(partial(_attempt, act, accepted), field_errors=True)
    except _OddError as odd:
        codes = accepted | {question.code for question in odd.questions}
        again = partial(try_to_keep, desk, dialog, act, ways_out, then=then, accepted=codes)
        dialog.ask(odd.questions, partial(_stand_by, dialog, again))
    except InvalidEntryError as error:
        dialog.show_refused(error, ways_out(error) if ways_out else ())
    else:
        if done is not None:
            then()


def _attempt(act: Callable[[Codes], Act], accepted: Codes, _none_yet: Codes) -> Act:
    """Do the act; whatever stands in its way is raised as what a dialog can show."""
    try:
        return act(accepted)
    except QuestionsError as odd:
        raise _OddError(odd.questions) from odd
    except InvalidEntryError:
        raise
    except CarttrackError as error:
        raise InvalidEntryError(getattr(error, "field", ""), str(error)) from error


def _take(
    desk: Desk, dialog: EntryDialog[Any], act: Callable[[Codes], Act], ways_out: WaysOut | None
) -> None:
    try_to_keep(desk, dialog, act, ways_out, then=dialog.accept)


def _stand_by(dialog: EntryDialog[Any], again: Callable[[], None]) -> None:
    dialog.message.clear()
    again()
