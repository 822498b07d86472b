"""The start of a vasopressor or of oxygen is itself a graded moment.

An episode's onset and maximum then lie where the support began, not at the next assessment.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from carttrack.domain.toxicity.crs import CrsFindings, Hypotension
from carttrack.domain.toxicity.interventions import Drug, Given

_VASOPRESSIN = "vasopressin"


def findings_at_start(
    start: Given, others: Sequence[Given], circumstances: CrsFindings
) -> CrsFindings | None:
    """Return the findings at the start of a support, None for what is not graded.

    Graded are a vasopressor, and oxygen whose device is recorded. What ran at that moment by the
    record counts; nothing else is carried over. `circumstances` gives age, fever, episode and
    attribution, from the assessment that reports the start or from the record.
    """
    if start.drug not in {Drug.VASOPRESSOR, Drug.OXYGEN}:
        return None
    if start.drug is Drug.OXYGEN and start.device is None:
        return None
    running = [start, *(one for one in others if _runs(one, start.started_at))]
    oxygen = next((one for one in running if one.drug is Drug.OXYGEN and one.device), None)
    names = {one.name.casefold() for one in running if one.drug is Drug.VASOPRESSOR}
    return replace(
        circumstances,
        hypotension=_hypotension(names),
        vasopressin=_VASOPRESSIN in names if names else None,
        inotrope="",
        sbp_mmhg=None,
        hypoxia=None,
        o2_device=oxygen.device if oxygen else None,
        o2_flow_lpm=oxygen.flow_lpm if oxygen else None,
        ventilation_reason=None,
        organ_toxicity="",
    )


def start_words(start: Given) -> str:
    """Return what began, as the log names it."""
    return f"{start.name or start.drug.value} started"


def _hypotension(names: set[str]) -> Hypotension | None:
    if not names:
        return None
    counted = len(names - {_VASOPRESSIN})
    if counted == 0:
        return Hypotension.NO_VASOPRESSOR
    return Hypotension.ONE_VASOPRESSOR if counted == 1 else Hypotension.MULTIPLE_VASOPRESSORS


def _runs(one: Given, at: datetime) -> bool:
    return one.started_at <= at and (one.stopped_at is None or one.stopped_at > at)
