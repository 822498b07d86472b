from datetime import date
from typing import Any

import pytest

from carttrack.store.work import Store
from tests.store.builders import a_patient


@pytest.mark.parametrize(
    ("changes", "pointed_out"),
    [
        ({"mrn": "2"}, True),
        ({"mrn": "2", "family_name": "Prikladova", "given_name": "Zofie"}, True),
        ({"mrn": "2", "given_name": "Žofia", "birth_date": date(1990, 1, 1)}, True),
        ({"mrn": "2", "given_name": "Jana"}, True),
        ({"mrn": "2", "given_name": "Jana", "birth_date": date(1990, 1, 1)}, False),
        (
            {
                "mrn": "2",
                "given_name": "Jana",
                "birth_date": date(1990, 1, 1),
                "phone": "555 0142",
            },
            True,
        ),
        ({"mrn": "2", "family_name": "Nová", "given_name": "Jana"}, False),
    ],
)
def test_namesakes_twins_and_siblings_are_pointed_out(
    store: Store, changes: dict[str, Any], *, pointed_out: bool
) -> None:
    with store.work("Register") as work:
        work.patients.add(a_patient(mrn="1", phone="555 0142"))
        found = work.patients.namesakes(a_patient(**changes))
    assert bool(found) == pointed_out


def test_a_patient_is_not_their_own_namesake(store: Store) -> None:
    with store.work("Register") as work:
        work.patients.add(a_patient())
        assert work.patients.namesakes(a_patient()) == ()
