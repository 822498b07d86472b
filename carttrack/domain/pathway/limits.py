"""The clinic's own limits for the items of its checklists."""

from dataclasses import dataclass

from carttrack.domain import fields
from carttrack.domain.pathway.checklists import Checklist


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicLimit:
    """The limit that the clinic has set for an item; it stands above the published example.

    `item` is the item's code in its checklist, `limit` the words with their unit
    (`LVEF at least 45 %`); at most one for each item.
    """

    checklist: Checklist
    item: str
    limit: str

    def __post_init__(self) -> None:
        for name in ("item", "limit"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name), required=True))
