"""Runs Alembic's migrations in one transaction; imported only when a store is not current."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from carttrack.domain.errors import StoreError
from carttrack.store import dialect

SCRIPTS = "carttrack.store:migrations"


def step_up(path: Path, key: bytes, salt: bytes) -> None:
    """Run every migration a store lacks: all of them are kept, or none."""

    def keyed() -> Any:
        connection = dialect.connect(path, key, salt)
        dialect.make_durable(connection)
        dialect.loosen(connection)
        return connection

    engine = create_engine(
        "sqlite:///store", module=dialect.DRIVER, creator=keyed, poolclass=NullPool
    )
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        run(connection)
        faults = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if faults:
            raise StoreError(
                f"{path.name} could not be brought up to date: {len(faults)} entries would lose "
                "what they belong to. Nothing was changed. Go on with the older program."
            )


def run(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on an open connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(dialect.BEGIN_WRITE)
