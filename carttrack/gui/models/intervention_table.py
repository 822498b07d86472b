"""Everything given in a course as rows, newest first, with running numbers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, table_date
from carttrack.domain.toxicity.given_context import GivenContext, given_contexts, grades_words
from carttrack.domain.toxicity.log import NumberedGiven, numbered_given
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.given_words import RUNS, documented_words, given_name
from carttrack.gui.models.table import TableModel

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """One thing given; `until` is empty where no stop is on record, `context` tells its moment."""

    numbered: NumberedGiven
    day: int | None
    when: str
    until: str
    context: GivenContext


def intervention_rows(case: CaseFile, zone: ZoneInfo) -> tuple[InterventionRow, ...]:
    """Return everything given in a case, newest first."""
    rows = []
    contexts = given_contexts(case)
    for one in reversed(numbered_given(case)):
        given = one.given
        on = local_day(given.started_at, zone)
        until = ""
        if given.stopped_at is not None:
            ended = local_day(given.stopped_at, zone)
            until = f"{table_date(ended, ended)} {clock(given.stopped_at, zone)}"
        elif given.drug in RUNS:
            until = translate("toxicity", "no stop on record")
        when = f"{table_date(on, on)} {clock(given.started_at, zone)}"
        context = contexts[one.kept.id]
        rows.append(InterventionRow(one, case.day(on), when, until, context))
    return tuple(rows)


class InterventionModel(TableModel[InterventionRow]):
    """Interventions as documented."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.numbered.kept.id, spoken=_spoken)


def _columns() -> tuple[Column[InterventionRow], ...]:
    grey = {roles.TONE: lambda _row: "text2"}
    return (
        Column[InterventionRow](
            heading=translate("toxicity", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=62,
        ),
        Column[InterventionRow](
            heading=translate("toxicity", "When"), text=lambda row: row.when, width=136
        ),
        Column[InterventionRow](
            heading=translate("toxicity", "Intervention"),
            text=lambda row: given_name(row.numbered.given),
            width=168,
            extras={
                roles.SECOND: lambda row: translate("toxicity", "no. {0}").format(
                    row.numbered.number
                )
            },
        ),
        Column[InterventionRow](
            heading=translate("toxicity", "As documented"),
            text=_documented,
        ),
        Column[InterventionRow](
            heading=translate("toxicity", "Until"),
            text=lambda row: row.until,
            width=130,
            extras=grey,
        ),
        Column[InterventionRow](heading=translate("toxicity", "For"), text=_for, width=84),
        Column[InterventionRow](
            heading=translate("toxicity", "Given by"),
            text=lambda row: row.numbered.given.given_by,
            width=104,
            extras=grey,
        ),
    )


def _documented(row: InterventionRow) -> str:
    parts = [documented_words(row.numbered.given)]
    if row.context.in_episode not in {None, row.numbered.number}:
        said = translate("toxicity", "no. {0} in its episode")
        parts.append(said.format(row.context.in_episode))
    grades = grades_words(row.context)
    if grades:
        parts.append(translate("toxicity", "at {0}").format(grades))
    return ", ".join(parts)


def _for(row: InterventionRow) -> str:
    indication = row.numbered.given.indication
    return words.term(indication) if indication else "–"


def _spoken(row: InterventionRow) -> str:
    given = row.numbered.given
    parts = (words.day_label(row.day), row.when, given_name(given), _documented(row))
    return ", ".join(part for part in (*parts, row.until) if part)
