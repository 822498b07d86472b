"""The whole of a cohort: figures, warnings, what is not given, and the published beside it."""

from dataclasses import replace
from datetime import date

from carttrack.domain.outcome.cohort import CohortOutcomes, cohort_outcomes
from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.cohort_filter import CohortFilter, Start
from carttrack.domain.outcome.endpoints import EndedBy, Endpoint
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.outcome.survival import NotGiven
from carttrack.domain.patients import DeathCause, Disease, Target
from carttrack.services import catalogue
from tests.domain.outcome.cohort_builders import a_course, day, not_infused, stated

TODAY = date(2026, 3, 3)
CR = (stated(28, ResponseKind.CR),)


def outcomes(
    *courses: CohortCourse, wanted: CohortFilter | None = None, product_name: str = ""
) -> CohortOutcomes:
    return cohort_outcomes(
        [_numbered(course, number) for number, course in enumerate(courses, start=1)],
        wanted or CohortFilter(),
        today=TODAY,
        library=catalogue.library(),
        product_name=product_name,
    )


def _numbered(course: CohortCourse, number: int) -> CohortCourse:
    return replace(course, patient_id=number, course_id=number)


def test_each_endpoint_stands_from_infusion_and_from_leukapheresis() -> None:
    found = outcomes(*[a_course(responses=CR)] * 6, not_infused(died_on=day(-5)))
    assert [(one.endpoint, one.start) for one in found.survival] == [
        (endpoint, start)
        for endpoint in Endpoint
        for start in (Start.INFUSION, Start.LEUKAPHERESIS)
    ]
    infused = found.figure(Endpoint.OVERALL, Start.INFUSION)
    collected = found.figure(Endpoint.OVERALL, Start.LEUKAPHERESIS)
    assert infused is not None
    assert collected is not None
    assert (infused.survival.patients, infused.survival.events) == (6, 0)
    assert (collected.survival.patients, collected.survival.events) == (7, 1)
    assert (found.referred, found.collected, found.infused) == (7, 7, 6)


def test_mortality_is_told_with_its_causes() -> None:
    dead = [a_course(died_on=day(60), cause=DeathCause.INFECTION)] * 2
    later = a_course(died_on=day(200), cause=DeathCause.DISEASE)
    found = outcomes(*[a_course()] * 7, *dead, later)
    by_100, by_year = found.mortality
    assert by_100.estimate.share is not None
    assert round(by_100.estimate.share, 3) == 0.2
    assert (by_100.deaths, by_100.causes) == (2, ((DeathCause.INFECTION, 2),))
    assert by_year.causes == ((DeathCause.INFECTION, 2), (DeathCause.DISEASE, 1))
    assert by_year.estimate.interval is not None
    assert by_year.estimate.interval.low < 0.3 < by_year.estimate.interval.high


def test_few_at_risk_have_no_estimate() -> None:
    found = outcomes(*[a_course()] * 4)
    assert found.survival[0].told[1].reason is NotGiven.FEW_AT_RISK
    assert found.mortality[0].estimate.share is None
    assert found.warning.startswith("Small numbers: 4 infused.")
    assert found.survival[0].warnings == ("4 patients: read the intervals",)


def test_patients_not_assessed_for_long_are_warned_of() -> None:
    found = outcomes(*[a_course(responses=CR)] * 20)
    figure = found.figure(Endpoint.EVENT_FREE, Start.INFUSION)
    assert figure is not None
    assert figure.ended_by == ((EndedBy.LAST_ASSESSMENT, 20),)
    assert figure.unassessed == 20
    assert figure.warnings[0].startswith("20 were seen alive more than half a year after")
    assert found.warning == ""


def test_another_disease_has_no_response_and_no_event_free_survival() -> None:
    lymphoma = a_course(disease=Disease.LBCL, responses=CR)
    found = outcomes(lymphoma, wanted=CohortFilter(disease=None))
    assert found.response is None
    assert {one.endpoint for one in found.survival} == {Endpoint.OVERALL}
    assert "B-ALL" in found.not_given
    assert found.published == ()


def test_published_figures_are_of_the_same_targets() -> None:
    both = frozenset({Target.CD19, Target.CD22})
    found = outcomes(a_course(targets=both))
    assert found.published
    assert {one.numbers.targets for one in found.published if one.numbers} == {both}
    assert 1 in {one.source for one in found.published}
    assert {source.number for source in found.sources} == {one.source for one in found.published}


def test_published_figures_are_of_the_product_asked_for_where_there_are_any() -> None:
    wanted = CohortFilter(product="brexu_cel")
    found = outcomes(a_course(), wanted=wanted, product_name="Brexucabtagene autoleucel")
    assert {one.product for one in found.published} == {"Brexucabtagene autoleucel"}
    unknown = outcomes(a_course(), wanted=wanted, product_name="A product of our own")
    assert len({one.product for one in unknown.published}) > 3


def test_an_empty_cohort_gives_no_figure() -> None:
    found = outcomes()
    assert found.infused == 0
    assert found.survival[0].survival.at(100).reason is NotGiven.NOBODY
    assert found.response is not None
    assert found.response.of_infused.share is None
    assert found.figure(Endpoint.OVERALL, Start.REFERRAL) is None
