"""What went wrong, what of it is safe, and the way on."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from carttrack.domain.errors import CarttrackError
from carttrack.gui.tokens import State
from carttrack.gui.widgets.banner import Banner

Action: TypeAlias = tuple[str, Callable[[], object]]


class MessageBar(Banner):
    """Hidden until there is something to say; stays until it is closed or cleared.

    The first sentence is the title, the rest what was kept and what to do.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(State.OVERDUE, closable=True, parent=parent)
        self.hide()

    def show_error(self, error: CarttrackError | str, actions: Sequence[Action] = ()) -> None:
        """Say what went wrong."""
        self._say(State.OVERDUE, str(error), actions)

    def show_warning(self, text: str, actions: Sequence[Action] = ()) -> None:
        """Say what to look at."""
        self._say(State.BLOCKED, text, actions)

    def show_news(self, text: str, actions: Sequence[Action] = ()) -> None:
        """Say what was done."""
        self._say(State.DONE, text, actions)

    def clear(self) -> None:
        """Take the message back."""
        self.hide()

    def _say(self, state: State, text: str, actions: Sequence[Action]) -> None:
        first, stop, rest = text.partition(". ")
        self.clear_actions()
        self.say(state, first + stop.strip(), rest)
        for words, act in actions:
            self.add_action(words, act)
        self.show()
