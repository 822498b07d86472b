"""What find or do lists: patients, then acts with their keys."""

from collections.abc import Callable
from dataclasses import dataclass

from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.table import TableModel


@dataclass(frozen=True, slots=True, kw_only=True)
class FindRow:
    """A line: `text`, small grey words after it, a key at its end; `act` is what choosing does.

    `key` tells the line from every other; `icon` names its picture.
    """

    key: tuple[str, str]
    text: str
    detail: str = ""
    keys: str = ""
    icon: str = ""
    strong: bool = False
    act: Callable[[], object]

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        return ", ".join(part for part in (self.text, self.detail, self.keys) if part)


def find_model() -> TableModel[FindRow]:
    """Return the model of the lines."""
    what: Column[FindRow] = Column(
        heading="",
        text=lambda row: row.text,
        extras={
            roles.ICON: lambda row: row.icon,
            roles.SECOND: lambda row: row.detail,
            roles.STRONG: lambda row: row.strong,
        },
    )
    keys: Column[FindRow] = Column(
        heading="",
        text=lambda row: row.keys,
        align=RIGHT,
        width=130,
        extras={roles.TONE: lambda _: "text3"},
    )
    return TableModel([what, keys], key=lambda row: row.key, spoken=lambda row: row.spoken)
