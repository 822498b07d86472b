"""Whether there is a screen to open windows on: Qt aborts the process where there is none."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

_OWN_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "wayland")
_SECONDS = 2.0
_FIRST_PORT = 6000

ADVICE = (
    "carttrack cannot open its window: {why}\n"
    "Nothing was changed. Open it from a desktop session, or set DISPLAY to a running screen; "
    "over SSH use `ssh -X`.\n"
    "Without a screen, `carttrack --help` lists the commands that need none, and "
    "`carttrack sample --output FOLDER` exports the sample clinic's visit summaries."
)


def missing_display(environment: Mapping[str, str]) -> str | None:
    """Return why no window can be opened and what to do; None where one can."""
    if sys.platform in {"win32", "darwin"}:
        return None
    if environment.get("QT_QPA_PLATFORM", "").startswith(_OWN_SCREEN):
        return None
    if environment.get("WAYLAND_DISPLAY"):
        return None
    display = environment.get("DISPLAY", "")
    if not display:
        return ADVICE.format(
            why="there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)."
        )
    if not _answers(display):
        return ADVICE.format(why=f"the display {display} does not answer.")
    return None


def _answers(display: str) -> bool:
    from socket import AF_INET, AF_UNIX, socket  # noqa: PLC0415  (Wayland does not wait for it)

    host, _, number = display.rpartition(":")
    screen = number.partition(".")[0]
    if not screen.isdigit():
        return False
    if host and host != "unix" and not host.startswith("/"):
        return _connects(socket(AF_INET), (host, _FIRST_PORT + int(screen)))
    path = f"/tmp/.X11-unix/X{screen}"  # noqa: S108  (where X servers listen)
    if _connects(socket(AF_UNIX), f"\0{path}"):
        return True
    return Path(path).exists() and _connects(socket(AF_UNIX), path)


def _connects(probe: "socket", address: str | tuple[str, int]) -> bool:
    with probe:
        probe.settimeout(_SECONDS)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True
