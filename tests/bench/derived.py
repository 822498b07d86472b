"""Reading one patient's case, and deriving all that follows from it, beside reading the rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.after_event import plan_after_event
from carttrack.domain.follow_up.crib_sheet import crib_sheets
from carttrack.domain.follow_up.duties import duties_of
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.follow_up.standing import visit_standings
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.outcome.assessed import assessed_responses
from carttrack.domain.outcome.b_cell_series import aplasia_of
from carttrack.domain.pathway.expiry import expiries
from carttrack.domain.pathway.steps import current_step
from carttrack.domain.quality.rules import findings
from carttrack.domain.reference.applicability import assess
from carttrack.domain.reference.facts import facts_of
from carttrack.domain.toxicity.course_hematotoxicity import anc_observation, platelet_observation
from carttrack.domain.toxicity.episodes import episodes
from carttrack.domain.toxicity.hematotoxicity import early_icaht, late_icaht
from carttrack.domain.toxicity.platelet_recovery import early_t_icaht, late_t_icaht
from carttrack.services import casefile, catalogue, quality
from carttrack.services.clinic import Clinic
from carttrack.store.tables import METADATA
from tests.bench import hand_written
from tests.bench.figures import Trial
from tests.bench.statements import Statements
from tests.bench.stopwatch import Reading, Stopwatch
from tests.bench.stores import PASSPHRASE, opened

LIMIT = 10
"""Deriving everything takes less than this many times the reading of the rows."""
_LONGEST = """
    SELECT course.patient_id, course.id FROM course
    JOIN infusion ON infusion.course_id = course.id AND infusion.void_reason IS NULL
    WHERE course.ended_on IS NULL AND course.void_reason IS NULL
    ORDER BY infusion.started_at LIMIT 1
"""


def trials(store: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Yield the case of the patient who is followed longest, read and derived."""
    clinic = opened(store)
    connection = hand_written.connected(store, *hand_written.database_key(store, PASSPHRASE))
    try:
        patient_id, course_id = longest(connection)
        case = casefile.read(clinic, patient_id, course_id)

        def reading(slow: bool) -> Reading:  # noqa: FBT001  (a trial's path)
            counted, stopwatch = Statements(), Stopwatch()
            casefile.read(clinic, patient_id, course_id)
            return stopwatch.read(slow=slow, statements=counted.stop())

        def deriving(slow: bool) -> Reading:  # noqa: FBT001  (a trial's path)
            counted, stopwatch = Statements(), Stopwatch()
            derive(clinic, case)
            return stopwatch.read(slow=slow, statements=counted.stop())

        def floor() -> Reading:
            stopwatch = Stopwatch()
            rows(connection, patient_id, course_id)
            return stopwatch.read()

        yield Trial("case read", size, rounds, reading, floor)
        yield Trial("derived state", size, rounds, deriving, floor)
    finally:
        connection.close()
        clinic.store.close()


def longest(connection: Any) -> tuple[PatientId, CourseId]:
    """Return the patient whose course goes on since the earliest infusion, and the course."""
    patient_id, course_id = connection.execute(_LONGEST).fetchone()
    return PatientId(patient_id), CourseId(course_id)


def rows(connection: Any, patient_id: PatientId, course_id: CourseId) -> dict[str, list[Any]]:
    """Read every row of the patient and the course that is not void, by table."""
    connection.execute("BEGIN")
    found = {
        name: connection.execute(query, (course_id if of_course else patient_id,)).fetchall()
        for name, query, of_course in _QUERIES
    }
    connection.execute("COMMIT")
    return found


def _queries() -> Iterator[tuple[str, str, bool]]:
    for name, table in METADATA.tables.items():
        of_course = "course_id" in table.columns
        if "void_reason" in table.columns and (of_course or "patient_id" in table.columns):
            owner = "course_id" if of_course else "patient_id"
            yield name, f"SELECT * FROM {name} WHERE {owner} = ? AND void_reason IS NULL", of_course
    yield "patient", "SELECT * FROM patient WHERE id = ?", False


_QUERIES = tuple(_queries())


def derive(clinic: Clinic, case: CaseFile) -> dict[str, Any]:
    """Return everything that the program derives of a case, by name."""
    today, zone, plans = clinic.today(), clinic.record.zone, catalogue.registries()
    assert case.day0 is not None
    assert case.protocol is not None
    counts, platelets = anc_observation(case), platelet_observation(case)
    return {
        "episodes": episodes(
            [kept.value for kept in case.assessments], [kept.value for kept in case.closings]
        ),
        "step": current_step((kept.value for kept in case.steps), ended=False),
        "schedule": plan_visits(case.day0, case.protocol),
        "after_event": plan_after_event(case, today),
        "visits": visit_standings(case, today),
        "registry": [crib_sheets(case, plan, today=today, zone=zone) for plan in plans.values()],
        "duties": duties_of(case, plans, today=today, zone=zone),
        "expiries": expiries(case),
        "findings": findings(case, quality.inspection(clinic)),
        "responses": assessed_responses(case, clinic.record.response_counts),
        "aplasia": aplasia_of(case, clinic.record),
        "icaht": counts and (early_icaht(counts), late_icaht(counts)),
        "t_icaht": platelets and (early_t_icaht(platelets), late_t_icaht(platelets)),
        "applicability": assess(facts_of(case, today=today), catalogue.library()),
    }
