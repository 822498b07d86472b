"""The patient's own entries as rows of the pathway: weights, therapy, tests, people, alerts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.pathway.courses import Course
from carttrack.domain.patients import AntigenTest, Contact, Death, TherapyLine, Weight
from carttrack.gui import words
from carttrack.gui.models.facts import near_date
from carttrack.gui.models.pathway_row import PathwayRow
from carttrack.gui.tokens import State

translate = QCoreApplication.translate

Name = Callable[[str], str]

_GROUP = "patient"


def patient_rows(case: CaseFile, today: date, product: Name) -> list[PathwayRow]:
    """Return every entry of the patient, and the courses with how they ended.

    `product` returns the short name of a product by its id.
    """
    rows = [_death(case.death, today)] if case.death is not None else []
    rows += [
        _course(each, today, product, is_shown=case.course_id == each.id) for each in case.courses
    ]
    rows += [_weight(kept, today) for kept in reversed(case.weights)]
    rows += [_therapy(kept) for kept in case.therapy_lines]
    rows += [_test(kept, today) for kept in case.antigen_tests]
    rows += [_contact(kept) for kept in case.contacts]
    for kept in case.alerts:
        alert = kept.value
        what = words.heading(alert.kind)
        detail = f"{alert.subject} ({alert.reaction})" if alert.reaction else alert.subject
        rows.append(_row("alerts", kept, what=what, detail=detail))
    return rows


def _row(kind: str, kept: Kept[Any], **said: Any) -> PathwayRow:
    return PathwayRow(key=(kind, kept.id), group=_GROUP, kind=kind, kept=kept, **said)


def _death(kept: Kept[Death], today: date) -> PathwayRow:
    death = kept.value
    cause = words.term(death.cause)
    return _row(
        "deaths",
        kept,
        what=translate("pathway", "Death"),
        done=near_date(death.died_on, today),
        who=death.stated_by,
        detail=f"{cause}; {death.detail}" if death.detail else cause,
        strong=True,
    )


def _course(kept: Kept[Course], today: date, product: Name, *, is_shown: bool) -> PathwayRow:
    course = kept.value
    status = translate("pathway", "Shown here") if is_shown else ""
    name = course.product_name or product(course.product)
    detail = "; ".join(part for part in (name, course.study) if part)
    done = translate("pathway", "opened {0}").format(near_date(course.opened_on, today))
    if course.ended_on is not None and course.end_reason is not None:
        closed = translate("pathway", "closed {0}: {1}").format(
            near_date(course.ended_on, today), words.term(course.end_reason)
        )
        detail = "; ".join(part for part in (closed, course.end_note, detail) if part)
    return _row(
        "courses",
        kept,
        what=translate("pathway", "Course {0}").format(course.number),
        done=done,
        detail=detail,
        state=State.INFO if is_shown else None,
        status=status,
    )


def _weight(kept: Kept[Weight], today: date) -> PathwayRow:
    return _row(
        "weights",
        kept,
        what=translate("pathway", "Weight"),
        done=near_date(kept.value.measured_on, today),
        detail=f"{kept.value.kg:f} kg",
    )


def _therapy(kept: Kept[TherapyLine]) -> PathwayRow:
    therapy = kept.value
    years = "–".join(part for part in dict.fromkeys((therapy.started, therapy.stopped)) if part)
    parts = [therapy.drug]
    if therapy.target is not None:
        parts.append(words.term(therapy.target))
    parts.append(therapy.response)
    before, after = therapy.antigen_before, therapy.antigen_after
    if before is not None:
        parts.append(translate("pathway", "antigen before {0}").format(words.term(before)))
    if after is not None:
        parts.append(translate("pathway", "after {0}").format(words.term(after)))
    return _row(
        "therapy_lines",
        kept,
        what=translate("pathway", "Earlier {0}").format(words.term(therapy.kind)),
        done=years,
        detail=", ".join(part for part in parts if part),
    )


def _test(kept: Kept[AntigenTest], today: date) -> PathwayRow:
    test = kept.value
    share = "" if test.percent is None else f"{test.percent:f}%"
    parts = (words.term(test.status), share, test.sample)
    return _row(
        "antigen_tests",
        kept,
        what=translate("pathway", "{0} test").format(words.term(test.target)),
        done=near_date(test.tested_on, today),
        detail=", ".join(part for part in parts if part),
    )


def _contact(kept: Kept[Contact]) -> PathwayRow:
    contact = kept.value
    parts = (contact.relation, contact.phone, contact.note)
    return _row(
        "contacts",
        kept,
        what=words.heading(contact.kind),
        who=contact.name,
        detail=", ".join(part for part in parts if part),
    )
