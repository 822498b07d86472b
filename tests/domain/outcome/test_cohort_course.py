"""What a cohort reads off one course: judged responses, and what its other courses say."""

from decimal import Decimal

from carttrack.domain.outcome.cohort_course import (
    ResponseBasis,
    ResponseOnRecord,
    judged_responses,
    with_later_cells,
)
from carttrack.domain.outcome.response import Extramedullary, Response, ResponseKind
from carttrack.domain.patients import Disease
from tests.domain.outcome.cohort_builders import a_course, day, not_infused, stated

FINDINGS = Response(
    assessed_on=day(28),
    marrow_blasts=Decimal(1),
    extramedullary=Extramedullary.NONE,
    anc=Decimal("1.4"),
    platelets=Decimal(60),
)


def test_the_statement_counts_and_findings_stand_in_for_a_missing_one() -> None:
    unstated = ResponseOnRecord(day(28), None, findings=FINDINGS)
    found = judged_responses(a_course(responses=(stated(90, ResponseKind.CR), unstated)))
    assert [(one.on, one.kind, one.basis) for one in found] == [
        (day(28), ResponseKind.CRI, ResponseBasis.DERIVED),
        (day(90), ResponseKind.CR, ResponseBasis.STATED),
    ]


def test_what_says_nothing_of_the_disease_is_left_out() -> None:
    course = a_course(
        responses=(
            stated(-5, ResponseKind.ACTIVE_DISEASE),
            stated(28, ResponseKind.NOT_EVALUABLE),
            ResponseOnRecord(day(60), None, findings=Response(assessed_on=day(60))),
            ResponseOnRecord(day(70), None),
        )
    )
    assert judged_responses(course) == ()
    assert judged_responses(not_infused(responses=(stated(3, ResponseKind.CR),))) == ()


def test_findings_are_judged_in_b_all_only() -> None:
    unstated = ResponseOnRecord(day(28), None, findings=FINDINGS)
    assert judged_responses(a_course(disease=Disease.LBCL, responses=(unstated,))) == ()


def test_findings_after_a_remission_are_judged_as_such() -> None:
    again = Response(assessed_on=day(90), marrow_blasts=Decimal(60))
    course = a_course(
        responses=(
            stated(28, ResponseKind.CR),
            ResponseOnRecord(day(90), None, findings=again),
        )
    )
    assert judged_responses(course)[-1].kind is ResponseKind.RELAPSE


def test_a_later_course_is_further_therapy_and_shows_the_patient_alive() -> None:
    first = a_course(alive_on=day(100))
    second = a_course(course_id=2, number=2, infused_on=day(200), alive_on=day(300))
    other = a_course(patient_id=9, course_id=9, alive_on=day(7))
    one, two, three = with_later_cells([first, second, other])
    assert (one.therapies, one.alive_on) == ((day(200),), day(300))
    assert (two.therapies, two.alive_on) == ((), day(300))
    assert three == other
