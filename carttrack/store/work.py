"""The store and its transactions: one `work()` is kept or undone as a whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from carttrack.domain.errors import StoreError
from carttrack.domain.papers import AccessEvent
from carttrack.domain.people import User
from carttrack.domain.topics import Topic
from carttrack.store import dialect, mappings
from carttrack.store.clinic import Protocols, TheClinic, Users
from carttrack.store.entries import Records
from carttrack.store.faults import told_plainly
from carttrack.store.history import History
from carttrack.store.lock import Lock
from carttrack.store.patients import Patients
from carttrack.store.recorder import AuditedSession, Recorder, refuse_unaudited
from carttrack.store.repositories import OfFollowUp, OfPatients, OfTreatment
from carttrack.store.undo import take_back

Listener = Callable[[frozenset[Topic]], None]
_WRITES = "carttrack_writes"


class Work(OfPatients, OfTreatment, OfFollowUp):
    """The repositories of one transaction; values may outlive it, nothing lazy does."""

    def __init__(self, session: AuditedSession) -> None:
        OfPatients.__init__(self, session)
        OfTreatment.__init__(self, session)
        OfFollowUp.__init__(self, session)
        self._session = session
        self.clinic = TheClinic(session)
        self.users = Users(session)
        self.protocols = Protocols(session)
        self.patients = Patients(session)
        self.clinic_limits = Records(session, mappings.CLINIC_LIMITS)
        self.accesses: Records[AccessEvent] = Records(session, mappings.ACCESSES)
        self.history = History(session)

    @property
    def act(self) -> int:
        """The number of this act in the audit; 0 while it has changed nothing."""
        return self._session.recorder.act if self._session.recorder else 0

    @property
    def first_entry(self) -> int:
        """The number of the row this act made or changed first; 0 while there is none."""
        return self._session.recorder.first_entry if self._session.recorder else 0

    def take_back(self, act: int) -> None:
        """Undo a whole act; taking back the taking back is redo.

        Raises `NotFoundError` and, when a row changed since, `RefusedError`.
        """
        take_back(self._session, act)

    def forget(self) -> None:
        """Read everything anew from the file from here on."""
        self._session.expire_all()

    @property
    def connection(self) -> Connection:
        """The connection, for the store's own reads only; writing past the flush raises."""
        return self._session.connection()


class Store:
    """An open store: hands out transactions, never a session.

    Attributes:
        path: the database file.
        user: who signed in.
        read_only: whether writing is refused.
    """

    def __init__(
        self,
        path: Path,
        user: User,
        *,
        key: bytes,
        salt: bytes,
        now: Callable[[], datetime],
        lock: Lock | None,
    ) -> None:
        self.path = path
        self.user = user
        self.now = now
        self.key = key
        self.salt = salt
        self._lock = lock
        self._listeners: list[Listener] = []
        self._zone: ZoneInfo | None = None
        self._engine = _engine(path, key, salt, read_only=self.read_only)
        self._writing = self._engine.execution_options(**{_WRITES: True})

    @property
    def read_only(self) -> bool:
        """Whether this store was opened without the writer's lock."""
        return self._lock is None

    @contextmanager
    def work(self, what: str, *, reason: str = "", zone: ZoneInfo | None = None) -> Iterator[Work]:
        """Open one writing transaction, which the end of the block keeps and an error in it undoes.

        `what` names the act in history, `reason` says why; `zone` replaces the clinic's own, which
        a store without a clinic record lacks. Raises `StoreError` when the file cannot be used, and
        lets a broken constraint through as the bug it is.
        """
        if self.read_only:
            raise StoreError(
                f"{self.path.name} is open read-only. Nothing was changed. Close it where it is "
                "open for writing, then open it again."
            )
        recorder = Recorder(self.user.name, what, reason, self.now, zone or self.zone())
        with told_plainly(self.path), AuditedSession(self._writing) as session:
            session.recorder = recorder
            with session.begin():
                yield Work(session)
                session.flush()
                recorder.close(session.connection())
        self._announce(frozenset(recorder.topics))

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Open one consistent view; writing in it raises."""
        with (
            told_plainly(self.path),
            AuditedSession(self._engine) as session,
            session.begin(),
        ):
            yield Work(session)

    def on_commit(self, listener: Listener) -> None:
        """Call `listener` with the topics of each kept transaction."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Close every connection and let the writer's lock go."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def connection(self) -> Any:
        """Return a driver connection of its own, for checks and copies; the caller closes it."""
        return dialect.connect(self.path, self.key, self.salt, read_only=True)

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """Give one driver connection that writes while every pooled one is closed."""
        self._engine.dispose()
        connection = dialect.connect(self.path, self.key, self.salt)
        try:
            yield connection
        finally:
            connection.close()

    def zone(self) -> ZoneInfo:
        """Return the clinic's time zone."""
        return self._zone or self._clinic_zone()

    def announce_all(self) -> None:
        """Tell the listeners that everything may have changed."""
        self._announce(frozenset(Topic))

    def _clinic_zone(self) -> ZoneInfo:
        with self.reading() as work:
            self._zone = work.clinic.get().zone
        return self._zone

    def _announce(self, topics: frozenset[Topic]) -> None:
        if Topic.CLINIC in topics:
            self._zone = None
        if topics:
            for listener in tuple(self._listeners):
                listener(topics)


def _engine(path: Path, key: bytes, salt: bytes, *, read_only: bool) -> Engine:
    def keyed() -> object:
        connection = dialect.connect(path, key, salt, read_only=read_only)
        if not read_only:
            dialect.make_durable(connection)
        return connection

    engine = create_engine(
        "sqlite:///store",
        module=dialect.DRIVER,
        creator=keyed,
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_execute", refuse_unaudited)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(dialect.BEGIN_WRITE if writes else dialect.BEGIN_READ)
