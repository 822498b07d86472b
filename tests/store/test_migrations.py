import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from carttrack.domain.errors import StoreError
from carttrack.store import dialect, migrate, stepping
from carttrack.store.migrate import bring_up_to_date, make_schema
from carttrack.store.tables import METADATA

KEY, SALT = bytes(range(32)), bytes(range(16))


def a_store_before_the_first(path: Path) -> Path:
    connection = dialect.connect(path, KEY, SALT)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute("CREATE TABLE kept_note (words TEXT)")
    connection.execute("INSERT INTO kept_note VALUES ('before')")
    connection.close()
    return path


def schema_of(connection: Any) -> dict[str, str]:
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: " ".join(sql.replace('"', "").split())
        .replace(" ,", ",")
        .replace("( ", "(")
        .replace(" )", ")")
        for name, sql in found
        if name not in {"alembic_version", "kept_note"}
    }


def test_a_migrated_store_has_the_schema_of_a_new_one(tmp_path: Path) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    bring_up_to_date(path, KEY, SALT, read_only=False)
    migrated = dialect.connect(path, KEY, SALT)
    made = dialect.connect(tmp_path / "new.ctdb", KEY, SALT)
    make_schema(made)
    assert schema_of(migrated) == schema_of(made)
    assert len(schema_of(made)) > len(METADATA.tables)
    migrated.close()
    made.close()


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based")
def test_the_tables_say_what_the_migrations_made(tmp_path: Path) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    bring_up_to_date(path, KEY, SALT, read_only=False)
    driver = dialect.connect(path, KEY, SALT)
    driver.execute("DROP TABLE kept_note")
    engine = create_engine(
        "sqlite://", module=dialect.DRIVER, creator=lambda: driver, poolclass=StaticPool
    )
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_head_is_the_newest_migration() -> None:
    folder = Path(stepping.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == migrate.HEAD
    assert migrate.HEAD in migrate.KNOWN


def test_a_checked_copy_of_the_older_store_is_put_beside_it_first(tmp_path: Path) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    bring_up_to_date(path, KEY, SALT, read_only=False)
    (aside,) = tmp_path.glob("old.ctdb.before-*")
    connection = dialect.connect(aside, KEY, SALT)
    assert connection.execute("SELECT words FROM kept_note").fetchone() == ("before",)
    assert schema_of(connection) == {}
    connection.close()
    assert aside.stat().st_mode & 0o777 == 0o600


def test_an_older_store_is_not_migrated_for_reading(tmp_path: Path) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    with pytest.raises(StoreError, match="older carttrack"):
        bring_up_to_date(path, KEY, SALT, read_only=True)


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from carttrack.store.migrate import bring_up_to_date
left = int(sys.argv[2])
def count(*_rest):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", count)
bring_up_to_date(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)), read_only=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("statement", [5, 40, 90])
def test_a_kill_in_a_migration_leaves_the_old_store_which_then_migrates(
    tmp_path: Path, statement: int
) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(statement)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert child.returncode == -signal.SIGKILL
    connection = dialect.connect(path, KEY, SALT)
    assert schema_of(connection) == {}
    assert list(dialect.file_faults(connection)) == []
    connection.close()
    bring_up_to_date(path, KEY, SALT, read_only=False)
    connection = dialect.connect(path, KEY, SALT)
    assert len(schema_of(connection)) > len(METADATA.tables)
    connection.close()
