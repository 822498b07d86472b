from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.visits import Visit, VisitForm


def _visit(**changes: Any) -> Visit:
    visit = Visit(
        code="day_28",
        target=date(2026, 11, 20),
        earliest=date(2026, 11, 16),
        latest=date(2026, 11, 24),
    )
    return replace(visit, **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": " "}, "code"),
        ({"target": date(2026, 11, 25)}, "target"),
        ({"target": date(2026, 11, 15)}, "target"),
        (
            {
                "completed_on": date(2026, 11, 20),
                "missed_on": date(2026, 11, 20),
                "missed_reason": "ill",
            },
            "completed_on",
        ),
        ({"missed_on": date(2026, 11, 25)}, "missed_reason"),
        ({"appointment_at": time(10, 30)}, "appointment_on"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_by_its_field(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        _visit(**changes)
    assert caught.value.field == field


def test_a_window_of_one_day_is_a_window() -> None:
    day = date(2026, 11, 20)
    assert _visit(earliest=day, latest=day).target == day


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ecog", 6),
        ("weight_kg", Decimal("0.4")),
        ("temp_c", Decimal("100.4")),
        ("anc", Decimal(-1)),
        ("platelets", Decimal(86_000)),
        ("hb", Decimal("9.1")),
        ("igg", Decimal(390)),
    ],
)
def test_a_finding_in_another_unit_is_refused_by_its_field(field: str, value: Any) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        VisitForm(seen_on=date(2026, 11, 20), **{field: value})
    assert caught.value.field == field


def test_a_result_is_recorded_or_pending_never_both() -> None:
    with pytest.raises(InvalidEntryError):
        VisitForm(seen_on=date(2026, 11, 20), igg=Decimal("3.9"), pending=("igg",))
    with pytest.raises(InvalidEntryError):
        VisitForm(seen_on=date(2026, 11, 20), pending=("weight_kg",))


def test_an_empty_form_says_that_nothing_was_recorded() -> None:
    form = VisitForm(seen_on=date(2026, 11, 20))
    assert (form.ecog, form.anc, form.pending) == (None, None, ())
