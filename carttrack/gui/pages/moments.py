"""The present moment of a clinic, with the words that lists need."""

from carttrack.gui.models.work_list import Moment
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic


def present_moment(clinic: Clinic) -> Moment:
    """Return today and now in the clinic's zone, with the names of visits and products."""
    return Moment(
        today=clinic.today(),
        now=clinic.now(),
        zone=clinic.record.zone,
        visit=catalogue.default_protocol().visit_name,
        product=short_name,
        label_day=label_day,
    )


def short_name(product: str) -> str:
    """Return the short name of a product of the catalogue, or the name that was typed."""
    known = catalogue.product(product)
    return known.short if known else product


def label_day(product: str) -> int | None:
    """Return the number of the first infusion's day on a product's label, None where it is 0."""
    known = catalogue.product(product)
    return (known.first_infusion_day or None) if known else None
