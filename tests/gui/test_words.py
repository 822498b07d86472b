from datetime import date

import pytest

from carttrack.gui import words

BORN = date(2024, 11, 30)


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2024, 12, 29), "0 y 0 mo"),
        (date(2024, 12, 30), "0 y 1 mo"),
        (date(2026, 1, 15), "1 y 1 mo"),
        (date(2026, 11, 29), "1 y 11 mo"),
        (date(2026, 11, 30), "2 y"),
        (date(2060, 1, 1), "35 y"),
    ],
)
def test_an_age_is_in_years_and_of_the_small_in_months_too(on: date, age: str) -> None:
    assert words.age(BORN, on) == age
