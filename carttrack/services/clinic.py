"""The clinic at work: store, user, clock and zone; the first argument of every service."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.errors import RefusedError
from carttrack.domain.people import Role, User
from carttrack.domain.public_holidays import PublicHolidays, public_holidays
from carttrack.domain.topics import Topic
from carttrack.store.work import Store, Work

Now = Callable[[], datetime]
"""A clock: returns the present instant, aware."""


class Clinic:
    """An opened store with who works on it and what time it is.

    It stands in for globals: services read the clock, the user and the zone from it.
    """

    def __init__(self, store: Store, now: Now) -> None:
        self.store = store
        self._now = now
        self._record: ClinicRecord | None = None
        store.on_commit(self._forget)

    @property
    def user(self) -> User:
        """Who signed in."""
        return self.store.user

    @property
    def record(self) -> ClinicRecord:
        """The clinic's letterhead and rules, as they stand now."""
        if self._record is None:
            with self.store.reading() as work:
                self._record = work.clinic.get()
        return self._record

    @property
    def holidays(self) -> PublicHolidays:
        """The public holidays that the clinic keeps, none while it has chosen no country."""
        return public_holidays(self.record.holiday_country, self.record.holiday_region)

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self._now()

    def local_now(self) -> datetime:
        """Return the present moment in the clinic's time zone."""
        return self._now().astimezone(self.record.zone)

    def today(self) -> date:
        """Return the clinic's calendar day."""
        return self.local_now().date()

    def reading(self) -> AbstractContextManager[Work]:
        """Open a transaction that only reads."""
        return self.store.reading()

    @contextmanager
    def work(self, what: str, *, reason: str = "") -> Iterator[Work]:
        """Open the transaction of one act, named `what` in history and in the Undo bar.

        Raises `RefusedError` for a user who may only read.
        """
        if self.user.role is Role.READ_ONLY or self.store.read_only:
            raise RefusedError(
                "This record is open for reading only. Nothing was changed. "
                "Sign in as someone who may write, or close the other window first."
            )
        with self.store.work(what, reason=reason) as work:
            yield work

    def _forget(self, topics: frozenset[Topic]) -> None:
        if Topic.CLINIC in topics:
            self._record = None
