"""What is installed from the wheel finds its resources."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = (
    "resources/protocols/default.toml",
    "resources/reference/sources.toml",
    "resources/products/catalogue.toml",
    "resources/checklists/default.toml",
    "resources/fonts/Inter-Regular.ttf",
    "resources/icons/LICENSE",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked as an installation would lay it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    return target


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_carries_what_the_program_reads(unpacked: Path, name: str) -> None:
    assert (unpacked / "carttrack" / name).is_file()


def test_the_installed_program_reads_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    ask = (
        "from carttrack import paths; from carttrack.services import catalogue; "
        "print(paths.resource('protocols/default.toml')); print(len(catalogue.products()))"
    )
    answer = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert answer[0].startswith(str(unpacked))
    assert int(answer[1]) > 0
