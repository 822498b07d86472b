"""One row of the pathway, and the columns it is shown in."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.kept import Kept
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.steps import Step
from carttrack.gui.models import roles
from carttrack.gui.models.columns import Column
from carttrack.gui.models.facts import Fact, entered_facts
from carttrack.gui.models.tree import GroupedModel
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayRow:
    """An entry of a step or of the patient, in words.

    `kind` names the kind of entry as the unit of work does; `kept` is None for a step or a
    checklist of which nothing is on record. `group` is the key of the group it stands in.
    """

    key: Hashable
    group: str
    kind: str
    kept: Kept[Any] | None
    what: str
    step: Step | None = None
    checklist: Checklist | None = None
    planned: str = ""
    done: str = ""
    who: str = ""
    detail: str = ""
    state: State | None = None
    status: str = ""
    strong: bool = False


class PathwayModel(GroupedModel[PathwayRow]):
    """The pathway under its steps."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.key, spoken=_spoken)


def entry_facts(row: PathwayRow, zone: ZoneInfo) -> tuple[Fact, ...]:
    """Return a row in full, with who entered it when; empty where nothing is on record."""
    if row.kept is None:
        return ()
    facts = [
        Fact(translate("pathway", "Planned"), row.planned),
        Fact(translate("pathway", "Done"), row.done),
        Fact(translate("pathway", "Who"), row.who),
        Fact(translate("pathway", "Detail"), row.detail),
        *entered_facts(row.kept, zone),
    ]
    return tuple(fact for fact in facts if fact.value)


def _columns() -> tuple[Column[PathwayRow], ...]:
    return (
        Column[PathwayRow](
            heading=translate("pathway", "Entry"),
            text=lambda row: row.what,
            width=250,
            extras={roles.STRONG: lambda row: row.strong},
        ),
        Column[PathwayRow](
            heading=translate("pathway", "Planned"),
            text=lambda row: row.planned,
            width=106,
            extras={roles.TONE: lambda _row: "text2"},
        ),
        Column[PathwayRow](
            heading=translate("pathway", "Done"), text=lambda row: row.done, width=146
        ),
        Column[PathwayRow](
            heading=translate("pathway", "Who"),
            text=lambda row: row.who,
            width=126,
            extras={roles.TONE: lambda _row: "text2"},
        ),
        Column[PathwayRow](
            heading=translate("pathway", "Detail"),
            text=lambda row: row.detail.replace("\n", " "),
            extras={_TIP: lambda row: row.detail or None},
        ),
        Column[PathwayRow](
            heading=translate("pathway", "State"),
            text=lambda row: row.status,
            width=144,
            extras={
                roles.STATE: lambda row: row.state,
                roles.TONE: lambda row: "due_fg" if _holds_up(row) else "text2",
            },
        ),
    )


def _holds_up(row: PathwayRow) -> bool:
    return row.state is not None and row.state.family == "due"


def _spoken(row: PathwayRow) -> str:
    planned = translate("pathway", "planned {0}").format(row.planned) if row.planned else ""
    parts = (row.what, row.status, planned, row.done, row.who, row.detail)
    return ", ".join(part for part in parts if part)
