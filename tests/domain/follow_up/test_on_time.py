"""The on-time meter counts the forms of two trimesters."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from carttrack.domain.follow_up.on_time import on_time_figures, trimester
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm
from carttrack.domain.follow_up.registry_plan import OnTimeRule
from carttrack.domain.follow_up.registry_schedule import ExpectedForm
from carttrack.domain.follow_up.registry_standing import FormStanding, FormState, standings
from tests.domain.pathway.cases import kept

TODAY = date(2026, 11, 20)
RULE = OnTimeRule(first_months=(1, 5, 9), this_percent=50, before_percent=98)


def form(due: date | None, sent: date | None = None) -> FormStanding:
    expected = ExpectedForm(
        registry=Registry.CIBMTR,
        form="4100",
        name="Follow-up",
        time_point="day_100",
        time_point_name="Day 100",
        anchor_on=date(2026, 1, 1),
        due_on=due,
    )
    entry = RegistryForm(
        registry=Registry.CIBMTR, form="4100", time_point="day_100", submitted_on=sent
    )
    [standing] = standings([expected], [kept(entry)] if sent else [], TODAY)
    return standing


@pytest.mark.parametrize(
    ("on", "months", "first", "last"),
    [
        (date(2026, 1, 1), (1, 5, 9), date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 4, 30), (1, 5, 9), date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), (1, 5, 9), date(2026, 5, 1), date(2026, 8, 31)),
        (date(2026, 12, 31), (1, 5, 9), date(2026, 9, 1), date(2026, 12, 31)),
        (date(2027, 1, 15), (2, 6, 10), date(2026, 10, 1), date(2027, 1, 31)),
        (date(2028, 2, 29), (3, 7, 11), date(2027, 11, 1), date(2028, 2, 29)),
        (date(2027, 2, 28), (3, 7, 11), date(2026, 11, 1), date(2027, 2, 28)),
    ],
)
def test_a_trimester_runs_to_the_next_first_month(
    on: date, months: tuple[int, ...], first: date, last: date
) -> None:
    assert trimester(on, months) == (first, last)


def test_forms_of_both_trimesters_are_counted_by_their_due_day() -> None:
    found = [
        form(date(2026, 9, 1), date(2026, 9, 1)),
        form(date(2026, 10, 5), date(2026, 10, 6)),
        form(date(2026, 11, 1)),
        form(date(2026, 8, 31), date(2026, 8, 1)),
        form(date(2026, 5, 1), date(2026, 4, 30)),
        form(date(2026, 4, 30), date(2026, 4, 30)),
    ]
    this, before = on_time_figures(found, RULE, TODAY)
    assert (this.due, this.on_time, this.sent, this.percent) == (3, 1, 2, Decimal("33.3"))
    assert (before.due, before.on_time, before.percent) == (2, 2, Decimal("100.0"))


def test_forms_not_yet_due_or_without_a_day_are_left_out() -> None:
    found = [form(TODAY), form(TODAY, TODAY), form(TODAY + timedelta(days=3)), form(None)]
    this, _ = on_time_figures(found, RULE, TODAY)
    assert (this.due, this.percent, this.met) == (0, None, None)


@pytest.mark.parametrize(("sent", "met"), [(48, False), (49, True), (50, True)])
def test_98_percent_are_asked_of_the_trimester_before(sent: int, *, met: bool) -> None:
    due = date(2026, 6, 1)
    found = [form(due, due if number < sent else None) for number in range(50)]
    _, before = on_time_figures(found, RULE, TODAY)
    assert before.met is met


def test_a_share_just_short_of_98_percent_is_never_rounded_up_to_it() -> None:
    due = date(2026, 6, 1)
    found = [form(due, due if number < 2939 else None) for number in range(3000)]
    _, before = on_time_figures(found, RULE, TODAY)
    assert (before.percent, before.met) == (Decimal("97.9"), False)


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2026, 11, 19), FormState.LATE),
        (date(2026, 11, 20), FormState.OPEN),
        (date(2026, 11, 21), FormState.OPEN),
        (None, FormState.UNDATED),
    ],
)
def test_a_form_is_late_only_after_its_day(due: date | None, state: FormState) -> None:
    assert form(due).state is state


def test_a_form_sent_late_is_sent_and_not_on_time() -> None:
    standing = form(date(2026, 10, 5), date(2026, 10, 6))
    assert (standing.state, standing.on_time) == (FormState.SENT, False)
