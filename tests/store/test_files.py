import os
import time
from pathlib import Path

import pytest

from carttrack.store.files import beside, write_new, write_whole

TWO_DAYS = 2 * 24 * 60 * 60


def _left(path: Path, seconds: int = TWO_DAYS) -> Path:
    path.write_bytes(b"half")
    at = time.time() - seconds
    os.utime(path, (at, at))
    return path


def test_what_an_ended_program_left_a_day_ago_goes_at_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "clinic.ctdb.keys"
    _left(tmp_path / ".clinic.ctdb.keys.0123abcd")
    _left(tmp_path / ".clinic.ctdb.keys.0123abcd-wal")
    write_whole(target, b"whole")
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_an_ended_program_left_goes_too(tmp_path: Path) -> None:
    aside = tmp_path / ".clinic.ctdb.0123abcd"
    aside.mkdir()
    (aside / "clinic.ctdb").write_bytes(b"half")
    at = time.time() - TWO_DAYS
    os.utime(aside, (at, at))
    beside(tmp_path / "clinic.ctdb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        (".clinic.ctdb.0123abcd", 60),
        (".other.ctdb.0123abcd", TWO_DAYS),
        (".clinic.ctdb.keys.0123abcd", TWO_DAYS),
        (".clinic.ctdb.notes", TWO_DAYS),
        ("clinic.ctdb", TWO_DAYS),
    ],
)
def test_fresh_and_foreign_files_stay(tmp_path: Path, name: str, seconds: int) -> None:
    left = _left(tmp_path / name, seconds)
    beside(tmp_path / "clinic.ctdb")
    assert left.exists()


def test_a_new_file_is_its_owners_from_the_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    opening = os.open

    def watched(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            made.append(mode)
        return opening(path, flags, mode)

    monkeypatch.setattr(os, "open", watched)
    write_new(tmp_path / "key.txt", b"secret")
    assert set(made) == {0o600}
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    assert (tmp_path / "key.txt").read_bytes() == b"secret"


def test_a_new_file_takes_no_other_files_place(tmp_path: Path) -> None:
    target = tmp_path / "key.txt"
    target.write_bytes(b"a letter")
    with pytest.raises(FileExistsError):
        write_new(target, b"secret")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"a letter"]
