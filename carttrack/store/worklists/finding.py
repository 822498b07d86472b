"""Patients found while a name, an MRN or a number is being typed: few, the likeliest first."""

from datetime import date

from sqlalchemy import case, select

from carttrack.domain.worklist import Person
from carttrack.store import dialect
from carttrack.store.search import fold
from carttrack.store.work import Work
from carttrack.store.worklists.listing import found_by
from carttrack.store.worklists.people import PATIENT, PERSON, Calendar, with_latest_course


def found_people(work: Work, search: str, *, today: date, most: int) -> tuple[Person, ...]:
    """Return at most `most` patients whom a search finds; nobody for an empty one.

    An MRN typed in full comes first, then names that begin with what was typed, then the others,
    each in order of name. It looks in names, MRN, lots and identity codes, case and diacritics
    apart.
    """
    folded = fold(search)
    if not folded:
        return ()
    begins = PATIENT.c.sort_name.like(dialect.begins(folded), escape=dialect.ESCAPE)
    rank = case((PATIENT.c.mrn == search.strip(), 0), (begins, 1), else_=2)
    likeliest = (
        select(PATIENT.c.id, rank.label("rank"))
        .where(*found_by(search), PATIENT.c.void_reason.is_(None))
        .order_by(rank, PATIENT.c.sort_name, PATIENT.c.id)
        .limit(most)
        .subquery()
    )
    query = (
        select(*PERSON)
        .select_from(with_latest_course().join(likeliest, likeliest.c.id == PATIENT.c.id))
        .order_by(likeliest.c.rank, PATIENT.c.sort_name, PATIENT.c.id)
    )
    calendar = Calendar(today, work.clinic.get().zone)
    return tuple(calendar.person_of(row) for row in work.connection.execute(query))
