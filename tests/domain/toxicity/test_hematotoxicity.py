import csv
import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.toxicity.count_runs import Count
from carttrack.domain.toxicity.hematotoxicity import Observation, early_icaht, late_icaht

TABLE = Path(__file__).parents[2] / "data" / "icaht.csv"
DAY0 = date(2024, 2, 20)  # the window crosses 29 February
LAW = settings(deadline=None, max_examples=200)
ENTRY = re.compile(r"(-?\d+)(?:-(-?\d+))?:(\d+)")


def seen(counts: list[tuple[int, int]], **stops: int | None) -> Observation:
    return Observation(
        infusion=DAY0,
        counts=tuple(Count(DAY0 + timedelta(d), Decimal(value)) for d, value in counts),
        **{name: DAY0 + timedelta(day) for name, day in stops.items() if day is not None},
    )


def counts_of(words: str) -> list[tuple[int, int]]:
    found = []
    for first, last, value in ENTRY.findall(words):
        found += [(day, int(value)) for day in range(int(first), int(last or first) + 1)]
    return found


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_each_case_of_the_table_has_its_grades(case: Mapping[str, str]) -> None:
    stops = {
        name: int(case[name]) if case[name] else None
        for name in ("relapse", "next_therapy", "last_contact")
    }
    observed = seen(counts_of(case["anc"]), **stops)
    grades = (early_icaht(observed).grade, late_icaht(observed).grade)
    expected = tuple(None if case[name] == "-" else int(case[name]) for name in ("early", "late"))
    assert grades == expected


def brute_under(lowest: Mapping[int, int], day: int, limit: int) -> bool:
    """Whether a day is low, between measured days by the line through its two neighbours."""
    if day in lowest:
        return lowest[day] <= limit
    before = max(known for known in lowest if known < day)
    after = min(known for known in lowest if known > day)
    weighted = lowest[before] * (after - day) + lowest[after] * (day - before)
    return weighted <= limit * (after - before)


def brute_spans(lowest: Mapping[int, int], limit: int) -> list[tuple[int, int]]:
    """The low spans, walked day by day; three days above the limit end one."""
    found: list[tuple[int, int]] = []
    lows: list[int] = []
    above = 0
    for day in range(min(lowest), max(lowest) + 1):
        above = 0 if brute_under(lowest, day, limit) else above + 1
        if above == 0:
            lows.append(day)
        if above == 3 and lows:
            found.append((lows[0], lows[-1]))
            lows = []
    return [*found, (lows[0], lows[-1])] if lows else found


def brute_early(counts: list[tuple[int, int]], last_contact: int | None) -> int | None:
    """The early grade in whole numbers, with nothing of the program's."""
    end = 30 if last_contact is None else min(30, last_contact)
    lowest = {
        day: min(value for at, value in counts if at == day) for day, _ in counts if 0 <= day <= end
    }
    if not lowest:
        return None
    severe, profound = brute_spans(lowest, 500), brute_spans(lowest, 100)
    long_severe = max((last - first + 1 for first, last in severe), default=0)
    long_profound = max((last - first + 1 for first, last in profound), default=0)
    never = any(first <= 3 and last == max(lowest) for first, last in severe)
    rules = (
        (4, never or long_severe == 31 or long_profound >= 14),
        (3, long_profound >= 7 or long_severe >= 14),
        (2, long_severe >= 7),
        (1, long_severe >= 1),
    )
    return next((grade for grade, holds in rules if holds), 0)


def brute_late(counts: list[tuple[int, int]], stops: list[int]) -> int | None:
    """The late grade by sorting, with nothing of the program's."""
    end = min([100, *stops])
    by_day = [
        min(value for day, value in counts if day == at)
        for at in sorted({day for day, _ in counts})
        if 31 <= at <= end
    ]
    by_day.sort()
    if not by_day:
        return None
    if len(by_day) > 1 and by_day[1] > 1500:
        return 0
    return sum(by_day[0] <= limit for limit in (1500, 1000, 500, 100))


