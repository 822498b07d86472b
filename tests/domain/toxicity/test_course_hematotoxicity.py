from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.course_hematotoxicity import anc_observation, platelet_observation
from carttrack.domain.toxicity.hematotoxicity import early_icaht
from tests.builders import a_patient

DAY0 = date(2026, 10, 23)


def kept(value: Any) -> Kept[Any]:
    return Kept(id=1, value=value, entered_at=datetime(2026, 11, 20, tzinfo=UTC), entered_by="A")


def a_case(**changes: Any) -> CaseFile:
    values: dict[str, Any] = {"patient": kept(a_patient()), "day0": DAY0} | changes
    return CaseFile(patient_id=PatientId(1), **values)


def anc(day: int, value: str, unit: str = "10⁹/L", **changes: Any) -> Kept[Any]:
    on = date(2026, 10, 23 + day) if day < 9 else date(2026, 11, day - 8)
    return kept(
        LabResult(test=LabTest.ANC, taken_on=on, value=Decimal(value), unit=unit, **changes)
    )


def test_before_day_0_there_is_nothing_to_grade() -> None:
    assert anc_observation(a_case(day0=None)) is None


def test_counts_of_the_laboratory_and_of_visits_are_graded_together() -> None:
    form = kept(VisitForm(seen_on=date(2026, 11, 2), anc=Decimal("0.3"), platelets=Decimal(40)))
    case = a_case(
        lab_results=(anc(4, "2.0"), anc(5, "450", "/µL"), anc(11, "1.9"), anc(6, "0.4", "??")),
        visit_forms=(form,),
    )
    seen = anc_observation(case)
    assert seen is not None
    assert [count.per_ul for count in seen.counts] == [2000, 450, 1900, 300]
    assert early_icaht(seen).grade == 1
    platelets = platelet_observation(case)
    assert platelets is not None
    assert [count.per_ul for count in platelets.counts] == [40_000]


def test_a_result_below_detection_stands_at_its_limit() -> None:
    case = a_case(lab_results=(anc(5, "0.1", comparator=Comparator.BELOW),))
    seen = anc_observation(case)
    assert seen is not None
    assert [count.per_ul for count in seen.counts] == [100]


def test_death_and_the_first_therapy_after_the_infusion_end_the_windows() -> None:
    therapies = [
        LaterTherapy(kind=LaterTherapyKind.SYSTEMIC, started_on=day)
        for day in (date(2026, 12, 9), date(2026, 12, 1), date(2026, 1, 1))
    ]
    case = a_case(
        later_therapies=tuple(map(kept, therapies)),
        death=kept(Death(died_on=date(2026, 12, 24), cause=DeathCause.DISEASE)),
    )
    seen = anc_observation(case)
    assert seen is not None
    assert (seen.next_therapy, seen.last_contact) == (date(2026, 12, 1), date(2026, 12, 24))
