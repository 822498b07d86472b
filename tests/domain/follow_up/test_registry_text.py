"""A registry's text is read with every mistake named by line and field."""

from datetime import date

import pytest

from carttrack import paths
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_text import parse_registry

TEXT = """registry = "cibmtr"
title = "CIBMTR"

[on_time]
first_months = [1, 5, 9]
this_percent = 50
before_percent = 98

[[time_point]]
code = "day_100"
name = "Day 100"
target = { days = 100 }
window = { first_day = 85, last_day = 115 }
tracks = ["hundred_days"]
source = "A manual"

[[form]]
form = "4100"
name = "Follow-up"
asked = "each_time_point"
tracks = ["hundred_days"]
source = "A manual"
"""


def test_a_sound_text_is_read() -> None:
    plan = parse_registry(TEXT)
    assert plan.registry is Registry.CIBMTR
    assert [point.code for point in plan.time_points] == ["day_100"]
    assert plan.rule("4100") is not None
    assert plan.rule("4200") is None
    assert plan.identifiers_for("brexu_cel") is None


@pytest.mark.parametrize(
    ("old", "new", "place", "line"),
    [
        ('title = "CIBMTR"', 'titel = "CIBMTR"', "titel", 2),
        ("this_percent = 50", "this_percent = 150", "on_time.this_percent", 6),
        ("[1, 5, 9]", "[5, 1]", "on_time.first_months", 5),
        ("[1, 5, 9]", "[0, 5]", "on_time.first_months", 5),
        ("{ days = 100 }", "{ weeks = 14 }", "time_point.target.weeks", 12),
        ("last_day = 115", "last_day = 80", "time_point.window.last_day", 13),
        ('asked = "each_time_point"', 'asked = "often"', "form.asked", 20),
        ("before_percent = 98", "before_percent = true", "on_time.before_percent", 7),
    ],
)
def test_a_mistake_is_named_by_its_line_and_field(
    old: str, new: str, place: str, line: int
) -> None:
    with pytest.raises(InvalidEntryError, match=f"^Line {line}, ") as error:
        parse_registry(TEXT.replace(old, new))
    assert error.value.field == place


def test_a_track_of_another_registry_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="no track of this registry"):
        parse_registry(TEXT.replace('"hundred_days"', '"ebmt_med_a"'))


def test_a_form_that_stands_twice_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="a second time"):
        parse_registry(TEXT + TEXT[TEXT.index("[[form]]") :])


@pytest.mark.parametrize("name", [registry.value for registry in Registry])
def test_every_rule_of_a_shipped_registry_names_its_source(name: str) -> None:
    plan = parse_registry(paths.resource(f"registries/{name}.toml").read_text(encoding="utf-8"))
    assert all(point.source for point in plan.time_points)
    assert all(rule.source for rule in plan.forms)
    assert all(wanted.source for wanted in plan.identifiers)


def test_only_three_things_of_cibmtr_windows_and_due_days_are_published() -> None:
    text = paths.resource("registries/cibmtr.toml").read_text(encoding="utf-8")
    plan = parse_registry(text)
    assert [point.code for point in plan.time_points if point.window_source] == ["year_1"]
    assert {rule.form: rule.due_days for rule in plan.forms if rule.due_days is not None} == {
        "4000": 30,
        "2402": 30,
    }


@pytest.mark.parametrize(
    ("track", "registry"),
    [(t, Registry.CIBMTR) for t in RegistryTrack if t is not RegistryTrack.EBMT_MED_A]
    + [(RegistryTrack.EBMT_MED_A, Registry.EBMT)],
)
def test_a_track_belongs_to_its_registry(track: RegistryTrack, registry: Registry) -> None:
    assert track.registry is registry


@pytest.mark.parametrize(
    ("contact", "completed", "submitted"),
    [
        (date(2027, 1, 31), date(2027, 1, 30), None),
        (None, date(2027, 2, 2), date(2027, 2, 1)),
        (date(2027, 1, 31), None, date(2027, 1, 30)),
    ],
)
def test_a_form_is_not_sent_before_it_is_completed_nor_before_its_contact(
    contact: date | None, completed: date | None, submitted: date | None
) -> None:
    with pytest.raises(InvalidEntryError, match="before its beginning"):
        RegistryForm(
            registry=Registry.CIBMTR,
            form="4100",
            time_point="day_100",
            contact_on=contact,
            completed_on=completed,
            submitted_on=submitted,
        )
