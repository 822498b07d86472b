"""What a program without layers would do: the driver, its key, and the SQL of Today by hand."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from carttrack.store import dialect

_ON_PATH = """
    course.ended_on IS NULL AND course.void_reason IS NULL AND patient.void_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM death
                    WHERE death.patient_id = patient.id AND death.void_reason IS NULL)
"""
_PERSON = """
    patient.id, course.id, patient.mrn, patient.family_name, patient.given_name,
    patient.latin_name, patient.birth_date, patient.coordinator, course.product,
    course.product_name, infusion.started_at, ahead.planned_on
"""
_INFUSION = """
    LEFT JOIN infusion ON infusion.course_id = course.id AND infusion.number = 1
                      AND infusion.void_reason IS NULL
    LEFT JOIN step AS ahead ON ahead.course_id = course.id AND ahead.step = 'infusion'
                           AND ahead.void_reason IS NULL
"""
_OPEN_VISIT = """
    completed_on IS NULL AND missed_on IS NULL AND stopped_on IS NULL AND visit.void_reason IS NULL
"""
_DUE = "coalesce(appointment_on, latest)"
_VISITS = """
    FROM visit JOIN course ON course.id = visit.course_id
    JOIN patient ON patient.id = course.patient_id
"""
_DUE_VISITS = f"{_OPEN_VISIT} AND {_DUE} <= :today AND {_ON_PATH}"
_CLOSING_VISITS = (
    f"{_OPEN_VISIT} AND {_DUE} > :today AND latest BETWEEN :today AND :week AND {_ON_PATH}"
)
_PLANNED = """
    step.planned_on IS NOT NULL AND step.started_on IS NULL AND step.finished_on IS NULL
    AND step.skipped_reason = '' AND step.void_reason IS NULL
"""
_STEPS = """
    FROM step JOIN course ON course.id = step.course_id
    JOIN patient ON patient.id = course.patient_id
"""
_DUE_STEPS = f"{_PLANNED} AND step.planned_on <= :today AND {_ON_PATH}"
_HOLDS = f"""
    {_PLANNED} AND step.planned_on <= :week AND step.step IN ('lymphodepletion', 'infusion')
    AND NOT EXISTS (SELECT 1 FROM clearance WHERE clearance.course_id = step.course_id
                    AND clearance.checklist = 'before_' || step.step
                    AND clearance.void_reason IS NULL)
    AND {_ON_PATH}
"""
_VISIT = f"""
    SELECT {_DUE} AS due, visit.id, visit.code, visit.target, visit.earliest, visit.latest,
           visit.appointment_on, visit.appointment_at, {_PERSON}
    {_VISITS} {_INFUSION}
"""
_STEP = f"""
    SELECT step.planned_on, step.id, step.step, step.planned_at, {_PERSON} {_STEPS} {_INFUSION}
"""
_OPEN_EPISODE = """
    SELECT course_id FROM (
        SELECT course_id, max(at) AS at FROM assessment
        WHERE {0}_recorded >= 1 AND void_reason IS NULL GROUP BY course_id
    ) AS last
    WHERE NOT EXISTS (SELECT 1 FROM closing WHERE closing.course_id = last.course_id
                      AND closing.toxicity = '{0}' AND closing.void_reason IS NULL
                      AND closing.closed_at >= last.at)
"""
_LAST = """
    (SELECT {0}_recorded FROM assessment WHERE course_id = course.id AND {0}_status IS NOT NULL
     AND void_reason IS NULL ORDER BY at DESC, id DESC LIMIT 1)
"""
_WATCH = f"""
    WITH watched AS (
        SELECT course_id FROM infusion WHERE void_reason IS NULL
        AND started_at >= :two_weeks_ago AND started_at < :tomorrow
        UNION SELECT course_id FROM step
        WHERE {_PLANNED} AND step.step = 'infusion' AND step.planned_on = :today
        UNION {_OPEN_EPISODE.format("crs")} UNION {_OPEN_EPISODE.format("icans")}
    )
    SELECT {_PERSON}, ahead.planned_at, {_LAST.format("crs")}, {_LAST.format("icans")},
        (SELECT max(at) FROM assessment WHERE course_id = course.id
         AND not_done_reason = '' AND void_reason IS NULL),
        (SELECT json_group_array(json_array(at, coalesce(temp_now_c, crs_temp_c)))
         FROM assessment WHERE course_id = course.id AND at BETWEEN :two_days_ago AND :now
         AND coalesce(temp_now_c, crs_temp_c) IS NOT NULL AND void_reason IS NULL),
        (SELECT count(*) FROM given WHERE course_id = course.id AND drug = 'tocilizumab'
         AND void_reason IS NULL)
    FROM watched JOIN course ON course.id = watched.course_id
    JOIN patient ON patient.id = course.patient_id {_INFUSION} WHERE {_ON_PATH}
