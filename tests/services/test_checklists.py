"""The clinic's own limits above the published examples; signatures before their steps."""

from datetime import date
from functools import partial

import pytest

from carttrack.domain.errors import (
    InvalidEntryError,
    NotFoundError,
    QuestionsError,
    RefusedError,
)
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.eligibility_lines import CLINIC, EligibilityLine
from carttrack.domain.pathway.limits import ClinicLimit
from carttrack.domain.pathway.steps import Step
from carttrack.services import casefile, checklists, course, undo
from carttrack.services.clinic import Clinic
from tests.services.builders import registered, step

OWN = ClinicLimit(checklist=Checklist.ELIGIBILITY, item="heart", limit="LVEF at least 45 %")


def heart(clinic: Clinic) -> EligibilityLine:
    patient_id, _ = registered(clinic)
    case = casefile.read(clinic, patient_id)
    lines = checklists.lines_of(clinic, case, Checklist.ELIGIBILITY)
    return next(line for line in lines if line.item.code == "heart")


def test_without_a_limit_of_its_own_the_published_example_stands(clinic: Clinic) -> None:
    assert heart(clinic).limit.text == "Above 40 % (Alfred Health)"


def test_the_clinics_limit_stands_above_it(clinic: Clinic) -> None:
    checklists.set_limit(clinic, OWN)
    line = heart(clinic)
    assert (line.limit.text, line.limit.source) == ("LVEF at least 45 %", CLINIC)


def test_a_limit_set_again_replaces_the_one_before(clinic: Clinic) -> None:
    checklists.set_limit(clinic, OWN)
    other = ClinicLimit(checklist=OWN.checklist, item=OWN.item, limit="LVEF at least 50 %")
    checklists.set_limit(clinic, other)
    assert [kept.value for kept in checklists.own_limits(clinic)] == [other]


def test_setting_a_limit_is_undone_as_one_act(clinic: Clinic) -> None:
    act = checklists.set_limit(clinic, OWN)
    undo.take_back(clinic, act)
    assert checklists.own_limits(clinic) == ()


def test_the_same_limit_again_is_refused(clinic: Clinic) -> None:
    checklists.set_limit(clinic, OWN)
    with pytest.raises(RefusedError, match="Nothing differs"):
        checklists.set_limit(clinic, OWN)


def test_a_limit_for_an_unknown_item_is_refused(clinic: Clinic) -> None:
    with pytest.raises(NotFoundError, match="none of the checklists"):
        checklists.set_limit(
            clinic, ClinicLimit(checklist=Checklist.ELIGIBILITY, item="spleen", limit="any")
        )


def test_a_limit_removed_gives_way_to_the_published_one(clinic: Clinic) -> None:
    checklists.set_limit(clinic, OWN)
    checklists.remove_limit(clinic, OWN.checklist, OWN.item, "as published again")
    assert not heart(clinic).limit.own


def test_a_limit_is_removed_only_with_a_reason(clinic: Clinic) -> None:
    checklists.set_limit(clinic, OWN)
    with pytest.raises(InvalidEntryError):
        checklists.remove_limit(clinic, OWN.checklist, OWN.item, " ")


def test_a_late_signature_is_asked_about_and_kept(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    signing = partial(
        checklists.sign_checklist, clinic, course_id, Checklist.ELIGIBILITY, "filled in later"
    )
    with pytest.raises(QuestionsError, match="14 Sep 2026"):
        signing()
    assert course.case_of(clinic, course_id).clearances == ()
    signing(accepted=frozenset({"signed_late"}))
    assert len(course.case_of(clinic, course_id).clearances) == 1
