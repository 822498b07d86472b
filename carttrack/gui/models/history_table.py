"""The history of a record as rows: who, when, which act, which entry, from what to what, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.days import clock, local_day, short_date
from carttrack.domain.history import ChangeKind, FieldChange, HistoryLine
from carttrack.domain.history_words import field_words, told_changes, void_entries
from carttrack.gui.models import roles
from carttrack.gui.models.columns import Column
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate

STRUCK = int(Qt.ItemDataRole.UserRole) + 60
"""True for a cell that is struck through: its entry is void now."""
_TOLD = 4


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One changed entry of one act; `number` counts from the oldest, `void` is its state now."""

    number: int
    line: HistoryLine
    void: bool
    zone: ZoneInfo

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Every changed field in words."""
        return told_changes(self.line, self.zone)

    @property
    def when(self) -> str:
        """The moment in the clinic's time."""
        day = local_day(self.line.at, self.zone)
        return f"{short_date(day)} {clock(self.line.at, self.zone)}"

    @property
    def subject(self) -> str:
        """What kind of entry it is."""
        return field_words(self.line.subject)

    @property
    def searched(self) -> str:
        """Everything a search looks through, in small letters."""
        line = self.line
        said = " ".join(f"{change.field} {change.old} {change.new}" for change in self.changes)
        return f"{self.when} {line.by} {line.what} {self.subject} {line.reason} {said}".casefold()


def history_rows(lines: Sequence[HistoryLine], zone: ZoneInfo) -> tuple[HistoryRow, ...]:
    """Return the rows of a history, in its order: newest first."""
    void = void_entries(lines)
    return tuple(
        HistoryRow(len(lines) - place, line, (line.subject, line.entry_id) in void, zone)
        for place, line in enumerate(lines)
    )


def change_words(change: FieldChange, *, is_new: bool) -> str:
    """Return one change: `Planned on: 3 Nov 2026 → 4 Nov 2026`; of a new entry only the value."""
    empty = translate("history", "empty")
    if is_new:
        return f"{change.field}: {change.new}"
    return f"{change.field}: {change.old or empty} → {change.new or empty}"


def changes_words(row: HistoryRow) -> str:
    """Return the changes of a row in one line; of many the first, and how many more."""
    is_new = row.line.kind is ChangeKind.ADDED
    told = row.changes
    said = "; ".join(change_words(change, is_new=is_new) for change in told[:_TOLD])
    if len(told) > _TOLD:
        said = translate("history", "{0}; {1} more").format(said, len(told) - _TOLD)
    return translate("history", "new: {0}").format(said) if is_new else said


class HistoryTableModel(TableModel[HistoryRow]):
    """Rows of the history, newest first."""

    def __init__(self) -> None:
        struck = {STRUCK: lambda row: row.void}
        super().__init__(
            (
                Column[HistoryRow](
                    heading=translate("history", "When"), text=lambda row: row.when, width=166
                ),
                Column[HistoryRow](
                    heading=translate("history", "Who"), text=lambda row: row.line.by, width=92
                ),
                Column[HistoryRow](
                    heading=translate("history", "Act"), text=lambda row: row.line.what, width=150
                ),
                Column[HistoryRow](
                    heading=translate("history", "Entry"),
                    text=lambda row: row.subject,
                    width=166,
                    extras={
                        roles.SECOND: lambda row: translate("history", "void") if row.void else "",
                        roles.SECOND_TONE: lambda _row: "late_fg",
                    },
                ),
                Column[HistoryRow](
                    heading=translate("history", "From what to what"),
                    text=changes_words,
                    extras=struck,
                ),
                Column[HistoryRow](
                    heading=translate("history", "Reason"),
                    text=lambda row: row.line.reason,
                    width=120,
                ),
            ),
            key=lambda row: row.number,
            spoken=_spoken,
        )


def _spoken(row: HistoryRow) -> str:
    parts = (row.when, row.line.by, row.line.what, row.subject, changes_words(row))
    void = translate("history", "this entry is void now") if row.void else ""
    return ", ".join(part for part in (*parts, row.line.reason, void) if part)