"""
_DONE = """
    SELECT (SELECT count(*) FROM visit WHERE completed_on = :today AND void_reason IS NULL)
         + (SELECT count(*) FROM step WHERE finished_on = :today AND void_reason IS NULL)
         + (SELECT count(*) FROM assessment WHERE at >= :midnight AND at < :tomorrow
            AND not_done_reason = '' AND void_reason IS NULL)
"""
LISTS = (
    f"{_VISIT} WHERE {_DUE_VISITS}",
    f"{_VISIT} WHERE {_CLOSING_VISITS}",
    f"{_STEP} WHERE {_DUE_STEPS}",
    f"{_STEP} WHERE {_HOLDS}",
)
"""Read whole: that is cheaper than counting first and listing the first of them after."""
SHOWN = 200
COMING = (
    f"""{_VISIT} WHERE {_OPEN_VISIT} AND {_DUE} BETWEEN :morrow AND :week AND {_ON_PATH}
    ORDER BY due LIMIT 1000""",
    f"""{_STEP} WHERE {_PLANNED} AND step.planned_on BETWEEN :morrow AND :week AND {_ON_PATH}
    ORDER BY step.planned_on LIMIT 1000""",
)


@dataclass(frozen=True, slots=True)
class BareToday:
    """Today as bare rows, the due day first; `counts` are overdue, due today and closing."""

    counts: tuple[int, int, int]
    items: list[tuple[Any, ...]]
    watch: list[tuple[Any, ...]]
    coming: list[tuple[Any, ...]]
    done: int


def today(connection: Any, *, now: datetime, zone: ZoneInfo) -> BareToday:
    """Read what Today lists, except what follows from the clinic's interval rule."""
    words = _words(now, zone)
    connection.execute("BEGIN")
    items = [row for query in LISTS for row in connection.execute(query, words)]
    items.sort(key=lambda row: row[:2])
    day = words["today"]
    overdue, due = sum(row[0] < day for row in items), sum(row[0] == day for row in items)
    found = BareToday(
        counts=(overdue, due, len(items) - overdue - due),
        items=items[:SHOWN],
        watch=connection.execute(_WATCH, words).fetchall(),
        coming=[row for query in COMING for row in connection.execute(query, words)],
        done=connection.execute(_DONE, words).fetchone()[0],
    )
    connection.execute("COMMIT")
    return found


def _words(now: datetime, zone: ZoneInfo) -> dict[str, str]:
    day = now.astimezone(zone).date()

    def midnight(days: int) -> str:
        local = datetime.combine(day + timedelta(days=days), time.min, zone)
        return local.astimezone(now.tzinfo).isoformat()

    def after(days: int) -> str:
        return (day + timedelta(days=days)).isoformat()

    return {
        "today": after(0),
        "morrow": after(1),
        "week": after(7),
        "midnight": midnight(0),
        "tomorrow": midnight(1),
        "two_weeks_ago": midnight(-14),
        "two_days_ago": (now - timedelta(hours=48)).isoformat(),
        "now": now.isoformat(),
    }


def database_key(store: Path, passphrase: str) -> tuple[bytes, bytes]:
    """Return the database's key and salt: one Argon2id with the slot's settings."""
    words = json.loads(store.with_name(f"{store.name}.keys").read_text("utf-8"))
    slot, cost = words["slots"][0], words["slots"][0]["argon2id"]
    stretched = Argon2id(
        salt=base64.b64decode(cost["salt"]),
        length=32,
        iterations=cost["passes"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    ).derive(passphrase.encode())
    bound = f"{words['store']}:{slot['id']}:{slot['kind']}:{slot['name']}".encode()
    nonce, wrapped = base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"])
    return AESGCM(stretched).decrypt(nonce, wrapped, bound), bytes.fromhex(words["store"])


def connected(store: Path, key: bytes, salt: bytes, *, synchronous: str = "FULL") -> Any:
    """Return a driver connection with the pragmas of the program."""
    connection = dialect.connect(store, key, salt)
    dialect.make_durable(connection)
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection
