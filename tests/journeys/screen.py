"""What stands on the screen of the program, by the names and texts that a screen reader says."""

from dataclasses import dataclass

SOCKET = "CARTTRACK_SCREEN"
"""The environment variable with the socket on which the program tells what is on its screen."""


@dataclass(frozen=True)
class Screen:
    """One look at the screen.

    `options` are those of the open menu, else of the focused choice or list (a row with its
    cells); `place` is the current one, -1 for none. `tab` is the current one of `tabs`, -1 without
    tabs.
    """

    window: str
    focus: str
    text: str
    options: tuple[tuple[str, ...], ...]
    place: int
    tabs: tuple[str, ...]
    tab: int
