from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import (
    CrsFindings,
    Hypotension,
    Hypoxia,
    OxygenDevice,
    VentilationReason,
)
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity, episodes, open_episode
from carttrack.domain.toxicity.icans import (
    Consciousness,
    IcansFindings,
    IceState,
    Motor,
    RaisedIcp,
    Seizure,
)
from carttrack.domain.toxicity.icans_scores import capd_grade, ice_grade
from carttrack.domain.toxicity.scales import Graded, Status
from carttrack.domain.toxicity.temperature import fahrenheit_to_celsius

Findings = TypeVar("Findings", CrsFindings, IcansFindings)
LAW = settings(deadline=None, max_examples=150)
FLAGS = st.sampled_from([None, False, True])
TEMPERATURES = st.decimals(30, 45, places=2)
START = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


CRS = st.builds(
    CrsFindings,
    temp_c=st.none() | TEMPERATURES,
    fever_attributed_to_other=FLAGS,
    fever_treated=FLAGS,
    episode_open=FLAGS,
    steroid_before_fever=FLAGS,
    hypotension=st.none() | st.sampled_from(Hypotension),
    hypotension_attributed_to_other=FLAGS,
    hypoxia=st.none() | st.sampled_from(Hypoxia),
    hypoxia_attributed_to_other=FLAGS,
    o2_device=st.none() | st.sampled_from(OxygenDevice),
    o2_flow_lpm=st.none() | st.decimals(0, 60, places=1),
    ventilation_reason=st.none() | st.sampled_from(VentilationReason),
    infection_proven=FLAGS,
).flatmap(
    lambda found: FLAGS.map(
        lambda flag: (
            found if found.hypotension is Hypotension.NONE else replace(found, vasopressin=flag)
        )
    )
)
CRS_PLAIN = CRS.map(lambda found: replace(found, o2_device=None, o2_flow_lpm=None))
ICANS = st.builds(
    IcansFindings,
    age_years=st.just(Decimal(50)),
    ice=st.none() | st.integers(0, 10),
    consciousness=st.none() | st.sampled_from(Consciousness),
    consciousness_attributed_to_other=FLAGS,
    score_attributed_to_other=FLAGS,
    sedated=FLAGS,
    seizure=st.none() | st.sampled_from(Seizure),
    motor=st.none() | st.sampled_from(Motor),
    icp=st.none() | st.sampled_from(RaisedIcp),
)


def _graded_or_field(rule: Callable[[Findings], Graded], findings: Findings) -> Graded | str:
    """The grade, or the field that the refusal names."""
    try:
        return rule(findings)
    except InvalidEntryError as error:
        return error.field


def _says_why(found: Graded) -> None:
    deciding = [reason for reason in found.reasons if reason.deciding]
    assert bool(deciding) == bool(found.grade)
    assert all(reason.grade == found.grade for reason in deciding)
    assert (found.grade is None) == (found.status is Status.CANNOT_GRADE)
    assert found.reasons


@LAW
@given(CRS)
def test_every_crs_grade_says_why_or_names_the_field_to_correct(findings: CrsFindings) -> None:
    found = _graded_or_field(crs_grading.grade, findings)
    if isinstance(found, str):
        assert found in {"hypoxia", "o2_flow_lpm"}
    else:
        _says_why(found)


@LAW
@given(ICANS)
def test_every_icans_grade_says_why(findings: IcansFindings) -> None:
    _says_why(icans_grading.grade(findings))


@LAW
@given(CRS_PLAIN, st.sampled_from(Hypotension), st.sampled_from(Hypoxia), TEMPERATURES)
def test_worse_crs_findings_never_lower_the_grade(
    findings: CrsFindings, hypotension: Hypotension, hypoxia: Hypoxia, temperature: Decimal
) -> None:
    orders = list(Hypotension), list(Hypoxia)
    worse = replace(
        findings,
        temp_c=max(findings.temp_c or temperature, temperature),
        hypotension=max(
            findings.hypotension or Hypotension.NO_VASOPRESSOR, hypotension, key=orders[0].index
        ),
        hypoxia=max(findings.hypoxia or Hypoxia.NONE, hypoxia, key=orders[1].index),
    )
    before, after = crs_grading.grade(findings), crs_grading.grade(worse)
    assert after.grade is not None
    assert after.grade >= (before.grade or 0)


@LAW
@given(CRS_PLAIN, CRS_PLAIN)
def test_recording_what_was_missing_in_crs_keeps_what_was_said(
    findings: CrsFindings, other: CrsFindings
) -> None:
    fields = ("temp_c", "hypotension", "hypoxia", "vasopressin", "fever_treated")
    missing = [name for name in fields if getattr(findings, name) is None]
    filled = {name: getattr(other, name) for name in missing}
    assume(not (findings.episode_open is False and filled.get("fever_treated")))
    try:
        complete = replace(findings, **filled)
    except InvalidEntryError:
        assume(False)  # noqa: FBT003  (hypothesis takes it so)
    _kept(crs_grading.grade(findings), crs_grading.grade(complete))


