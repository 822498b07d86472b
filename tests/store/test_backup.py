import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from carttrack.domain.errors import StoreError, WrongPassphraseError
from carttrack.domain.kept import PatientId
from carttrack.store import backup, dialect
from carttrack.store.audit import verify
from carttrack.store.backup import check_copy, restore_copy, save_copy
from carttrack.store.migrate import HEAD
from carttrack.store.work import Store
from tests.builders import PASSPHRASE, Clock
from tests.store.builders import a_patient, a_store_and_key, a_weight, opened


@pytest.fixture
def copy(store: Store, patient_id: PatientId, tmp_path: Path) -> Path:
    """A copy of a store with a patient."""
    with store.work("Weigh") as work:
        work.weights.add(patient_id, a_weight())
    target = tmp_path / "copies" / "clinic.carttrack"
    target.parent.mkdir()
    save_copy(store, target)
    return target


def test_a_copy_tells_what_it_holds_and_is_one_private_file(
    store: Store, copy: Path, clock: Clock
) -> None:
    report = check_copy(copy, PASSPHRASE)
    assert (report.patients, report.counts["weight"]) == (1, 1)
    assert report.head == verify(store).head
    assert report.made_at == clock.now
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_header_repeats_the_head_of_the_audit(store: Store, copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        header = json.loads(archive.read("header.json"))
    head = verify(store).head
    assert header["audit"] == {"rows": head.rows, "acts": head.acts, "hash": head.hash}
    assert header["schema"] == HEAD


def test_no_patient_is_found_by_byte_search_in_a_copy(copy: Path) -> None:
    content = copy.read_bytes()
    assert a_patient().mrn.encode() not in content
    assert a_patient().family_name.encode() not in content


def test_a_copy_restores_elsewhere_with_the_passphrase_or_the_recovery_key(
    tmp_path: Path, clock: Clock
) -> None:
    store, recovery = a_store_and_key(tmp_path / "a.ctdb", clock)
    with store.work("Register") as work:
        work.patients.add(a_patient())
    save_copy(store, tmp_path / "copy.carttrack")
    head = verify(store).head
    store.close()
    for number, secret in enumerate((PASSPHRASE, recovery)):
        target = tmp_path / f"elsewhere-{number}.ctdb"
        target.with_name(target.name + "-wal").write_bytes(b"stale" * 4000)
        restore_copy(tmp_path / "copy.carttrack", target, secret)
        again = opened(target, clock, read_only=True)
        assert verify(again).head == head
        with again.reading() as work:
            assert work.patients.by_mrn(a_patient().mrn) is not None
        again.close()


def test_a_restored_store_is_written_on(copy: Path, tmp_path: Path, clock: Clock) -> None:
    restore_copy(copy, tmp_path / "again.ctdb", PASSPHRASE)
    again = opened(tmp_path / "again.ctdb", clock)
    with again.work("Weigh") as work:
        work.weights.add(1, a_weight())
    assert verify(again).ok
    again.close()


def test_an_existing_file_is_never_overwritten_unasked(store: Store, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(StoreError, match="already"):
        save_copy(store, copy)
    assert copy.read_bytes() == before
    save_copy(store, copy, replace=True)
    with pytest.raises(StoreError, match="already"):
        restore_copy(copy, store.path, PASSPHRASE)


def test_a_wrong_passphrase_restores_nothing(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        restore_copy(copy, tmp_path / "again.ctdb", "guess")
    assert not list(tmp_path.glob("*again*"))


def test_a_copy_with_any_damage_is_refused(copy: Path, tmp_path: Path) -> None:
    content = copy.read_bytes()
    for place in (0, 100, len(content) // 2, len(content) - 10):
        spoilt = bytearray(content)
        spoilt[place] ^= 255
        copy.write_bytes(spoilt)
        with pytest.raises(StoreError):
            restore_copy(copy, tmp_path / "again.ctdb", PASSPHRASE)
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="damaged"):
        check_copy(copy, PASSPHRASE)
    assert not list(tmp_path.glob("*again*"))


def test_a_copy_whose_header_says_otherwise_is_refused(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    header = json.loads(parts["header.json"])
    header["counts"]["patient"] = 2
    with zipfile.ZipFile(copy, "w") as archive:
        for name, part in (parts | {"header.json": json.dumps(header).encode()}).items():
            archive.writestr(name, part)
    with pytest.raises(StoreError, match="header"):
        check_copy(copy, PASSPHRASE)


def test_a_damaged_store_leaves_the_earlier_copy_as_it_is(store: Store, copy: Path) -> None:
    before = copy.read_bytes()
    connection = dialect.connect(store.path, store.key, store.salt)
    connection.execute("DROP TRIGGER no_update_audit")
    connection.execute("UPDATE audit SET by = 'x' WHERE seq = 2")
    connection.close()
    with pytest.raises(StoreError, match="does not pass its checks"):
        save_copy(store, copy, replace=True)
    assert copy.read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_drive_that_fails_leaves_the_earlier_copy_as_it_is(
    store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = copy.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="no space left"):
        save_copy(store, copy, replace=True)
    monkeypatch.undo()
    assert copy.read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_stopped_copy_leaves_nothing(store: Store, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    target = tmp_path / "stopped" / "copy.carttrack"
    target.parent.mkdir()
    with pytest.raises(StoppedError):
        save_copy(store, target, stop)
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_does_not_exist_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        save_copy(store, tmp_path / "nowhere" / "copy.carttrack")
    with pytest.raises(StoreError, match="no copy"):
        check_copy(tmp_path / "nothing.carttrack", PASSPHRASE)


def test_a_copy_is_made_while_the_store_is_written(
    store: Store, patient_id: PatientId, tmp_path: Path
) -> None:
    def write(done: int, _total: int) -> None:
        with store.work("Weigh") as work:
            measured = a_weight().measured_on + timedelta(days=done)
            work.weights.add(patient_id, a_weight(measured_on=measured))

    report = save_copy(store, tmp_path / "copy.carttrack", write)
    assert check_copy(tmp_path / "copy.carttrack", PASSPHRASE).head == report.head


def test_a_copy_of_a_newer_program_is_refused(copy: Path) -> None:
    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("header.json", json.dumps({"format": backup.FORMAT + 1}))
    with pytest.raises(StoreError, match="newer carttrack"):
        check_copy(copy, PASSPHRASE)
