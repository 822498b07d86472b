"""The figures of a cohort as a table."""

from PySide6.QtCore import QCoreApplication

from carttrack.domain.outcome.cohort_table import TableRow
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate
_CONTEXT = "CohortRows"


def model() -> TableModel[TableRow]:
    """Return an empty table of figures."""
    return TableModel(
        (
            Column(heading=translate(_CONTEXT, "Part"), text=lambda row: row.part, width=230),
            Column(heading=translate(_CONTEXT, "Figure"), text=_figure, width=250),
            Column(
                heading=translate(_CONTEXT, "Whose"),
                text=lambda row: row.whose,
                width=110,
                extras={roles.TONE: lambda _: "text2"},
            ),
            Column(
                heading=translate(_CONTEXT, "Count"),
                text=lambda row: row.count,
                width=60,
                align=RIGHT,
            ),
            Column(heading=translate(_CONTEXT, "n"), text=lambda row: row.n, width=70, align=RIGHT),
            Column(
                heading=translate(_CONTEXT, "Value"),
                text=_value,
                width=90,
                align=RIGHT,
                extras={roles.STRONG: lambda _: True},
            ),
            Column(heading=translate(_CONTEXT, "95 % interval"), text=_interval, width=110),
            Column(
                heading=translate(_CONTEXT, "At risk"),
                text=lambda row: row.at_risk,
                width=70,
                align=RIGHT,
            ),
            Column(heading=translate(_CONTEXT, "Remark"), text=lambda row: row.remark),
        ),
        key=lambda row: (row.part, row.figure, row.of, row.whose, row.n),
        spoken=_spoken,
    )


def _figure(row: TableRow) -> str:
    return f"{row.figure} ({row.of})" if row.of else row.figure


def _value(row: TableRow) -> str:
    return f"{row.value} {row.unit}".strip() if row.value else ""


def _interval(row: TableRow) -> str:
    return f"{row.low}–{row.high}" if row.low and row.high else ""


def _spoken(row: TableRow) -> str:
    parts = (
        row.part,
        _figure(row),
        row.whose,
        f"{row.count} of {row.n}" if row.count else f"n {row.n}",
        _value(row),
        f"95 % interval {_interval(row)}" if _interval(row) else "",
        f"{row.at_risk} at risk" if row.at_risk else "",
        row.remark,
    )
    return ", ".join(part for part in parts if part)