@LAW
@given(ICANS, ICANS)
def test_recording_what_was_missing_in_icans_keeps_what_was_said(
    findings: IcansFindings, other: IcansFindings
) -> None:
    fields = ("ice", "consciousness", "seizure", "motor", "icp")
    missing = [name for name in fields if getattr(findings, name) is None]
    complete = replace(findings, **{name: getattr(other, name) for name in missing})
    _kept(icans_grading.grade(findings), icans_grading.grade(complete))


def _kept(before: Graded, after: Graded) -> None:
    """A grade is a lower bound when it says "at least", and stands as it is when it does not."""
    if before.grade is None:
        return
    assert after.grade is not None
    assert after.grade >= before.grade
    assert before.at_least or after.grade == before.grade


@LAW
@given(
    ICANS,
    st.integers(0, 10),
    st.sampled_from(Consciousness),
    st.sampled_from(Seizure),
    st.sampled_from(RaisedIcp),
)
def test_worse_icans_findings_never_lower_the_grade(
    findings: IcansFindings,
    ice: int,
    consciousness: Consciousness,
    seizure: Seizure,
    icp: RaisedIcp,
) -> None:
    worse = replace(
        findings,
        ice=ice if findings.ice is None else min(findings.ice, ice),
        consciousness=max(
            findings.consciousness or consciousness, consciousness, key=list(Consciousness).index
        ),
        seizure=max(findings.seizure or seizure, seizure, key=list(Seizure).index),
        icp=max(findings.icp or icp, icp, key=list(RaisedIcp).index),
    )
    before, after = icans_grading.grade(findings), icans_grading.grade(worse)
    assert after.grade is not None
    assert after.grade >= (before.grade or 0)


@LAW
@given(st.sampled_from(IceState), st.sampled_from(Consciousness))
def test_a_score_that_was_not_done_never_hides_consciousness(
    state: IceState, level: Consciousness
) -> None:
    findings = IcansFindings(age_years=Decimal(50), ice_state=state, consciousness=level)
    found = _graded_or_field(icans_grading.grade, findings)
    if isinstance(found, str):
        assert (state, found) == (IceState.UNAROUSABLE, "ice_state")
    else:
        assert found.grade is not None
        assert found.grade >= list(Consciousness).index(level)


def test_a_lower_ice_and_a_higher_capd_never_lower_the_grade() -> None:
    ice = [ice_grade(score) for score in range(11)]
    capd = [capd_grade(score) for score in range(33)]
    assert ice == sorted(ice, reverse=True)
    assert capd == sorted(capd)


@LAW
@given(st.integers(300, 450))
def test_every_tenth_of_a_degree_comes_back_exactly_from_fahrenheit(tenths: int) -> None:
    celsius = Decimal(tenths) / 10
    assert fahrenheit_to_celsius(celsius * 9 / 5 + 32) == celsius


def _assessment(minute: int, grade: int) -> Assessment:
    on_record = GradeOnRecord(
        derived=grade, status=Status.GRADED, recorded=grade, rule_version="crs-1"
    )
    return Assessment(
        at=START + timedelta(minutes=minute), assessor="A", crs=CrsFindings(), crs_grade=on_record
    )


def _closing(minute: int) -> EpisodeClosing:
    return EpisodeClosing(
        toxicity=Toxicity.CRS, closed_at=START + timedelta(minutes=minute), closed_by="B"
    )


MINUTES = st.integers(0, 60)


@LAW
@given(
    st.lists(st.builds(_assessment, MINUTES, st.integers(0, 4)), unique_by=lambda a: a.at),
    st.lists(st.builds(_closing, MINUTES), unique_by=lambda c: c.closed_at),
)
def test_episodes_do_not_overlap_and_hold_every_grade(
    assessments: list[Assessment], closings: list[EpisodeClosing]
) -> None:
    found = episodes(assessments, closings)
    assert episodes(assessments[::-1], closings[::-1]) == found
    for earlier, later in pairwise(found):
        assert earlier.closing is not None
        assert earlier.closing.closed_at < later.opened_at
    for assessment in assessments:
        assert assessment.crs_grade is not None
        inside = [
            episode
            for episode in found
            if episode.opened_at <= assessment.at
            and (episode.closing is None or assessment.at <= episode.closing.closed_at)
        ]
        recorded = assessment.crs_grade.recorded or 0
        assert len(inside) <= 1
        assert recorded <= (inside[0].maximum if inside else 0)
    last = open_episode(found, Toxicity.CRS)
    assert last is None or last is found[-1]
