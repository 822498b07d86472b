"""demo, list, summary, backup, restore and verify on a real store."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from carttrack.__main__ import main
from carttrack.services.access import open_clinic
from carttrack.store.vault import keys_path
from tests.builders import PASSPHRASE

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo clinic of 20 Nov 2026, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.ctdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)
        assert main(["demo", "--store", str(path), "--today", TODAY]) == 0
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo clinic of one's own."""
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)
    for file in made.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path / file.name)
    return tmp_path / made.name


def listed(store: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["list", "--store", str(store), "--today", TODAY, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_the_list_names_every_patient_with_step_day_and_due(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patients = {patient["mrn"]: patient for patient in listed(store, capsys)}
    assert len(patients) == 42
    main_patient = patients["9000418"]
    assert main_patient["name"] == "Příkladová, Žofie"
    assert (main_patient["step"], main_patient["day"]) == ("monitoring", 28)
    due = main_patient["due"]
    assert isinstance(due, list)
    assert {"what": "day_28", "date": TODAY, "state": "due_today"} in due


def test_the_same_arguments_make_the_same_clinic(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.ctdb"
    assert main(["demo", "--store", str(other), "--today", TODAY]) == 0
    assert listed(store, capsys) == listed(other, capsys)


def test_a_demo_over_a_store_is_refused(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = store.read_bytes()
    assert main(["demo", "--store", str(store)]) == 1
    assert store.name in capsys.readouterr().err
    assert store.read_bytes() == before


def test_a_summary_repeats_byte_for_byte_and_cites_its_sources(store: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("one.pdf", "two.pdf"):
        target = tmp_path / name
        arguments = ["--mrn", "9000418", "--today", TODAY, "--output", str(target)]
        assert main(["summary", "--store", str(store), *arguments]) == 0
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pages[0])).pages)
    assert "None of these groups describes this patient" in words.replace("\n", " ")
    assert "[2]" in words


def test_an_unknown_mrn_is_refused(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["summary", "--store", str(store), "--mrn", "0", "--output", "x.pdf"]
    assert main(arguments) == 1
    assert "No patient has the MRN 0" in capsys.readouterr().err
    assert not Path("x.pdf").exists()


def test_a_path_that_cannot_be_written_keeps_the_old_file(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "kept").write_text("kept")
    arguments = ["--mrn", "9000418", "--output", str(target)]
    assert main(["summary", "--store", str(store), *arguments]) == 1
    assert capsys.readouterr().err
    assert (target / "kept").read_text() == "kept"


def test_a_backup_is_one_file_that_restores_to_an_equal_store(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, again = tmp_path / "copy.ctcopy", tmp_path / "again" / "restored.ctdb"
    assert main(["backup", "--store", str(store), "--output", str(copy)]) == 0
    assert "42 patients" in capsys.readouterr().out
    again.parent.mkdir()
    assert main(["restore", "--copy", str(copy), "--store", str(again)]) == 0
    assert listed(again, capsys) == listed(store, capsys)


def test_verify_finds_a_sound_store(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--store", str(store)]) == 0
    assert capsys.readouterr().out


def test_verify_names_a_damaged_store(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = bytearray(store.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    store.write_bytes(damaged)
    assert main(["verify", "--store", str(store)]) == 1
    output = capsys.readouterr()
    assert output.out or output.err


def test_reading_works_beside_a_writer_and_a_second_writer_is_named(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = open_clinic(store, PASSPHRASE)
    assert len(listed(store, capsys)) == 42
    arguments = ["--mrn", "9000418", "--today", TODAY, "--output", str(tmp_path / "s.pdf")]
    assert main(["summary", "--store", str(store), *arguments]) == 0
    assert "history does not show" in capsys.readouterr().err
    clinic.store.close()


def test_the_passphrase_is_asked_for_once_beside_a_writer(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = open_clinic(store, PASSPHRASE)
    typed = iter([PASSPHRASE])  # asked a second time, there is nothing left to type
    monkeypatch.delenv("CARTTRACK_PASSPHRASE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    arguments = ["--mrn", "9000418", "--today", TODAY, "--output", str(tmp_path / "s.pdf")]
    assert main(["summary", "--store", str(store), *arguments]) == 0
    clinic.store.close()


READING = """
import os, sys
from carttrack.__main__ import main
writable, kept, paper = sys.argv[1:]
def summary(store):
    return main(["summary", "--store", store, "--mrn", "9000418", "--output", paper])
assert summary(writable) == 0  # loads what another account may not be allowed to read
os.unlink(paper)
if os.getuid() == 0:
    os.setuid(65534)  # an administrator may write everywhere
sys.exit(summary(kept))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permission there")
def test_a_summary_of_a_store_in_a_read_only_folder_is_written_and_says_what_it_lacks(
    made: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    with tempfile.TemporaryDirectory() as folder:
        kept, papers = Path(folder, "kept"), Path(folder, "papers")
        papers.mkdir()
        kept.mkdir()
        for file in (made, keys_path(made)):
            shutil.copy(file, kept)
            (kept / file.name).chmod(0o644)
        for place, rights in ((Path(folder), 0o755), (papers, 0o777), (kept, 0o555)):
            place.chmod(rights)
        arguments = map(str, (store, kept / made.name, papers / "s.pdf"))
        found = subprocess.run(
            [sys.executable, "-B", "-c", READING, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        kept.chmod(0o755)
        assert found.returncode == 0, found.stderr
        assert "cannot be written here. So history does not show this paper." in found.stderr
        assert (papers / "s.pdf").read_bytes().startswith(b"%PDF")


def test_a_wrong_passphrase_is_refused(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", "wrong")
    assert main(["list", "--store", str(store)]) == 1
    assert "passphrase" in capsys.readouterr().err.lower()


def test_a_summary_over_the_store_itself_is_refused(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--mrn", "9000418", "--today", TODAY, "--output", str(store)]
    assert main(["summary", "--store", str(store), *arguments]) == 1
    assert "another kind of file" in capsys.readouterr().err
    assert main(["verify", "--store", str(store)]) == 0


@pytest.mark.parametrize("name", ["a\nb.pdf", "x" * 240 + ".pdf"])
def test_a_summary_with_an_odd_file_name_is_kept_in_history_too(store: Path, name: str) -> None:
    target = store.with_name(name)
    arguments = ["--mrn", "9000418", "--today", TODAY, "--output", str(target)]
    assert main(["summary", "--store", str(store), *arguments]) == 0
    assert target.exists()


def test_a_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("kept")
    assert main(["sample", "--output", str(taken)]) == 1
    assert str(taken) in capsys.readouterr().err
    assert taken.read_text() == "kept"


@pytest.mark.parametrize("cost", [-1, 1 << 40, "much"])
def test_a_key_slot_with_an_absurd_cost_is_called_damaged(
    store: Path, cost: object, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = keys_path(store)
    words = json.loads(keys.read_text("utf-8"))
    words["slots"][0]["argon2id"]["memory_kib"] = cost
    keys.write_text(json.dumps(words), "utf-8")
    assert main(["list", "--store", str(store)]) == 1
    assert f"{keys.name} is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_demo_leaves_nothing(
    tmp_path: Path, sign: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "demo.ctdb"
    command = [sys.executable, "-m", "carttrack", "demo", "--store", str(path)]
    # A test run in the background ignores Ctrl+C, and its children would with it.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen([*command, "--patients", "100000"], stderr=subprocess.PIPE) as running:
        signal.signal(signal.SIGINT, heard)
        while not list(tmp_path.glob(".demo.ctdb.*/demo.ctdb")):
            assert running.poll() is None
        running.send_signal(sign)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 1
    assert said == b"carttrack: stopped; what was saved before is kept.\n"
    assert not list(tmp_path.iterdir())