COUNTS = st.lists(
    st.tuples(
        st.integers(-3, 110),
        st.sampled_from([0, 50, 99, 100, 101, 300, 499, 500, 501, 900, 1000, 1500, 1501, 4000]),
    ),
    max_size=60,
)
STOPS = st.none() | st.integers(0, 120)


@LAW
@given(COUNTS, STOPS)
def test_the_early_grade_agrees_with_a_walk_day_by_day(
    counts: list[tuple[int, int]], last_contact: int | None
) -> None:
    observed = seen(counts, last_contact=last_contact)
    assert early_icaht(observed).grade == brute_early(counts, last_contact)


@LAW
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 900)), min_size=12, max_size=40))
def test_the_early_grade_of_dense_values_agrees_too(counts: list[tuple[int, int]]) -> None:
    assert early_icaht(seen(counts)).grade == brute_early(counts, None)


@LAW
@given(COUNTS, STOPS, STOPS, STOPS)
def test_the_late_grade_agrees_with_sorting(
    counts: list[tuple[int, int]], relapse: int | None, therapy: int | None, contact: int | None
) -> None:
    observed = seen(counts, relapse=relapse, next_therapy=therapy, last_contact=contact)
    stops = [day for day in (relapse, therapy, contact) if day is not None]
    assert late_icaht(observed).grade == brute_late(counts, stops)


@LAW
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_values_does_not_matter(
    counts: list[tuple[int, int]], random: Random
) -> None:
    shuffled = list(counts)
    random.shuffle(shuffled)
    assert early_icaht(seen(shuffled)) == early_icaht(seen(counts))
    assert late_icaht(seen(shuffled)) == late_icaht(seen(counts))


@LAW
@given(COUNTS, st.integers(0, 30))
def test_a_lower_value_of_a_measured_day_never_lowers_the_early_grade(
    counts: list[tuple[int, int]], day: int
) -> None:
    if day not in {at for at, _ in counts}:
        counts = [*counts, (day, 4000)]
    before = early_icaht(seen(counts)).grade
    after = early_icaht(seen([*counts, (day, 0)])).grade
    assert before is not None
    assert after is not None
    assert after >= before


def test_every_choice_is_printed_with_the_early_grade() -> None:
    found = early_icaht(seen([(0, 2000), (5, 400), (14, 400), (20, 2000)]))
    words = "\n".join(reason.text for reason in found.reasons)
    for choice in (
        "lowest value of each day",
        "linear interpolation (17 of Day 0 to Day 20; longest gap 8 days)",
        "joined unless the ANC stayed above the limit for 3 consecutive days",
        "relapse and next therapy do not stop the early window",
        "the published implementation fills at most 7",
        "the values end on Day 20",
    ):
        assert choice in words


def test_the_deciding_row_and_what_makes_the_next_grade_are_named() -> None:
    found = early_icaht(seen(counts_of("0-9:2000 10-16:400 17-30:2000")))
    deciding = [reason.text for reason in found.reasons if reason.deciding]
    assert deciding == ["ANC ≤500 per µL: longest run 7 days, Day 10 to Day 16"]
    assert found.next_grade.startswith("Grade 3:")


def test_a_grade_by_early_death_names_its_choice() -> None:
    found = early_icaht(seen(counts_of("0-10:200"), last_contact=10))
    deciding = [reason.text for reason in found.reasons if reason.deciding]
    assert len(deciding) == 1
    assert "to the last value on Day 10 is counted as never recovered" in deciding[0]


def test_the_late_window_names_what_stopped_it() -> None:
    found = late_icaht(seen([(40, 1400), (50, 1400)], relapse=55))
    words = [reason.text for reason in found.reasons]
    assert any("Day 31 to Day 55, stopped by relapse" in text for text in words)


def test_last_contact_before_day_0_gives_no_grade() -> None:
    observed = seen([(0, 100)], last_contact=-1)
    assert (early_icaht(observed).grade, late_icaht(observed).grade) == (None, None)
