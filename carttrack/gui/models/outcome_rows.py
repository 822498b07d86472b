"""What followed the infusion as rows in order of time: responses, relapses, therapies, death."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison
from carttrack.domain.days import local_day
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.assessed import AssessedResponse, assessed_responses
from carttrack.domain.outcome.derivation import Agreement
from carttrack.domain.outcome.event_words import (
    antigen_pair,
    derived_kind,
    malignancy_words,
    mrd_category_words,
    relapse_words,
    therapy_words,
)
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.wording import mrd_words
from carttrack.gui import words
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

_STATES = {
    Agreement.AGREES: State.DONE,
    Agreement.DIFFERS: State.BLOCKED,
    Agreement.POSSIBLE: State.INFO,
    Agreement.NOT_DERIVED: State.LATER,
    Agreement.NOT_STATED: State.LATER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """One entry; `kind` names it as the unit of work does, `assessed` is set for a response."""

    kind: str
    kept: Kept[Any]
    on: date
    day: int | None
    what: str
    stated: str = ""
    derived: str = ""
    detail: str = ""
    state: State | None = None
    assessed: AssessedResponse | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What names the row: its kind and its id."""
        return self.kind, self.kept.id

    @property
    def differs(self) -> bool:
        """Whether the statement differs from what the findings make."""
        return self.assessed is not None and self.assessed.agreement is Agreement.DIFFERS


def outcome_rows(case: CaseFile, zone: ZoneInfo, counts: Comparison) -> tuple[OutcomeRow, ...]:
    """Return the entries of a course, oldest first; `counts` is the clinic's own comparison."""
    rows = (
        *(_response(case, one) for one in assessed_responses(case, counts)),
        *_infusions(case, zone),
        *(_relapse(case, kept) for kept in case.relapses),
        *_therapies(case),
        *_malignancies(case),
        *_death(case),
    )
    return tuple(sorted(rows, key=lambda row: row.on))


def _response(case: CaseFile, one: AssessedResponse) -> OutcomeRow:
    response = one.response
    baseline = case.day0 is None or response.assessed_on < case.day0
    derived, state = "", None
    if one.derived is not None:
        derived, state = derived_kind(one.derived), _STATES[one.agreement]
    stated = words.term(response.stated) if response.stated else ""
    what = translate("outcome", "Baseline") if baseline else translate("outcome", "Response")
    return OutcomeRow(
        kind="responses",
        kept=one.kept,
        on=response.assessed_on,
        day=case.day(response.assessed_on),
        what=what,
        stated=stated or translate("outcome", "not stated"),
        derived=derived,
        state=state,
        detail=_findings(one),
        assessed=one,
    )


def _findings(one: AssessedResponse) -> str:
    response = one.response
    category = mrd_category_words(one.mrd)
    found = [category or translate("outcome", "MRD {0}").format(mrd_words(response))]
    if response.marrow_blasts is not None:
        blasts = translate("outcome", "blasts {0} %").format(f"{response.marrow_blasts:f}")
        found.append(blasts)
    elif response.marrow_pending:
        found.append(translate("outcome", "marrow pending"))
    return ", ".join(found)


def _relapse(case: CaseFile, kept: Kept[Relapse]) -> OutcomeRow:
    relapse, on = kept.value, kept.value.happened_on
    what = translate("outcome", "Relapse, {0}").format(words.term(relapse.kind))
    pair = antigen_pair(relapse.cd19, relapse.cd22)
    rest = relapse_words(relapse).removeprefix(f"{what}, ").removesuffix(pair).removesuffix(", ")
    return _event(case, "relapses", kept, on, (what, ", ".join(filter(None, [pair, rest]))))


def _infusions(case: CaseFile, zone: ZoneInfo) -> Iterator[OutcomeRow]:
    for kept in case.later_infusions:
        infusion = kept.value
        number = translate("outcome", "infusion {0}").format(infusion.number)
        parts = [number, words.term(infusion.reason) if infusion.reason else ""]
        if infusion.dose is not None and infusion.dose_unit is not None:
            parts.append(f"{infusion.dose:f} {words.term(infusion.dose_unit)}")
        on, what = local_day(infusion.started_at, zone), words.heading(infusion.kind)
        yield _event(case, "infusions", kept, on, (what, ", ".join(filter(None, parts))))


def _therapies(case: CaseFile) -> Iterator[OutcomeRow]:
    for kept in case.later_therapies:
        what = words.heading(kept.value.kind)
        rest = therapy_words(kept.value).removeprefix(what).removeprefix(", ")
        yield _event(case, "later_therapies", kept, kept.value.started_on, (what, rest))


def _malignancies(case: CaseFile) -> Iterator[OutcomeRow]:
    for kept in case.second_malignancies:
        kind = words.term(kept.value.kind)
        what = translate("outcome", "Second malignancy, {0}").format(kind)
        rest = malignancy_words(kept.value).removeprefix(what).removeprefix(", ")
        yield _event(case, "second_malignancies", kept, kept.value.diagnosed_on, (what, rest))


def _death(case: CaseFile) -> Iterator[OutcomeRow]:
    if case.death is not None:
        death = case.death.value
        by = translate("outcome", "stated by {0}").format(death.stated_by)
        detail = [words.term(death.cause), by if death.stated_by else "", death.detail]
        named = (translate("outcome", "Death"), ", ".join(filter(None, detail)))
        yield _event(case, "deaths", case.death, death.died_on, named)


def _event(
    case: CaseFile, kind: str, kept: Kept[Any], on: date, named: tuple[str, str]
) -> OutcomeRow:
    what, detail = named
    return OutcomeRow(
        kind=kind,
        kept=kept,
        on=on,
        day=case.day(on),
        what=what,
        detail=detail.replace("\n", " "),
    )
