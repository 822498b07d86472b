"""`carttrack registry`: the registry forms of every course, and the share sent in time."""

import json
from argparse import Namespace
from contextlib import closing
from datetime import date

from carttrack.cli.exits import DONE
from carttrack.cli.opening import reader
from carttrack.domain.days import short_date, span
from carttrack.domain.follow_up.on_time import TrimesterFigure
from carttrack.domain.follow_up.registry_plan import TO_CONFIRM
from carttrack.domain.follow_up.registry_standing import FormState
from carttrack.domain.terms import term
from carttrack.services import registry as forms
from carttrack.services.registry import OnTimeMeter, RegistryLine

_SETTLED = frozenset({FormState.SENT, FormState.LATER})


def registry(options: Namespace) -> int:
    """Print forms and on-time figures as lines or as a JSON object."""
    clinic = reader(options)
    with closing(clinic.store):
        every = [*forms.every_form(clinic)]
        shown = [line for line in every if options.all or line.standing.state not in _SETTLED]
        meters = forms.meters(clinic, every)
        if options.json:
            found = {
                "forms": [_record(line) for line in shown],
                "on_time": [_figures(meter) for meter in meters],
            }
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for line in shown:
                print(_line(line))
            for meter in meters:
                print(_meter(meter, meter.this))
                print(_meter(meter, meter.before))
    return DONE


def _record(line: RegistryLine) -> dict[str, object]:
    patient, standing = line.case.patient.value, line.standing
    expected, kept = standing.expected, standing.kept.value if standing.kept else None
    return {
        "mrn": patient.mrn,
        "name": patient.name,
        "course": line.case.course.value.number if line.case.course else None,
        "registry": expected.registry.value,
        "form": expected.form,
        "revision": kept.revision if kept else "",
        "time_point": expected.time_point,
        "counted_from": expected.anchor_on.isoformat(),
        "window": [_iso(expected.earliest), _iso(expected.latest)],
        "due": _iso(expected.due_on),
        "confirm": None if expected.published else TO_CONFIRM,
        "state": standing.state.value,
        "contact": _iso(kept.contact_on if kept else None),
        "contact_fits": standing.fit.value if standing.fit else None,
        "sent": _iso(kept.submitted_on if kept else None),
        "on_time": standing.on_time if kept and kept.submitted_on else None,
    }


def _figures(meter: OnTimeMeter) -> dict[str, object]:
    return {
        "registry": meter.plan.registry.value,
        "source": meter.plan.on_time.source or TO_CONFIRM,
        "this": _figure(meter.this),
        "before": _figure(meter.before),
    }


def _figure(figure: TrimesterFigure) -> dict[str, object]:
    return {
        "from": figure.first.isoformat(),
        "to": figure.last.isoformat(),
        "due": figure.due,
        "on_time": figure.on_time,
        "sent": figure.sent,
        "percent": None if figure.percent is None else float(figure.percent),
        "asked": figure.asked,
        "met": figure.met,
    }


def _line(line: RegistryLine) -> str:
    patient, standing = line.case.patient.value, line.standing
    expected = standing.expected
    form = f"{term(expected.registry)} {expected.form}"
    due = f"due {short_date(expected.due_on)}" if expected.due_on else "due day"
    due = due if expected.published else f"{due} {TO_CONFIRM}"
    state = "" if standing.state is FormState.UNDATED else standing.state.value
    who = f"{patient.mrn}\t{patient.name}"
    return f"{who}\t{form}\t{expected.time_point_name}\t{due}\t{state}".rstrip()


def _meter(meter: OnTimeMeter, figure: TrimesterFigure) -> str:
    share = "nothing due" if figure.percent is None else f"{figure.percent} % on time"
    source = meter.plan.on_time.source or TO_CONFIRM
    return (
        f"{term(meter.plan.registry)}, {span(figure.first, figure.last)}: {share} "
        f"({figure.on_time} of {figure.due}), asked {figure.asked} % (trimester and figure "
        f"{source})"
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
