"""The mark of an overriding method, for modules that the first window waits for.

`typing_extensions` costs 3 ms to import and, when the program runs, its mark only returns the
method. So the checkers see theirs, and the program has this one; elsewhere use theirs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Return the method."""
        return method


__all__ = ["override"]
