"""Help, version and misuse."""

import pytest

from carttrack import __version__
from carttrack.__main__ import main

COMMANDS = (
    "demo",
    "list",
    "quality",
    "registry",
    "references",
    "protocol",
    "grade",
    "summary",
    "backup",
    "restore",
    "verify",
    "sample",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert f"carttrack {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["grade", "fever"],
        ["summary", "--mrn", "1"],
        ["demo", "--store", "x", "--patients", "0"],
        ["demo", "--store", "x", "--today", "20.11.2026"],
        ["list", "--store", "x", "--today", "0001-01-01"],
        ["list", "--store", "x", "--today", "9999-12-31"],
        ["summary", "--mrn", "1", "--visit", "9999-12-31", "--output", "x.pdf"],
        ["summary", "--mrn", " ", "--output", "x.pdf"],
        ["summary", "--mrn", "\udcff", "--output", "x.pdf"],
    ],
)
def test_misuse_exits_with_2_and_says_why(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.strip() == f"carttrack {__version__}"


def test_no_passphrase_and_no_terminal_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CARTTRACK_PASSPHRASE", raising=False)
    assert main(["list", "--store", "nowhere.ctdb"]) == 1
    assert "CARTTRACK_PASSPHRASE" in capsys.readouterr().err
