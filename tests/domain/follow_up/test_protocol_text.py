from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack import paths
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.protocol import Offset, OffsetUnit, RuleKind, WindowRule
from carttrack.domain.follow_up.protocol_text import mistakes_of, parse

DEFAULT = paths.resource("protocols/default.toml").read_text(encoding="utf-8")
SMALL = """name = "own"
version = 2
title = "Own"

[assessments]
clinic = "Clinic"
mrd = "MRD"

[[visit]]
code = "day_28"
name = "Day +28"
target = { days = 28 }
window = { before = 4, after = 4 }
assessments = ["clinic", "mrd"]

[[visit]]
code = "month_6"
name = "Month 6"
target = { months = 6 }
window = { first_day = 150, last_day = 210 }

[[driving_rule]]
id = "X-1"
title = "Own rule"
days = 14
jurisdiction = "X"
valid_from = 2025-06-27
source = "clinic"

[[monitoring]]
code = "first_week"
name = "Daily monitoring"
first_day = 1
last_day = 7
how_often = "every day"
what = ["CRS grade"]
"""
PLANNED = {
    "day_7": "Clinic, blood count",
    "day_14": "Clinic, blood count",
    "day_21": "Clinic, blood count",
    "day_28": "Clinic, blood count, marrow, MRD, B cells, IgG, CAR copies",
    "month_2": "Clinic, blood count, B cells, IgG",
    "day_100": "Clinic, blood count, marrow, MRD, B cells, IgG, CAR copies, registry form",
    "month_6": "Clinic, blood count, marrow, MRD, B cells, IgG, registry form",
    "month_9": "Clinic, blood count, MRD, B cells, IgG",
    "month_12": "Clinic, blood count, marrow, MRD, B cells, IgG, registry form",
    "month_18": "Clinic, blood count, B cells, IgG",
    "year_2": "Clinic, blood count, B cells, IgG, registry form",
    "year_5": "Clinic, blood count, registry form",
    "year_6": "Clinic, registry form",
    "year_7": "Clinic",
    "year_14": "Clinic, registry form",
    "year_15": "Clinic",
}


def test_a_protocol_is_read_with_all_its_parts() -> None:
    protocol = parse(SMALL)
    assert (protocol.key, protocol.title) == ("own@2", "Own")
    assert protocol.visit_name("day_28") == "Day +28"
    assert protocol.visits[0].offset == Offset(28)
    assert protocol.visits[0].window == WindowRule(before=4, after=4)
    assert protocol.visits[1].offset == Offset(6, OffsetUnit.MONTHS)
    assert protocol.visits[1].window == WindowRule(first_day=150, last_day=210)
    assert protocol.planned_words("day_28") == "Clinic, MRD"


def test_a_code_the_protocol_does_not_know_stands_for_itself() -> None:
    protocol = parse(SMALL)
    assert protocol.visit_name("extra") == "extra"
    assert protocol.planned_words("extra") == ""
    assert protocol.rule(RuleKind.DRIVING, "none") is None


def test_the_default_protocol_is_for_15_years_and_chooses_no_driving_rule() -> None:
    protocol = parse(DEFAULT)
    assert protocol.key == "b-all-15-year@1"
    assert len(protocol.visits) == 24
    assert {rule.id: rule.days for rule in protocol.driving_rules} == {
        "US-2025-1": 14,
        "US-2018-1": 56,
        "EU-2026-1": 56,
    }


def test_the_default_protocol_chooses_no_distance_rule_and_monitors_for_two_weeks() -> None:
    protocol = parse(DEFAULT)
    assert {rule.id: rule.days for rule in protocol.distance_rules} == {
        "US-2025-NEAR": 14,
        "US-2018-NEAR": 28,
        "EU-2026-NEAR": 28,
    }
    assert [(d.first_day, d.last_day) for d in protocol.monitoring] == [(1, 7), (8, 14)]
    assert all("FDA Safety Communication" in duty.source for duty in protocol.monitoring)


def test_each_dated_rule_names_jurisdiction_and_source_and_europe_is_to_be_confirmed() -> None:
    protocol = parse(DEFAULT)
    rules = (*protocol.driving_rules, *protocol.distance_rules)
    assert all(rule.jurisdiction and rule.source for rule in rules)
    european = [rule for rule in rules if rule.jurisdiction == "EU"]
    assert len(european) == 2
    assert all("o be confirmed by the clinic" in rule.source for rule in european)


@pytest.mark.parametrize("kind", RuleKind)
def test_of_the_american_rules_one_holds_on_every_day(kind: RuleKind) -> None:
    rules = [rule for rule in parse(DEFAULT).rules(kind) if rule.jurisdiction == "US"]
    for day in (date(2024, 1, 1), date(2025, 6, 26), date(2025, 6, 27), date(2026, 11, 20)):
        assert len([rule for rule in rules if rule.holds_on(day)]) == 1


@pytest.mark.parametrize("code", PLANNED)
def test_the_default_protocol_plans_its_assessments(code: str) -> None:
    assert parse(DEFAULT).planned_words(code) == PLANNED[code]


def test_what_no_source_gives_is_said_to_be_a_setting_of_the_clinic() -> None:
    windows = [words for words in DEFAULT.splitlines() if words.startswith(("window", "query_"))]
    assert len(windows) == 34
    assert all(words.endswith("# clinic setting") for words in windows)
    without_source = {visit.code for visit in parse(DEFAULT).visits if not visit.source}
    assert without_source == {"day_21", "month_9", "month_18"}


