"""Public holidays of a country and region, from the library `holidays`, loaded when first asked.

Which days they are is the library's to know. Without a country weekends alone are no working days.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from carttrack.domain.errors import InvalidEntryError
from carttrack.overriding import override

_ENGLISH = ("en_US", "en_GB", "en")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHolidays(Container[date]):
    """The holidays of one place; `in` tells whether a day is one.

    `note` says in words why holidays are not known where they should be; it is empty otherwise.
    """

    country: str = ""
    region: str = ""
    days: Mapping[date, str] | None = None
    note: str = ""

    @override
    def __contains__(self, day: object) -> bool:
        return self.days is not None and day in self.days

    def name(self, day: date) -> str:
        """Return what a day is called, empty for one that is no holiday."""
        return (self.days.get(day) or "") if self.days is not None else ""


NO_HOLIDAYS = PublicHolidays()
"""Of a clinic that has chosen no country."""


@cache
def public_holidays(country: str, region: str = "") -> PublicHolidays:
    """Return the holidays of a country code and a region code, with a note for unknown ones.

    Of a country whose region is unknown the country's own holidays count.
    """
    if not country:
        return NO_HOLIDAYS
    try:
        check_place(country, region)
    except InvalidEntryError as error:
        known = error.field == "holiday_region"
        return PublicHolidays(
            country=country,
            region=region,
            days=_days(country, "") if known else None,
            note=str(error),
        )
    return PublicHolidays(country=country, region=region, days=_days(country, region))


def check_place(country: str, region: str) -> None:
    """Raise `InvalidEntryError` for a country or a region whose holidays are not known."""
    known = countries()
    if country not in known:
        raise InvalidEntryError(
            "holiday_country",
            f"The public holidays of {country} are not known here, so only weekends are marked. "
            "Use a country code of two letters such as DE or US.",
        )
    if region and region not in known[country]:
        raise InvalidEntryError(
            "holiday_region",
            f"Region {region} of {country} is not known here, so only the holidays of the whole "
            f"country are marked. {_known_regions(known[country])}",
        )


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """Return the country codes whose holidays are known, each with the codes of its regions."""
    import holidays  # noqa: PLC0415  (takes its time: only when first needed)

    return {
        code: tuple(regions)
        for code, regions in sorted(holidays.list_supported_countries().items())
        if len(code) == len("DE")
    }


def _days(country: str, region: str) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415  (takes its time: only when first needed)

    own = holidays.country_holidays(country, subdiv=region or None)
    spoken = getattr(own, "supported_languages", ())
    language = next((each for each in _ENGLISH if each in spoken), None)
    if language is None:
        return own
    return holidays.country_holidays(country, subdiv=region or None, language=language)


def _known_regions(regions: tuple[str, ...]) -> str:
    if not regions:
        return "The country has no regions of its own; leave the region empty."
    shown = ", ".join(regions[:_MOST_NAMED])
    return f"Known are {shown}{' and others' if len(regions) > _MOST_NAMED else ''}."
