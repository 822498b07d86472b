"""The columns of what goes on beside the course, an entry in full, and the figures of it all."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from carttrack.domain.casefile import CaseFile
from carttrack.domain.supportive_care import BloodProduct
from carttrack.gui import words
from carttrack.gui.models import roles
from carttrack.gui.models.care_rows import CareRow, days_in_hospital, stay_words
from carttrack.gui.models.columns import Column
from carttrack.gui.models.facts import Fact, entered_facts
from carttrack.gui.models.tree import GroupedModel

translate = QCoreApplication.translate

_TIP = int(Qt.ItemDataRole.ToolTipRole)


class CareModel(GroupedModel[CareRow]):
    """Entries under their kinds."""

    def __init__(self) -> None:
        super().__init__(_columns(), key=lambda row: row.key, spoken=_spoken)


def care_facts(row: CareRow, zone: ZoneInfo) -> tuple[Fact, ...]:
    """Return an entry in full, with who entered it when."""
    value = row.kept.value
    further = (
        (translate("care", "Because"), getattr(value, "stop_reason", "")),
        (translate("care", "Prescribed"), getattr(value, "prescribed_by", "")),
        (translate("care", "Note"), value.note),
    )
    facts = [
        Fact(translate("care", "From"), row.since),
        Fact(translate("care", "Until"), row.until),
        Fact(translate("care", "State"), row.status),
        Fact(translate("care", "Detail"), row.detail),
        Fact(translate("care", "Given for"), row.reason),
        *(Fact(key, said) for key, said in further),
        *entered_facts(row.kept, zone),
    ]
    return tuple(fact for fact in facts if fact.value)


def care_figures(case: CaseFile, today: date) -> tuple[Fact, ...]:
    """Return the days in hospital, of the course too, and the units of each blood product."""
    facts = []
    if case.admissions:
        whole = stay_words(days_in_hospital(case, today))
        facts.append(Fact(translate("care", "Stays"), whole))
        if case.day0 is not None and case.day0 <= today:
            since = stay_words(days_in_hospital(case, today, case.day0))
            facts.append(Fact(translate("care", "Since Day 0"), since))
    for product in BloodProduct:
        given = [kept.value for kept in case.transfusions if kept.value.product is product]
        if given:
            facts.append(Fact(words.heading(product), _given_words([one.units for one in given])))
    return tuple(facts)


def _given_words(units: list[int | None]) -> str:
    """Return how often something was given and how many units, where all are on record."""
    times = translate("care", "once") if len(units) == 1 else translate("care", "{0} times")
    said = times.format(len(units))
    known = [one for one in units if one is not None]
    if len(known) < len(units):
        return translate("care", "{0}, units not all recorded").format(said)
    total = translate("care", "1 unit") if sum(known) == 1 else translate("care", "{0} units")
    return f"{said}, {total.format(sum(known))}"


def _columns() -> tuple[Column[CareRow], ...]:
    grey = {roles.TONE: lambda _row: "text2"}
    return (
        Column[CareRow](
            heading=translate("care", "Entry"),
            text=lambda row: row.entry,
            width=224,
        ),
        Column[CareRow](heading=translate("care", "From"), text=lambda row: row.since, width=142),
        Column[CareRow](heading=translate("care", "Until"), text=lambda row: row.until, width=142),
        Column[CareRow](
            heading=translate("care", "Detail"),
            text=lambda row: row.detail,
            extras={_TIP: lambda row: row.detail or None},
        ),
        Column[CareRow](
            heading=translate("care", "Given for"),
            text=lambda row: row.reason,
            width=150,
            extras=grey,
        ),
        Column[CareRow](
            heading=translate("care", "State"),
            text=lambda row: row.status,
            width=112,
            extras={roles.STATE: lambda row: row.state, **grey},
        ),
    )


def _spoken(row: CareRow) -> str:
    since = translate("care", "from {0}").format(row.since)
    until = translate("care", "until {0}").format(row.until) if row.until else ""
    parts = (row.what, row.second, row.status, since, until, row.detail, row.reason)
    return ", ".join(part for part in parts if part)
