from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carttrack.domain.kept import PatientId
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause, Disease
from carttrack.domain.worklist import DueKind, PatientLine
from carttrack.store.load import LoadedCourse, LoadedPatient, load
from carttrack.store.work import Store
from carttrack.store.worklists import (
    PatientFilter,
    PatientSort,
    patient_lines_all,
    patient_page,
)
from tests.builders import NOW, TODAY, Clock, an_infusion
from tests.store.builders import a_course, a_patient, a_step, a_store, a_visit, an_assessment

NAMES = (
    ("Příkladová", "Žofie", ""),
    ("Eksempel-Østergård", "Bjørn", ""),
    ("示例", "小明", "Shili, Xiaoming"),
    ("Przykładowski", "Łukasz", ""),
    ("Örnek", "Çağla", ""),
    ("50% Sample_Name", "Ann", ""),
)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def a_record(number: int, *courses: LoadedCourse, **about: Any) -> LoadedPatient:
    return LoadedPatient(
        patient=a_patient(mrn=f"90{number:05}", **about),
        entered_at=NOW,
        entered_by="Sam Sample",
        courses=courses,
    )


def named(store: Store) -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117")
    load(
        store,
        [
            a_record(
                number,
                LoadedCourse(course=a_course(), identifiers=[lot] if number == 1 else []),
                family_name=family,
                given_name=given,
                latin_name=latin,
            )
            for number, (family, given, latin) in enumerate(NAMES)
        ],
    )


def names(store: Store, search: str) -> list[str]:
    with store.reading() as work:
        lines, total = patient_page(work, today=TODAY, search=search)
    assert total == len(lines)
    return [line.person.name for line in lines]


def one_line(store: Store, **how: Any) -> PatientLine:
    with store.reading() as work:
        (line,), _ = patient_page(work, today=TODAY, **how)
    return line


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("prik", ["Příkladová, Žofie"]),
        ("zofie PRIKL", ["Příkladová, Žofie"]),
        ("ostergard", ["Eksempel-Østergård, Bjørn"]),
        ("lukasz", ["Przykładowski, Łukasz"]),
        ("cagla", ["Örnek, Çağla"]),
        ("xiaoming", ["示例 小明 (Shili, Xiaoming)"]),
        ("小明", ["示例 小明 (Shili, Xiaoming)"]),
        ("9000003", ["Przykładowski, Łukasz"]),
        ("demo-26a1", ["Eksempel-Østergård, Bjørn"]),
        ("50%", ["50% Sample_Name, Ann"]),
        ("sample_n", ["50% Sample_Name, Ann"]),
        ("%", ["50% Sample_Name, Ann"]),
        ("nobody", []),
    ],
)
def test_searching_finds_names_mrn_and_lots_whatever_the_case_and_diacritics(
    store: Store, search: str, found: list[str]
) -> None:
    named(store)
    assert names(store, search) == found


def test_names_sort_without_diacritics_and_latin_names_stand_for_others(store: Store) -> None:
    named(store)
    assert [name.split(",")[0] for name in names(store, "")] == [
        "50% Sample_Name",
        "Eksempel-Østergård",
        "Örnek",
        "Příkladová",
        "Przykładowski",
        "示例 小明 (Shili",
    ]


def test_a_renamed_patient_is_found_under_the_new_name_only(store: Store) -> None:
    named(store)
    with store.work("Rename") as work:
        kept = work.patients.by_mrn("9000000")
        assert kept is not None
        work.patients.change(kept.id, a_patient(mrn="9000000", family_name="Nová"))
    assert names(store, "nova") == ["Nová, Žofie"]
    assert names(store, "prik") == []


def test_a_void_patient_and_a_void_lot_are_not_found(store: Store) -> None:
    named(store)
    with store.work("Void") as work:
        (lot,) = work.identifiers.of(2)
        work.identifiers.void(lot.id, "wrong lot")
        work.patients.void(1, "entered twice")
    assert names(store, "demo-26a1") == []
    assert names(store, "prik") == []


RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["Ada", "ada", "Bo", "Žofie"]),
        st.sampled_from(Disease),
        st.sampled_from(["", "Alex Demo", "Sam Sample"]),
        st.none() | st.integers(-9, 9),
        st.none() | st.integers(-9, 9),
        st.sampled_from([step for step in Step if step is not Step.CLOSED]),
    ),
    min_size=1,
    max_size=9,
)


def drawn(number: int, made: tuple[Any, ...]) -> LoadedPatient:
    given, disease, coordinator, infused, due, step = made
    infusion = None
    if infused is not None:
        infusion = an_infusion(started_at=NOW - timedelta(days=infused))
    course = LoadedCourse(
        course=a_course(),
        steps=[a_step(step, started_on=day(-1))],
        infusion=infusion,
        visits=[] if due is None else [a_visit(latest=day(due))],
    )
    courses = [] if number == 0 else [course]
    about = {"given_name": given, "disease": disease, "coordinator": coordinator}
    return a_record(number, *courses, **about)


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(records=RECORDS, size=st.integers(1, 4))
def test_pages_joined_are_the_whole_list_in_every_order(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[Any, ...]], size: int
) -> None:
    store = a_store(tmp_path_factory.mktemp("pages") / "clinic.ctdb", Clock())
    load(store, [drawn(number, made) for number, made in enumerate(records)])
    with store.reading() as work:
        for sort in PatientSort:
            for descending in (False, True):
                order: dict[str, Any] = {"today": TODAY, "sort": sort, "descending": descending}
                whole, total = patient_page(work, **order)
                joined: list[PatientLine] = []
                after: PatientId | None = None
                while page := patient_page(work, after=after, limit=size, **order)[0]:
                    joined += page
                    after = page[-1].person.patient_id
                assert tuple(joined) == whole
                assert total == len(whole) == len(records)
        by_mrn = list(patient_lines_all(work, today=TODAY))
        assert by_mrn == list(patient_page(work, today=TODAY, sort=PatientSort.MRN)[0])
    store.close()


