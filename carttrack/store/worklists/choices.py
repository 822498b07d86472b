"""What the patient list can be filtered by: the coordinators and products on record."""

from dataclasses import dataclass

from sqlalchemy import func, select

from carttrack.store.work import Work
from carttrack.store.worklists.people import COURSE, PATIENT


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Names of coordinators, and products as catalogue ids or typed names, each in order."""

    coordinators: tuple[str, ...]
    products: tuple[str, ...]


def filter_choices(work: Work) -> FilterChoices:
    """Return the coordinators and products that occur in valid records."""
    coordinator = PATIENT.c.coordinator
    minders = select(coordinator).distinct().where(PATIENT.c.void_reason.is_(None))
    minders = minders.where(coordinator != "").order_by(coordinator)
    product = func.coalesce(func.nullif(COURSE.c.product_name, ""), COURSE.c.product)
    given = select(product).distinct().where(COURSE.c.void_reason.is_(None), product != "")
    return FilterChoices(
        coordinators=tuple(work.connection.execute(minders).scalars()),
        products=tuple(work.connection.execute(given.order_by(product)).scalars()),
    )
