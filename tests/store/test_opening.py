import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from carttrack.domain.errors import (
    InvalidEntryError,
    StoreError,
    StoreInUseError,
    WrongPassphraseError,
)
from carttrack.domain.papers import AccessKind
from carttrack.domain.people import Role
from carttrack.store import dialect
from carttrack.store.opening import create_store, open_store
from carttrack.store.vault import keys_path, read_keys
from tests.builders import PASSPHRASE, Clock, a_clinic_record, a_user
from tests.store.builders import (
    PROTOCOL_KEY,
    PROTOCOL_TEXT,
    a_store,
    a_store_and_key,
    opened,
)

SLOW = 10


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A closed store."""
    path = tmp_path / "clinic.ctdb"
    a_store(path, clock).close()
    return path


def test_a_store_opens_with_its_passphrase_and_its_recovery_key(
    tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "clinic.ctdb"
    store, recovery = a_store_and_key(path, clock)
    store.close()
    for secret in (PASSPHRASE, recovery, recovery.lower().replace("-", " ")):
        again = opened(path, clock, secret)
        assert again.user == a_user()
        again.close()


def test_a_user_is_named_where_there_are_several(path: Path, clock: Clock) -> None:
    store = open_store(path, passphrase=PASSPHRASE, user="Alex Demo", now=clock)
    assert store.user.role is Role.COORDINATOR
    store.close()
    with pytest.raises(WrongPassphraseError, match="Sam Nobody has no passphrase"):
        open_store(path, passphrase=PASSPHRASE, user="Sam Nobody", now=clock)


def test_a_wrong_passphrase_is_refused_and_told_at_the_next_sign_in(
    path: Path, clock: Clock
) -> None:
    for _ in range(2):
        clock.forward(minutes=1)
        with pytest.raises(WrongPassphraseError):
            opened(path, clock, "guess")
    failed_at = clock.now
    clock.forward(minutes=1)
    assert read_keys(keys_path(path)).failures.count == 2
    store = opened(path, clock)
    with store.reading() as work:
        events = [kept.value for kept in work.accesses.kept()]
    store.close()
    assert [event.kind for event in events] == [AccessKind.FAILED_UNLOCK, AccessKind.SIGNED_IN]
    assert (events[0].happened_at, events[0].detail) == (failed_at, "2 failed")
    assert read_keys(keys_path(path)).failures.count == 0


def test_a_plain_sqlite_file_is_refused_and_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "plain.ctdb"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE patient (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="plain SQLite file"):
        opened(path, clock)
    assert path.read_bytes() == before


def test_a_missing_store_is_said_to_be_missing(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreError, match=r"no store nothing\.ctdb"):
        opened(tmp_path / "nothing.ctdb", clock)


def test_a_folder_in_place_of_a_store_is_refused(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        opened(tmp_path, clock)


def test_a_missing_keys_file_is_said_to_be_missing(path: Path, clock: Clock) -> None:
    keys_path(path).unlink()
    with pytest.raises(StoreError, match=r"keys file clinic\.ctdb\.keys is missing"):
        opened(path, clock)


def test_the_keys_file_of_another_store_is_recognised(
    path: Path, tmp_path: Path, clock: Clock
) -> None:
    other = tmp_path / "other.ctdb"
    a_store(other, clock).close()
    keys_path(other).replace(keys_path(path))
    with pytest.raises(StoreError, match="belongs to another store"):
        opened(path, clock)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "store": 5}', "\x00"])
def test_a_damaged_keys_file_is_said_to_be_damaged(path: Path, clock: Clock, content: str) -> None:
    keys_path(path).write_text(content)
    with pytest.raises(StoreError, match=r"keys file clinic\.ctdb\.keys is damaged"):
        opened(path, clock)


def test_a_keys_file_of_a_newer_program_is_refused(path: Path, clock: Clock) -> None:
    words = json.loads(keys_path(path).read_text())
    keys_path(path).write_text(json.dumps(words | {"format": 99}))
    with pytest.raises(StoreError, match="newer carttrack"):
        opened(path, clock)


def test_a_slot_moved_from_another_user_does_not_open(path: Path, clock: Clock) -> None:
    words = json.loads(keys_path(path).read_text())
    words["slots"][0]["name"] = "Sam Nobody"
    keys_path(path).write_text(json.dumps(words))
    with pytest.raises(WrongPassphraseError):
        opened(path, clock)


def test_a_store_of_a_newer_program_is_refused(path: Path, clock: Clock) -> None:
    store = opened(path, clock)
    connection = dialect.connect(path, store.key, store.salt)
    store.close()
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="written by a newer carttrack"):
            opened(path, clock, read_only=read_only)


@pytest.mark.parametrize("place", [20, 200, 2000])
def test_a_damaged_store_is_said_to_be_damaged(path: Path, clock: Clock, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 255
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        opened(path, clock)


def test_a_store_cut_short_is_said_to_be_damaged(path: Path, clock: Clock) -> None:
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(StoreError, match="damaged"):
        opened(path, clock)
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="damaged"):
        opened(path, clock)


def test_a_second_writer_is_refused_and_the_holder_named(path: Path, clock: Clock) -> None:
    store = opened(path, clock)
    with pytest.raises(StoreInUseError, match="in use by Alex Demo on ") as refused:
        opened(path, clock)
    assert refused.value.holder.startswith("Alex Demo on ")
    beside = opened(path, clock, read_only=True)
    beside.close()
    store.close()
    opened(path, clock).close()


def test_nothing_stays_locked_after_a_kill(path: Path, clock: Clock) -> None:
    script = (
        "import sys, os, signal\n"
        "from pathlib import Path\n"
        "from tests.builders import Clock\n"
        "from tests.store.builders import opened\n"
        "store = opened(Path(sys.argv[1]), Clock())\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == b"open\n"
    with pytest.raises(StoreInUseError, match="Alex Demo"):
        opened(path, clock)
    child.kill()
    child.wait(SLOW)
    child.stdin.close()
    child.stdout.close()
    opened(path, clock).close()


def test_an_existing_file_is_never_made_anew(path: Path, clock: Clock) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreError, match="already"):
        a_store(path, clock)
    path.unlink()
    with pytest.raises(StoreError, match=r"Move clinic\.ctdb\.keys to another folder"):
        a_store(path, clock)
    path.write_bytes(before)
    opened(path, clock).close()


def test_a_store_is_made_once_the_keys_left_alone_are_moved_away(path: Path, clock: Clock) -> None:
    path.unlink()
    keys_path(path).rename(path.with_name("moved"))
    a_store(path, clock).close()
    opened(path, clock).close()


def test_an_empty_passphrase_makes_no_store(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(InvalidEntryError, match="empty"):
        create_store(
            tmp_path / "clinic.ctdb",
            clinic=a_clinic_record(),
            user=a_user(),
            passphrase="  ",
            protocol_text=PROTOCOL_TEXT,
            protocol_key=PROTOCOL_KEY,
            now=clock,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        a_store(tmp_path / "file" / "clinic.ctdb", clock)


UNFINISHED = """
import os, signal, sys
from pathlib import Path
from carttrack.store import opening
from tests.builders import Clock
from tests.store.builders import a_store
def ended(*_words, **_how):
    os.kill(os.getpid(), signal.SIGKILL)
