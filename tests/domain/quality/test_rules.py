"""Every data-quality rule finds what it is named for, and nothing in a sound record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack import paths
from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_text import parse_registry
from carttrack.domain.follow_up.schedule import plan_visits
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.response import MrdMethod, MrdResult
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.checklists import Checklist, Clearance
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import MilestoneKind
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import (
    AntigenStatus,
    AntigenTest,
    Contact,
    ContactKind,
    Death,
    DeathCause,
    PriorCd19,
    Target,
    TherapyKind,
    TherapyLine,
    Weight,
)
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.quality.findings import Inspection
from carttrack.domain.quality.rules import RULES, findings
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.episodes import Episode, Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.scales import Status
from tests.builders import a_patient, a_response, an_infusion, crs_findings
from tests.domain.pathway.cases import (
    DAY0,
    ZONE,
    a_case,
    a_course,
    a_product,
    closed,
    dead,
    done,
    kept,
    signed,
    with_step,
    without_step,
)

PROTOCOL = parse(paths.resource("protocols/default.toml").read_text(encoding="utf-8"))
CIBMTR = parse_registry(paths.resource("registries/cibmtr.toml").read_text(encoding="utf-8"))
TODAY = date(2027, 3, 1)
AT = Inspection(today=TODAY, zone=ZONE, plans={Registry.CIBMTR: CIBMTR})
PHONE = Contact(kind=ContactKind.CAREGIVER, name="M. Demo", phone="555 0123")
FORM = VisitForm(seen_on=date(2026, 11, 20), visit="day_28")
ASSESSED = datetime(2026, 10, 25, 8, tzinfo=UTC)
GRADE_1 = GradeOnRecord(derived=1, status=Status.GRADED, recorded=1, rule_version="1")
ASSESSMENT = Assessment(at=ASSESSED, assessor="R. Demo", crs=crs_findings(), crs_grade=GRADE_1)


def sound(**changes: Any) -> CaseFile:
    """A case after Day 28 in which nothing is wrong."""
    visits = [
        replace(v, completed_on=date(2026, 11, 20)) if v.code == "day_28" else v
        for v in plan_visits(DAY0, PROTOCOL)
    ]
    course = kept(a_course(registry_track=RegistryTrack.CRF_15_YEARS))
    case = a_case(
        Step.FOLLOW_UP,
        course=course,
        courses=(course,),
        protocol=PROTOCOL,
        contacts=(kept(PHONE),),
        clearances=tuple(
            kept(Clearance(checklist=c, signed_at=datetime(2026, 9, 7, tzinfo=UTC), signed_by="R"))
            for c in Checklist
        ),
        identifiers=tuple(kept(Identifier(kind=kind, value="1")) for kind in IdentifierKind),
        visits=tuple(kept(visit) for visit in visits),
        visit_forms=(kept(FORM),),
        responses=(kept(a_response()),),
        assessments=(kept(ASSESSMENT),),
    )
    case = with_step(case, done(Step.LYMPHODEPLETION, finished_on=date(2026, 10, 20)))
    return replace(case, **changes)


def person(**changes: Any) -> CaseFile:
    return sound(patient=kept(a_patient(**changes)))


def line(**changes: Any) -> TherapyLine:
    return replace(TherapyLine(kind=TherapyKind.CHEMOTHERAPY, drug="FLAG-Ida"), **changes)


def visit(code: str, **changes: Any) -> CaseFile:
    return sound(
        visits=tuple(
            replace(k, value=replace(k.value, **changes)) if k.value.code == code else k
            for k in sound().visits
        )
    )


def infusion(**changes: Any) -> CaseFile:
    return sound(infusion=kept(an_infusion(**changes)))


def response(**changes: Any) -> CaseFile:
    return sound(responses=(kept(a_response(**changes)),))


def episode(opened: datetime) -> CaseFile:
    found = Episode(toxicity=Toxicity.CRS, opened_at=opened, maximum=2, maximum_at=opened)
    return sound(episodes=(found,))


def without_identifier(kind: IdentifierKind) -> CaseFile:
    return sound(identifiers=tuple(k for k in sound().identifiers if k.value.kind is not kind))


def by_hand() -> CaseFile:
    grade = GradeOnRecord(
        derived=None,
        status=Status.CANNOT_GRADE,
        recorded=2,
        override_reason="seen",
        rule_version="1",
    )
    return sound(assessments=(kept(replace(ASSESSMENT, crs_grade=grade)),))


def died(cause: DeathCause, **changes: Any) -> CaseFile:
    case = sound(death=kept(Death(died_on=date(2027, 1, 5), cause=cause, stated_by="R. Demo")))
    course = a_course(
        registry_track=RegistryTrack.CRF_15_YEARS,
        ended_on=date(2027, 1, 5),
        end_reason=EndReason.DIED,
    )
    return replace(case, course=kept(course), **changes)


def lost() -> CaseFile:
    course = a_course(
        registry_track=RegistryTrack.CRF_15_YEARS,
        ended_on=date(2027, 2, 1),
        end_reason=EndReason.LOST_TO_CONTACT,
    )
    return sound(course=kept(course))


def collected(on: date) -> CaseFile:
    record = StepRecord(step=Step.LEUKAPHERESIS, started_on=on, finished_on=on)
    return with_step(sound(), record)


def given(drug: Drug, *at: datetime, **changes: Any) -> CaseFile:
    return sound(given=tuple(kept(Given(drug=drug, started_at=each, **changes)) for each in at))


def signed_late() -> CaseFile:
    late = Clearance(
        checklist=Checklist.BEFORE_INFUSION,
        signed_at=datetime(2026, 10, 24, 9, tzinfo=UTC),
        signed_by="R. Demo",
    )
    others = [k for k in sound().clearances if k.value.checklist is not Checklist.BEFORE_INFUSION]
    return sound(clearances=(*others, kept(late)))


def reported_outside() -> CaseFile:
    form = RegistryForm(
        registry=Registry.CIBMTR,
        form="4100",
        time_point="day_100",
        contact_on=date(2027, 1, 10),
    )
    return sound(registry_forms=(kept(form),))


WRONG: list[tuple[str, Callable[[], CaseFile], str]] = [
    (
        "no_phone",
        lambda: sound(contacts=()),
        "No telephone number is on record, neither the patient's nor a contact's.",
    ),
    (
        "minor_without_guardian",
        lambda: person(birth_date=date(2009, 3, 2)),
        "The patient is a minor, and no guardian is among the contacts.",
    ),
    (
        "no_language",
        lambda: person(interpreter_needed=True),
        "An interpreter is needed, and the language is not on record.",
    ),
    (
        "undated_burden",
        lambda: person(burden_percent=Decimal(40)),
        "Marrow blasts of 40 % have no day.",
    ),
    (
        "transplant_contradiction",
        lambda: sound(
            patient=kept(a_patient(prior_transplant=False)),
            therapy_lines=(kept(line(kind=TherapyKind.TRANSPLANT_ALLOGENEIC, drug="HSCT")),),
        ),
        "No earlier HSCT is stated, and HSCT is among the earlier therapy.",
    ),
    (
        "cd19_contradiction",
        lambda: sound(
            patient=kept(a_patient(prior_cd19=PriorCd19.NONE)),
            therapy_lines=(kept(line(drug="blinatumomab", target=Target.CD19)),),
            antigen_tests=(
                kept(
                    AntigenTest(
                        target=Target.CD19,
                        tested_on=date(2026, 9, 1),
                        status=AntigenStatus.POSITIVE,
                    )
                ),
            ),
        ),
        (
            "No earlier CD19-directed therapy is stated, and blinatumomab is among the earlier "
            "therapy."
        ),
    ),
    (
        "before_birth",
        lambda: sound(
            weights=(kept(Weight(kg=Decimal(60), measured_on=date(1991, 1, 1))),),
        ),
        "The weight of 1 Jan 1991 was measured before the birth date.",
    ),
    (
        "death_without_cause",
        lambda: died(DeathCause.UNKNOWN),
        "The cause of death is not known.",
    ),
    (
        "death_without_grade",
        lambda: died(DeathCause.CRS),
        "The death is stated to be from CRS, and no grade 5 is on record.",
    ),
    (
        "open_after_death",
        lambda: dead(sound(), date(2027, 1, 5)),
        "The patient died on 5 Jan 2027; the course is open.",
    ),
    (
        "lost_without_attempts",
        lost,
        "The course is closed as lost to contact, and no attempt is on record.",
    ),
    (
        "reconsent_open",
        lambda: person(birth_date=date(2009, 1, 2)),
        "Consent was given as a minor; it was due again on 2 Jan 2027.",
    ),
    (
        "steps_out_of_order",
        lambda: collected(date(2026, 9, 20)),
        "Manufacturing began on 15 Sep 2026, before leukapheresis on 20 Sep 2026.",
    ),
    (
        "dated_in_future",
        lambda: with_step(sound(), StepRecord(step=Step.FOLLOW_UP, started_on=date(2027, 3, 2))),
        "Follow-up is entered as done on 2 Mar 2027, a day to come.",
    ),
    (
        "step_without_end",
        lambda: with_step(sound(), StepRecord(step=Step.EVALUATION, started_on=date(2026, 8, 31))),
        "Evaluation has begun and has no end, though a later step has begun.",
    ),
    (
        "received_before_collected",
        lambda: sound(
            milestones=(
                *sound().milestones,
                kept(signed(MilestoneKind.PRODUCT_RECEIVED, date(2026, 9, 1))),
            )
        ),
        "The product was received on 1 Sep 2026, before leukapheresis on 14 Sep 2026.",
    ),
    (
        "making_time",
        lambda: collected(date(2025, 4, 22)),
        (
            "Leukapheresis to infusion took 549 days; starting material is kept up to 18 months. "
            "Check both dates."
        ),
    ),
    (
        "consent_missing",
        lambda: sound(
            milestones=tuple(
                k for k in sound().milestones if k.value.kind is not MilestoneKind.CONSENT_TREATMENT
            )
        ),
        "Consent to treatment is not on record as signed by 23 Oct 2026.",
    ),
    (
        "identifier_missing",
        lambda: without_identifier(IdentifierKind.CHAIN_OF_IDENTITY),
        "Chain of identity is missing.",
    ),
    (
        "din_check",
        lambda: sound(
            identifiers=(
                *sound().identifiers,
                kept(Identifier(kind=IdentifierKind.DIN, value="G123498654321J")),
            )
        ),
        (
            "The check character J does not fit G123498654321: a character of the donation number "
            "may be wrong. Is it as on the label?"
        ),
    ),
    (
        "unsigned_gate",
        signed_late,
        "Go/no-go before infusion was signed on 24 Oct 2026, after infusion began on 23 Oct 2026.",
    ),
    (
        "dose_missing",
        lambda: infusion(dose=None, dose_unit=None),
        "The infusion has no dose.",
    ),
    (
        "dose_without_weight",
        lambda: infusion(weight_kg=None, weighed_on=None),
        "The dose of 23 Oct 2026 is per kg, and its weight is not on record.",
    ),
    (
        "unchecked_infusion",
        lambda: infusion(checked_by="b. muster"),
        "B. Muster is named twice: the identity is checked by two people.",
    ),
    (
        "antigen_not_retested",
        lambda: sound(
            therapy_lines=(kept(line(drug="blinatumomab", target=Target.CD19, stopped="2026-05")),)
        ),
        "CD19 was not tested after the last therapy against it (2026-05).",
    ),
    (
        "grade_without_findings",
        by_hand,
        "CRS grade 2 of 25 Oct 2026 stands without findings that give a grade.",
    ),
    (
        "episode_open",
        lambda: episode(datetime(2026, 10, 25, 8, tzinfo=UTC)),
        "The CRS episode of 25 Oct 2026 is open after 60 days.",
    ),
    (
        "never_assessed",
        lambda: sound(assessments=()),
        "No assessment is on record from Day 0 to Day +14.",
    ),
    (
        "graded_before_infusion",
        lambda: episode(datetime(2026, 10, 20, 8, tzinfo=UTC)),
        "The CRS episode of 20 Oct 2026 begins before the infusion on 23 Oct 2026.",
    ),
    (
        "unusual_doses",
        lambda: given(Drug.TOCILIZUMAB, ASSESSED, ASSESSED + timedelta(hours=5)),
        (
            "Tocilizumab 2: recorded 5 h after the one before; the 2018 Kymriah text names at "
            "least 8 h. Check the entry."
        ),
    ),
    (
        "endless_run",
        lambda: given(Drug.VASOPRESSOR, ASSESSED, name="norepinephrine"),
        "Norepinephrine begun on 25 Oct 2026 has no end.",
    ),
    (
        "visit_outside_window",
        lambda: visit("day_28", completed_on=date(2026, 11, 30)),
        "Day +28 was completed on 30 Nov 2026, outside its window 16 Nov 2026 to 24 Nov 2026.",
    ),
    (
        "visit_without_form",
        lambda: visit("day_14", completed_on=date(2026, 11, 6)),
        "Day +14 is completed, and nothing was recorded at it.",
    ),
    (
        "day_28_response",
        lambda: sound(responses=()),
        "No response is on record for Day 28, 16 Nov 2026 to 24 Nov 2026.",
    ),
    (
        "response_without_statement",
        lambda: response(stated=None),
        "The assessment of 18 Nov 2026 carries no response stated by a clinician.",
    ),
    (
        "marrow_pending",
        lambda: response(marrow_blasts=None, marrow_pending=True),
        "A result of 18 Nov 2026 is still pending after 30 days.",
    ),
    (
        "mrd_unqualified",
        lambda: response(mrd=MrdResult.NOT_DETECTED, mrd_method=MrdMethod.FLOW),
        "MRD of 18 Nov 2026 has no sensitivity.",
    ),
    (
        "after_death",
        lambda: died(DeathCause.DISEASE, responses=(kept(a_response(assessed_on=TODAY)),)),
        "A response is dated 1 Mar 2027, after the death.",
    ),
    (
        "relapse_without_antigen",
        lambda: sound(
            relapses=(kept(Relapse(happened_on=date(2027, 2, 3), kind=RelapseKind.MARROW)),)
        ),
        "The relapse of 3 Feb 2027 says nothing of CD19 and CD22 on the blasts.",
    ),
    (
        "malignancy_not_reported",
        lambda: sound(
            second_malignancies=(
                kept(SecondMalignancy(diagnosed_on=date(2027, 2, 3), kind=MalignancyKind.T_CELL)),
            )
        ),
        "The T-cell malignancy of 3 Feb 2027 is not on record as reported.",
    ),
    (
        "registry_track_missing",
        lambda: sound(course=kept(a_course())),
        "The registry track is not on record, so no registry form can be due.",
    ),
    (
        "registry_id_missing",
        lambda: replace(
            without_identifier(IdentifierKind.REGISTRY),
            registry_forms=reported_outside().registry_forms,
        ),
        "Registry forms are on record, and the registry ID is missing.",
    ),
    (
        "contact_outside_window",
        reported_outside,
        "Form 4100, Day 100, reports the contact of 10 Jan 2027, outside its window.",
    ),
]


def test_a_sound_record_has_no_finding() -> None:
    assert [(found.rule, found.text) for found in findings(sound(), AT)] == []


@pytest.mark.parametrize(("rule", "case", "text"), WRONG, ids=[rule for rule, _, _ in WRONG])
def test_the_rule_says_what_is_wrong(rule: str, case: Callable[[], CaseFile], text: str) -> None:
    assert (rule, text) in [(found.rule, found.text) for found in findings(case(), AT)]


def test_every_rule_but_the_label_one_stands_in_the_table() -> None:
    assert {rule.code for rule in RULES} - {rule for rule, _, _ in WRONG} == {"ld_interval"}


def test_no_two_rules_share_a_code_or_a_title() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.title for rule in RULES}) == len(RULES)


def test_lymphodepletion_outside_the_label_is_found() -> None:

    case = with_step(
        sound(product=a_product("tisa_cel")),
        done(Step.LYMPHODEPLETION, finished_on=date(2026, 10, 2), started_on=date(2026, 9, 29)),
    )
    assert "ld_interval" in {found.rule for found in findings(case, AT)}


def test_a_minor_with_a_guardian_is_not_listed() -> None:
    guardian = Contact(kind=ContactKind.GUARDIAN, name="M. Demo", phone="1")
    case = replace(person(birth_date=date(2010, 1, 1)), contacts=(kept(guardian),))
    assert "minor_without_guardian" not in {found.rule for found in findings(case, AT)}


def test_an_attempt_on_record_settles_the_loss() -> None:
    attempt = ContactAttempt(
        at=datetime(2027, 1, 20, 9, tzinfo=UTC),
        how=ContactMethod.LETTER,
        by="A. Demo",
        outcome=ContactOutcome.NO_ANSWER,
    )
    case = replace(lost(), contact_attempts=(kept(attempt),))
    assert "lost_without_attempts" not in {found.rule for found in findings(case, AT)}


def test_before_the_infusion_nothing_after_it_is_missed() -> None:
    case = replace(
        a_case(Step.LEUKAPHERESIS), contacts=(kept(PHONE),), clearances=sound().clearances
    )
    assert findings(case, AT) == ()


def test_a_closed_course_is_not_asked_for_its_day_28_response() -> None:
    case = replace(closed(sound()), responses=())
    assert "day_28_response" not in {found.rule for found in findings(case, AT)}


def test_a_finding_names_its_place() -> None:
    [found] = findings(infusion(dose=None, dose_unit=None), AT)
    assert (found.tab.value, found.step) == ("pathway", Step.INFUSION)


def accepted_as(text: str) -> AcceptedFinding:
    return AcceptedFinding(
        rule="visit_outside_window",
        subject="day_28",
        text=text,
        reason="snow",
        accepted_by="A. Demo",
        accepted_at=datetime(2026, 12, 1, tzinfo=UTC),
    )


def test_an_accepted_finding_is_shown_with_its_reason_and_no_longer_open() -> None:
    case = visit("day_28", completed_on=date(2026, 11, 30))
    text = "Day +28 was completed on 30 Nov 2026, outside its window 16 Nov 2026 to 24 Nov 2026."
    case = replace(case, accepted_findings=(kept(accepted_as(text)),))
    [found] = findings(case, AT)
    assert found.accepted is not None
    assert found.accepted.value.reason == "snow"


def test_an_accepted_finding_stands_again_when_the_facts_change() -> None:
    text = "Day +28 was completed on 30 Nov 2026, outside its window 16 Nov 2026 to 24 Nov 2026."
    case = visit("day_28", completed_on=date(2026, 12, 2))
    case = replace(case, accepted_findings=(kept(accepted_as(text)),))
    assert [(found.rule, found.accepted) for found in findings(case, AT)] == [
        ("visit_outside_window", None)
    ]


@pytest.mark.parametrize("days", [0, 30, 365, 3650])
def test_a_sentence_stays_the_same_from_day_to_day(days: int) -> None:
    later = replace(AT, today=TODAY + timedelta(days=days))
    case = episode(datetime(2026, 10, 25, 8, tzinfo=UTC))
    texts = {f.text for f in findings(case, later) if f.rule == "episode_open"}
    assert texts == {"The CRS episode of 25 Oct 2026 is open after 60 days."}


def test_a_record_without_a_course_can_be_looked_at() -> None:
    bare = CaseFile(patient_id=sound().patient_id, patient=sound().patient)
    assert [found.rule for found in findings(bare, AT)] == ["no_phone"]


def test_a_step_left_out_is_no_step_out_of_order() -> None:
    case = without_step(sound(), Step.MANUFACTURING)
    assert "steps_out_of_order" not in {found.rule for found in findings(case, AT)}
