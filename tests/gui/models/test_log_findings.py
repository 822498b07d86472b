from dataclasses import replace
from datetime import UTC, datetime

import pytest

from carttrack.domain.kept import Kept
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import Hypotension
from carttrack.domain.toxicity.log import LogLine
from carttrack.domain.toxicity.scales import Status
from carttrack.gui.models.log_findings import hypotension
from carttrack.gui.models.log_rows import LogRow
from tests.builders import crs_findings

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
GRADE = GradeOnRecord(derived=3, status=Status.GRADED, recorded=3, rule_version="crs-1")


def a_row(found: Hypotension, *, vasopressin: bool) -> LogRow:
    findings = replace(crs_findings(), hypotension=found, vasopressin=vasopressin)
    value = Assessment(at=AT, assessor="R. Demo", crs=findings, crs_grade=GRADE)
    kept = Kept(id=1, value=value, entered_at=AT, entered_by="R. Demo", corrected=False)
    return LogRow(LogLine(at=AT, assessment=kept), 3, "20 Nov 04:00")


@pytest.mark.parametrize(
    ("found", "vasopressin", "words"),
    [
        (Hypotension.NO_VASOPRESSOR, True, "vasopressin only"),
        (Hypotension.NO_VASOPRESSOR, False, "no vasopressor"),
        (Hypotension.ONE_VASOPRESSOR, True, "one vasopressor"),
        (Hypotension.NONE, False, "none"),
    ],
)
def test_vasopressin_alone_is_not_called_no_vasopressor(
    found: Hypotension, words: str, *, vasopressin: bool
) -> None:
    assert hypotension(a_row(found, vasopressin=vasopressin)) == words
