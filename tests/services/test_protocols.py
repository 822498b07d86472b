"""Protocols of the clinic's own, and moving a course to another with a preview."""

from datetime import date

import pytest

from carttrack.domain.errors import InvalidEntryError, NotFoundError, RefusedError
from carttrack.domain.follow_up.slip_dates import WhyFixed
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import CourseId
from carttrack.domain.patients import Death, DeathCause
from carttrack.services import catalogue, course, follow_up, intake, protocols, undo
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import TODAY
from tests.services.builders import infused, registered

KEY, SHIPPED = "b-all-15-year@2", "b-all-15-year@1"


def own_text() -> str:
    """The shipped protocol as a clinic might edit it: Day 21 out, Day 28 later, Month 3 in."""
    text = catalogue.default_protocol_text().replace("version = 1", "version = 2", 1)
    start = text.index('[[visit]]\ncode = "day_21"')
    text = text[:start] + text[text.index('[[visit]]\ncode = "day_28"') :]
    text = text.replace(
        "target = { days = 28 }\nwindow = { before = 4, after = 4 }",
        "target = { days = 30 }\nwindow = { before = 3, after = 3 }",
    )
    text = text.replace(
        "target = { months = 9 }\nwindow = { before = 30, after = 30 } # clinic setting\n"
        'assessments = ["clinic", "blood", "mrd", "b_cells_igg"]',
        "target = { months = 9 }\nwindow = { before = 30, after = 30 } # clinic setting\n"
        'assessments = ["clinic", "blood"]',
    )
    added = """
[[visit]]
code = "day_3"
name = "Day +3"
target = { days = 3 }
window = { before = 0, after = 0 }

[[visit]]
code = "month_3"
name = "Month 3"
target = { months = 3 }
window = { before = 7, after = 7 }
assessments = ["clinic"]
"""
    return text + added


def visits(clinic: Clinic, course_id: CourseId) -> dict[str, Visit]:
    case = course.case_of(clinic, course_id)
    return {kept.value.code: kept.value for kept in case.visits}


def test_an_imported_protocol_stands_beside_the_shipped_one(clinic: Clinic) -> None:
    registered(clinic)
    act = protocols.import_protocol(clinic, own_text())
    assert act.what == f"Protocol {KEY} imported"
    lines = {each.protocol.key: each for each in protocols.protocols(clinic)}
    assert (lines[SHIPPED].for_new, lines[SHIPPED].courses) == (True, 1)
    assert (lines[KEY].for_new, lines[KEY].courses, lines[KEY].kept) == (False, 0, True)
    assert protocols.protocol_text(clinic, KEY) == own_text()
    assert protocols.protocol_text(clinic) == catalogue.default_protocol_text()


def test_new_courses_are_enrolled_on_it_only_when_the_clinic_says_so(clinic: Clinic) -> None:
    protocols.import_protocol(clinic, own_text(), for_new=True)
    _, course_id = registered(clinic)
    found = course.case_of(clinic, course_id).course
    assert found is not None
    assert found.value.protocol == KEY


