"""`carttrack grade`: findings in as JSON lines, grades with their reasons out."""

import json
import sys
from argparse import Namespace
from typing import Any

from carttrack.cli.exits import DONE
from carttrack.domain.toxicity.reading import grade_record


def grade(options: Namespace) -> int:
    """Grade each line of standard input; a bad line gets an error object and the next goes on."""
    for number, text in enumerate(sys.stdin, start=1):
        if text.strip():
            print(json.dumps(_graded(options.kind, number, text), ensure_ascii=False), flush=True)
    return DONE


def _graded(kind: str, number: int, text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _unread(f"Line {number} is no JSON: {error}.")
    if not isinstance(record, dict):
        return _unread(f"Line {number} is no JSON object.")
    return grade_record(kind, record)


def _unread(message: str) -> dict[str, Any]:
    return {
        "id": None,
        "grade": None,
        "reasons": [],
        "status": "cannot_grade",
        "at_least": False,
        "questions": [],
        "error": {"field": "", "message": message},
    }
