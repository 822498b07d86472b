"""`carttrack grade`: findings in as JSON lines, grades with their reasons out."""

import io
import json
import sys
from argparse import Namespace
from decimal import Decimal, InvalidOperation
from typing import Any

from carttrack.cli.exits import DONE
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.icaht_reading import grade_icaht_record
from carttrack.domain.toxicity.reading import grade_record

_ICAHT = "icaht"
_WIDEST = 300
"""Powers of ten that a plain JSON number can hold everywhere."""


def grade(options: Namespace) -> int:
    """Grade each line of standard input; a bad line gets an error object and the next goes on."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
    for number, text in enumerate(sys.stdin or (), start=1):
        if text.strip():
            answer = _graded(options.kind, number, text)
            print(json.dumps(answer, ensure_ascii=False, default=_json_number), flush=True)
    return DONE


def _graded(kind: str, number: int, text: str) -> dict[str, Any]:
    if any("\udc80" <= char <= "\udcff" for char in text):
        return _unread(kind, f"Line {number} is not written in UTF-8. Save the findings as UTF-8.")
    try:
        # Numbers are read as written: through binary fractions 37.99999999999999999 would be 38.
        record = json.loads(
            text, parse_float=_number, parse_constant=_number, object_pairs_hook=_once_each
        )
    except InvalidEntryError as error:
        return _unread(kind, f"Line {number}: {error.message}", error.field)
    except (ValueError, RecursionError) as error:
        return _unread(kind, f"Line {number} is no JSON: {error}.")
    if not isinstance(record, dict):
        return _unread(kind, f"Line {number} is no JSON object.")
    return grade_icaht_record(record) if kind == _ICAHT else grade_record(kind, record)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds; refused later, at its field
        return Decimal("NaN")


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record: dict[str, object] = {}
    for key, value in pairs:
        if key in record:
            raise InvalidEntryError(key, f"{key} is given twice. Leave one of the two.")
        record[key] = value
    return record


def _json_number(number: Decimal) -> float | str:
    """Return an id that was a number as JSON can write it."""
    return float(number) if number.is_finite() and abs(number.adjusted()) < _WIDEST else str(number)


def _unread(kind: str, message: str, field: str = "") -> dict[str, Any]:
    error = {"field": field, "message": message}
    if kind == _ICAHT:
        return {"id": None, "early": None, "late": None, "reasons": [], "error": error}
    return {
        "id": None,
        "grade": None,
        "reasons": [],
        "status": "cannot_grade",
        "at_least": False,
        "questions": [],
        "error": error,
    }