def test_a_patient_keeps_the_version_of_enrolment(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    before = visits(clinic, course_id)
    protocols.import_protocol(clinic, own_text(), for_new=True)
    assert visits(clinic, course_id) == before
    case = course.case_of(clinic, course_id)
    assert case.protocol is not None
    assert case.protocol.key == SHIPPED


def test_the_same_key_with_another_text_is_refused(clinic: Clinic) -> None:
    protocols.import_protocol(clinic, own_text())
    with pytest.raises(RefusedError, match="another text"):
        protocols.import_protocol(clinic, own_text().replace("15 years", "fifteen years", 1))
    with pytest.raises(RefusedError, match="kept already"):
        protocols.import_protocol(clinic, own_text())
    assert protocols.protocol_text(clinic, KEY) == own_text()


def test_an_import_names_every_mistake_and_keeps_nothing(clinic: Clinic) -> None:
    wrong = own_text().replace("days = 100", 'days = "100"').replace("months = 18", "moons = 18")
    with pytest.raises(InvalidEntryError) as refused:
        protocols.import_protocol(clinic, wrong)
    assert len(str(refused.value).splitlines()) == 2
    assert [each.protocol.key for each in protocols.protocols(clinic)] == [SHIPPED]


def test_an_import_can_be_undone(clinic: Clinic) -> None:
    undo.take_back(clinic, protocols.import_protocol(clinic, own_text(), for_new=True))
    assert clinic.record.protocol == SHIPPED
    with pytest.raises(NotFoundError):
        protocols.protocol_text(clinic, KEY)


def test_an_import_is_not_undone_while_a_course_is_on_it(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    act = protocols.import_protocol(clinic, own_text())
    protocols.move_to_protocol(clinic, course_id, KEY, reason="new guideline")
    with pytest.raises(RefusedError, match="courses are on protocol"):
        undo.take_back(clinic, act)
    assert len(visits(clinic, course_id)) == 24


def test_the_preview_names_what_comes_goes_changes_and_stays(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    protocols.import_protocol(clinic, own_text())
    form = VisitForm(seen_on=date(2026, 10, 30))
    follow_up.complete_visit(clinic, course_id, "day_7", form)
    follow_up.book_visit(clinic, course_id, "month_2", Booking(on=date(2026, 12, 21)))
    before = visits(clinic, course_id)
    move = protocols.move_preview(clinic, course_id, KEY)
    assert (move.before, move.protocol.key) == (SHIPPED, KEY)
    assert [visit.code for visit in move.added] == ["month_3"]
    assert [visit.code for visit in move.past] == ["day_3"]
    assert [kept.value.code for kept in move.dropped] == ["day_21"]
    assert [(each.name, each.kept.value.target, each.after.target) for each in move.changed] == [
        ("Day +28", date(2026, 11, 20), date(2026, 11, 22))
    ]
    assert [(each.name, each.why) for each in move.kept] == [
        ("Day +7", WhyFixed.DONE),
        ("Month 2", WhyFixed.BOOKED),
    ]
    assert [(each.name, each.after) for each in move.plans] == [("Month 9", "Clinic, blood count")]
    assert visits(clinic, course_id) == before


def test_a_move_is_one_act_and_can_be_undone(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    protocols.import_protocol(clinic, own_text())
    follow_up.book_visit(clinic, course_id, "month_2", Booking(on=date(2026, 12, 21)))
    before = visits(clinic, course_id)
    with pytest.raises(InvalidEntryError):
        protocols.move_to_protocol(clinic, course_id, KEY, reason=" ")
    act = protocols.move_to_protocol(clinic, course_id, KEY, reason="new guideline")
    after = visits(clinic, course_id)
    assert set(after) == set(before) - {"day_21"} | {"month_3"}
    assert after["day_28"].target == date(2026, 11, 22)
    assert after["month_2"] == before["month_2"]
    case = course.case_of(clinic, course_id)
    assert case.protocol is not None
    assert case.protocol.key == KEY
    undo.take_back(clinic, act)
    assert visits(clinic, course_id) == before


def test_there_and_back_by_two_moves_dates_the_visits_as_before(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    protocols.import_protocol(clinic, own_text())
    before = visits(clinic, course_id)
    protocols.move_to_protocol(clinic, course_id, KEY, reason="new guideline")
    protocols.move_to_protocol(clinic, course_id, SHIPPED, reason="back again")
    # Day 21 was over on 20 November, so the way back does not plan it again.
    assert visits(clinic, course_id) == {c: v for c, v in before.items() if c != "day_21"}


def test_a_booked_visit_the_other_protocol_lacks_stays_and_is_named(clinic: Clinic) -> None:
    _, course_id = infused(clinic)
    text = own_text()
    start = text.index('[[visit]]\ncode = "month_18"')
    text = text[:start] + text[text.index("[[visit]]", start + 1) :]
    protocols.import_protocol(clinic, text)
    follow_up.book_visit(clinic, course_id, "month_18", Booking(on=date(2028, 4, 24)))
    (stays,) = protocols.move_preview(clinic, course_id, KEY).kept
    assert (stays.name, stays.unknown, stays.outside) == ("Month 18", True, False)
    protocols.move_to_protocol(clinic, course_id, KEY, reason="new guideline")
    assert visits(clinic, course_id)["month_18"].appointment_on == date(2028, 4, 24)


def test_before_the_infusion_the_move_dates_nothing(clinic: Clinic) -> None:
    _, course_id = registered(clinic)
    protocols.import_protocol(clinic, own_text())
    move = protocols.move_preview(clinic, course_id, KEY)
    assert (move.added, move.dropped, move.changed, move.kept) == ((), (), (), ())
    protocols.move_to_protocol(clinic, course_id, KEY, reason="new guideline")
    found = course.case_of(clinic, course_id).course
    assert found is not None
    assert found.value.protocol == KEY


def test_a_course_stays_on_its_protocol_after_its_end(clinic: Clinic) -> None:
    patient_id, course_id = infused(clinic)
    protocols.import_protocol(clinic, own_text())
    with pytest.raises(RefusedError, match="already"):
        protocols.move_preview(clinic, course_id, SHIPPED)
    with pytest.raises(NotFoundError):
        protocols.move_preview(clinic, course_id, "other@1")
    death = Death(died_on=TODAY, cause=DeathCause.DISEASE)
    intake.record_death(clinic, patient_id, death)
    with pytest.raises(RefusedError, match="ended"):
        protocols.move_preview(clinic, course_id, KEY)
