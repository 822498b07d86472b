"""Errors a user can act on; everything else that is raised is a bug.

Every message is plain words: the event, then what of the entry is safe, then the way on, where
they apply.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carttrack.overriding import override

if TYPE_CHECKING:  # a dataclass takes its time to make, and the first window asks nothing
    from carttrack.domain.questions import Question


class CarttrackError(Exception):
    """Something the user can act on; `str()` is the sentence to show."""


class InvalidEntryError(CarttrackError):
    """A field holds what it cannot hold.

    Attributes:
        field: the name of the field, as in the value's attribute (for example `temp_c`).
        message: what is wrong with it and what to do.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message

    @override
    def __str__(self) -> str:
        return self.message


class RefusedError(CarttrackError):
    """An act that cannot be, with its reason; nothing was changed.

    Attributes:
        field: the field or object that stands in the way, empty when it is the act itself.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class QuestionsError(CarttrackError):
    """The act is possible but odd: answer the questions, then repeat it with them accepted."""

    def __init__(self, questions: "Sequence[Question]") -> None:
        super().__init__(" ".join(question.text for question in questions))
        self.questions = tuple(questions)


class NotFoundError(CarttrackError):
    """No such patient, course or entry."""


class StoreError(CarttrackError):
    """The store's file cannot be used as it is; the message says why and what to do."""


class StoreNotWritableError(StoreError):
    """The store's file or folder may not be written here; reading it may still work."""


class WrongPassphraseError(StoreError):
    """The passphrase (or recovery key) opens none of the store's key slots."""


class StoreInUseError(StoreError):
    """Another program writes to this store.

    Attributes:
        holder: who holds it, for example `Alex Demo on ward-pc-3 since 09:12`.
    """

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder
