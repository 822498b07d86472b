"""Finding patients and words while they are typed."""

from carttrack.domain.worklist import Person
from carttrack.services.clinic import Clinic
from carttrack.store.search import fold
from carttrack.store.worklists.finding import found_people

MOST = 8
"""More patients than this are looked for in the list of patients."""


def people(clinic: Clinic, search: str, *, most: int = MOST) -> tuple[Person, ...]:
    """Return the patients whom a search finds, the likeliest first; nobody for an empty one."""
    with clinic.reading() as work:
        return found_people(work, search, today=clinic.today(), most=most)


def matches(search: str, text: str) -> bool:
    """Tell whether each word of a search stands in a text, case and diacritics apart."""
    folded = fold(text)
    return all(word in folded for word in fold(search).split())
