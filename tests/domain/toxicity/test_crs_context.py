from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import RULE_VERSION, CrsFindings, Hypotension, OxygenDevice
from carttrack.domain.toxicity.crs_context import CrsContext, context
from carttrack.domain.toxicity.crs_grading import grade
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.scales import Status

START = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def seen(
    hours: float, celsius: str | None, *, other_cause: bool | None = None, **more: Any
) -> Assessment:
    findings = CrsFindings(
        temp_c=None if celsius is None else Decimal(celsius),
        fever_attributed_to_other=other_cause,
        **more,
    )
    graded = grade(findings)
    on_record = GradeOnRecord(
        derived=graded.grade,
        status=graded.status,
        at_least=graded.at_least,
        recorded=graded.grade,
        rule_version=RULE_VERSION,
    )
    return Assessment(at=at(hours), assessor="Alex Demo", crs=findings, crs_grade=on_record)


def drug(hours: float, which: Drug = Drug.TOCILIZUMAB, stopped: float | None = None) -> Given:
    return Given(
        drug=which, started_at=at(hours), stopped_at=None if stopped is None else at(stopped)
    )


def closed(hours: float) -> EpisodeClosing:
    return EpisodeClosing(toxicity=Toxicity.CRS, closed_at=at(hours), closed_by="Dr Demo")


def test_an_empty_record_has_no_circumstances() -> None:
    assert context([], [], [], at(0)) == CrsContext(
        episode_open=False, fever_treated=False, steroid_before_fever=False
    )


def test_crs_fever_and_a_drug_since_make_it_treated() -> None:
    found = context([seen(0, "37"), seen(4, "38.6")], [drug(5)], [], at(8))
    assert (found.episode_open, found.fever_treated, found.steroid_before_fever) == (
        True,
        True,
        False,
    )


def test_crs_fever_of_the_open_episode_is_on_record_without_any_drug() -> None:
    fever = [seen(4, "38.6")]
    assert context(fever, [], [], at(8)).crs_fever
    assert not context(fever, [], [closed(7)], at(8)).crs_fever
    assert not context([seen(4, "38.6", other_cause=True)], [], [], at(8)).crs_fever


def test_a_drug_between_the_assessments_around_the_fever_counts_as_given_since() -> None:
    assert context([seen(0, "37"), seen(4, "38.6")], [drug(3)], [], at(8)).fever_treated


def test_a_drug_before_the_fever_was_possible_does_not_treat_it() -> None:
    found = context([seen(0, "37"), seen(4, "38.6")], [drug(-2)], [], at(8))
    assert not found.fever_treated


def test_a_run_that_goes_on_after_the_fever_treats_it() -> None:
    running = drug(-2, Drug.DEXAMETHASONE, stopped=6)
    assert context([seen(0, "37"), seen(4, "38.6")], [running], [], at(8)).fever_treated


def test_oxygen_or_anakinra_do_not_mask_fever() -> None:
    given = [drug(5, Drug.OXYGEN), drug(5, Drug.ANAKINRA)]
    assert not context([seen(4, "38.6")], given, [], at(8)).fever_treated


def test_a_fever_of_another_cause_is_not_treated_crs() -> None:
    found = context([seen(4, "38.6", other_cause=True)], [drug(5)], [], at(8))
    assert (found.episode_open, found.fever_treated) == (False, False)


def test_a_closed_episode_forgets_its_fever() -> None:
    found = context([seen(4, "38.6")], [drug(5)], [closed(7)], at(8))
    assert (found.episode_open, found.fever_treated) == (False, False)
    assert context([seen(4, "38.6")], [drug(5)], [closed(9)], at(8)).episode_open


def test_a_steroid_before_any_fever_is_noticed() -> None:
    given = [drug(-6, Drug.DEXAMETHASONE)]
    assert context([seen(0, "37")], given, [], at(8)).steroid_before_fever
    assert not context([seen(0, "38.2")], given, [], at(8)).steroid_before_fever


def test_a_run_that_ended_before_the_last_assessment_is_not_running() -> None:
    given = [drug(-6, Drug.ANTIPYRETIC, stopped=-2)]
    assert not context([seen(0, "37")], given, [], at(8)).steroid_before_fever


def test_the_last_hypotension_and_hypoxia_are_told() -> None:
    record = [
        seen(1, "38.6", hypotension=Hypotension.NO_VASOPRESSOR),
        seen(2, "38.2", o2_device=OxygenDevice.NASAL_CANNULA, o2_flow_lpm=Decimal(2)),
        seen(4, "37.9", hypotension=Hypotension.NONE),
    ]
    found = context(record, [], [], at(8))
    assert found.since_hypotension == timedelta(hours=7)
    assert found.since_hypoxia == timedelta(hours=6)
    assert context(record[2:], [], [], at(8)).since_hypotension is None


def test_the_times_since_are_counted_to_the_instant() -> None:
    given = [
        drug(1, Drug.ANTIPYRETIC),
        drug(2),
        drug(3, Drug.METHYLPREDNISOLONE, stopped=5),
        drug(9),
    ]
    found = context([seen(0, "38.6"), seen(4, "37")], given, [], at(8))
    assert found.since_last == timedelta(hours=4)
    assert found.since_fever == timedelta(hours=8)
    assert found.since_antipyretic == timedelta(hours=7)
    assert found.since_tocilizumab == timedelta(hours=6)
    assert found.since_steroid == timedelta(hours=3)


def test_the_assessment_at_hand_and_later_ones_do_not_count() -> None:
    found = context([seen(4, "38.6"), seen(8, "39.1"), seen(12, "39.5")], [], [], at(8))
    assert found.last == seen(4, "38.6")


def test_an_assessment_not_done_is_not_the_last_one() -> None:
    missed = Assessment(at=at(6), assessor="Alex Demo", not_done_reason="patient in MRI")
    assert context([seen(4, "38.6"), missed], [], [], at(8)).last == seen(4, "38.6")


def test_an_assessment_of_icans_alone_has_no_fever() -> None:
    alone = Assessment(
        at=at(5),
        assessor="Alex Demo",
        icans=IcansFindings(),
        icans_grade=GradeOnRecord(
            derived=None, status=Status.CANNOT_GRADE, recorded=None, rule_version="icans-1"
        ),
    )
    found = context([seen(4, "38.6"), alone], [drug(6)], [], at(8))
    assert (found.last, found.since_fever, found.fever_treated) == (alone, timedelta(hours=4), True)


def test_an_episode_opened_by_hand_without_fever_has_none_to_treat() -> None:
    by_hand = Assessment(
        at=at(4),
        assessor="Alex Demo",
        crs=CrsFindings(temp_c=Decimal(37)),
        crs_grade=GradeOnRecord(
            derived=0,
            status=Status.CRITERIA_NOT_MET,
            recorded=2,
            override_reason="seen at the bedside",
            rule_version=RULE_VERSION,
        ),
    )
    found = context([by_hand], [drug(5)], [], at(8))
    assert (found.episode_open, found.fever_treated) == (True, False)
