"""`carttrack protocol`: list, export, check and import protocols; move a course to another."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from carttrack.cli.exits import DONE, REFUSED
from carttrack.cli.opening import reader, writer
from carttrack.domain.days import short_date, span
from carttrack.domain.errors import RefusedError
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.protocol_move import ProtocolMove
from carttrack.domain.follow_up.protocol_text import mistakes_of, parse
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.terms import term
from carttrack.services import casefile, protocols
from carttrack.services.clinic_rules import missing_rules
from carttrack.services.protocols import ProtocolLine


def protocol(options: Namespace) -> int:
    """Do what was asked with a protocol."""
    acts: dict[str, Callable[[Namespace], int]] = {
        "list": _list,
        "export": _export,
        "check": _check,
        "import": _import,
        "move": _move,
    }
    return acts[options.action](options)


def _list(options: Namespace) -> int:
    clinic = reader(options)
    with closing(clinic.store):
        found = protocols.protocols(clinic)
    if options.json:
        print(json.dumps([_record(line) for line in found], ensure_ascii=False, indent=1))
        return DONE
    for line in found:
        print(f"{line.protocol.key}\t{line.protocol.title}\t{_state(line)}")
    return DONE


def _record(line: ProtocolLine) -> dict[str, object]:
    return {
        "key": line.protocol.key,
        "title": line.protocol.title,
        "visits": len(line.protocol.visits),
        "courses": line.courses,
        "for_new_courses": line.for_new,
        "kept": line.kept,
    }


def _state(line: ProtocolLine) -> str:
    courses = "1 course" if line.courses == 1 else f"{line.courses:,} courses"
    words = [f"{len(line.protocol.visits)} visits", courses]
    if line.for_new:
        words.append("for new courses")
    if not line.kept:
        words.append("ships with the program, not kept here")
    return ", ".join(words)


def _export(options: Namespace) -> int:
    clinic = reader(options)
    with closing(clinic.store):
        text = protocols.protocol_text(clinic, options.key or "")
    try:
        with options.output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise RefusedError(
            f"{options.output} exists already. Nothing was written; choose another name."
        ) from error
    print(options.output)
    return DONE


def _check(options: Namespace) -> int:
    text = _read(options.file)
    mistakes = mistakes_of(text)
    for mistake in mistakes:
        print(f"{options.file}: {mistake}", file=sys.stderr)
    if mistakes:
        return REFUSED
    found = parse(text)
    print(f"{options.file}: no mistakes; protocol {found.key}, {len(found.visits)} visits.")
    return DONE


def _import(options: Namespace) -> int:
    text = _read(options.file)
    clinic = writer(options)
    with closing(clinic.store):
        act = protocols.import_protocol(clinic, text, for_new=options.for_new)
        missing = missing_rules(parse(text), clinic.record)
    print(f"{act.what}.")
    for rule_id in missing:
        print(
            f"The clinic follows rule {rule_id}, which this protocol does not have: nothing is "
            "shown of it for courses on this protocol."
        )
    return DONE


def _move(options: Namespace) -> int:
    """Print what a move changes; with a reason, make it."""
    clinic = (writer if options.reason else reader)(options)
    with closing(clinic.store):
        case = casefile.read(clinic, casefile.find(clinic, options.mrn))
        if case.course_id is None:
            raise RefusedError("The patient has no course yet, so nothing can be moved.")
        move = protocols.move_preview(clinic, case.course_id, options.key)
        for line in _lines(move, case.protocol):
            print(line)
        if not options.reason:
            print("Nothing was moved. Give --reason to move the course.")
            return DONE
        act = protocols.move_to_protocol(clinic, case.course_id, options.key, reason=options.reason)
    print(f"{act.what}.")
    return DONE


def _lines(move: ProtocolMove, before: Protocol | None) -> Iterator[str]:
    name = move.protocol.visit_name
    former = before.visit_name if before else name
    yield f"{move.before} to {move.protocol.key}"
    for visit in move.added:
        yield f"added\t{name(visit.code)}\t{_dates(visit)}"
    for visit in move.past:
        yield f"not added, its window is over\t{name(visit.code)}\t{_dates(visit)}"
    for dropped in move.dropped:
        yield f"dropped\t{former(dropped.value.code)}\t{_dates(dropped.value)}"
    for change in move.changed:
        yield f"changed\t{change.name}\t{_dates(change.kept.value)} to {_dates(change.after)}"
    for plan in move.plans:
        yield f"planned\t{plan.name}\t{plan.before} to {plan.after}"
    for stays in move.kept:
        odd = " not in the other protocol" if stays.unknown else ""
        odd = " outside the other window" if stays.outside else odd
        yield f"stays\t{stays.name}\t{term(stays.why)}{odd and ','}{odd}"


def _dates(visit: Visit) -> str:
    return f"{short_date(visit.target)} ({span(visit.earliest, visit.latest)})"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(
            f"{path} is not written in UTF-8. Nothing was taken over. Save it as UTF-8 text."
        ) from error
