"""The clinic's own record, its users and its protocols."""

from sqlalchemy import func
from sqlmodel import col, select

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.errors import NotFoundError, RefusedError
from carttrack.domain.people import User
from carttrack.store.entries import Records
from carttrack.store.mappings import CLINIC, PROTOCOLS, USERS, StoredProtocol
from carttrack.store.recorder import AuditedSession
from carttrack.store.tables.courses import CourseRow

ONLY = 1
"""The number of the clinic's one record."""


class TheClinic:
    """The one record of the clinic."""

    def __init__(self, session: AuditedSession) -> None:
        self._records = Records(session, CLINIC)

    def get(self) -> ClinicRecord:
        """Return the record."""
        return self._records.get(ONLY).value

    def add(self, record: ClinicRecord) -> None:
        """Keep the record of a new store."""
        self._records.add(record)

    def change(self, record: ClinicRecord) -> None:
        """Replace the record; an equal one changes nothing."""
        self._records.change(ONLY, record)


class Users:
    """The named users; a name is taken once."""

    def __init__(self, session: AuditedSession) -> None:
        self._records = Records(session, USERS)

    def all(self) -> tuple[User, ...]:
        """Return every user, by name."""
        return tuple(kept.value for kept in self._records.kept())

    def add(self, user: User) -> int:
        """Keep a new user."""
        return self._records.add(user)


class Protocols:
    """The follow-up protocols of this clinic as text; a key is never given a new text."""

    def __init__(self, session: AuditedSession) -> None:
        self._session = session
        self._records = Records(session, PROTOCOLS)

    def get(self, key: str) -> str:
        """Return the text of `name@version`; raises `NotFoundError`."""
        for kept in self._records.kept():
            if kept.value.key == key:
                return kept.value.text
        raise NotFoundError(f"This store holds no protocol {key}. Import it, then try again.")

    def add(self, key: str, text: str) -> None:
        """Keep a protocol; raises `RefusedError` when the key stands for another text."""
        if key in self.keys():
            if self.get(key) == text:
                return
            raise RefusedError(
                f"Protocol {key} is in use with another text. Give the new one a new version."
            )
        self._records.add(StoredProtocol(key, text))

    def keys(self) -> tuple[str, ...]:
        """Return every `name@version` kept here, sorted."""
        return tuple(kept.value.key for kept in self._records.kept())

    def uses(self) -> dict[str, int]:
        """Return how many courses are on each protocol that any is on."""
        of = col(CourseRow.protocol)
        query = select(of, func.count()).where(col(CourseRow.void_reason).is_(None)).group_by(of)
        return dict(self._session.exec(query).all())
