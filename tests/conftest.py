"""Fixtures for all tests: a cheap key, a clock that stands still, a real encrypted clinic."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carttrack.services.access import create_clinic
from carttrack.services.clinic import Clinic
from carttrack.store import vault
from tests.builders import PASSPHRASE, Clock, a_clinic_record, a_user


@pytest.fixture(autouse=True)
def cheap_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a guess cost little: tests open hundreds of stores."""
    monkeypatch.setattr(vault, "COST", vault.Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic(tmp_path: Path, clock: Clock) -> Iterator[Clinic]:
    """A new clinic on a real encrypted file."""
    clinic, _ = create_clinic(
        tmp_path / "clinic.ctdb", a_clinic_record(), a_user(), PASSPHRASE, now=clock
    )
    yield clinic
    clinic.store.close()
