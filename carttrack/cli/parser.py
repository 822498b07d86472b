"""The command line as a whole: commands, options, help."""

import argparse
from datetime import date
from enum import StrEnum
from pathlib import Path
from unicodedata import category

from carttrack import __version__
from carttrack.domain.calendar_entries import Naming
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.patients import Disease, Target

MOST_PATIENTS = 1_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years a command can stand on: no CAR T course is older, and year 15 must stay a date."""


def parser() -> argparse.ArgumentParser:
    """Return the parser; without a command the program opens its window."""
    whole = argparse.ArgumentParser(
        prog="carttrack",
        description="Records CAR T patients from referral to year 15. Without a command the "
        "program opens. Exit codes: 0 done, 1 refused, 2 misused.",
    )
    whole.add_argument("--version", action="version", version=f"carttrack {__version__}")
    whole.add_argument("--store", type=_path, metavar="PATH", help="the store to open")
    commands = whole.add_subparsers(dest="command", metavar="command")
    _demo(commands.add_parser("demo", help="make a synthetic clinic"))
    _list(commands.add_parser("list", help="list the patients and what is due"))
    _quality(commands.add_parser("quality", help="list what the data-quality rules find"))
    _registry(commands.add_parser("registry", help="list the registry forms and what is on time"))
    _outcomes(commands.add_parser("outcomes", help="print the cohort's outcomes"))
    _references(commands.add_parser("references", help="list the published sources and figures"))
    _protocol(commands.add_parser("protocol", help="list, edit and import follow-up protocols"))
    _grade(commands.add_parser("grade", help="grade findings read as JSON lines"))
    _summary(commands.add_parser("summary", help="write a visit summary as PDF"))
    _calendar(commands.add_parser("calendar", help="write visits and steps as a calendar file"))
    _backup(commands.add_parser("backup", help="save a verified copy in one file"))
    _restore(commands.add_parser("restore", help="make a store from a copy"))
    _verify(commands.add_parser("verify", help="check file, foreign keys and audit chain"))
    _sample(commands.add_parser("sample", help="export the sample clinic's summaries"))
    return whole


def _demo(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Make a synthetic clinic: the same arguments give the same clinic. The passphrase comes "
        "from CARTTRACK_PASSPHRASE or a prompt; an existing PATH is refused."
    )
    _store(command)
    command.add_argument("--patients", type=_count, default=42, metavar="N", help="default 42")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="default 1")
    _today(command)


def _list(command: argparse.ArgumentParser) -> None:
    command.description = "Print each patient's MRN, name, birth date, step, Day and what is due."
    _store(command)
    _user(command)
    _today(command)
    command.add_argument("--json", action="store_true", help="as a JSON array")


def _quality(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Look every record over and print what is wrong, and the tab and step to mend it in. What "
        "was accepted as it is stays out of the list."
    )
    _store(command)
    _user(command)
    command.add_argument("--mrn", type=_text, help="of one patient only")
    command.add_argument("--accepted", action="store_true", help="also what was accepted")
    _today(command)
    command.add_argument("--json", action="store_true", help="as a JSON array")


def _registry(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Print the registry forms that are late, open or without a due day, and the share sent in "
        "time in this trimester and the one before."
    )
    _store(command)
    _user(command)
    command.add_argument("--all", action="store_true", help="also forms sent and those to come")
    _today(command)
    command.add_argument("--json", action="store_true", help="as a JSON object")


def _outcomes(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Print response, survival, mortality, the way from referral, grades and intervals with "
        "their definitions, denominators and 95 % intervals. Without options: everyone with B-ALL."
    )
    _store(command)
    _user(command)
    add = command.add_argument
    add("--disease", choices=[*_codes(Disease), "all"], default="b_all", help="default b_all")
    add("--product", type=_text, metavar="ID", help="a catalogue id, or a name as typed")
    add("--target", choices=_codes(Target), nargs="+", help="products with exactly these targets")
    add("--age-group", choices=_codes(AgeGroup), help="age on the day a figure starts from")
    add(
        "--from",
        dest="since",
        type=_date,
        metavar="DATE",
        help="the period's first day (of infusion; see the definitions)",
    )
    add("--until", type=_date, metavar="DATE", help="its last day")
    add("--json", action="store_true", help="as a JSON object")
    _today(command)


def _codes(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def _references(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Print every published source under its permanent number, and every figure and statement "
        "with n, interval, group and limits. No store is opened."
    )
    command.add_argument("--json", action="store_true", help="as a JSON object")


def _protocol(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Work with follow-up protocols: export one as text, edit it, give it a new version, check "
        "it, import it. A course stays on the version of enrolment until it is moved."
    )
    actions = command.add_subparsers(dest="action", metavar="action", required=True)
    listing = actions.add_parser("list", help="list the protocols and the courses on them")
    export = actions.add_parser("export", help="write a protocol's text to a file")
    check = actions.add_parser("check", help="name every mistake of a text by line and field")
    take = actions.add_parser("import", help="keep a text in the store")
    move = actions.add_parser("move", help="show what a move changes; with --reason, move")
    for each in (listing, export, take, move):
        _store(each)
        _user(each)
    listing.add_argument("--json", action="store_true", help="as a JSON array")
    export.add_argument("--key", type=_text, help="name@version; default: that of new courses")
    _output(export, "FILE")
    for each in (check, take):
        each.add_argument("--file", type=_path, required=True, metavar="FILE", help="the text")
    take.add_argument("--for-new", action="store_true", help="enrol new courses on it")
    move.add_argument("--mrn", type=_text, required=True, help="the patient's MRN")
    move.add_argument("--key", type=_text, required=True, help="name@version to move to")
    move.add_argument("--reason", type=_text, metavar="TEXT", help="why; without it, only shown")
    _today(move)


def _grade(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Read findings as JSON lines on standard input; write one JSON object a line with id, "
        "grade, reasons, status, at_least, questions and error. For icaht a line holds id, "
        "infusion_date, anc as [[date, cells per µL], …], relapse, next_therapy and last_contact; "
        "the answer holds id, early, late, reasons and error."
    )
    command.add_argument("kind", choices=("crs", "icans", "icaht"), help="which toxicity to grade")


def _summary(command: argparse.ArgumentParser) -> None:
    command.description = "Write the visit summary of one patient as PDF."
    _store(command)
    _user(command)
    command.add_argument("--mrn", type=_text, required=True, help="the patient's MRN")
    command.add_argument("--visit", type=_date, metavar="DATE", help="default: the latest visit")
    _today(command)
    _output(command, "FILE.pdf")


def _calendar(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write the visits and steps of the clinic, or of the patients named, as a calendar file "
        "(.ics). Written again after a change it brings what is imported already up to date and "
        "makes no duplicates. The file is not encrypted."
    )
    _store(command)
    _user(command)
    command.add_argument(
        "--mrn", type=_text, action="append", help="of this patient only; can be given repeatedly"
    )
    command.add_argument(
        "--names",
        choices=_codes(Naming),
        default=Naming.INITIALS.value,
        help="how patients are named, default initials",
    )
    _output(command, "FILE.ics")


def _backup(command: argparse.ArgumentParser) -> None:
    command.description = "Save a verified copy of database and key slots in one file."
    _store(command)
    _user(command)
    _output(command, "FILE")


def _restore(command: argparse.ArgumentParser) -> None:
    command.description = "Make a store from a copy, at a PATH that does not exist yet."
    command.add_argument("--copy", type=_path, required=True, metavar="FILE", help="the copy")
    _store(command)


def _verify(command: argparse.ArgumentParser) -> None:
    command.description = "Check the file, foreign keys and audit chain; say what was found."
    _store(command)
    _user(command)


def _sample(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Build the sample clinic with a passphrase kept in memory only, export its visit "
        "summaries to a folder, list them by name, and remove the clinic again."
    )
    _today(command)
    _output(command, "FOLDER")


def _store(command: argparse.ArgumentParser) -> None:
    # SUPPRESS, so that a PATH named before the command is not overwritten by nothing.
    command.add_argument(
        "--store",
        type=_path,
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="the store; default: the clinic's own in the user's data folder",
    )


def _user(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--user", type=_text, metavar="NAME", help="needed only when there are several"
    )


def _today(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--today", type=_date, metavar="DATE", help="stand on this day, at 12:00 clinic time"
    )


def _output(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--output", type=_path, required=True, metavar=what)


def _path(text: str) -> Path:
    """Return the whole path, so that every message names the folder."""
    return Path(text).absolute()


def _text(text: str) -> str:
    if not text.strip() or any(category(char) == "Cs" for char in text):
        raise argparse.ArgumentTypeError(f"{text!r} is empty or no readable text")
    return text


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-11-20") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}"
        )
    return day


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PATIENTS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of patients from 1 to 1,000,000")
    return int(text)
