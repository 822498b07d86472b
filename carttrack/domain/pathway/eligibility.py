"""The checklists of a course: their items, which of them apply, and what still holds.

The items are text a clinician can read and change (TOML); limits in it are examples with their
source, the clinic's own limit stands above them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from carttrack.domain.casefile import CaseFile
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist
from carttrack.domain.patients import age_on
from carttrack.domain.tables import Table, read, refuse_twice

NO_LIMIT = "clinic limit to be set"
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_OLDEST = 150  # years; an age above it is a slip of the pen
_HOLDING = {
    Answer.NOT_MET: "not met",
    Answer.NOT_DONE: "not done",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One question of a checklist; `code` is what an answer is kept under.

    `limit` is a published limit with its `source`, both empty where none is cited; what is
    measured has then a `clinic_limit` to be set, while a plain yes or no has none.
    The item applies from `from_age` on and under `under_age` (completed years), where given.
    """

    code: str
    checklist: Checklist
    group: str
    question: str
    limit: str = ""
    source: str = ""
    clinic_limit: bool = False
    from_age: int | None = None
    under_age: int | None = None

    @property
    def limit_text(self) -> str:
        """The limit to show, or that the clinic has to set it; empty where none makes sense."""
        return self.limit or (NO_LIMIT if self.clinic_limit else "")

    def applies_at(self, age: int) -> bool:
        """Tell whether the item applies to someone of this age in completed years."""
        return (self.from_age is None or age >= self.from_age) and (
            self.under_age is None or age < self.under_age
        )


@dataclass(frozen=True, slots=True)
class Hold:
    """An item that is not settled: `code` is the item's, `text` names it and says why."""

    code: str
    text: str


def applicable(
    items: Iterable[ChecklistItem], case: CaseFile, checklist: Checklist
) -> tuple[ChecklistItem, ...]:
    """Return the items of a checklist that apply to a case, in their order.

    Age is taken on Day 0, else on the planned one, else when the course was opened; without a
    course every item applies.
    """
    opened = case.course.value.opened_on if case.course else None
    on = case.day0 or case.planned_day0 or opened
    age = None if on is None else age_on(case.patient.value.birth_date, on)
    return tuple(
        item
        for item in items
        if item.checklist is checklist and (age is None or item.applies_at(age))
    )


def holds(
    items: Iterable[ChecklistItem], answers: Iterable[CheckAnswer], checklist: Checklist
) -> tuple[Hold, ...]:
    """Return every item of a checklist that has no answer, is not met or not done.

    `items` are the applicable ones; of several answers to one item the last counts.
    """
    given = {answer.item: answer for answer in answers if answer.checklist is checklist}
    found = []
    for item in items:
        why = _why(given.get(item.code))
        if item.checklist is checklist and why:
            found.append(Hold(item.code, f"{item.question}: {why}"))
    return tuple(found)


def parse_checklists(text: str) -> tuple[ChecklistItem, ...]:
    """Return the items of a checklist text (TOML).

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a key that is
    missing or not known, a code used twice in a checklist, a limit without its source.
    """
    top = read(text)
    top.only("items")
    tables = top.tables("items")
    if not tables:
        raise top.refusal("items", "is missing. A checklist has one [[items]] at least.")
    items = tuple(map(_item, tables))
    refuse_twice(tables, "checklist", "code")
    return items


def _why(answer: CheckAnswer | None) -> str:
    if answer is None:
        return "not answered"
    words = _HOLDING.get(answer.answer, "")
    return f"{words} ({answer.value})" if words and answer.value else words


def _item(table: Table) -> ChecklistItem:
    table.only(
        *("code", "checklist", "group", "question"),
        *("limit", "source", "clinic_limit", "from_age", "under_age"),
    )
    code = table.text("code")
    if not _CODE.fullmatch(code):
        raise table.refusal("code", "takes small letters, digits and _ only.")
    item = ChecklistItem(
        code=code,
        checklist=table.choice("checklist", Checklist),
        group=table.text("group"),
        question=table.text("question"),
        limit=table.text("limit", ""),
        source=table.text("source", ""),
        clinic_limit=table.flag("clinic_limit"),
        from_age=table.whole_if_given("from_age", 0, _OLDEST),
        under_age=table.whole_if_given("under_age", 0, _OLDEST),
    )
    if bool(item.limit) != bool(item.source):
        raise table.refusal("limit", "and source stand together: a limit is cited.")
    if item.limit and item.clinic_limit:
        raise table.refusal("clinic_limit", "stands where no limit is cited.")
    return item
