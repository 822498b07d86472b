"""The table of what followed the infusion: the statement beside what the findings make."""

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.days import day_label, short_date
from carttrack.domain.outcome.event_words import agreement_words
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.outcome_rows import OutcomeRow
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate

_TIP = int(Qt.ItemDataRole.ToolTipRole)


class OutcomeTableModel(TableModel[OutcomeRow]):
    """Responses and events, oldest first."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.key, spoken=_spoken)


def _columns() -> tuple[Column[OutcomeRow], ...]:
    return (
        Column[OutcomeRow](
            heading=translate("outcome", "Date"), text=lambda row: short_date(row.on), width=112
        ),
        Column[OutcomeRow](
            heading=translate("outcome", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=52,
            extras={roles.TONE: lambda _row: "text2"},
        ),
        Column[OutcomeRow](
            heading=translate("outcome", "Entry"),
            text=lambda row: row.what,
            width=158,
            extras={roles.STRONG: lambda row: row.assessed is None, _TIP: _tip},
        ),
        Column[OutcomeRow](
            heading=translate("outcome", "Stated"), text=lambda row: row.stated, width=118
        ),
        Column[OutcomeRow](
            heading=translate("outcome", "Derived"),
            text=lambda row: row.derived,
            width=116,
            extras={
                roles.STATE: lambda row: row.state,
                roles.TONE: lambda row: "due_fg" if row.differs else "text",
                roles.STRONG: lambda row: row.differs,
                _TIP: _tip,
            },
        ),
        Column[OutcomeRow](
            heading=translate("outcome", "MRD, antigens, detail"),
            text=lambda row: row.detail,
            extras={roles.TONE: lambda _row: "text2", _TIP: lambda row: row.detail or None},
        ),
    )


def _tip(row: OutcomeRow) -> str | None:
    if row.assessed is None or row.assessed.derived is None:
        return None
    stands = agreement_words(row.assessed.agreement)
    return f"{row.assessed.derived.reason}; {stands}"


def _spoken(row: OutcomeRow) -> str:
    parts = [short_date(row.on)]
    if row.day is not None:
        parts.append(day_label(row.day))
    parts.append(row.what)
    if row.assessed is not None:
        parts.append(translate("outcome", "stated {0}").format(row.stated))
        if row.derived:
            parts.append(translate("outcome", "derived {0}").format(row.derived))
            parts.append(agreement_words(row.assessed.agreement))
    return ", ".join([*parts, row.detail] if row.detail else parts)
