"""Where files are: the program's own resources and the user's data folder."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a file under `resources/`.

    In a checkout they lie beside the package, in an installed or frozen program inside it.
    """
    beside = _HERE.parent / "resources"
    inside = _HERE / "resources"
    base = beside if beside.is_dir() and not getattr(sys, "frozen", False) else inside
    return base / name


def data_folder() -> Path:
    """Return the folder for the user's stores; it may not exist yet."""
    # As platformdirs has it, without its import: the first window waits for this.
    if os.name == "posix" and sys.platform != "darwin":
        base = os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
        return Path(base).expanduser() / "carttrack"
    from platformdirs import user_data_path  # noqa: PLC0415  (only other systems need it)

    return user_data_path("carttrack", appauthor=False)


def default_store() -> Path:
    """Return the store that is opened when none is named."""
    return data_folder() / "clinic.ctdb"
