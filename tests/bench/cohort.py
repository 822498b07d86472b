"""The cohort's figures beside bare SQL, and scipy on the same arrays."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy.stats import CensoredData, binomtest, ecdf

from carttrack.domain.outcome.cohort_course import judged_responses, with_later_cells
from carttrack.domain.outcome.cohort_filter import Start, chosen
from carttrack.domain.outcome.endpoints import Endpoint, watched
from carttrack.services import catalogue, cohort
from carttrack.services.clinic import Clinic
from carttrack.store import worklists
from tests.bench import hand_written
from tests.bench.figures import Trial
from tests.bench.statements import Statements
from tests.bench.stopwatch import Reading, Stopwatch
from tests.bench.stores import PASSPHRASE, opened

_VALID = "void_reason IS NULL"
_LATEST = """
    SELECT course_id, max({1}) FROM {0} WHERE void_reason IS NULL {2} GROUP BY course_id
"""
_HIGHEST = """
    SELECT course_id, {0}_scale, max(CASE WHEN {0}_recorded IS NOT {0}_derived
        OR {0}_status = 'graded' THEN {0}_recorded END)
    FROM assessment WHERE {0}_status IS NOT NULL AND void_reason IS NULL
    GROUP BY course_id, {0}_scale
"""
QUERIES = (
    """SELECT course.id, course.patient_id, course.number, course.product, course.product_name,
        course.opened_on, course.ended_on, course.end_reason, patient.birth_date, patient.disease,
        patient.disease_status, patient.cns_status, death.died_on, death.cause,
        infusion.started_at
    FROM course JOIN patient ON patient.id = course.patient_id
    LEFT JOIN infusion ON infusion.course_id = course.id AND infusion.number = 1
        AND infusion.void_reason IS NULL
    LEFT JOIN death ON death.patient_id = patient.id AND death.void_reason IS NULL
    WHERE course.void_reason IS NULL AND patient.void_reason IS NULL""",
    """SELECT course_id, min(CASE step WHEN 'evaluation' THEN started_on END),
        min(CASE step WHEN 'leukapheresis' THEN started_on END),
        min(CASE step WHEN 'manufacturing' THEN finished_on END),
        min(CASE step WHEN 'lymphodepletion' THEN started_on END),
        max(CASE WHEN step <> 'manufacturing' THEN coalesce(finished_on, started_on) END)
    FROM step WHERE void_reason IS NULL GROUP BY course_id""",
    """SELECT course_id, min(CASE kind WHEN 'tumour_board' THEN done_on END),
        min(CASE kind WHEN 'product_received' THEN done_on END),
        max(CASE WHEN kind NOT IN ('tumour_board', 'approval', 'slot', 'product_received')
            THEN done_on END)
    FROM milestone WHERE void_reason IS NULL GROUP BY course_id""",
    f"SELECT course_id, assessed_on, stated, cns FROM response WHERE {_VALID}",
    f"SELECT course_id, happened_on, kind FROM relapse WHERE {_VALID}",
    f"SELECT course_id, started_on FROM later_therapy WHERE {_VALID}",
    _HIGHEST.format("crs"),
    _HIGHEST.format("icans"),
    f"""SELECT course_id, event, scale, version, max(value) FROM other_grade WHERE {_VALID}
    GROUP BY course_id, event, scale, version""",
    _LATEST.format("visit", "completed_on", ""),
    _LATEST.format("visit_form", "seen_on", ""),
    _LATEST.format("assessment", "at", "AND not_done_reason = ''"),
    f"SELECT patient_id, max(taken_on) FROM lab_result WHERE {_VALID} GROUP BY patient_id",
    f"SELECT patient_id, max(started_on) FROM admission WHERE {_VALID} GROUP BY patient_id",
    f"""SELECT patient_id, max(at) FROM contact_attempt
    WHERE outcome IN ('reached', 'alive_by_others') AND {_VALID} GROUP BY patient_id""",
)
"""What the figures are made of, read by hand."""


class Arrays(NamedTuple):
    """What scipy is given: days and events of each curve, count and total of each proportion."""

    curves: list[tuple[Any, Any]]
    proportions: list[tuple[int, int]]


def trials(store: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Yield the figures of everyone with B-ALL."""
    clinic = opened(store)
    connection = hand_written.connected(store, *hand_written.database_key(store, PASSPHRASE))
    try:
        arrays = arrays_of(clinic)

        def ours(slow: bool) -> Reading:  # noqa: FBT001  (a trial's path)
            counted, stopwatch = Statements(), Stopwatch()
            cohort.outcomes(clinic)
            return stopwatch.read(slow=slow, statements=counted.stop())

        def floor() -> Reading:
            stopwatch = Stopwatch()
            read(connection)
            estimate(arrays)
            return stopwatch.read()

        yield Trial("cohort figures", size, rounds, ours, floor)
    finally:
        connection.close()
        clinic.store.close()


def arrays_of(clinic: Clinic) -> Arrays:
    """Return the arrays that the program gives to scipy for everyone with B-ALL."""
    found = cohort.outcomes(clinic)
    response = found.response
    assert response is not None
    shares = [found.funnel.of_referred, found.funnel.of_collected, response.of_assessed]
    shares += [response.of_infused, response.complete_of_assessed]
    shares += [share for one in found.grades.scales for share in (one.any_of, one.severe_of)]
    return Arrays(_curves(clinic), [(share.count, share.of) for share in shares if share.of])


def _curves(clinic: Clinic) -> list[tuple[Any, Any]]:
    targets = {one.id: one.targets for one in catalogue.products()}
    with clinic.reading() as work:
        read = worklists.cohort_courses(work, zone=clinic.record.zone, targets=targets)
    courses, curves = with_later_cells(read), []
    for endpoint, start in product(Endpoint, (Start.INFUSION, Start.LEUKAPHERESIS)):
        counted = chosen(courses, cohort.B_ALL, start, clinic.today())
        times = [watched(one, judged_responses(one), endpoint, start) for one in counted]
        days = np.asarray([time.days for time in times], dtype=float)
        curves.append((days, np.asarray([time.event for time in times], dtype=bool)))
    return curves


def read(connection: Any) -> list[list[Any]]:
    """Read what the figures are made of."""
    connection.execute("BEGIN")
    found = [connection.execute(query).fetchall() for query in QUERIES]
    connection.execute("COMMIT")
    return found


def estimate(arrays: Arrays) -> tuple[list[Any], list[Any]]:
    """Return each curve with its limits, both ways round, and each proportion's intervals."""
    curves = []
    with catch_warnings():
        simplefilter("ignore")  # where nobody or everybody had the event there are no limits
        for days, events in arrays.curves:
            for ended in (events, ~events):
                sample: Any = CensoredData(uncensored=days[ended], right=days[~ended])
                curve = ecdf(sample).sf
                curves.append((curve, curve.confidence_interval(method="log-log")))
    tests = [binomtest(*pair) for pair in arrays.proportions]
    return curves, [(one.proportion_ci(), one.proportion_ci(method="wilson")) for one in tests]
