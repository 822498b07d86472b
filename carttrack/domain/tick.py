"""How long work reports its steps, and how it is stopped."""

from collections.abc import Callable
from typing import TypeAlias

Tick: TypeAlias = Callable[[int, int], None]
"""Called with steps done and steps in all; raises to stop the work at this step."""


def ignore(_done: int, _total: int) -> None:
    """Take no notice of a step."""
