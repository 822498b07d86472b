"""Everything can be read and reached on the smallest screens the program is made for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(683, 384, id="1366x768 at 200 percent"),
        pytest.param(1092, 614, id="1366x768 at 125 percent"),
    ],
)
def test_nothing_is_cut_on_a_screen_of(tmp_path: Path, width: int, height: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.fits", str(tmp_path), str(width), str(height)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stdout.strip(), done.stdout
