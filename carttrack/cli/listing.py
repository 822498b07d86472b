"""`carttrack list`: every patient and what is due."""

import json
from argparse import Namespace
from contextlib import closing

from carttrack.cli.exits import DONE
from carttrack.cli.opening import reader
from carttrack.domain.days import signed
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.domain.terms import term
from carttrack.services import catalogue, worklist
from carttrack.services.worklist import Standing


def list(options: Namespace) -> int:  # noqa: A001  (named as the command)
    """Print the patients as lines or as a JSON array."""
    clinic = reader(options)
    with closing(clinic.store):
        standings = worklist.everyone(clinic)
        if options.json:
            print(json.dumps([_record(s) for s in standings], ensure_ascii=False, indent=1))
        else:
            for standing in standings:
                print(_line(standing))
    return DONE


def _record(standing: Standing) -> dict[str, object]:
    person = standing.line.person
    return {
        "mrn": person.mrn,
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "step": standing.line.step.value if standing.line.step else None,
        "day": person.day,
        "day_planned": person.day_planned,
        "due": [
            {"what": due.what, "date": due.on.isoformat(), "state": due.state.value}
            for due in standing.due
        ],
    }


def _line(standing: Standing) -> str:
    line = standing.line
    day = "" if line.person.day is None else signed(line.person.day)
    step = term(line.step) if line.step else "no course"
    due = "; ".join(
        f"{_what(d.what)} {d.on} {d.state.value.replace('_', ' ')}" for d in standing.due
    )
    person = line.person
    return f"{person.mrn}\t{person.name}\t{person.birth_date}\t{step}\t{day}\t{due}"


def _what(code: str) -> str:
    """Return the words for a code: of a step, a checklist, or a visit."""
    for kind in (Step, Checklist):
        if code in set(kind):
            return term(kind(code))
    return catalogue.default_protocol().visit_name(code)