@pytest.mark.parametrize(
    ("right", "wrong", "field", "line"),
    [
        ("version = 2", "version = two", "text", 2),
        ("version = 2", "version = 0", "version", 2),
        ('name = "own"', 'name = "own@1"', "name", 1),
        ('title = "Own"', 'titel = "Own"', "titel", 3),
        ('mrd = "MRD"', "mrd = 4", "assessments.mrd", 7),
        ('code = "day_28"', 'code = ""', "visit.code", 10),
        ('code = "month_6"', 'code = "day_28"', "visit.code", 17),
        ('name = "Month 6"\n', "", "visit.name", 16),
        ('name = "Month 6"', 'nome = "Month 6"', "visit.nome", 18),
        ("target = { days = 28 }\n", "", "visit.target", 9),
        ("target = { days = 28 }", "target = 28", "visit.target", 12),
        ("target = { days = 28 }", "target = { weeks = 4 }", "visit.target.weeks", 12),
        ("target = { days = 28 }", "target = { days = 1, months = 1 }", "visit.target", 12),
        ("target = { days = 28 }", 'target = { days = "28" }', "visit.target.days", 12),
        ("target = { days = 28 }", "target = { days = -1 }", "visit.target.days", 12),
        ("window = { before = 4, after = 4 }\n", "", "visit.window", 9),
        ("{ before = 4, after = 4 }", "{ before = 4 }", "visit.window", 13),
        ("{ before = 4, after = 4 }", "{ first_day = 29, last_day = 30 }", "visit.window", 13),
        ("first_day = 150", "first_day = 183", "visit.window", 20),
        ('["clinic", "mrd"]', '["clinic", "csf"]', "visit.assessments", 14),
        ('["clinic", "mrd"]', '"clinic"', "visit.assessments", 14),
        ("days = 14", "days = 0", "driving_rule.days", 25),
        ("2025-06-27", '"27 June 2025"', "driving_rule.valid_from", 27),
        (
            "valid_from = 2025-06-27",
            "valid_from = 2025-06-27\nvalid_until = 2025-06-26",
            "driving_rule.valid_until",
            28,
        ),
        ('source = "clinic"', "", "driving_rule.source", 22),
        ("last_day = 7", "last_day = 0", "monitoring.last_day", 34),
        ('how_often = "every day"\n', "", "monitoring.how_often", 30),
        ("[[monitoring]]", "[monitoring]", "monitoring", 1),
    ],
)
def test_a_mistake_is_named_by_its_line_and_field(
    right: str, wrong: str, field: str, line: int
) -> None:
    assert right in SMALL
    with pytest.raises(InvalidEntryError) as caught:
        parse(SMALL.replace(right, wrong))
    assert caught.value.field == field
    assert caught.value.message.startswith(f"Line {line}")


WRONG = (
    ("version = 2", "version = 0", "version", 2),
    ('code = "day_28"', 'cod = "day_28"', "visit.cod", 10),
    ('["clinic", "mrd"]', '["clinic", "csf", "ct"]', "visit.assessments", 14),
    ("first_day = 150", "first_day = 183", "visit.window", 20),
    ("days = 14", "days = 400", "driving_rule.days", 25),
    ("2025-06-27", '"27 June 2025"', "driving_rule.valid_from", 27),
)


def test_every_mistake_is_named_by_its_line_and_field_not_only_the_first() -> None:
    text = SMALL
    for right, wrong, _, _ in WRONG:
        text = text.replace(right, wrong)
    found = mistakes_of(text)
    lines = [int(str(error).split(",")[0].removeprefix("Line ")) for error in found]
    assert lines == sorted(lines)
    named = [(error.field, line) for error, line in zip(found, lines, strict=True)]
    planted = [(field, line) for _, _, field, line in WRONG]
    assert set(planted) <= set(named)
    # The key that was misspelt is missing too, and the list names two codes without a name.
    assert sorted(named) == sorted([*planted, ("visit.code", 9), ("visit.assessments", 14)])


def test_a_right_text_has_no_mistakes_and_one_that_is_no_toml_has_one() -> None:
    assert mistakes_of(SMALL) == mistakes_of(DEFAULT) == ()
    assert [str(error)[:6] for error in mistakes_of("a = 1\nb = [")] == ["Line 2"]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, SMALL.count("\n") - 1))
def test_a_text_without_one_of_its_lines_is_read_or_told_what_it_lacks(place: int) -> None:
    lines = SMALL.splitlines(keepends=True)
    text = "".join(lines[:place] + lines[place + 1 :])
    found = mistakes_of(text)
    if not found:
        parse(text)
        return
    with pytest.raises(InvalidEntryError) as caught:
        parse(text)
    assert str(caught.value) in {str(error) for error in found}


def test_an_unfinished_text_is_named_by_its_last_line() -> None:
    with pytest.raises(InvalidEntryError, match=r"^Line 2"):
        parse('name = "own"\nversion = [')


def test_a_protocol_without_visits_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="one visit at least"):
        parse('name = "own"\nversion = 1\ntitle = "Own"\n')


def test_visits_that_are_no_tables_are_refused() -> None:
    with pytest.raises(InvalidEntryError, match=r"must be tables headed \[\[visit\]\]"):
        parse('name = "own"\nversion = 1\ntitle = "Own"\nvisit = 3\n')
