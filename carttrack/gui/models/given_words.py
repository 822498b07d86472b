"""What was given, in the words of log, interventions and summary."""

from PySide6.QtCore import QCoreApplication

from carttrack.domain.days import elapsed
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.gui import words

translate = QCoreApplication.translate

RUNS = frozenset({Drug.OXYGEN, Drug.VASOPRESSOR})
"""What runs from a start to a stop."""
_NAMED = frozenset({Drug.VASOPRESSOR, Drug.OTHER})


def given_name(given: Given) -> str:
    """Return what was given with a capital letter; a named drug under its own name."""
    name = given.name if given.drug in _NAMED else words.term(given.drug)
    if given.drug is Drug.ANTIPYRETIC and given.name:
        name = given.name
    return name[:1].upper() + name[1:]


def dose_of(given: Given) -> str:
    """Return the dose with its unit as documented, empty without one."""
    return "" if given.dose is None else f"{given.dose:f} {given.unit}"


def started_words(given: Given, number: int) -> str:
    """Return the line of the log: `Tocilizumab 491 mg, no. 2`, `Norepinephrine started`."""
    name = given_name(given)
    if given.drug in RUNS:
        return translate("toxicity", "{0} started").format(name)
    what = f"{name} {dose_of(given)}".strip()
    return translate("toxicity", "{0}, no. {1}").format(what, number)


def stopped_words(given: Given) -> str:
    """Return the line of the log for the end of a run."""
    return translate("toxicity", "{0} stopped").format(given_name(given))


def answer_words(given: Given) -> list[str]:
    """Return the answer a day later, why it was stopped and the lot, as far as recorded."""
    parts = []
    if given.response_24h is not None:
        answer = words.term(given.response_24h)
        parts.append(translate("toxicity", "{0} 24 h later").format(answer))
    if given.stop_reason:
        parts.append(translate("toxicity", "stopped: {0}").format(given.stop_reason))
    if given.lot:
        parts.append(translate("toxicity", "lot {0}").format(given.lot))
    return parts


def documented_words(given: Given) -> str:
    """Return dose, route, device, weight used and note, as documented."""
    parts = []
    if given.drug is Drug.OXYGEN:
        unknown = translate("toxicity", "device not recorded")
        parts.append(words.term(given.device) if given.device else unknown)
        if given.flow_lpm is not None:
            parts.append(translate("toxicity", "up to {0} L/min").format(f"{given.flow_lpm:f}"))
    else:
        dose = dose_of(given) or translate("toxicity", "dose not recorded")
        parts.append(f"{dose} {given.route}".strip())
    if given.weight_kg is not None:
        parts.append(translate("toxicity", "weight used {0} kg").format(f"{given.weight_kg:f}"))
    if given.stopped_at is not None:
        parts.append(elapsed(given.stopped_at - given.started_at))
    parts += answer_words(given)
    parts.append(given.note)
    return ", ".join(part for part in parts if part)
