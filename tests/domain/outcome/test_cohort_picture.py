"""Which groups a cohort is made of, and which published figures may stand beside it."""

from collections.abc import Sequence
from typing import Any

from carttrack.domain.outcome.cohort import cohort_outcomes
from carttrack.domain.outcome.cohort_course import CohortCourse
from carttrack.domain.outcome.cohort_filter import CohortFilter
from carttrack.domain.outcome.cohort_picture import CohortPicture, cohort_picture
from carttrack.domain.outcome.cohort_table import HEADINGS, cohort_table
from carttrack.domain.outcome.response import ResponseKind
from carttrack.domain.patients import Disease, Target
from carttrack.domain.reference.figures import PublishedEndpoint
from carttrack.services import catalogue
from tests.builders import TODAY
from tests.domain.outcome.cohort_builders import a_course, day, stated

CD19 = frozenset({Target.CD19})
BOTH = frozenset({Target.CD19, Target.CD22})
CHILD = day(0).replace(year=day(0).year - 9)
ADULT = day(0).replace(year=day(0).year - 40)


def picture(courses: Sequence[CohortCourse], **wanted: Any) -> CohortPicture:
    asked = CohortFilter(**wanted)
    library = catalogue.library()
    outcomes = cohort_outcomes(courses, asked, today=TODAY, library=library)
    return cohort_picture(courses, outcomes)


def course(number: int, **changes: Any) -> CohortCourse:
    said = {"patient_id": number, "course_id": number, "responses": (stated(28, ResponseKind.CR),)}
    return a_course(**(said | changes))


def test_a_cohort_is_told_by_targets_and_by_age() -> None:
    found = picture(
        [
            course(1, targets=CD19, birth_date=CHILD),
            course(2, targets=BOTH, birth_date=ADULT),
            course(3, targets=BOTH, birth_date=ADULT),
        ]
    )
    assert [(group.targets, group.infused) for group in found.groups[:2]] == [(CD19, 1), (BOTH, 2)]
    assert [group.infused for group in found.groups[2:]] == [1, 2]
    assert found.ages == (9, 40)


def test_a_cohort_of_one_kind_has_no_groups() -> None:
    found = picture([course(number, targets=CD19, birth_date=ADULT) for number in (1, 2)])
    assert found.groups == ()


def test_nothing_published_stands_beside_several_targets() -> None:
    found = picture([course(1, targets=CD19), course(2, targets=BOTH)])
    assert found.published == ()
    assert "several targets (CD19, CD19/CD22)" in found.left_out


def test_the_childrens_group_stands_beside_children_only() -> None:
    children = picture([course(1, targets=BOTH, birth_date=CHILD)])
    adults = picture([course(1, targets=BOTH, birth_date=ADULT)])
    assert 1 in {figure.source for figure in children.published}
    assert children.left_out == ""
    assert 1 not in {figure.source for figure in adults.published}
    assert adults.left_out == "[1] is of children; here ages run from 40 to 40: not shown."


def test_survival_at_12_months_stands_beside_survival_at_12_months() -> None:
    found = picture([course(1, targets=CD19, birth_date=CHILD)])
    at = {one.numbers.months for one in found.at_12_months(PublishedEndpoint.OS) if one.numbers}
    assert at == {12}


def test_a_target_that_is_not_recorded_matches_nothing() -> None:
    found = picture([course(1, targets=frozenset())])
    assert found.published == ()
    assert "target of the product is not recorded" in found.left_out


def test_several_diseases_have_nothing_published_beside_them() -> None:
    found = picture([course(1), course(2, disease=Disease.LBCL)], disease=None)
    assert found.published == ()
    assert "several diseases" in found.left_out


def test_fewer_than_30_are_small_and_nobody_is_not() -> None:
    assert picture([course(1)]).is_small
    assert not picture([course(number) for number in range(1, 31)]).is_small
    assert not picture([]).is_small


def test_every_row_of_the_table_has_as_many_cells_as_headings_and_its_n() -> None:
    rows = cohort_table(picture([course(1, targets=CD19, birth_date=CHILD), course(2)]))
    assert {len(row.cells) for row in rows} == {len(HEADINGS)}
    assert all(row.n for row in rows)
    assert len(set(rows)) == len(rows)