opening.Store = ended
a_store(Path(sys.argv[1]), Clock())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_whose_making_was_cut_short_says_so_and_what_to_do(
    tmp_path: Path, clock: Clock, *, read_only: bool
) -> None:
    path = tmp_path / "clinic.ctdb"
    subprocess.run(
        [sys.executable, "-c", UNFINISHED, str(path)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    for _ in range(2):
        with pytest.raises(StoreError) as refused:
            opened(path, clock, read_only=read_only)
        assert "was never finished" in str(refused.value)
        assert "Move clinic.ctdb and clinic.ctdb.keys out of" in str(refused.value)


def test_logs_of_an_earlier_store_do_not_spoil_a_new_one(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "clinic.ctdb"
    path.with_name("clinic.ctdb-wal").write_bytes(b"stale" * 1000)
    a_store(path, clock).close()
    opened(path, clock).close()


READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from carttrack.domain.errors import StoreError, StoreNotWritableError
from tests.builders import Clock
from tests.store.builders import a_store, opened
path = Path(sys.argv[1])
a_store(path, Clock()).close()
os.chmod(path, 0o644)
os.chmod(path.with_name("clinic.ctdb.keys"), 0o644)
path.with_name("clinic.ctdb.lock").unlink()
os.chmod(path.parent, 0o555)
if os.getuid() == 0:
    os.setuid(65534)  # an administrator may write everywhere
for act in (opened, lambda path, now: a_store(path.with_name("new.ctdb"), now)):
    try:
        act(path, Clock())
    except StoreNotWritableError as error:
        print(error)
try:
    opened(path, Clock(), "guess")
except StoreError as error:
    print(error)
store = opened(path, Clock(), read_only=True)
with store.reading() as work:
    print(work.clinic.get().name)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permission there")
def test_a_read_only_folder_is_refused_for_writing_and_read_all_the_same() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        found = subprocess.run(
            [sys.executable, "-B", "-c", READ_ONLY_FOLDER, str(folder / "clinic.ctdb")],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        folder.chmod(0o755)
    lines = found.stdout.splitlines()
    assert len(lines) == 4, found.stderr
    assert "cannot be written" in lines[0]
    assert "cannot be written" in lines[1]
    assert "passphrase is wrong" in lines[2]
    assert lines[3] == "Northfield Demo Hospital"
