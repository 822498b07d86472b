"""protocol list, export, check, import and move on a real store."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from carttrack.__main__ import main
from carttrack.services import follow_up
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import PASSPHRASE
from tests.services.builders import infused
from tests.services.test_protocols import KEY, SHIPPED, own_text

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run an action on the clinic's store and return exit code, output and errors."""
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)

    def ran(action: str, *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["protocol", action, *arguments, "--store", str(clinic.store.path)])
        found = capsys.readouterr()
        return code, found.out, found.err

    return ran


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(own_text(), encoding="utf-8")
    return path


def test_list_names_the_protocols_and_the_courses_on_them(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    assert run("list") == (
        0,
        f"{SHIPPED}\tB-ALL, 15 years\t24 visits, 1 course, for new courses\n",
        "",
    )
    (line,) = json.loads(run("list", "--json")[1])
    assert (line["key"], line["courses"], line["kept"]) == (SHIPPED, 1, True)


def test_an_exported_text_is_the_one_kept_and_no_file_is_overwritten(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "out.toml"
    assert run("export", "--output", str(target))[0] == 0
    assert 'name = "b-all-15-year"' in target.read_text(encoding="utf-8")
    code, _, errors = run("export", "--output", str(target))
    assert code == 1
    assert "exists already" in errors


def test_check_names_every_mistake_by_line_and_field(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protocol", "check", "--file", str(own)]) == 0
    assert f"protocol {KEY}, 25 visits" in capsys.readouterr().out
    wrong = own_text().replace("version = 2", "version = 0", 1).replace("days = 100", "days = 300")
    own.write_text(wrong, encoding="utf-8")
    assert main(["protocol", "check", "--file", str(own)]) == 1
    errors = capsys.readouterr().err.splitlines()
    line = wrong.splitlines().index("target = { days = 300 }") + 2
    assert [error.removeprefix(f"{own}: ").split(":")[0] for error in errors] == [
        f"Line {wrong.splitlines().index('version = 0') + 1}, version",
        f"Line {line}, visit.window",
    ]


def test_a_file_that_is_no_utf_8_is_refused(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.write_bytes(b'title = "\xff"')
    assert main(["protocol", "check", "--file", str(own)]) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_import_keeps_a_text_and_refuses_another_under_its_key(
    clinic: Clinic, run: Run, own: Path
) -> None:
    clinic.store.close()
    assert run("import", "--file", str(own), "--for-new")[:2] == (0, f"Protocol {KEY} imported.\n")
    assert "for new courses" in run("list")[1].splitlines()[1]
    own.write_text(own_text() + "\n# another\n", encoding="utf-8")
    code, _, errors = run("import", "--file", str(own))
    assert code == 1
    assert "another text" in errors


def test_move_shows_what_changes_and_moves_only_with_a_reason(
    clinic: Clinic, run: Run, own: Path
) -> None:
    _, course_id = infused(clinic)
    follow_up.book_visit(clinic, course_id, "month_2", Booking(on=date(2026, 12, 21)))
    clinic.store.close()
    run("import", "--file", str(own))
    arguments = ("--mrn", "9000418", "--key", KEY, "--today", "2026-11-20")
    code, shown, _ = run("move", *arguments)
    assert code == 0
    assert shown.splitlines() == [
        f"{SHIPPED} to {KEY}",
        "added\tMonth 3\t23 Jan 2027 (16–30 Jan 2027)",
        "not added, its window is over\tDay +3\t26 Oct 2026 (26 Oct 2026)",
        "dropped\tDay +21\t13 Nov 2026 (10–16 Nov 2026)",
        "changed\tDay +28\t20 Nov 2026 (16–24 Nov 2026) to 22 Nov 2026 (19–25 Nov 2026)",
        "planned\tMonth 9\tClinic, blood count, MRD, B cells, IgG to Clinic, blood count",
        "stays\tMonth 2\tbooked",
        "Nothing was moved. Give --reason to move the course.",
    ]
    assert json.loads(run("list", "--json")[1])[1]["courses"] == 0
    assert run("move", *arguments, "--reason", "new guideline")[0] == 0
    assert json.loads(run("list", "--json")[1])[1]["courses"] == 1


def test_an_action_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["protocol"])
    assert stopped.value.code == 2
    assert "action" in capsys.readouterr().err
