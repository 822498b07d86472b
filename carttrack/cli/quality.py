"""`carttrack quality`: what the data-quality rules find, and where to mend it."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing

from carttrack.cli.exits import DONE
from carttrack.cli.opening import reader
from carttrack.domain.terms import term
from carttrack.services import casefile
from carttrack.services import quality as rules
from carttrack.services.clinic import Clinic
from carttrack.services.quality import QueueLine


def quality(options: Namespace) -> int:
    """Print the findings as lines or as a JSON array."""
    clinic = reader(options)
    with closing(clinic.store):
        found = _found(clinic, options)
        if options.json:
            print(json.dumps([_record(line) for line in found], ensure_ascii=False, indent=1))
        else:
            for line in found:
                print(_line(line))
    return DONE


def _found(clinic: Clinic, options: Namespace) -> Iterator[QueueLine]:
    if options.mrn is None:
        return rules.queue(clinic, accepted=options.accepted)
    patient_id = casefile.find(clinic, options.mrn)
    return iter(rules.of_patient(clinic, patient_id, accepted=options.accepted))


def _record(line: QueueLine) -> dict[str, object]:
    patient, finding = line.case.patient.value, line.finding
    accepted = finding.accepted.value if finding.accepted else None
    return {
        "mrn": patient.mrn,
        "name": patient.name,
        "course": line.case.course.value.number if line.case.course else None,
        "rule": finding.rule,
        "title": finding.title,
        "what": finding.text,
        "tab": finding.tab.value,
        "step": finding.step.value if finding.step else None,
        "accepted_because": accepted.reason if accepted else None,
        "accepted_by": accepted.accepted_by if accepted else None,
    }


def _line(line: QueueLine) -> str:
    patient, finding = line.case.patient.value, line.finding
    where = finding.tab.value.replace("_", "-")
    if finding.step is not None:
        where = f"{where}, {term(finding.step).lower()}"
    accepted = f"\taccepted: {finding.accepted.value.reason}" if finding.accepted else ""
    return f"{patient.mrn}\t{patient.name}\t{where}\t{finding.rule}\t{finding.text}{accepted}"
