"""Grades on other scales and records of IEC-HS: rows and figures apart from ASTCT grades."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, table_date
from carttrack.domain.kept import Kept
from carttrack.domain.toxicity.iec_hs import CriteriaSet, IecHsRecord
from carttrack.domain.toxicity.iec_hs_words import IecHsText, explanation
from carttrack.domain.toxicity.other_scales import OtherGrade
from carttrack.domain.toxicity.scale_help import TO_BE_CONFIRMED
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.columns import RIGHT, Column
from carttrack.gui.models.facts import Fact
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.toxicity_summary import SummaryBlock

translate = QCoreApplication.translate

OTHER_GRADES, IEC_HS_RECORDS = "other_grades", "iec_hs_records"
_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherScaleRow:
    """One grade or record in words; `kind` names it as the unit of work does."""

    kind: str
    kept: Kept[OtherGrade] | Kept[IecHsRecord]
    on: date
    at: datetime | None
    day: int | None
    when: str
    what: str
    grade: str
    scale: str
    detail: str
    tip: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells a row from every other."""
        return (self.kind, self.kept.id)


def other_scale_rows(case: CaseFile, zone: ZoneInfo, text: IecHsText) -> tuple[OtherScaleRow, ...]:
    """Return every grade on another scale and every IEC-HS record, newest first."""
    rows = [_grade(case, kept, zone) for kept in case.other_grades]
    rows += [_iec_hs(case, kept, zone, text) for kept in case.iec_hs_records]
    return tuple(
        sorted(rows, key=lambda row: (row.on, row.at.isoformat() if row.at else ""), reverse=True)
    )


def other_scale_blocks(rows: tuple[OtherScaleRow, ...]) -> tuple[SummaryBlock, ...]:
    """Return the rows as parts of the course summary, none where there are no rows."""
    grades = [row for row in rows if row.kind == OTHER_GRADES]
    records = [row for row in rows if row.kind == IEC_HS_RECORDS]
    blocks = []
    if grades:
        said = translate("toxicity", "as reported; not converted, not compared with ASTCT grades")
        facts = tuple(Fact(row.when, _line(row)) for row in grades)
        blocks.append(
            SummaryBlock(title=translate("toxicity", "On other scales"), words=said, facts=facts)
        )
    if records:
        said = translate("toxicity", "as stated; nothing is derived")
        facts = tuple(Fact(row.when, row.tip or row.detail) for row in records)
        blocks.append(SummaryBlock(title=translate("toxicity", "IEC-HS"), words=said, facts=facts))
    return tuple(blocks)


class OtherScaleModel(TableModel[OtherScaleRow]):
    """Grades with their scale in words; no squares, which are ASTCT grades."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.key, spoken=_spoken)


def _grade(case: CaseFile, kept: Kept[OtherGrade], zone: ZoneInfo) -> OtherScaleRow:
    grade = kept.value
    parts = (
        translate("toxicity", "highest of the course, as reported") if grade.is_maximum else "",
        grade.source,
        translate("toxicity", "graded by {0}").format(grade.assessor) if grade.assessor else "",
        grade.note,
    )
    scale = words.term(grade.scale)
    return OtherScaleRow(
        kind=OTHER_GRADES,
        kept=kept,
        on=grade.graded_on,
        at=grade.graded_at,
        day=case.day(grade.graded_on),
        when=_when(grade.graded_on, grade.graded_at, zone),
        what=words.heading(grade.event),
        grade=str(grade.value),
        scale=f"{scale}, {grade.version}" if grade.version else scale,
        detail=", ".join(part for part in parts if part),
    )


def _iec_hs(
    case: CaseFile, kept: Kept[IecHsRecord], zone: ZoneInfo, text: IecHsText
) -> OtherScaleRow:
    record = kept.value
    on = local_day(record.at, zone)
    fulfilled = {
        True: translate("toxicity", "criteria met"),
        False: translate("toxicity", "criteria not met"),
        None: translate("toxicity", "whether the criteria are met is not stated"),
    }
    features = ""
    if record.criteria_set is CriteriaSet.IEC_HS_2023:
        features = translate("toxicity", "{0} of {1} features present ({2})").format(
            len(record.met), len(text.features), TO_BE_CONFIRMED
        )
    stated = translate("toxicity", "stated by {0}").format(record.by)
    parts = (fulfilled[record.fulfilled], features, stated, record.note)
    return OtherScaleRow(
        kind=IEC_HS_RECORDS,
        kept=kept,
        on=on,
        at=record.at,
        day=case.day(on),
        when=_when(on, record.at, zone),
        what=translate("toxicity", "IEC-HS"),
        grade="–" if record.grade is None else str(record.grade),
        scale=words.term(record.criteria_set),
        detail=", ".join(part for part in parts if part),
        tip="\n".join(reason.text for reason in explanation(record, text)),
    )


def _when(on: date, at: datetime | None, zone: ZoneInfo) -> str:
    day = table_date(on, on)
    return day if at is None else f"{day} {clock(at, zone)}"


def _line(row: OtherScaleRow) -> str:
    graded = translate("toxicity", "{0} grade {1}, {2}").format(row.what, row.grade, row.scale)
    return f"{graded}\n{row.detail}" if row.detail else graded


def _columns() -> tuple[Column[OtherScaleRow], ...]:
    return (
        Column[OtherScaleRow](
            heading=translate("toxicity", "Day"),
            text=lambda row: words.day(row.day),
            align=RIGHT,
            width=62,
        ),
        Column[OtherScaleRow](
            heading=translate("toxicity", "When"), text=lambda row: row.when, width=136
        ),
        Column[OtherScaleRow](
            heading=translate("toxicity", "What"), text=lambda row: row.what, width=124
        ),
        Column[OtherScaleRow](
            heading=translate("toxicity", "Grade"),
            text=lambda row: row.grade,
            align=RIGHT,
            width=60,
            extras={roles.STRONG: lambda _row: True},
        ),
        Column[OtherScaleRow](
            heading=translate("toxicity", "Scale"), text=lambda row: row.scale, width=150
        ),
        Column[OtherScaleRow](
            heading=translate("toxicity", "As reported"),
            text=lambda row: row.detail.replace("\n", " "),
            extras={_TIP: lambda row: row.tip or row.detail or None},
        ),
    )


def _spoken(row: OtherScaleRow) -> str:
    graded = translate("toxicity", "{0} grade {1}, {2}").format(row.what, row.grade, row.scale)
    parts = (words.day_label(row.day), row.when, graded, row.detail)
    return ", ".join(part for part in parts if part)
