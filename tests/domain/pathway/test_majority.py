"""Who consented as a minor consents again at 18."""

from dataclasses import replace
from datetime import date

import pytest

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.majority import birthday, reconsent_due
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.moves import missing_for
from carttrack.domain.pathway.steps import Step
from tests.builders import a_patient
from tests.domain.pathway.cases import a_case, codes, dead, kept, signed

BORN = date(2009, 5, 4)
OF_AGE = date(2027, 5, 4)


def a_minor(*more: Milestone, born: date = BORN) -> CaseFile:
    case = a_case(Step.FOLLOW_UP, patient=kept(a_patient(birth_date=born)))
    return replace(case, milestones=(*case.milestones, *map(kept, more)))


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2009, 5, 4), date(2027, 5, 4)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 28)),
        (date(2009, 12, 31), date(2027, 12, 31)),
        (date(2010, 1, 1), date(2028, 1, 1)),
    ],
)
def test_majority_is_the_18th_birthday(born: date, of_age: date) -> None:
    assert birthday(born, 18) == of_age


def test_a_leap_day_birthday_stays_one_in_a_leap_year() -> None:
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


def test_consents_of_a_minor_are_due_again_at_majority() -> None:
    due = reconsent_due(a_minor())
    assert due is not None
    assert (due.due_on, due.done_on) == (OF_AGE, None)
    assert due.consents == (MilestoneKind.CONSENT_TREATMENT, MilestoneKind.CONSENT_LEUKAPHERESIS)


def test_an_adult_consents_once() -> None:
    assert reconsent_due(a_case(Step.FOLLOW_UP)) is None


def test_a_re_consent_settles_it() -> None:
    due = reconsent_due(a_minor(signed(MilestoneKind.RECONSENT, OF_AGE)))
    assert due is not None
    assert due.done_on == OF_AGE


def test_a_re_consent_before_the_birthday_does_not() -> None:
    due = reconsent_due(a_minor(signed(MilestoneKind.RECONSENT, date(2027, 5, 3))))
    assert due is not None
    assert due.done_on is None


def test_each_consent_given_again_settles_it_too() -> None:
    again = [
        signed(MilestoneKind.CONSENT_TREATMENT, date(2027, 6, 1)),
        signed(MilestoneKind.CONSENT_LEUKAPHERESIS, date(2027, 6, 8)),
    ]
    due = reconsent_due(a_minor(*again))
    assert due is not None
    assert due.done_on == date(2027, 6, 8)


def test_one_of_two_consents_given_again_does_not() -> None:
    due = reconsent_due(a_minor(signed(MilestoneKind.CONSENT_TREATMENT, date(2027, 6, 1))))
    assert due is not None
    assert due.done_on is None


def test_a_patient_who_died_a_minor_owes_nothing() -> None:
    assert reconsent_due(dead(a_minor(), date(2027, 5, 3))) is None


@pytest.mark.parametrize(("today", "lacks"), [(date(2027, 5, 3), False), (OF_AGE, True)])
def test_the_step_at_hand_lacks_it_from_the_birthday_on(today: date, *, lacks: bool) -> None:
    found = codes(missing_for(a_minor(), Step.FOLLOW_UP, today))
    assert ("reconsent" in found) is lacks
