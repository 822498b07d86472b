from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.stays import days_in
from carttrack.domain.supportive_care import (
    Admission,
    BloodProduct,
    Infection,
    InfectionKind,
    Medicine,
    Transfusion,
    Unit,
)

START, END, TODAY = date(2026, 11, 3), date(2026, 11, 6), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (Medicine, {"name": " "}, "name"),
        (Medicine, {"name": "aciclovir", "dose": Decimal(400)}, "unit"),
        (Medicine, {"name": "aciclovir", "started": "2026-13"}, "started"),
        (Medicine, {"name": "aciclovir", "started": "2026-05", "stopped": "2025"}, "stopped"),
        (Infection, {"site": "", "started_on": START}, "site"),
        (Infection, {"site": "blood", "started_on": END, "stopped_on": START}, "stopped_on"),
        (Infection, {"site": "blood", "started_on": START, "proven": True}, "organism"),
        (Admission, {"unit": Unit.ICU, "started_on": END, "stopped_on": START}, "stopped_on"),
        (
            Transfusion,
            {"product": BloodProduct.PLATELETS, "given_on": START, "units": 0},
            "units",
        ),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(
    kind: type[Any], values: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        kind(**values)
    assert refused.value.field == field


@pytest.mark.parametrize("stopped", ["", "2026", "2026-05", "2026-05-04"])
def test_a_medicine_may_start_and_stop_on_dates_known_in_part(stopped: str) -> None:
    medicine = Medicine(name="levetiracetam", started="2026-05", stopped=stopped)
    assert medicine.stopped == stopped


def test_an_infection_without_organism_needs_no_proof() -> None:
    infection = Infection(site="lung", started_on=START, kind=InfectionKind.FUNGAL, proven=True)
    assert infection.organism == ""


def icu(start: date, stop: date | None) -> Admission:
    return Admission(unit=Unit.ICU, started_on=start, stopped_on=stop)


def test_icu_days_count_first_and_last_day_and_a_shared_day_once() -> None:
    stays = [
        Admission(unit=Unit.WARD, started_on=date(2026, 10, 20), stopped_on=END),
        icu(START, date(2026, 11, 4)),
        icu(date(2026, 11, 4), END),
    ]
    assert days_in(stays, Unit.ICU, TODAY) == 4
    assert days_in(stays, Unit.WARD, TODAY) == 18


def test_a_stay_without_an_end_counts_to_the_day_asked_for() -> None:
    assert days_in([icu(START, None)], Unit.ICU, END) == 4
    assert days_in([icu(END, None)], Unit.ICU, START) == 0


def test_days_in_hospital_are_counted_from_a_day_on() -> None:
    stay = icu(START, END)
    assert days_in([stay], Unit.ICU, TODAY, since=START + timedelta(days=1)) == 3
    assert days_in([stay], Unit.ICU, TODAY, since=END + timedelta(days=1)) == 0
