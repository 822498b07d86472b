"""Counts the SQL statements that SQLAlchemy sends, each BEGIN included."""

from typing import Any

from sqlalchemy import Engine, event


class Statements:
    """Counts from its making on, on every engine, until it is stopped."""

    def __init__(self) -> None:
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self._sent)

    def stop(self) -> int:
        """Count no more; return how many there were."""
        event.remove(Engine, "before_cursor_execute", self._sent)
        return self.count

    def _sent(self, *_statement: Any) -> None:
        self.count += 1
