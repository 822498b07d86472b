from datetime import timedelta
from typing import Any

import pytest

from carttrack.domain.board.cards import BoardCard, BoardView
from carttrack.domain.board.flags import FlagKind, Urgency
from carttrack.domain.board.usual import Usual, UsualDays, usual_days
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord
from carttrack.domain.patients import Death, DeathCause
from carttrack.store.load import LoadedCourse, LoadedPatient, load
from carttrack.store.work import Store
from carttrack.store.worklists import PatientFilter
from carttrack.store.worklists.board import board
from carttrack.store.worklists.step_days import step_days
from tests.builders import NOW, TODAY, an_infusion
from tests.store.builders import a_course, a_patient, a_step, a_visit, an_assessment
from tests.store.test_listing import a_record, day

ON, OFF = PatientFilter(on_path=True), PatientFilter(on_path=False)


def seen(store: Store, filters: PatientFilter = ON, **how: Any) -> BoardView:
    usual: Usual = how.pop("usual", {})
    with store.reading() as work:
        return board(work, today=TODAY, now=NOW, usual=usual, filters=filters, **how)


def places(view: BoardView) -> dict[str, list[str]]:
    return {
        column.place.value: [card.person.mrn for card in column.cards]
        for column in view.columns
        if column.cards
    }


def one_card(store: Store, **how: Any) -> BoardCard:
    cards = [card for column in seen(store, **how).columns for card in column.cards]
    assert len(cards) == 1
    return cards[0]


def in_step(step: Step, started: int = -3) -> list[StepRecord]:
    return [a_step(step, started_on=day(started))]


def test_every_step_is_a_column_and_patients_stand_where_their_course_does(store: Store) -> None:
    load(
        store,
        [
            a_record(number, LoadedCourse(course=a_course(), steps=in_step(step)))
            for number, step in enumerate(STEPS)
        ],
    )
    view = seen(store)
    assert [column.place for column in view.columns] == list(STEPS)
    assert [len(column.cards) for column in view.columns] == [1] * len(STEPS)
    assert view.total == len(STEPS)


def test_a_patient_without_a_course_stands_under_referral(store: Store) -> None:
    load(store, [LoadedPatient(patient=a_patient(), entered_at=NOW, entered_by="S", courses=())])
    card = one_card(store)
    assert (card.place, [flag.kind for flag in card.flags]) == (
        Step.REFERRAL,
        [FlagKind.NO_COURSE],
    )


def test_a_column_counts_all_and_shows_those_that_are_due_first(store: Store) -> None:
    load(
        store,
        [
            a_record(
                number,
                LoadedCourse(
                    course=a_course(), steps=[a_step(Step.EVALUATION, planned_on=day(9 - number))]
                ),
            )
            for number in range(5)
        ],
    )
    (referral, *_) = seen(store, cards=2).columns
    assert referral.total == 5
    assert [card.person.mrn for card in referral.cards] == ["9000004", "9000003"]


def test_the_ways_out_are_columns_of_their_own(store: Store) -> None:
    def ended(reason: EndReason) -> LoadedCourse:
        return LoadedCourse(course=a_course(ended_on=day(-2), end_reason=reason))

    load(
        store,
        [
            a_record(1, ended(EndReason.SCREEN_FAILURE)),
            a_record(2, ended(EndReason.WITHDREW)),
            a_record(3, ended(EndReason.DIED)),
            a_record(4, LoadedCourse(course=a_course(), infusion=an_infusion(), steps=[])),
            a_record(5, LoadedCourse(course=a_course())),
        ],
    )
    with store.work("Record deaths") as work:
        for number in (3, 4):
            death = Death(died_on=day(-1), cause=DeathCause.UNKNOWN, stated_by="B. Muster")
            work.deaths.add(PatientId(number), death)
    assert places(seen(store, OFF)) == {
        EndReason.SCREEN_FAILURE.value: ["9000001"],
        SetbackKind.DIED_BEFORE_INFUSION.value: ["9000003"],
        EndReason.DIED.value: ["9000004"],
        EndReason.WITHDREW.value: ["9000002"],
    }
    assert places(seen(store)) == {Step.REFERRAL.value: ["9000005"]}


def test_searching_and_filters_choose_whose_cards_there_are(store: Store) -> None:
    load(
        store,
        [
            a_record(1, LoadedCourse(course=a_course()), family_name="Příkladová"),
            a_record(2, LoadedCourse(course=a_course()), family_name="Örnek", coordinator="B. M."),
        ],
    )
    assert seen(store, search="prikl").total == 1
    assert seen(store, PatientFilter(on_path=True, coordinator="B. M.")).total == 1


