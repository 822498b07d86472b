import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from carttrack.gui.display import missing_display


def test_an_own_screen_needs_no_display() -> None:
    assert missing_display({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_without_a_display_the_message_says_what_to_do() -> None:
    advice = missing_display({})
    assert advice is not None
    assert "DISPLAY" in advice
    assert "carttrack sample" in advice


@pytest.mark.parametrize("display", [":94", "localhost:94", ":94.0", "nonsense"])
def test_a_display_that_does_not_answer_is_named(display: str) -> None:
    advice = missing_display({"DISPLAY": display})
    assert advice is not None
    assert display in advice


def test_a_display_that_answers_will_do() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind("\0/tmp/.X11-unix/X93")
        server.listen()
        assert missing_display({"DISPLAY": ":93"}) is None


def test_the_program_ends_with_code_1_where_there_is_no_display(tmp_path: Path) -> None:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    done = subprocess.run(
        [sys.executable, "-m", "carttrack", "--store", str(tmp_path / "clinic.ctdb")],
        env={**environment, "XDG_DATA_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "no display" in done.stderr
