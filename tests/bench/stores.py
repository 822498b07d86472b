"""The synthetic clinics that are measured: made once under `build/bench/`, and kept."""

import hashlib
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import make_demo
from carttrack.services.demo.record import morning
from carttrack.store.vault import keys_path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench"
DAY = date(2026, 11, 20)
"""The day on which every measured clinic stands, so that a kept file stays comparable."""
PASSPHRASE = "bench passphrase for no one"
SIZES = (1_000, 10_000, 100_000)


def now() -> datetime:
    """Return the moment at which the clinic's clock stands."""
    return morning(DAY)


def store(size: int, tell: Callable[[str], None]) -> Path:
    """Return the store of a size; it is made when there is none of today's tables and indexes."""
    path = FOLDER / f"clinic-{size}-{_schema()}.ctdb"
    if path.exists() and keys_path(path).exists():
        return path
    for stale in FOLDER.glob(f"clinic-{size}-*"):
        stale.unlink()
    tell(f"Making a clinic of {size:,} patients …")
    began = time.monotonic()
    making = FOLDER / f"making-{os.getpid()}"
    making.mkdir(parents=True)
    make_demo(making / path.name, count=size, today=DAY, passphrase=PASSPHRASE)
    for part in sorted(making.iterdir()):
        part.replace(FOLDER / part.name)
    making.rmdir()
    size_mb = path.stat().st_size / 1e6
    tell(f"… made in {time.monotonic() - began:.0f} s, {size_mb:,.0f} MB, kept in {FOLDER}")
    return path


def _schema() -> str:
    versions = sorted((ROOT / "carttrack/store/migrations/versions").glob("*.py"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in versions)).hexdigest()[:8]


def opened(path: Path) -> Clinic:
    """Return a measured clinic, its clock standing still."""
    return open_clinic(path, PASSPHRASE, now=now)


def file_system(path: Path) -> str:
    """Return device and type of the file system a path lies on; "unknown" where none is told."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "unknown file system"
    found = [line.split()[:3] for line in mounts.read_text("utf-8").splitlines()]
    over = [
        (len(point), f"{kind} on {device} at {point}")
        for device, point, kind in found
        if path.resolve().is_relative_to(point)
    ]
    return max(over)[1] if over else "unknown file system"
