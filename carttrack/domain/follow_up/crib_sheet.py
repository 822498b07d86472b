"""The crib sheet of a registry form: every field asked that the record holds, gaps listed."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import short_date
from carttrack.domain.follow_up.contact_date import (
    ContactDate,
    last_reportable,
    proposed_contact,
)
from carttrack.domain.follow_up.crib_baseline import BASELINE, CribContext
from carttrack.domain.follow_up.crib_follow_up import FOLLOW_UP
from carttrack.domain.follow_up.registry_plan import TO_CONFIRM, RegistryPlan
from carttrack.domain.follow_up.registry_schedule import ExpectedForm
from carttrack.domain.follow_up.registry_standing import (
    ContactFit,
    FormStanding,
    form_standings,
    registry_dates,
)

_ANSWERS = {**BASELINE, **FOLLOW_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class CribLine:
    """One field of the form; `value` is empty and `gap` true where the record holds nothing."""

    code: str
    label: str
    value: str = ""

    @property
    def gap(self) -> bool:
        """Whether the record holds nothing for the field."""
        return not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CribSheet:
    """One form of one patient, ready to be copied over.

    `since` (excluded) to `until` (included) are the days it reports on. `notes` are sentences to
    print under it: what is to be confirmed by the clinic, which identifier is wanted.
    """

    standing: FormStanding
    contact: ContactDate | None
    since: date
    until: date
    lines: tuple[CribLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """The labels of the fields that the record holds nothing for, in the form's order."""
        return tuple(line.label for line in self.lines if line.gap)


def crib_sheets(
    case: CaseFile, plan: RegistryPlan, *, today: date, zone: tzinfo
) -> tuple[CribSheet, ...]:
    """Return the crib sheet of every form the registry asks for, by due day."""
    standings = form_standings(case, plan, today=today, zone=zone)
    return tuple(_sheet(case, plan, standing, (standings, today, zone)) for standing in standings)


_Setting = tuple[tuple[FormStanding, ...], date, tzinfo]


def _sheet(
    case: CaseFile, plan: RegistryPlan, standing: FormStanding, setting: _Setting
) -> CribSheet:
    standings, today, zone = setting
    expected = standing.expected
    track = case.course.value.registry_track if case.course else None
    dates = registry_dates(case, track, zone) if track else None
    assert dates is not None, "a form is asked for only of a course with its dates"
    contact = _contact(standing) or proposed_contact(case, expected, dates, zone)
    until = contact.on if contact else min(last_reportable(expected, dates), today)
    since = _since(standing, standings)
    crib = CribContext(
        case=case,
        zone=zone,
        anchor_on=expected.anchor_on,
        since=since,
        until=until,
        contact_on=contact.on if contact else None,
        wanted=plan.identifiers_for(case.product.id) if case.product else None,
    )
    rule = plan.rule(expected.form)
    codes = rule.fields if rule else ()
    return CribSheet(
        standing=standing,
        contact=contact,
        since=since,
        until=until,
        lines=tuple(_line(code, crib, contact) for code in codes),
        notes=tuple(_notes(plan, expected, crib, contact)),
    )


def _contact(standing: FormStanding) -> ContactDate | None:
    on = standing.kept.value.contact_on if standing.kept else None
    if on is None:
        return None
    return ContactDate(on=on, what="reported", reported=True, fit=standing.fit)


def _since(standing: FormStanding, standings: tuple[FormStanding, ...]) -> date:
    """Return the contact date of the report before, the day before the anchor without one."""
    expected = standing.expected
    before = [
        other.kept.value.contact_on
        for other in standings
        if other.kept is not None
        and other.kept.value.contact_on is not None
        and other.expected.form == expected.form
        and other.expected.anchor_on == expected.anchor_on
        and (other.expected.target or date.max) < (expected.target or date.min)
    ]
    return max(before, default=expected.anchor_on - timedelta(days=1))


def _line(code: str, crib: CribContext, contact: ContactDate | None) -> CribLine:
    if code == "contact_date":
        return CribLine(code=code, label="Contact date", value=_contact_words(contact))
    if code not in _ANSWERS:
        return CribLine(code=code, label=code.replace("_", " ").capitalize())
    label, answer = _ANSWERS[code]
    return CribLine(code=code, label=label, value=answer(crib))


def _contact_words(contact: ContactDate | None) -> str:
    if contact is None:
        return ""
    where = f", {contact.fit.value} its window" if contact.fit else ""
    return f"{short_date(contact.on)} ({contact.what}){where}"


def _notes(
    plan: RegistryPlan, expected: ExpectedForm, crib: CribContext, contact: ContactDate | None
) -> list[str]:
    rule = plan.rule(expected.form)
    notes = []
    if "cell_product_ids" in (rule.fields if rule else ()) and crib.wanted is not None:
        document = f", from the {crib.wanted.document}" if crib.wanted.document else ""
        notes.append(f"Wanted for this product: {crib.wanted.words}{document}.")
    if contact is not None and contact.fit is ContactFit.OUTSIDE:
        notes.append("Not seen in the contact window: the closest evaluation is reported.")
    if expected.earliest is not None and not expected.published:
        notes.append(f"Contact window: {TO_CONFIRM}.")
    if expected.due_on is None:
        notes.append(f"Due day: {TO_CONFIRM}.")
    if rule is not None and not rule.fields_source:
        notes.append(f"Fields and their order: {TO_CONFIRM}.")
    if not (rule and rule.revision):
        notes.append(f"Form revision: {TO_CONFIRM}.")
    return notes