def test_a_card_says_since_when_and_how_long_is_usual(store: Store) -> None:
    steps = [
        a_step(Step.LEUKAPHERESIS, started_on=day(-31), finished_on=day(-31)),
        a_step(Step.MANUFACTURING, started_on=day(-30)),
    ]
    load(store, [a_record(1, LoadedCourse(course=a_course(product="tisa_cel"), steps=steps))])
    usual = {("tisa_cel", Step.MANUFACTURING): UsualDays(low=21, high=28, patients=12)}
    card = one_card(store, usual=usual)
    assert (card.days_in_step(TODAY), card.days_over(TODAY)) == (31, 3)


def test_grades_are_on_cards_in_monitoring_and_of_open_episodes_only(store: Store) -> None:
    def infused(step: Step, *found: Any) -> LoadedCourse:
        return LoadedCourse(
            course=a_course(),
            infusion=an_infusion(started_at=NOW - timedelta(days=40)),
            steps=in_step(step),
            assessments=list(found),
        )

    load(
        store,
        [
            a_record(1, infused(Step.MONITORING)),
            a_record(2, infused(Step.MONITORING, an_assessment(grade=0))),
            a_record(3, infused(Step.FOLLOW_UP, an_assessment(grade=0))),
            a_record(4, infused(Step.FOLLOW_UP, an_assessment(grade=2))),
        ],
    )
    cards = {card.person.mrn[-1]: card for column in seen(store).columns for card in column.cards}
    grades = {number: card.crs and card.crs.grade for number, card in cards.items()}
    assert grades == {"1": None, "2": 0, "3": None, "4": 2}
    assert cards["1"].crs is not None
    assert cards["3"].crs is None


def test_flags_come_from_what_is_on_record(store: Store) -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="DEMO-1", expires_on=day(-1))
    made = LoadedCourse(course=a_course(), steps=in_step(Step.MANUFACTURING), identifiers=[lot])
    late = LoadedCourse(
        course=a_course(), steps=in_step(Step.FOLLOW_UP), visits=[a_visit(latest=day(-2))]
    )
    load(store, [a_record(1, made), a_record(2, late)])
    found = {
        card.person.mrn[-1]: [(flag.kind, flag.urgency) for flag in card.flags]
        for column in seen(store).columns
        for card in column.cards
    }
    assert found == {
        "1": [(FlagKind.EXPIRED, Urgency.HELD), (FlagKind.CONSENT, Urgency.OPEN)],
        "2": [(FlagKind.VISIT, Urgency.LATE)],
    }


@pytest.mark.parametrize(
    ("steps", "took"),
    [
        ([a_step(Step.REFERRAL, started_on=day(-9), finished_on=day(-5))], {Step.REFERRAL: 4}),
        (
            [
                a_step(Step.REFERRAL, started_on=day(-9), finished_on=day(-5)),
                a_step(Step.EVALUATION, started_on=day(-3), finished_on=day(-1)),
            ],
            {Step.REFERRAL: 4, Step.EVALUATION: 4},
        ),
        (
            [
                a_step(Step.REFERRAL, started_on=day(-9), finished_on=day(-2)),
                a_step(Step.EVALUATION, started_on=day(-6), finished_on=day(-1)),
            ],
            {Step.REFERRAL: 3, Step.EVALUATION: 5},
        ),
        ([a_step(Step.REFERRAL, started_on=day(-9))], {}),
        ([a_step(Step.REFERRAL, skipped_reason="referred by phone")], {}),
    ],
)
def test_a_step_lasts_from_coming_to_it_to_leaving_it(
    store: Store, steps: list[StepRecord], took: dict[Step, int]
) -> None:
    course = a_course(opened_on=day(-9), product="tisa_cel")
    load(store, [a_record(number, LoadedCourse(course=course, steps=steps)) for number in range(5)])
    with store.reading() as work:
        found = list(step_days(work))
    assert {step: days for _, step, days, _ in found} == took
    assert all(patients == 5 for *_, patients in found)
    assert set(usual_days(found)) == {("tisa_cel", step) for step in took}


def test_a_void_step_is_left_out(store: Store, course_id: CourseId) -> None:
    with store.work("Keep") as work:
        done = a_step(Step.REFERRAL, started_on=day(-9), finished_on=day(-5))
        entry_id = work.steps.add(course_id, done)
    with store.work("Void") as work:
        work.steps.void(entry_id, "wrong patient")
    with store.reading() as work:
        assert list(step_days(work)) == []
