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


def a_store_of(path: Path, revision: str) -> Path:
    a_store_before_the_first(path)
    driver = dialect.connect(path, KEY, SALT)
    driver.execute("DROP TABLE kept_note")
    engine = create_engine(
        "sqlite://", module=dialect.DRIVER, creator=lambda: driver, poolclass=StaticPool
    )
    with engine.begin() as connection:
        stepping.run(connection, revision)
    engine.dispose()
    return path


def schema_of(connection: Any) -> dict[str, list[str]]:
    """Return what each thing of the schema says; an added column stands behind the constraints."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: sorted(parts_of(" ".join(sql.replace('"', "").split())))
        for name, sql in found
        if name not in {"alembic_version", "kept_note"}
    }


def parts_of(sql: str) -> list[str]:
    head, body = sql.rstrip(")").split("(", maxsplit=1)
    parts, depth = [""], 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [
        part.strip().replace("( ", "(").replace(" )", ")").rstrip(")") for part in (head, *parts)
    ]


def columns_of(connection: Any) -> dict[str, list[Any]]:
    return {
        name: connection.execute(f'SELECT * FROM pragma_table_info("{name}")').fetchall()
        for name in METADATA.tables
    }


def test_a_migrated_store_has_the_schema_of_a_new_one(tmp_path: Path) -> None:
    path = a_store_before_the_first(tmp_path / "old.ctdb")
    bring_up_to_date(path, KEY, SALT, read_only=False)
    migrated = dialect.connect(path, KEY, SALT)
    made = dialect.connect(tmp_path / "new.ctdb", KEY, SALT)
    make_schema(made)
    assert schema_of(migrated) == schema_of(made)
    assert columns_of(migrated) == columns_of(made)
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
    scripts = ScriptDirectory(str(Path(stepping.__file__).parent / "migrations"))
    assert scripts.get_current_head() == migrate.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == set(migrate.REVISIONS)


def insert(connection: Any, name: str, **values: Any) -> None:
    """Write a row of whatever revision; columns that must be filled and are not named are empty."""
    columns = connection.execute(f'SELECT name, "notnull" FROM pragma_table_info("{name}")')
    row = {column: "" if needed else None for column, needed in columns} | values
    names, places = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{name}" ({names}) VALUES ({places})', [*row.values()])


def test_a_store_of_the_first_schema_keeps_its_courses(tmp_path: Path) -> None:
    path = a_store_of(tmp_path / "old.ctdb", "0001")
    connection = dialect.connect(path, KEY, SALT)
    insert(connection, "patient", id=1, mrn="9000001", family_name="Sample")
    insert(connection, "course", id=1, patient_id=1, number=1, product_name="CAR-X 1")
    connection.close()
    bring_up_to_date(path, KEY, SALT, read_only=False)
    connection = dialect.connect(path, KEY, SALT)
    found = "SELECT product_name, target, second_target FROM course"
    assert connection.execute(found).fetchall() == [("CAR-X 1", None, None)]
    made = dialect.connect(tmp_path / "new.ctdb", KEY, SALT)
    make_schema(made)
    assert schema_of(connection) == schema_of(made)
    connection.close()
    made.close()


def test_an_infusion_of_the_first_schema_is_the_first_of_its_course(tmp_path: Path) -> None:
    path = a_store_of(tmp_path / "old.ctdb", "0001")
    connection = dialect.connect(path, KEY, SALT)
    insert(connection, "patient", id=1, mrn="9000001", family_name="Sample")
    insert(connection, "course", id=1, patient_id=1, number=1)
    insert(connection, "infusion", id=1, patient_id=1, course_id=1)
    connection.close()
    bring_up_to_date(path, KEY, SALT, read_only=False)
    connection = dialect.connect(path, KEY, SALT)
    found = "SELECT kind, number, reason FROM infusion"
    assert connection.execute(found).fetchall() == [("first", 1, None)]
    connection.close()


def test_a_clinic_of_an_older_schema_has_chosen_no_distance_rule_and_no_holidays(
    tmp_path: Path,
) -> None:
    path = a_store_of(tmp_path / "old.ctdb", "0003")
    connection = dialect.connect(path, KEY, SALT)
    insert(connection, "clinic", id=1, country="Exampleland")
    connection.close()
    bring_up_to_date(path, KEY, SALT, read_only=False)
    connection = dialect.connect(path, KEY, SALT)
    found = "SELECT country, distance_rule, holiday_country, holiday_region FROM clinic"
    assert connection.execute(found).fetchall() == [("Exampleland", "", "", "")]
    connection.close()


def test_a_grade_from_before_questions_were_answered_holds_no_answer(tmp_path: Path) -> None:
    path = a_store_of(tmp_path / "old.ctdb", "0004")
    connection = dialect.connect(path, KEY, SALT)
    insert(connection, "patient", id=1, mrn="9000001", family_name="Sample")
    insert(connection, "course", id=1, patient_id=1, number=1)
    insert(
        connection,
        "assessment",
        id=1,
        patient_id=1,
        course_id=1,
        crs_status="graded",
        crs_recorded=3,
    )
    connection.close()
    bring_up_to_date(path, KEY, SALT, read_only=False)
    connection = dialect.connect(path, KEY, SALT)
    found = "SELECT crs_recorded, crs_answered, icans_answered FROM assessment"
    assert connection.execute(found).fetchall() == [(3, None, None)]
    connection.close()


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
