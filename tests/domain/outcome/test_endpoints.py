"""Overall and event-free survival: what is an event, what censors, and on which day."""

import pytest

from carttrack.domain.outcome.cohort_course import CohortCourse, RelapseOnRecord
from carttrack.domain.outcome.cohort_filter import Start
from carttrack.domain.outcome.endpoints import (
    EndedBy,
    Endpoint,
    Watched,
    definition,
    is_seen_later,
    no_response,
    watched,
)
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.pathway.courses import EndReason
from tests.domain.outcome.cohort_builders import DAY0, a_course, day, judged, not_infused

CR, CRI, MLFS = ResponseKind.CR, ResponseKind.CRI, ResponseKind.MLFS
NONE, ACTIVE = ResponseKind.NO_RESPONSE, ResponseKind.ACTIVE_DISEASE
EFS, STRINGENT = Endpoint.EVENT_FREE, Endpoint.STRINGENT_EVENT_FREE


def efs(
    course: CohortCourse, *found: tuple[int, ResponseKind], endpoint: Endpoint = EFS
) -> Watched:
    return watched(course, judged(*found), endpoint, Start.INFUSION)


def overall(course: CohortCourse, start: Start = Start.INFUSION) -> Watched:
    return watched(course, (), Endpoint.OVERALL, start)


def test_death_from_any_cause_ends_overall_survival() -> None:
    assert overall(a_course(died_on=day(50))) == Watched(50, event=True, by=EndedBy.DEATH)


def test_the_living_are_censored_when_last_known_alive() -> None:
    assert overall(a_course(alive_on=day(200))) == Watched(200, event=False, by=EndedBy.LAST_ALIVE)


def test_overall_survival_from_leukapheresis_counts_who_was_not_infused() -> None:
    course = not_infused(died_on=day(-10))
    assert overall(course, Start.LEUKAPHERESIS) == Watched(30, event=True, by=EndedBy.DEATH)


def test_a_course_that_has_not_come_to_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="not come to its infusion"):
        overall(not_infused())


def test_a_relapse_ends_event_free_survival_before_the_death() -> None:
    relapse = RelapseOnRecord(day(120), RelapseKind.MARROW)
    course = a_course(relapses=(relapse,), died_on=day(300))
    assert efs(course, (28, CR)) == Watched(120, event=True, by=EndedBy.RELAPSE)


def test_no_response_is_dated_on_the_last_assessment_by_day_30() -> None:
    assert efs(a_course(), (14, ACTIVE), (29, NONE), (90, CR)) == Watched(
        29, event=True, by=EndedBy.NO_RESPONSE
    )


@pytest.mark.parametrize(
    ("found", "failed"),
    [
        (((30, NONE),), 30),
        (((31, NONE),), 31),  # the first assessment came late, and shows the same
        (((31, CR), (60, ACTIVE)), None),
        (((28, NONE), (31, CRI)), 28),  # a late response does not undo the failure
        (((14, NONE), (28, CRI)), None),
        (((28, MLFS),), None),
        ((), None),
    ],
)
def test_treatment_failure_is_no_response_by_day_30(
    found: tuple[tuple[int, ResponseKind], ...], failed: int | None
) -> None:
    expected = None if failed is None else day(failed)
    assert no_response(judged(*found), DAY0) == expected


def test_disease_stated_again_after_a_remission_is_a_relapse() -> None:
    assert efs(a_course(), (28, CRI), (100, ACTIVE)) == Watched(100, event=True, by=EndedBy.RELAPSE)
    assert efs(a_course(), (28, CR), (90, ResponseKind.RELAPSE)).days == 90


def test_without_an_event_the_last_assessment_censors() -> None:
    assert efs(a_course(), (28, CR), (100, CR)) == Watched(
        100, event=False, by=EndedBy.LAST_ASSESSMENT
    )
    assert efs(a_course()).days == 0


def test_further_therapy_censors_on_the_last_assessment_before_it() -> None:
    relapse = RelapseOnRecord(day(200), RelapseKind.MARROW)
    course = a_course(therapies=(day(95),), relapses=(relapse,))
    assert efs(course, (28, CR), (90, CR), (180, CR)) == Watched(
        90, event=False, by=EndedBy.FURTHER_THERAPY
    )


def test_an_event_on_the_day_of_the_therapy_counts() -> None:
    relapse = RelapseOnRecord(day(95), RelapseKind.COMBINED)
    course = a_course(therapies=(day(95),), relapses=(relapse,))
    assert efs(course, (28, CR)) == Watched(95, event=True, by=EndedBy.RELAPSE)


def test_the_stringent_definition_counts_further_therapy_and_mrd() -> None:
    treated = a_course(therapies=(day(95),))
    assert efs(treated, (28, CR), endpoint=STRINGENT) == Watched(
        95, event=True, by=EndedBy.FURTHER_THERAPY
    )
    molecular = a_course(relapses=(RelapseOnRecord(day(60), RelapseKind.MRD),))
    assert efs(molecular, (28, CR), endpoint=STRINGENT).by is EndedBy.MRD_RELAPSE
    assert not efs(molecular, (28, CR), (90, CR)).event


def test_from_leukapheresis_a_course_that_ended_without_infusion_failed() -> None:
    course = not_infused(ended_on=day(0), end_reason=EndReason.FAILED_PRODUCT, died_on=day(90))
    found = watched(course, (), EFS, Start.LEUKAPHERESIS)
    assert found == Watched(40, event=True, by=EndedBy.NOT_INFUSED)


@pytest.mark.parametrize("reason", [EndReason.TRANSFERRED, EndReason.LOST_TO_CONTACT])
def test_a_transfer_or_lost_contact_before_the_infusion_censors(reason: EndReason) -> None:
    course = not_infused(ended_on=day(0), end_reason=reason, alive_on=day(-5))
    found = watched(course, (), EFS, Start.LEUKAPHERESIS)
    assert found == Watched(35, event=False, by=EndedBy.LAST_ALIVE)


def test_from_leukapheresis_the_infused_are_watched_longer() -> None:
    found = watched(a_course(), judged((28, CR)), EFS, Start.LEUKAPHERESIS)
    assert found == Watched(68, event=False, by=EndedBy.LAST_ASSESSMENT)


def test_patients_seen_alive_long_after_their_last_assessment_are_told() -> None:
    course = a_course(alive_on=day(400))
    assert is_seen_later(course, efs(course, (28, CR)), Start.INFUSION)
    assert not is_seen_later(course, efs(course, (300, CR)), Start.INFUSION)
    assert not is_seen_later(course, overall(course), Start.INFUSION)


def test_every_definition_names_its_start_event_and_censoring() -> None:
    for endpoint in Endpoint:
        for start in (Start.INFUSION, Start.LEUKAPHERESIS):
            words = definition(endpoint, start)
            assert words.startswith(f"From {start.value}. Event: ")
            assert "ensored on" in words
