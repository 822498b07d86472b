"""Making a synthetic clinic: the cast first, then as many generated patients as asked for."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from carttrack.domain.tick import ignore
from carttrack.services import catalogue
from carttrack.services.access import create_clinic
from carttrack.services.checklists import set_limit
from carttrack.services.demo import cast
from carttrack.services.demo.crowd import Crowd
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.record import LIMITS, USER, demo_record, morning
from carttrack.services.demo.visits import Diary
from carttrack.store.load import LoadedPatient, load
from carttrack.store.opening import built_aside

ENTERED_WITHIN = timedelta(minutes=10)
"""All patients of a synthetic clinic were entered in the minutes before its now."""


def demo_patients(
    count: int = 42, *, seed: int = 1, today: date, now: datetime, zone: ZoneInfo
) -> Iterator[LoadedPatient]:
    """Yield the patients of a synthetic clinic: the same arguments give the same patients.

    The first 42 are the cast, whose dates move with `today`; all beyond are generated from `seed`
    and their number. Nothing dated after `now` (an aware instant) is on record.
    """
    frame = Frame(today=today, now=now, zone=zone, protocol=catalogue.default_protocol())
    diary = Diary(frame)
    crowd = Crowd(seed, frame, diary)
    entered = _entered(count, seed, now)
    for _, table, at in zip(range(count), cast.tables(), entered, strict=False):
        yield cast.patient(table, at, frame, diary)
    for index in range(sum(1 for _ in cast.tables()), count):
        yield crowd.patient(index, next(entered))


def _entered(count: int, seed: int, now: datetime) -> Iterator[datetime]:
    """Yield when each patient was entered: one after the other, from the seeded clock."""
    rng = Random(f"clock:{seed}")  # noqa: S311  (synthetic data, repeatable on purpose)
    pause = ENTERED_WITHIN / max(count, 1)
    return (now - ENTERED_WITHIN + pause * (index + rng.random()) for index in range(count))


def make_demo(  # noqa: PLR0913  (the arguments of the command `demo`)
    path: Path,
    *,
    count: int = 42,
    seed: int = 1,
    today: date,
    passphrase: str,
    now: datetime | None = None,
    tick: Callable[[int, int], None] = ignore,
) -> str:
    """Make a synthetic clinic in a new encrypted store; return its recovery key.

    Without `now` the clinic's clock shows 09:12 on `today`. The same arguments give the same
    records and audit, not the same bytes: keys are random. Stopped half-way it leaves nothing at
    `path`. Raises a `StoreError` when the file exists or cannot be written.
    """
    moment = now or morning(today)
    started = moment - ENTERED_WITHIN
    record = demo_record()
    with built_aside(path) as fresh:
        clinic, recovery_key = create_clinic(fresh, record, USER, passphrase, now=lambda: started)
        try:
            patients = demo_patients(count, seed=seed, today=today, now=moment, zone=record.zone)
            for limit in LIMITS:
                set_limit(clinic, limit)
            load(clinic.store, patients, tick=tick, expected=count)
        finally:
            clinic.store.close()
    return recovery_key
