"""Collecting the mistakes of a text, so that whoever wrote it sees all of them at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.tables import TextMistakeError

T = TypeVar("T")
U = TypeVar("U")


class Mistakes:
    """The mistakes found so far, in the order they were found."""

    def __init__(self) -> None:
        self.found: list[InvalidEntryError] = []

    def take(self, read: Callable[[], T], otherwise: U) -> T | U:
        """Return what `read` answers; of a mistake take note and return `otherwise`.

        With `otherwise` the reading goes on; what is built with it is never handed out, since
        `refuse` stands at the end.
        """
        try:
            return read()
        except InvalidEntryError as error:
            self.found.append(error)
            return otherwise

    def note(self, errors: Iterable[InvalidEntryError]) -> None:
        """Take note of mistakes."""
        self.found.extend(errors)

    def refuse(self) -> None:
        """Raise the mistake found first, if there is one."""
        for error in self.found:
            raise error

    def by_line(self) -> tuple[InvalidEntryError, ...]:
        """Return every mistake, in order of its line."""
        return tuple(sorted(self.found, key=_line))


def _line(error: InvalidEntryError) -> int:
    return error.line if isinstance(error, TextMistakeError) else 0
