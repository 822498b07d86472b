"""Vein-to-vein and brain-to-vein: medians of those who have both dates."""

from carttrack.domain.outcome.spans import Span, SpanKind, spans
from tests.domain.outcome.cohort_builders import a_course, day, not_infused


def test_each_span_has_its_own_beginning() -> None:
    found = {span.kind: span.median for span in spans([a_course()])}
    assert found == {
        SpanKind.VEIN_TO_VEIN: 40,
        SpanKind.BRAIN_TO_VEIN: 60,
        SpanKind.REFERRAL_TO_INFUSION: 80,
    }


def test_the_middle_half_stands_with_median_and_number() -> None:
    courses = [a_course(collected_on=day(-days)) for days in (20, 30, 40, 50, 60)]
    assert spans(courses)[0] == Span(
        kind=SpanKind.VEIN_TO_VEIN, patients=5, missing=0, median=40, low=30, high=50
    )


def test_who_lacks_the_first_date_is_told_and_not_counted() -> None:
    courses = [a_course(), a_course(decided_on=None), a_course(decided_on=day(3)), not_infused()]
    assert spans(courses)[1] == Span(kind=SpanKind.BRAIN_TO_VEIN, patients=1, missing=2, median=60)


def test_nobody_has_no_median() -> None:
    assert [span.median for span in spans([not_infused()])] == [None, None, None]
