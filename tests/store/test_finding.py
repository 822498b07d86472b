import pytest

from carttrack.store.work import Store
from carttrack.store.worklists.finding import found_people
from tests.builders import TODAY
from tests.store.test_listing import named


def found(store: Store, search: str, most: int = 8) -> list[str]:
    with store.reading() as work:
        people = found_people(work, search, today=TODAY, most=most)
    return [person.name.split(",")[0] for person in people]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("PRIK", ["Příkladová"]),
        ("pr", ["Příkladová", "Przykładowski"]),
        ("lukasz prz", ["Przykładowski"]),
        ("xiaoming", ["示例 小明 (Shili"]),
        ("9000003", ["Przykładowski"]),
        ("26a117", ["Eksempel-Østergård"]),
        ("50%", ["50% Sample_Name"]),
        ("", []),
        ("  ", []),
        ("nobody", []),
    ],
)
def test_a_name_an_mrn_or_a_lot_finds_patients(store: Store, search: str, names: list[str]) -> None:
    named(store)
    assert found(store, search) == names


def test_names_that_begin_so_come_before_names_that_hold_it(store: Store) -> None:
    named(store)
    assert found(store, "o")[0] == "Örnek"
    assert len(found(store, "o")) > 1


def test_no_more_are_given_than_asked_for(store: Store) -> None:
    named(store)
    assert len(found(store, "9", most=2)) == 2
