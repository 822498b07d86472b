"""Public holidays by country and region, and what is said where they are not known."""

import subprocess
import sys
from datetime import date

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.public_holidays import check_place, countries, public_holidays


def test_a_region_has_its_own_holidays() -> None:
    epiphany = date(2027, 1, 6)
    assert epiphany in public_holidays("DE", "BY")
    assert epiphany not in public_holidays("DE", "HH")
    assert epiphany not in public_holidays("DE")
    assert public_holidays("DE", "BY").name(epiphany) == "Epiphany"


def test_a_day_is_named_in_english_where_the_library_can() -> None:
    assert public_holidays("CZ").name(date(2027, 7, 6)) == "Jan Hus Day"
    assert public_holidays("US").name(date(2026, 7, 4)) == "Independence Day"
    assert public_holidays("US").name(date(2026, 7, 8)) == ""


def test_a_clinic_without_a_country_keeps_no_holidays() -> None:
    assert date(2026, 12, 25) not in public_holidays("")
    assert public_holidays("").note == ""


def test_an_unknown_country_or_region_says_so() -> None:
    nowhere = public_holidays("ZZ")
    assert date(2026, 12, 25) not in nowhere
    assert "ZZ are not known here, so only weekends" in nowhere.note
    region = public_holidays("DE", "ZZ")
    assert date(2026, 12, 25) in region
    assert "Region ZZ of DE is not known" in region.note


@pytest.mark.parametrize(
    ("country", "region", "field"), [("ZZ", "", "holiday_country"), ("DE", "ZZ", "holiday_region")]
)
def test_a_place_that_is_not_known_is_refused(country: str, region: str, field: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        check_place(country, region)
    assert caught.value.field == field


def test_countries_have_codes_of_two_letters() -> None:
    assert {"DE", "US", "GB"} <= countries().keys()
    assert {len(code) for code in countries()} == {2}
    assert "BY" in countries()["DE"]


def test_the_library_is_loaded_only_when_a_clinic_has_chosen_a_country() -> None:
    code = (
        "import sys; from carttrack.domain.public_holidays import public_holidays as days; "
        "days(''); assert 'holidays' not in sys.modules; "
        "days('DE'); assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
