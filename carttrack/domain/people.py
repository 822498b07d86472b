"""Who uses the program."""

from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain import fields


class Role(StrEnum):
    """What a user may do; the names are stored."""

    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"
    READ_ONLY = "read_only"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class User:
    """A named user; `name` is what history, papers and signatures show."""

    name: str
    role: Role = Role.COORDINATOR

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", fields.line("name", self.name, required=True))

    @property
    def initials(self) -> str:
        """The first letters of the name's words, at most three, in capitals."""
        return "".join(word[0] for word in self.name.split())[:3].upper()
