import pytest

from carttrack.services import finding
from carttrack.services.clinic import Clinic
from tests.services.builders import registered


@pytest.mark.parametrize(
    ("search", "text", "found"),
    [
        ("sum", "PDF summary", True),
        ("sum pdf", "PDF summary", True),
        ("resume", "Résumé", True),
        ("pdf day", "PDF summary", False),
        ("", "Lock now", True),
    ],
)
def test_words_match_in_any_order_whatever_the_diacritics(
    search: str, text: str, *, found: bool
) -> None:
    assert finding.matches(search, text) is found


def test_a_patient_is_found_with_the_product_of_the_course(clinic: Clinic) -> None:
    patient_id, _ = registered(clinic)
    (person,) = finding.people(clinic, "prikl")
    assert (person.patient_id, person.product) == (patient_id, "brexu_cel")
