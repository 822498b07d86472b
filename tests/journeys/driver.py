"""Drives the installed program as a user does: real keys on a virtual screen, a real store.

Every journey has an X server of its own (Xvfb). Keys and ASCII text go through xdotool, all other
text through the clipboard. Where a key leads is read from the screen (`look`), by the names that a
screen reader says, so that no journey counts tabs, menu lines or stops of Tab. What the program did
is read from its encrypted store, through the services, and from its window titles.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Self

from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from tests.journeys.screen import SOCKET, Screen

ROOT = Path(__file__).parents[2]
SECONDS = 30.0
KEY_DELAY_MS = 12
SETTLE, NAP = 0.15, 0.02
STOPS = 150
"""More stops than Tab has in any window."""
HELD = 65_536


class Display:
    """A virtual screen of its own."""

    def __init__(self, size: str) -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = f":{answer.readline().strip()}"

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(timeout=SECONDS)


class Driver:
    """One person at one computer: a screen, a data folder, the program on one store."""

    def __init__(self, store: Path, folder: Path, *, size: str = "1440x900") -> None:
        self.store, self.folder = store, folder
        self._display = Display(size)
        self._program: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            "DISPLAY": self._display.name,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_DATA_HOME": str(folder / "data"),
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            SOCKET: str(folder / "screen"),
        }
        self._shown = False
        self._environment.pop("WAYLAND_DISPLAY", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and self._program is not None:
            self.picture("failed")
        if self._program is not None and self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        self._display.close()

    def start(self, *, installed: bool = False) -> None:
        """Start the program on the store and wait for its first window.

        The `installed` one is the command as a user has it; nobody can `look` at its screen.
        """
        self._shown = not installed
        Path(self._environment[SOCKET]).unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.journeys.program"]
        if installed:
            script = Path(sys.executable).with_name("carttrack")
            command = [str(script)] if script.exists() else [sys.executable, "-m", "carttrack"]
        self._program = subprocess.Popen(
            [*command, "--store", str(self.store)], env=self._environment, cwd=self.folder
        )
        self.focus("carttrack")

    def close(self) -> None:
        """Close the program from its menu key; it must end well."""
        self.keys("ctrl+q")
        self.ended()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program; it must end well."""
        assert self._program is not None
        self._program.send_signal(number)
        self.ended()

    def ended(self) -> None:
        """Wait for the end of the program."""
        assert self._program is not None
        assert self._program.wait(timeout=SECONDS) == 0
        self._program = None

    def keys(self, *names: str) -> None:
        """Press keys one after the other, by their X names (`Return`, `ctrl+Return`, `alt+c`)."""
        self._xdotool("key", "--delay", str(KEY_DELAY_MS), *names)
        if any(name.startswith("alt+") for name in names):  # Qt presses the button a while later
            time.sleep(SETTLE)
        self._settle()

    def type(self, text: str, *first: str) -> None:
        """Type a text where the cursor stands; `first` are keys pressed before it."""
        keys = ("key", *first) if first else ()
        if text.isascii():
            self._xdotool(*keys, "type", "--delay", str(KEY_DELAY_MS), "--", text)
        else:
            self._run(["xclip", "-selection", "clipboard", "-in"], given=text)
            self._xdotool("key", *first, "ctrl+v")
        self._settle()

    def fill(self, *texts: str) -> None:
        """Type a text into each field in turn; Tab leads on, also past what is left empty."""
        for text in texts:
            if text:
                self.type(text)
            self.keys("Tab")

    def look(self) -> Screen:
        """Return what is on the screen now, when all that came before has been done."""
        told = b""
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(SECONDS)
            asked.connect(self._environment[SOCKET])
            while part := asked.recv(HELD):
                told += part
        found = json.loads(told)
        found["options"] = tuple(map(tuple, found["options"]))
        found["tabs"] = tuple(found["tabs"])
        return Screen(**found)

    def show_tab(self, name: str) -> None:
        """Go to a tab of the page by its name, and to the list on it."""
        screen = self.look()
        by = (screen.tabs.index(name) - screen.tab) % len(screen.tabs)
        keys = ["ctrl+Tab"] * by if by else ["ctrl+shift+Tab", "ctrl+Tab"]
        self.keys(*keys)
        screen = self.look()
        assert screen.tabs[screen.tab] == name, screen

    def pick(self, *cells: str) -> None:
        """Go with the arrows to what has these texts: a line of a menu, a choice, a row."""
        screen = self.look()
        wanted = set(cells)
        places = [place for place, row in enumerate(screen.options) if wanted <= set(row)]
        assert places, f"{cells} is not among {screen.options}"
        by = places[0] - screen.place
        if by:
            self.keys(*(["Down"] * by if by > 0 else ["Up"] * -by))
        self.until(lambda: self.look().place == places[0], f"{cells} as the current one")

    def go(self, *names: str) -> Screen:
        """Press Tab until the focus is on what has one of these names; `*` stands for anything.

        Returns the screen as it is then.
        """
        seen, screen = set[str](), self.look()
        for _ in range(STOPS):
            if any(fnmatchcase(screen.focus, name) for name in names):
                return screen
            seen.add(screen.focus)
            screen = self.step_on()
        raise AssertionError(f"Tab never came to {names}, only to {sorted(seen)}")

    def step_on(self) -> Screen:
        """Press Tab once, and return the screen when the focus has moved."""
        before = self.look()
        self._xdotool("key", "Tab")
        end = time.monotonic() + SETTLE
        while (screen := self.look()).focus == before.focus and time.monotonic() < end:
            time.sleep(NAP)
        return screen

    def choose_event(self, words: str, dialog: str) -> None:
        """Open the menu of what can be recorded, and from it a dialog."""
        self.keys("e")
        self.until(lambda: bool(self.look().options), "the menu of events")
        self.pick(words)
        self.keys("Return")
        self.focus(dialog)

    def turn(self, key: str) -> None:
        """Press a key that leads on, and wait until the focus is on another field."""
        before = self.look().focus
        self.keys(key)
        self.until(lambda: self.look().focus not in {before, ""}, f"what follows {before}")

    def mark(self, name: str, option: str) -> None:
        """Choose one of the options that stand side by side under a name."""
        self.go(f"{name}: *")
        for _ in range(STOPS):
            if self.look().focus == f"{name}: {option}":
                self.keys("space")
                return
            self.keys("Right")
        raise AssertionError(f"{option} is not among the options of {name}")

    def put(self, fields: Mapping[str, str]) -> None:
        """Go to each field by its name; type the text over what stands there, or choose it."""
        for name, text in fields.items():
            if self.go(name).options:
                self.pick(text)
            else:
                self.type(text, "ctrl+a")

    def titles(self) -> tuple[str, ...]:
        """Return the titles of the windows on the screen."""
        found = self._answer("xdotool", "search", "--onlyvisible", "--name", ".+")
        return tuple(self._answer("xdotool", "getwindowname", number)[0] for number in found)

    def focus(self, title: str) -> None:
        """Wait for a window whose title has these words, and give it the keyboard."""
        found: list[str] = []
        pattern = title.replace("+", r"\+")  # xdotool takes a regular expression

        def on_screen() -> bool:
            found[:] = self._answer("xdotool", "search", "--onlyvisible", "--name", pattern)
            return bool(found)

        self.until(on_screen, f"the window {title}")
        self._xdotool("windowfocus", found[-1])
        self._settle()

    def save(self, dialog: str, back: str) -> None:
        """Save a dialog, wait until it is gone, and go back to the window below."""
        self.keys("ctrl+Return")
        self.until(lambda: dialog not in self.titles(), f"the end of {dialog}")
        self.focus(back)

    def until(self, true: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"waited in vain for: {what}; saw {self.titles()}"
            time.sleep(0.1)

    def picture(self, name: str) -> Path:
        """Take a picture of the whole screen."""
        path = self.folder / f"{name}.png"
        self._run(["import", "-window", "root", str(path)])
        return path

    @contextmanager
    def reading(self, passphrase: str) -> Iterator[Clinic]:
        """Open the store for reading beside the window."""
        clinic = open_clinic(self.store, passphrase, read_only=True)
        try:
            yield clinic
        finally:
            clinic.store.close()

    def _settle(self) -> None:
        """Wait until the program has done what the keys asked for."""
        if not self._shown:
            time.sleep(SETTLE)
            return
        time.sleep(NAP)
        with suppress(OSError):  # the keys may have closed it
            self.look()

    def _xdotool(self, *arguments: str) -> None:
        self._run(["xdotool", *arguments])

    def _run(self, command: list[str], *, given: str = "") -> None:
        subprocess.run(
            command,
            env=self._environment,
            input=given.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )

    def _answer(self, *command: str) -> list[str]:
        done = subprocess.run(
            command,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return done.stdout.splitlines() or ([""] if "getwindowname" in command else [])