@pytest.mark.parametrize(
    ("sort", "mrns"),
    [
        (PatientSort.NEXT, ["9000002", "9000001", "9000000"]),
        (PatientSort.DAY, ["9000000", "9000001", "9000002"]),
        (PatientSort.STEP, ["9000001", "9000002", "9000000"]),
    ],
)
def test_computed_columns_sort_by_what_they_show(
    store: Store, sort: PatientSort, mrns: list[str]
) -> None:
    def record(number: int, step: Step, infused: int | None, due: int) -> LoadedPatient:
        return drawn(number + 1, ("Ada", Disease.MM, "", infused, due, step))

    records = [
        record(0, Step.FOLLOW_UP, None, 30),
        record(1, Step.REFERRAL, 9, 20),
        record(2, Step.MONITORING, 2, 10),
    ]
    load(store, records)
    with store.reading() as work:
        lines, _ = patient_page(work, today=TODAY, sort=sort)
    assert [f"90{int(line.person.mrn) - 9000001:05}" for line in lines] == mrns


def test_filters_keep_who_fits(store: Store) -> None:
    ended = a_course(ended_on=day(-1), end_reason=EndReason.WITHDREW)
    load(
        store,
        [
            a_record(1, LoadedCourse(course=a_course(product="cilta")), disease=Disease.MM),
            a_record(2, LoadedCourse(course=ended), coordinator="Sam Sample"),
            LoadedPatient(
                patient=a_patient(mrn="9000003"),
                entered_at=NOW,
                entered_by="Sam Sample",
                death=Death(died_on=day(-1), cause=DeathCause.DISEASE),
                courses=[LoadedCourse(course=a_course())],
            ),
            a_record(4),
        ],
    )
    expected: dict[PatientFilter, list[str]] = {
        PatientFilter(): ["9000001", "9000002", "9000003", "9000004"],
        PatientFilter(disease=Disease.MM): ["9000001"],
        PatientFilter(product="cilta"): ["9000001"],
        PatientFilter(coordinator="Sam Sample"): ["9000002"],
        PatientFilter(step=Step.CLOSED): ["9000002"],
        PatientFilter(step=Step.REFERRAL): ["9000001", "9000003"],
        PatientFilter(on_path=True): ["9000001", "9000004"],
        PatientFilter(on_path=False): ["9000002", "9000003"],
    }
    with store.reading() as work:
        for filters, mrns in expected.items():
            lines, total = patient_page(
                work, today=TODAY, sort=PatientSort.MRN, filters=filters, limit=50
            )
            assert ([line.person.mrn for line in lines], total) == (mrns, len(mrns)), filters


def test_a_line_shows_the_latest_course_its_step_and_the_highest_grades(store: Store) -> None:
    first = LoadedCourse(course=a_course(product="tisa"), visits=[a_visit(latest=day(-9))])
    second = LoadedCourse(
        course=a_course(number=2, product="other", product_name="Study cells"),
        steps=[a_step(Step.INFUSION, started_on=day(-3), finished_on=day(-3))],
        infusion=an_infusion(started_at=NOW - timedelta(days=3)),
        assessments=[an_assessment(grade=3), an_assessment(at=NOW, grade=1)],
        visits=[a_visit("day_7", day(5)), a_visit("day_28", day(25))],
    )
    load(store, [a_record(1, first, second)])
    line = one_line(store)
    assert (line.step, line.crs_max, line.icans_max) == (Step.MONITORING, 3, None)
    assert (line.person.product, line.person.day, line.person.day_planned) == (
        "Study cells",
        3,
        False,
    )
    assert (line.next_kind, line.next_what, line.next_on) == (DueKind.VISIT, "day_7", day(5))


def test_the_next_thing_is_the_hold_when_a_step_of_this_week_is_not_cleared(store: Store) -> None:
    steps = [a_step(Step.LYMPHODEPLETION, planned_on=day(3))]
    load(store, [a_record(1, LoadedCourse(course=a_course(), steps=steps))])
    line = one_line(store)
    assert (line.next_kind, line.next_what) == (DueKind.HOLD, "before_lymphodepletion")
    with store.work("Move") as work:
        (entry,) = work.steps.of(1)
        work.steps.change(entry.id, a_step(Step.LYMPHODEPLETION, planned_on=day(30)))
    line = one_line(store)
    assert (line.next_kind, line.next_what) == (DueKind.STEP, "lymphodepletion")
