from datetime import UTC, datetime
from decimal import Decimal

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.scales import Status

AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def on_record(
    derived: int | None, recorded: int | None, *, status: Status = Status.GRADED, reason: str = ""
) -> GradeOnRecord:
    return GradeOnRecord(
        derived=derived,
        status=status,
        recorded=recorded,
        override_reason=reason,
        rule_version="crs-1",
    )


def test_a_grade_set_by_hand_needs_its_reason_and_keeps_both() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        on_record(2, 3)
    assert caught.value.field == "override_reason"
    by_hand = on_record(2, 3, reason="seen at the bedside")
    assert (by_hand.derived, by_hand.shown, by_hand.by_hand) == (2, 3, True)


def test_a_digit_is_shown_for_graded_alone_or_set_by_hand() -> None:
    assert on_record(0, 0, status=Status.CRITERIA_NOT_MET).shown is None
    assert on_record(None, None, status=Status.CANNOT_GRADE).shown is None
    assert on_record(2, 2).shown == 2
    assert on_record(None, 1, status=Status.CANNOT_GRADE, reason="seen").shown == 1


def test_findings_and_their_grade_belong_together() -> None:
    with pytest.raises(InvalidEntryError, match="CRS findings"):
        Assessment(at=AT, assessor="Alex Demo", crs=CrsFindings())
    with pytest.raises(InvalidEntryError, match="ICANS findings"):
        Assessment(at=AT, assessor="Alex Demo", icans=IcansFindings())


def test_an_assessment_holds_findings_or_the_reason_why_not() -> None:
    for findings, reason in ((None, ""), (CrsFindings(), "in MRI")):
        with pytest.raises(InvalidEntryError) as caught:
            Assessment(at=AT, assessor="Alex Demo", crs=findings, not_done_reason=reason)
        assert caught.value.field == "not_done_reason"


@pytest.mark.parametrize("degrees", ["29.9", "45.1", "NaN", "Infinity"])
def test_a_temperature_out_of_range_is_refused(degrees: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        CrsFindings(temp_c=Decimal(degrees))
    assert caught.value.field == "temp_c"


def test_the_ends_of_the_range_are_temperatures() -> None:
    assert CrsFindings(temp_c=Decimal(30)).temp_c == 30
    assert CrsFindings(temp_c=Decimal(45)).temp_c == 45
