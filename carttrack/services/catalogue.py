"""What ships with the program as data: products, checklists, protocols, references."""

from collections.abc import Mapping
from functools import cache

from carttrack import paths
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.registry_forms import Registry
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_text import parse_registry
from carttrack.domain.pathway.eligibility import ChecklistItem, parse_checklists
from carttrack.domain.pathway.products import Product, parse_products
from carttrack.domain.reference.library import Library, parse_library
from carttrack.domain.toxicity.iec_hs_words import IecHsText, parse_iec_hs
from carttrack.domain.toxicity.scale_help import ScaleHelp, parse_scale_help
from carttrack.services.clinic import Clinic


def _read(name: str) -> str:
    return paths.resource(name).read_text(encoding="utf-8")


@cache
def products() -> tuple[Product, ...]:
    """Return every product of the catalogue, in its order."""
    return parse_products(_read("products/catalogue.toml"))


def product(product_id: str) -> Product | None:
    """Return the product of an id, or None for one the catalogue does not know."""
    return next((product for product in products() if product.id == product_id), None)


@cache
def checklist_items() -> tuple[ChecklistItem, ...]:
    """Return the items of all checklists, in their order."""
    return parse_checklists(_read("checklists/default.toml"))


@cache
def registries() -> Mapping[Registry, RegistryPlan]:
    """Return what each registry asks for."""
    plans = (parse_registry(_read(f"registries/{registry.value}.toml")) for registry in Registry)
    return {plan.registry: plan for plan in plans}


@cache
def library() -> Library:
    """Return the published sources and figures that papers cite."""
    folder = paths.resource("reference")
    return parse_library(
        "\n".join(_read(f"reference/{p.name}") for p in sorted(folder.glob("*.toml")))
    )


@cache
def scale_help() -> ScaleHelp:
    """Return how the CRS scales differ."""
    return parse_scale_help(_read("scales/crs.toml"))


@cache
def iec_hs_text() -> IecHsText:
    """Return the criteria of IEC-HS 2023 in words."""
    return parse_iec_hs(_read("scales/iec_hs.toml"))


@cache
def default_protocol_text() -> str:
    """Return the text of the protocol a new clinic starts with."""
    return _read("protocols/default.toml")


@cache
def parsed(text: str) -> Protocol:
    """Return the protocol that a text describes; a text once read is remembered."""
    return parse(text)


def default_protocol() -> Protocol:
    """Return the protocol a new clinic starts with."""
    return parsed(default_protocol_text())


def protocol(clinic: Clinic, key: str) -> Protocol:
    """Return the protocol that the clinic keeps under `name@version`."""
    with clinic.reading() as work:
        return parsed(work.protocols.get(key))
